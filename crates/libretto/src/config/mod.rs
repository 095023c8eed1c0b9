//! Configuration: one TOML file, then environment variables, each value checked at start with a message that says what is
//! wrong with it and where it came from. Secrets are never printed.

mod checks;
mod file;
mod limits;
mod observability;
mod pdnd;
mod secret;
mod settings;

pub(crate) use pdnd::PdndSettings;
pub(crate) use secret::Secret;
pub(crate) use settings::{Identity, Settings, StoreKind};

use std::path::PathBuf;
use thiserror::Error;

/// Something wrong in the configuration.
#[derive(Debug, Error)]
pub(crate) enum ConfigError {
    /// The file cannot be read.
    #[error("il file di configurazione {path} non si può leggere: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no TOML of ours: the message names line, column and key.
    #[error("il file di configurazione {path} non è valido:\n{message}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        message: String,
    },
    /// One or more values are wrong.
    #[error("configurazione non valida:\n{}", .0.join("\n"))]
    Invalid(Vec<String>),
}

/// Reads the environment; a parameter so that tests need not touch the process.
pub(crate) type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The environment of the process. An empty variable counts as absent, as compose files leave them.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment of the process")]
pub(crate) fn process_environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
