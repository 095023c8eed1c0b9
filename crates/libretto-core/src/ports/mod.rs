//! The ports: what the core asks of the world, few and narrow, each usable as `dyn`.
//!
//! To add an adapter of a port, implement its trait in an outer crate and run the suite of `contract` against it.

pub mod directory;
pub mod documents;
pub mod funding;
pub mod notices;
pub mod payouts;
pub mod queries;
pub mod registro_accessi;
pub mod registro_compensi;
pub mod registro_deleghe;
pub mod registro_rapporti;
pub mod replay;
pub mod sigillo;
pub mod store;

pub use directory::{Anagrafe, Directory, DirectoryError};
pub use documents::{DocumentError, Documents};
pub use funding::{Funding, FundingError};
pub use notices::{Notice, NoticeError, Notices};
pub use payouts::{Domiciled, PayoutBatch, PayoutError, Payouts, RefundBatch, Transfer};
pub use queries::Queries;
pub use registro_accessi::{Accesso, RegistroAccessi};
pub use registro_compensi::RegistroCompensi;
pub use registro_deleghe::{DelegaCompleta, FiltroDeleghe, RegistroDeleghe};
pub use registro_rapporti::{RAPPORTI_MAX, RegistroRapporti};
pub use replay::Replay;
pub use sigillo::Sigillo;
pub use store::{Scope, ScopeComunicazione, ScopeGiornate, Snapshot, Store, StoreError};

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The instant of now. Read once per command.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// New identifiers, growing with time.
pub trait Ids: Send + Sync {
    /// A new `UUIDv7`.
    fn next(&self) -> Uuid;
}
