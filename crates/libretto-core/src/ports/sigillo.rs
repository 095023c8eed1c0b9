//! The port of the seal on the register (I12): a chain of hashes, so that no event can be altered, taken out or put in
//! unseen. A store may chain each event as it commits it, and then has nothing left to seal; or seal a moment later, so
//! that writers do not wait for one another.

use super::StoreError;
use super::queries::Differenza;
use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};

/// How far back the sealing that goes on beside the service looks for events that committed late.
pub const SEAL_LOOK_BACK: Duration = Duration::minutes(1);

/// How late an event may commit after its identifier was drawn, at most. One that is older and not sealed was not
/// written by the service.
pub const SEAL_LATE_MAX: Duration = Duration::days(1);

/// The seal on the register.
#[async_trait]
pub trait Sigillo: Send + Sync {
    /// Seals events that are not sealed yet, oldest first and at most `limit`, whose identifiers were drawn not more than
    /// `look_back` before that of the last sealed one. Returns how many were found waiting; with 0 everything is sealed.
    /// Several may seal at once: the chain is one all the same.
    async fn seal(&self, now: DateTime<Utc>, look_back: Duration, limit: u32) -> Result<u32, StoreError>;

    /// Follows the whole chain and names the first broken link of each part of it, with the event, and the events that
    /// should have been sealed long ago. Looks at everything: meant for `verifica-registro`, not for a request.
    async fn verify_chain(&self, now: DateTime<Utc>) -> Result<Vec<Differenza>, StoreError>;
}
