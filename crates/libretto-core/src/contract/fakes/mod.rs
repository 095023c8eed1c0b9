//! Stand-ins for the ports other than the store: each does what it is told and nothing by chance.

mod clock;
mod directory;
mod documents;
mod funding;
mod ids;
mod notices;
mod payouts;

pub use clock::{FixedClock, rome};
pub use directory::ToldDirectory;
pub use documents::KeptDocuments;
pub use funding::NumberedFunding;
pub use ids::CountingIds;
pub use notices::SilentNotices;
pub use payouts::RecordedPayouts;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a mutex holds, also after a test that panicked while it held it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
