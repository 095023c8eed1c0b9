//! What can go wrong in a developer's task.

use std::io;
use std::process::ExitStatus;

/// Result of every task of xtask.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// A task that stopped, said so that the reader knows what to do next.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The operating system refused something.
    #[error("cannot {what}: {source}")]
    Io {
        /// What was tried, as words that follow "cannot".
        what: String,
        /// The system's own reason.
        source: io::Error,
    },
    /// A program that xtask ran ended badly.
    #[error("`{command}` ended with {status}")]
    Program {
        /// The command line.
        command: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// The machine lacks something that xtask cannot bring by itself.
    #[error("{0}")]
    Setup(String),
    /// The private PostgreSQL did not come up; its last lines say why.
    #[error("PostgreSQL did not start:\n{0}")]
    Cluster(String),
    /// The tree is not tidy; the findings are already printed.
    #[error("{0} tidy finding(s), listed above")]
    Untidy(usize),
}

/// Adds to an [`io::Error`] what was being tried.
pub(crate) trait Tried<T> {
    /// Turns the error into [`Error::Io`]; `what` follows the word "cannot".
    fn tried(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T> Tried<T> for io::Result<T> {
    fn tried(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|source| Error::Io { what: what(), source })
    }
}
