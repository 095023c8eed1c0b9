//! The rows of a change, one part for each table they go to.

mod deleghe;
mod eredi;
mod lavoro;
mod persone;
mod registro;
mod rimborsi;
mod soldi;

pub(super) use deleghe::{parts as deleghe, valide};
pub(super) use eredi::parts as eredi;
pub(super) use lavoro::parts as lavoro;
pub(super) use persone::{parts as persone, personal};
pub(super) use registro::{flussi, parts as registro};
pub(super) use rimborsi::parts as rimborsi;
pub(super) use soldi::parts as soldi;

use super::batch::Batch;
use super::part::{Action, Part};
use serde::Serialize;

/// A part that inserts new rows.
const fn insert(name: &'static str, table: &'static str, batch: Batch) -> Part {
    Part { name, table, keys: "", action: Action::Insert, guarded: false, batch }
}

/// A part that updates rows which must be there at the version expected.
const fn update(
    name: &'static str,
    table: &'static str,
    set: &'static str,
    condition: &'static str,
    batch: Batch,
) -> Part {
    Part { name, table, keys: "id", action: Action::Update { set, condition }, guarded: true, batch }
}

/// A document for each value.
pub(super) fn documents<T: Serialize>(values: impl Iterator<Item = T>) -> serde_json::Result<Vec<Option<String>>> {
    values.map(|value| serde_json::to_string(&value).map(Some)).collect()
}
