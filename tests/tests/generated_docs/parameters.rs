//! `docs/PARAMETERS.md`: every number fixed by law, with its dates and its source.

use crate::markdown::{NOTICE, table};
use libretto_core::parameters;

const INTRODUCTION: &str = "\
Every number of the law, as the program holds it: a dated series for each, chosen by the day of the work (what a payment costs the \
worker: by the day of the payment). Days are inclusive. A day before the first one has no value and is refused; no value is ever \
taken from a neighbouring day. A value changes by adding an entry to its series in \
[`crates/libretto-core/src/parameters`](../crates/libretto-core/src/parameters).";

/// The document.
pub(super) fn text() -> String {
    let rows = parameters::table().into_iter().map(|row| {
        [
            format!("`{}`", row.key),
            row.description.to_owned(),
            row.value,
            row.unit.to_owned(),
            row.from.to_string(),
            row.to.map_or_else(|| "in force".to_owned(), |day| day.to_string()),
            row.citation.to_string(),
            row.verified_on.to_string(),
        ]
    });
    let head = ["parameter", "meaning", "value", "unit", "from", "to", "source", "checked on"];
    format!("# Parameters\n\n{NOTICE}\n\n{INTRODUCTION}\n\n{}", table(head, rows))
}
