//! Parts of the Rust toolchain that a minimal installation lacks.

use crate::console::say;
use crate::environment::find_program;
use crate::error::{Error, Result};
use crate::process::{run, succeeds};
use crate::workspace::Workspace;

/// The test runner, pinned; a developer's own, newer or older, is used as it is.
const NEXTEST_VERSION: &str = "0.9.143";

/// Adds rustfmt, clippy and nextest where they are missing.
pub(crate) fn install_missing(workspace: &Workspace) -> Result<()> {
    for component in ["rustfmt", "clippy"] {
        let subcommand = if component == "rustfmt" { "fmt" } else { component };
        if !succeeds(&mut workspace.cargo(&[subcommand, "--version"])) {
            install_component(component)?;
        }
    }
    if !succeeds(&mut workspace.cargo(&["nextest", "--version"])) {
        say(format_args!("installing cargo-nextest {NEXTEST_VERSION}"));
        run(&mut workspace.cargo(&["install", "cargo-nextest", "--locked", "--version", NEXTEST_VERSION]))?;
    }
    Ok(())
}

fn install_component(component: &str) -> Result<()> {
    let rustup = find_program("rustup")
        .ok_or_else(|| Error::Setup(format!("please install {component} for this Rust toolchain and try again")))?;
    say(format_args!("installing {component}"));
    run(std::process::Command::new(rustup).args(["component", "add", component]))
}
