//! Turns: commands that change the records of one household queue here instead of meeting in the store.
//!
//! The store is right without them. But when many requests of one household arrive together, all load the same state, one
//! commits, and the others load and decide again: work that grows with the square of the queue and, past some tries, a `503`. In
//! a queue each waits for the one before and succeeds at its first try. The queue is of this process only; between processes
//! the store decides as always.

use libretto_core::ids::UtilizzatoreId;
use std::hash::{BuildHasher, RandomState};
use tokio::sync::{Mutex, MutexGuard};

/// How many queues there are. Two households may share one: they only wait a little for each other.
const STRIPES: usize = 256;

/// The queues of this process.
pub struct Turns {
    stripes: Vec<Mutex<()>>,
    // Keyed anew by each process, so that nobody can choose to stand in another's queue.
    hasher: RandomState,
}

impl Turns {
    /// Empty queues.
    pub fn new() -> Self {
        Self { stripes: (0..STRIPES).map(|_| Mutex::new(())).collect(), hasher: RandomState::new() }
    }

    /// Waits for the turn of a household, first come first served. It ends when the guard is dropped. A command holds at most
    /// one turn, so that no two can wait for each other.
    pub async fn of(&self, household: UtilizzatoreId) -> Turn<'_> {
        let hash = self.hasher.hash_one(household.0);
        let stripe = usize::try_from(hash % STRIPES as u64).unwrap_or(0);
        // The index is below the number of stripes, so there is always one.
        match self.stripes.get(stripe) {
            Some(stripe) => Turn(Some(stripe.lock().await)),
            None => Turn(None),
        }
    }
}

impl Default for Turns {
    fn default() -> Self {
        Self::new()
    }
}

/// The turn of a household.
#[must_use = "the turn ends when this is dropped"]
pub struct Turn<'a>(#[expect(dead_code, reason = "held, never read")] Option<MutexGuard<'a, ()>>);

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use uuid::Uuid;

    #[tokio::test]
    async fn a_household_waits_for_itself_and_not_for_most_others() {
        let turns = Turns::new();
        let household = |number| UtilizzatoreId(Uuid::from_u128(number));
        let held = turns.of(household(0)).await;
        assert!(turns.of(household(0)).now_or_never().is_none(), "the same household waits");
        let free = (1..=100).filter(|number| turns.of(household(*number)).now_or_never().is_some()).count();
        assert!(free > 80, "only {free} of 100 other households are free");
        drop(held);
        assert!(turns.of(household(0)).now_or_never().is_some());
    }
}
