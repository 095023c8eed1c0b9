//! House rules that neither the compiler nor clippy checks. Each rule is a pure function from a text to findings, with
//! bad samples in its own tests.

mod files;
mod functions;
mod lengths;
mod links;
mod migrations;
mod references;
mod sql;
mod sql_in_rust;
mod suppressions;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::console::say;
use crate::error::{Error, Result};
use crate::workspace::Workspace;

/// One breach of a house rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    /// Relative to the top of the repository.
    path: PathBuf,
    /// Counted from 1.
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &Path, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path.display(), self.line, self.message)
    }
}

/// Checks the whole repository and prints every finding.
///
/// # Errors
/// [`Error::Untidy`] when there is a finding.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let texts = files::texts(&workspace.root)?;
    let mut findings = migrations::check_folders(&workspace.root)?;
    for (path, text) in &texts {
        findings.extend(check(&workspace.root, path, text));
    }
    for finding in &findings {
        say(finding);
    }
    if findings.is_empty() {
        say(format_args!("{} files are tidy", texts.len()));
        Ok(())
    } else {
        Err(Error::Untidy(findings.len()))
    }
}

/// All rules that apply to one file.
fn check(root: &Path, path: &Path, text: &str) -> Vec<Finding> {
    let mut findings = references::check(path, text);
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("rs") => {
            findings.extend(lengths::check(path, text));
            findings.extend(suppressions::check(path, text));
            findings.extend(functions::check(path, text));
            if path.starts_with("crates/libretto-postgres/src") {
                findings.extend(sql_in_rust::check(path, text));
            }
        }
        Some("md") => findings.extend(links::check(root, path, text)),
        Some("sql") => findings.extend(sql::check(path, text)),
        _ => {}
    }
    findings
}
