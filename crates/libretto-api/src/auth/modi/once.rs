//! What may be used once: named so that nobody else's can be mistaken for it, and told to the memory that all instances share.

use crate::auth::failure::AuthFailure;
use crate::auth::known_tokens::LEEWAY_SECONDS;
use chrono::{DateTime, TimeDelta, Utc};
use libretto_core::ports::Replay;
use sha2::{Digest, Sha256};

/// A proof, an evidence or a signature that is good and may be used once.
pub(super) struct Once {
    namespace: &'static str,
    fingerprint: [u8; 32],
    /// Seconds since the epoch, exclusive, before any tolerance.
    until: i64,
}

impl Once {
    /// The token `id` of `owner`, good until `until`.
    pub(super) fn of(namespace: &'static str, owner: &str, id: &str, until: i64) -> Self {
        let mut digest = Sha256::new();
        // The length keeps the two parts apart.
        digest.update((owner.len() as u64).to_be_bytes());
        digest.update(owner);
        digest.update(id);
        Self { namespace, fingerprint: digest.finalize().into(), until }
    }

    /// Uses it.
    pub(super) async fn using(&self, replay: &dyn Replay, now: DateTime<Utc>) -> Result<(), AuthFailure> {
        let until = DateTime::from_timestamp(self.until, 0).unwrap_or(DateTime::<Utc>::MIN_UTC);
        // Good for as long as the token is with the tolerance, and one second more for the fraction of a second.
        let until = until.checked_add_signed(TimeDelta::seconds(LEEWAY_SECONDS + 1)).unwrap_or(until);
        match replay.first_use(self.namespace, &self.fingerprint, until, now).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(AuthFailure::Invalid("used before")),
            Err(error) => {
                tracing::error!(%error, "the memory of used tokens cannot be asked");
                Err(AuthFailure::Unavailable)
            }
        }
    }
}
