//! `docs/PARAMETERS.md`: every number fixed by law, with its dates and its source, and every policy with its reason.

use crate::markdown::{NOTICE, table};
use crate::read;
use libretto_core::{parameters, politiche};

const INTRODUCTION: &str = "\
Every number of the law, as the program holds it: a dated series for each, chosen by the day of the work (what a payment costs the \
worker: by the day of the payment). Days are inclusive. A day before the first one has no value and is refused; no value is ever \
taken from a neighbouring day. A value changes by adding an entry to its series in \
[`crates/libretto-core/src/parameters`](../crates/libretto-core/src/parameters).";

const POLICIES: &str = "\
Where the law and INPS say nothing, or say two things, the project decides: a named, dated value with its reason \
([`crates/libretto-core/src/politiche`](../crates/libretto-core/src/politiche)), cited as «decisione applicativa». The whole argument \
of each is in [LIMITS](LIMITS.md).";

/// The table of policies.
fn policies() -> String {
    let rows = politiche::table().into_iter().map(|row| {
        [
            row.id.to_owned(),
            format!("`{}`", row.key),
            row.description.to_owned(),
            format!("`{}`", row.value),
            row.reason.to_owned(),
            row.from.to_string(),
            row.to.map_or_else(|| "in force".to_owned(), |day| day.to_string()),
        ]
    });
    table(["id", "policy", "question", "choice", "reason", "from", "to"], rows)
}

#[test]
fn generated_policies_are_all_argued_in_the_table_of_decisions() {
    let limits = read("docs/LIMITS.md");
    let (_, decisions) = limits.split_once("## Decisions where the law is silent").expect("the section is there");
    let argued = |id: &str| {
        let first_cell = |line: &str| line.trim_start_matches("| ").split(" | ").next().unwrap_or_default().to_owned();
        decisions
            .lines()
            .filter(|line| line.starts_with("| "))
            .any(|line| first_cell(line).split(", ").any(|one| one == id))
    };
    let missing: Vec<_> = politiche::table().into_iter().map(|row| row.id).filter(|id| !argued(id)).collect();
    assert!(missing.is_empty(), "not argued in docs/LIMITS.md: {missing:?}");
}

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
    let parameters = table(head, rows);
    format!("# Parameters\n\n{NOTICE}\n\n{INTRODUCTION}\n\n{parameters}\n## Policies\n\n{POLICIES}\n\n{}", policies())
}
