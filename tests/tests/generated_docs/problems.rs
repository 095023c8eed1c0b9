//! `docs/PROBLEMS.md`: every type of problem that the API answers with.

use crate::markdown::{NOTICE, table};
use libretto_api::problem::catalogue::ProblemType;

const INTRODUCTION: &str = "\
Every error is `application/problem+json` (RFC 9457). Its `type` is `/problemi/<codice>`, a page that the service itself serves; \
programs branch on `codice`, which never changes its meaning; `detail` is for people and may change. What a decision found against a \
request is in `violazioni`, with the codes of the [glossary](GLOSSARY.md).";

const GENERAL: &str = "## General";

const LAW: &str = "\
## Refusals by the law

A refusal whose violations have one code only has that code as its type; with several codes it is `decisione-negativa`, or \
`stato-incompatibile` when all of them are matters of state.";

/// The document.
pub(super) fn text() -> String {
    let (law, general): (Vec<_>, Vec<_>) =
        ProblemType::all().partition(|kind| matches!(kind, ProblemType::Decisione(_)));
    let (general, law) = (of(&general), of(&law));
    format!("# Problems\n\n{NOTICE}\n\n{INTRODUCTION}\n\n{GENERAL}\n\n{general}\n{LAW}\n\n{law}")
}

fn of(kinds: &[ProblemType]) -> String {
    let rows = kinds.iter().map(|kind| {
        let entry = kind.entry();
        [
            format!("`{}`", entry.codice),
            entry.status.as_u16().to_string(),
            entry.title.to_owned(),
            entry.description.to_owned(),
        ]
    });
    table(["codice", "status", "title", "what happened and what to do"], rows)
}
