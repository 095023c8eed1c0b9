//! The independent oracle: another program, in another language, recomputes what the engine decides on random histories.

use std::process::Command;

use crate::error::Result;
use crate::process;
use crate::test_run::Context;

/// The oracle, which starts the engine's side by itself.
const ORACLE: &str = "tests/oracolo/oracolo.py";

/// Builds the engine's side and compares.
pub(super) fn run(context: &Context<'_>) -> Result<()> {
    let workspace = context.workspace;
    process::run(&mut workspace.cargo(&["build", "-p", "libretto-tests", "--example", "storie", "--locked"]))?;
    let engine = workspace.target.join("debug").join("examples").join("storie");
    process::run(
        Command::new(&context.python.interpreter)
            .arg(workspace.root.join(ORACLE))
            .arg("--storie")
            .arg(engine)
            // No compiled files among the sources.
            .env("PYTHONDONTWRITEBYTECODE", "1"),
    )
}
