//! Sealing the register (I12).

use super::{Libretto, UseCaseError};
use chrono::Duration;

/// How many events are sealed at a time.
const SEAL_BATCH: u32 = 500;

impl Libretto {
    /// Seals what waits for it and returns how many events that was. `look_back` tells how far behind the last sealed
    /// event to look for events that committed late.
    ///
    /// # Errors
    /// [`UseCaseError::Store`] when the register cannot be read or written; what was sealed until then stays.
    pub async fn sigilla(&self, look_back: Duration) -> Result<u64, UseCaseError> {
        let mut sealed = 0;
        loop {
            let found = self.queries.seal(self.now(), look_back, SEAL_BATCH).await?;
            if found == 0 {
                return Ok(sealed);
            }
            sealed += u64::from(found);
        }
    }
}
