//! One process at a time: a lock on a file beside the journal, held until the store is dropped. The kernel gives it back
//! when a process dies, however it dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::OpenError;
use crate::examine::beside;

/// Takes the lock of a journal.
///
/// # Errors
/// [`OpenError::InUse`] when someone has it.
pub(crate) fn acquire(path: &Path) -> Result<File, OpenError> {
    let file = private().open(lock_path(path)).map_err(OpenError::io(path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => Err(OpenError::io(path)(source)),
    }
}

fn lock_path(path: &Path) -> PathBuf {
    beside(path, ".lock")
}

/// How files are created that nobody but the service may read: the journal holds personal data.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
