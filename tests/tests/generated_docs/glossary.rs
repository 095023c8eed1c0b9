//! The table of codes in `docs/GLOSSARY.md`: the one list of what a decision can say.

use crate::markdown::table;
use libretto_core::catalogue::{Codice, Kind};

/// What a kind of code means to the caller.
const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Violation => "violation",
        Kind::Conflict => "conflict",
        Kind::Gone => "gone",
        Kind::NotEntitled => "not entitled",
        Kind::Warning => "warning",
        Kind::Consequence => "consequence",
    }
}

/// The table, in order of rule.
pub(super) fn codes() -> String {
    let mut codes = Codice::ALL.to_vec();
    codes.sort_by_key(|codice| (codice.regola(), *codice));
    let rows = codes.into_iter().map(|codice| {
        [
            codice.regola().to_string(),
            format!("`{codice}`"),
            format!("`{}`", codice.english()),
            kind(codice.kind()).to_owned(),
            codice.campo().map(|campo| format!("`{campo}`")).unwrap_or_default(),
            codice.message().to_owned(),
        ]
    });
    table(["regola", "codice", "English code", "kind", "field", "message"], rows)
}
