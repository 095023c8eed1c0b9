//! What a file is, told by its first bytes, before anything opens it for writing.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::OpenError;
use crate::schema::{APPLICATION_ID, FORMAT};

/// The first bytes of every `SQLite` file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Length of the header of an `SQLite` file.
const HEADER_LEN: usize = 100;
/// Where the header holds the size and the number of its pages, the user's version and the application's number,
/// big-endian.
const PAGE_SIZE_AT: usize = 16;
const PAGES_AT: usize = 28;
const FORMAT_AT: usize = 60;
const APPLICATION_AT: usize = 68;

/// What was found at a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Found {
    /// Nothing.
    Nothing,
    /// A journal of this format, whole or not.
    Journal,
}

/// The path of a file that belongs to another.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Reads the first bytes of a file and refuses everything that is not a journal of this format.
///
/// # Errors
/// [`OpenError::Foreign`], [`OpenError::Format`], [`OpenError::Damaged`] or [`OpenError::Io`].
pub(crate) fn examine(path: &Path) -> Result<Found, OpenError> {
    let foreign = |what: &str| OpenError::Foreign { path: path.to_owned(), what: what.to_owned() };
    let damaged = |what: &str| OpenError::Damaged { path: path.to_owned(), what: what.to_owned() };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return nothing_at(path),
        Err(error) => return Err(OpenError::io(path)(error)),
    };
    let metadata = file.metadata().map_err(OpenError::io(path))?;
    if metadata.is_dir() {
        return Err(foreign("a folder"));
    }
    let mut header = Vec::with_capacity(HEADER_LEN);
    file.take(100).read_to_end(&mut header).map_err(OpenError::io(path))?;
    if header.is_empty() {
        return Err(damaged("it is empty"));
    }
    if !header.starts_with(MAGIC) {
        return Err(foreign("not an SQLite file"));
    }
    let (Some(application), Some(format)) = (number(&header, APPLICATION_AT), number(&header, FORMAT_AT)) else {
        return Err(damaged("it ends within its header"));
    };
    if application != APPLICATION_ID {
        return Err(foreign("an SQLite file of another program"));
    }
    if format != FORMAT {
        return Err(OpenError::Format { path: path.to_owned(), found: format, known: FORMAT });
    }
    // With a log beside it, the file itself may have been left in the middle of being brought up to date.
    let log = std::fs::metadata(beside(path, "-wal")).map_or(0, |log| log.len());
    if log == 0 && !holds_its_pages(&header, metadata.len()) {
        return Err(damaged("it has been cut short"));
    }
    Ok(Found::Journal)
}

/// Whether a file has the length that its header tells.
fn holds_its_pages(header: &[u8], length: u64) -> bool {
    let (Some(size), Some(pages)) = (header.get(PAGE_SIZE_AT..PAGE_SIZE_AT + 2), number(header, PAGES_AT)) else {
        return false;
    };
    // A size of 1 stands for 65,536, which does not fit in two bytes.
    let size = match u64::from(size[0]) << 8 | u64::from(size[1]) {
        1 => 65_536,
        size => size,
    };
    size > 0 && length.is_multiple_of(size) && length / size >= u64::from(pages)
}

/// A journal that is gone while its latest commits wait beside it must not be replaced by an empty one.
fn nothing_at(path: &Path) -> Result<Found, OpenError> {
    if beside(path, "-wal").exists() {
        let what = "it is gone, but its -wal file is still there".to_owned();
        return Err(OpenError::Damaged { path: path.to_owned(), what });
    }
    Ok(Found::Nothing)
}

fn number(header: &[u8], at: usize) -> Option<u32> {
    let bytes = header.get(at..at + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}
