//! Brings to a fresh machine what the tests need and it lacks. Everything here looks first and installs only then, so
//! that a second run costs nothing.

mod cargo_tools;
mod debian;
mod node;
mod python;

use std::path::PathBuf;

use crate::error::Result;
use crate::postgres::Binaries;
use crate::workspace::Workspace;

pub(crate) use python::Tools as PythonTools;

/// What the machine offers once it is set up.
pub(crate) struct Machine {
    /// The pinned Python tools and data files.
    pub(crate) python: PythonTools,
    /// PostgreSQL's programs; absent when the caller offers a database of their own.
    pub(crate) postgres: Option<Binaries>,
}

/// Installs what is missing. `own_database` says that the caller's database is used, so that PostgreSQL is not needed.
pub(crate) fn prepare(workspace: &Workspace, own_database: bool) -> Result<Machine> {
    debian::install_missing(own_database)?;
    cargo_tools::install_missing(workspace)?;
    let python = python::prepare(workspace)?;
    node::prepare(workspace)?;
    let postgres = if own_database { None } else { Some(Binaries::find()?) };
    Ok(Machine { python, postgres })
}

/// Installs PostgreSQL alone, for a developer who only wants a database.
pub(crate) fn postgres() -> Result<Binaries> {
    debian::install_postgres()?;
    Binaries::find()
}

/// Installs what measures load.
pub(crate) fn load_tools() -> Result<Binaries> {
    debian::install_load_tools()?;
    postgres()
}

/// A path inside the virtual environment.
fn venv_program(workspace: &Workspace, program: &str) -> PathBuf {
    workspace.venv().join("bin").join(program)
}
