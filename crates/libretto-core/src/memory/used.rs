//! What was used once, in the memory of one process.

use crate::ports::{Replay, StoreError};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashSet};
use std::sync::{Mutex, PoisonError};
use thiserror::Error;

/// How many expired entries one use takes away at most: more than it adds, so that they cannot pile up.
const PURGED_BY_USE: usize = 16;

/// How many entries there may be: some hundred megabytes at most. Beyond it nothing is accepted.
const ENTRIES_MAX: usize = 1_000_000;

type Entry = (&'static str, [u8; 32]);

/// The memory of a process that is alone, as one on the embedded store is. A restart forgets: what was used shortly before can be
/// used once more until it expires, minutes later. Several instances need a store that they share.
#[derive(Debug, Default)]
pub struct UsedTokens(Mutex<Used>);

#[derive(Debug, Default)]
struct Used {
    known: HashSet<Entry>,
    by_end: BTreeSet<(DateTime<Utc>, Entry)>,
}

/// More is valid at once than this memory holds.
#[derive(Debug, Error)]
#[error("{ENTRIES_MAX} tokens used once are still valid: no more are taken")]
struct Full;

impl Used {
    fn purge(&mut self, now: DateTime<Utc>) {
        for _ in 0..PURGED_BY_USE {
            let Some(first) = self.by_end.first().copied().filter(|(end, _)| *end <= now) else {
                return;
            };
            self.by_end.remove(&first);
            self.known.remove(&first.1);
        }
    }
}

impl UsedTokens {
    /// How many entries are kept.
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).known.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[async_trait]
impl Replay for UsedTokens {
    async fn first_use(
        &self,
        namespace: &'static str,
        fingerprint: &[u8; 32],
        valid_until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used.purge(now);
        if valid_until <= now {
            return Ok(false);
        }
        let entry = (namespace, *fingerprint);
        if used.known.contains(&entry) {
            return Ok(false);
        }
        if used.known.len() >= ENTRIES_MAX {
            return Err(StoreError::Unavailable(Box::new(Full)));
        }
        used.by_end.insert((valid_until, entry));
        used.known.insert(entry);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use chrono::TimeDelta;

    #[tokio::test]
    async fn what_has_expired_does_not_pile_up() {
        let memory = UsedTokens::default();
        let start = DateTime::from_timestamp(1_796_119_200, 0).unwrap();
        for second in 0..1_000_u32 {
            let now = start + TimeDelta::seconds(i64::from(second));
            let mut fingerprint = [0; 32];
            fingerprint[..4].copy_from_slice(&second.to_be_bytes());
            assert!(memory.first_use("prova", &fingerprint, now + TimeDelta::seconds(60), now).await.unwrap());
            assert!(memory.len() <= 60, "only what is valid is kept: {}", memory.len());
        }
        let later = start + TimeDelta::days(1);
        assert!(!memory.first_use("prova", &[9; 32], later, later).await.unwrap());
        assert_eq!(memory.len(), 60 - PURGED_BY_USE, "one use takes away a bounded number");
    }
}
