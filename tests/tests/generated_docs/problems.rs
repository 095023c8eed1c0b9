//! `docs/PROBLEMS.md`: every type of problem that the API answers with.

use crate::markdown::{NOTICE, table};
use libretto_api::problem::catalogue::ProblemType;

const INTRODUCTION: &str = "\
Every error is `application/problem+json` (RFC 9457). Its `type` is `/problemi/<codice>`, a page that the service itself serves; \
programs branch on `codice`, which never changes its meaning; `detail` is for people and may change. What a decision found against a \
request is in `violazioni`, with the codes of the [glossary](GLOSSARY.md).";

/// The document.
pub(super) fn text() -> String {
    let rows = ProblemType::ALL.iter().map(|kind| {
        let entry = kind.entry();
        [
            format!("`{}`", entry.codice),
            entry.status.as_u16().to_string(),
            entry.title.to_owned(),
            entry.description.to_owned(),
        ]
    });
    let table = table(["codice", "status", "title", "what happened and what to do"], rows);
    format!("# Problems\n\n{NOTICE}\n\n{INTRODUCTION}\n\n{table}")
}
