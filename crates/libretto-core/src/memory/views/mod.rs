//! The views, taken from memory: the read side of the embedded store. One method for each view of
//! [`crate::ports::Queries`], which says what it holds and in which order.

mod pagamenti;
mod persone;
mod portafoglio;
mod prestazioni;
mod rimborsi;
mod scrivania;

use crate::ids::PersonaId;
use crate::ports::Accesso;
use crate::ports::queries::{Page, Position};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The place of an item in a list that is sorted by instant and identifier.
pub(super) type Key = (DateTime<Utc>, Uuid);

/// Takes a page from items that come latest first and all lie after the page before.
pub(super) fn page<T>(items: impl Iterator<Item = T>, limit: u32, key: impl Fn(&T) -> Key) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // One more than asked tells whether there is a next page.
    let mut items: Vec<T> = items.take(limit.saturating_add(1)).collect();
    let more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().map(key).filter(|_| more);
    Page { items, next: last.map(|(istante, id)| Position { istante, id }) }
}

/// Whether an item comes after the page before, in a list that goes from the latest to the earliest.
pub(super) fn follows(key: Key, after: Option<Position>) -> bool {
    after.is_none_or(|position| key < (position.istante, position.id))
}

/// Looks at a person's data, latest first: for stores that keep them in memory.
pub fn looks(all: &[Accesso], persona: PersonaId, after: Option<Position>, limit: u32) -> Page<Accesso> {
    let key = |one: &Accesso| (one.istante, one.id.0);
    let mut found: Vec<&Accesso> = all.iter().filter(|one| one.persona == persona).collect();
    found.sort_unstable_by_key(|one| std::cmp::Reverse(key(one)));
    let later = found.into_iter().filter(|one| follows(key(one), after));
    page(later.cloned(), limit, key)
}
