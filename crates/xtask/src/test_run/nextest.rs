//! The test runner: its output is shown as it comes, and its closing lines are kept to be shown again at the very end.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use crate::console::say;
use crate::error::{Error, Result, Tried};
use crate::process;
use crate::test_run::Context;
use crate::workspace::Workspace;

/// How the first of the closing lines begins, after blanks.
const SUMMARY: &str = "Summary [";

/// Runs every test of the workspace.
///
/// # Errors
/// When a test fails, or when the runner closes without a summary: a run that counts no test proves nothing.
pub(super) fn run(context: &Context<'_>) -> Result<()> {
    let mut command = context.workspace.cargo(&["nextest", "run", "--workspace", "--locked", "--color", "never"]);
    let mut runner =
        context.tell(&mut command).stderr(Stdio::piped()).spawn().tried(|| "start cargo nextest".to_owned())?;
    let mut closing = Vec::new();
    if let Some(stderr) = runner.stderr.take() {
        for line in BufReader::new(stderr).lines().map_while(std::result::Result::ok) {
            say(&line);
            remember(&mut closing, line);
        }
    }
    let status = runner.wait().tried(|| "wait for cargo nextest".to_owned())?;
    let path = summary_path(context.workspace);
    fs::write(&path, closing.join("\n")).tried(|| format!("write {}", path.display()))?;
    process::expect_success(&command, status)?;
    if closing.is_empty() { Err(Error::Setup("cargo nextest closed without a summary".to_owned())) } else { Ok(()) }
}

/// Deletes the closing lines of an earlier run, so that they are never shown as those of this one.
pub(super) fn forget_summary(workspace: &Workspace) -> Result<()> {
    let path = summary_path(workspace);
    if path.exists() { fs::remove_file(&path).tried(|| format!("delete {}", path.display())) } else { Ok(()) }
}

/// The closing lines of this run, if it came so far.
pub(super) fn summary(workspace: &Workspace) -> Option<String> {
    fs::read_to_string(summary_path(workspace)).ok().filter(|summary| !summary.is_empty())
}

fn summary_path(workspace: &Workspace) -> PathBuf {
    workspace.target.join("nextest-summary.txt")
}

/// Keeps the lines from the last summary on.
fn remember(closing: &mut Vec<String>, line: String) {
    if line.trim_start().starts_with(SUMMARY) {
        closing.clear();
        closing.push(line);
    } else if !closing.is_empty() {
        closing.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_are_those_from_the_summary_on() {
        let mut closing = Vec::new();
        for line in ["    PASS a", "     Summary [   1.0s] 2 tests run: 1 passed, 1 failed", "    FAIL b"] {
            remember(&mut closing, line.to_owned());
        }
        assert_eq!(closing, ["     Summary [   1.0s] 2 tests run: 1 passed, 1 failed", "    FAIL b"]);
    }
}
