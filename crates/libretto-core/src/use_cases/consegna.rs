//! Handing the outbox to the dispatcher of notices: at least once, each lease by one worker only.

use super::{Libretto, UseCaseError};
use crate::ports::Notices;
use chrono::Duration;

/// How many notices one round delivers at most: who got fewer has emptied the outbox.
pub const NOTICES_BATCH_MAX: u32 = 1_000;

/// How long a lease lasts; a worker that dies gives its notices back after it.
const LEASE_SECONDS: i64 = 60;

impl Libretto {
    /// Delivers what waits in the outbox, one batch. Returns how many notices were delivered.
    ///
    /// # Errors
    /// [`UseCaseError`] when the store or the dispatcher fails; what was not delivered comes again after its lease.
    pub async fn consegna_avvisi(&self, dispatcher: &dyn Notices) -> Result<usize, UseCaseError> {
        let now = self.now();
        let batch = self.store.claim_notices(NOTICES_BATCH_MAX, now, now + Duration::seconds(LEASE_SECONDS)).await?;
        if !batch.is_empty() {
            dispatcher.deliver(&batch).await?;
            self.store.notices_delivered(&batch).await?;
        }
        Ok(batch.len())
    }
}
