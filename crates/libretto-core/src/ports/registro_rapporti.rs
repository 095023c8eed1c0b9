//! The port of the registry of employments (comma 5): what the households declared and what the registry of
//! *comunicazioni obbligatorie* communicated.
//!
//! A decision reads it in the one load of its state ([`Scope`](super::Scope) with household and worker), so that it costs
//! no round trip and is seen at the same moment as everything else. A notice enters through the unit of work like every
//! other fact (`registra_comunicazione_obbligatoria`), whatever brings it: a call of the back office, a file, some day a
//! flow of the ministry. This trait is what is left: looking at it.

use super::StoreError;
use crate::ids::UtilizzatoreId;
use crate::rapporto::Rapporto;
use async_trait::async_trait;

/// How many employments of a household are listed at most.
pub const RAPPORTI_MAX: u32 = 1_000;

/// The registry of employments, as far as Libretto knows it.
#[async_trait]
pub trait RegistroRapporti: Send + Sync {
    /// The employments of a household with registered workers, at most [`RAPPORTI_MAX`], in order of first day and
    /// identifier, the latest first. What the registry says of somebody without a profile is kept and not shown.
    async fn rapporti(&self, utilizzatore: UtilizzatoreId) -> Result<Vec<Rapporto>, StoreError>;
}
