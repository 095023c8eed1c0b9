//! What can go wrong, in words for the person who runs the service. No message holds the content of a row.

use std::io;
use std::path::{Path, PathBuf};

use libretto_core::ports::StoreError;
use thiserror::Error;

/// Why a file was not opened. In every case it was left as it was.
#[derive(Debug, Error)]
pub enum OpenError {
    /// There is no such file, and it was not to be created.
    #[error("{} does not exist: check the path, or start the service once to create it", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Another process, or another store of this one, is using the file.
    #[error("{} is in use by another process: stop it first, or do the same through its API", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The file is not a journal of Libretto.
    #[error("{} is not a Libretto journal ({what}): it was not touched; choose another path", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: String,
    },
    /// The file was written by a version of Libretto that this one does not know.
    #[error("{} has format {found}, this program reads format {known}: use the program that wrote it", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// Format of the file.
        found: u32,
        /// The format that is read.
        known: u32,
    },
    /// The file is torn or was altered.
    #[error("{} is damaged ({what}): it was not touched; restore it, with its -wal file, from a backup", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where and how.
        what: String,
    },
    /// The file system refused.
    #[error("{} cannot be opened ({source}): check that its folder exists and that this user may write there", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// `SQLite` refused, and not because of the content of the file.
    #[error("{} cannot be opened ({source}): check the disk and the rights on the folder", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}

impl OpenError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    pub(crate) fn journal(path: &Path) -> impl FnOnce(JournalError) -> Self {
        let path = path.to_owned();
        move |error| match error {
            JournalError::Damaged(what) => Self::Damaged { path, what },
            JournalError::Sqlite(source) => match source.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::InUse { path },
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                    Self::Damaged { path, what: "its pages do not hold together".to_owned() }
                }
                // The only statement that fails to compile on a file of ours is one whose table is gone.
                Some(rusqlite::ErrorCode::Unknown) => {
                    Self::Damaged { path, what: "its tables are not those of a journal".to_owned() }
                }
                _ => Self::Sqlite { path, source },
            },
        }
    }
}

/// Why the journal could not be read or written.
#[derive(Debug, Error)]
pub(crate) enum JournalError {
    /// `SQLite` or the disk.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// What is written is not what was written.
    #[error("{0}")]
    Damaged(String),
}

/// Looks could not be written, for a reason that is in the log: they may be those of several callers.
#[derive(Debug, Error)]
#[error("a look could not be recorded, so nothing is shown")]
pub(crate) struct Unrecorded;

impl JournalError {
    /// A row that cannot be understood. The message of the parser may quote the row, so only the place is told.
    pub(crate) fn unreadable(table: &str, seq: i64, error: &serde_json::Error) -> Self {
        Self::Damaged(format!("{table} {seq} cannot be understood at column {}", error.column()))
    }

    /// Whether a constraint of the file refused a row.
    pub(crate) fn is_constraint(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation),
            Self::Damaged(_) => false,
        }
    }
}

impl From<JournalError> for StoreError {
    fn from(error: JournalError) -> Self {
        match &error {
            JournalError::Damaged(_) => Self::Corrupt(error.into()),
            JournalError::Sqlite(_) => Self::Unavailable(error.into()),
        }
    }
}

/// Why the store does not answer any more.
#[derive(Debug, Error)]
pub(crate) enum Halted {
    /// A write failed.
    #[error("writing {0} failed: start the service again once the disk is well")]
    WriteFailed(PathBuf),
    /// The thread that owns the file has ended.
    #[error("the journal is closed")]
    Closed,
}
