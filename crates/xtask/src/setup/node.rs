//! The pinned packages of Node.js: an identity provider that the end-to-end tests talk to over HTTP.

use std::fs;
use std::process::Command;

use crate::console::say;
use crate::error::{Result, Tried};
use crate::process::run;
use crate::workspace::Workspace;

/// Folder of the package file and of its lock.
const FOLDER: &str = "tests/npm";
/// Copy of the lock that was installed: while it is equal to the lock, nothing is installed.
const STAMP: &str = "node_modules/.installed-package-lock.json";

/// Installs what the lock names, unless it is there.
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root.join(FOLDER);
    let (lock, stamp) = (folder.join("package-lock.json"), folder.join(STAMP));
    let wanted = fs::read_to_string(&lock).tried(|| format!("read {}", lock.display()))?;
    if fs::read_to_string(&stamp).ok().as_deref() == Some(wanted.as_str()) {
        return Ok(());
    }
    say("installing the pinned Node.js packages into tests/npm/node_modules");
    // No package runs anything while it is installed.
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(&stamp, &wanted).tried(|| format!("write {}", stamp.display()))
}
