//! Files that money depends on: whole or absent, durable, readable by their owner only.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::Builder;

/// How the name of a file under construction begins. One that survives a crash was never published
/// and can be deleted while no run is in progress.
const UNFINISHED_PREFIX: &str = ".unfinished-";

/// A folder into which whole files are published.
///
/// A file is written under another name in the same folder, flushed to the disk, and only then given its name;
/// the folder is flushed as well. A reader sees either nothing or the whole file, also after a power cut. A
/// published file is never replaced: writing the same bytes again is a success that changes nothing, other
/// bytes under the same name are refused, because the first ones may already be at the bank.
#[derive(Clone, Debug)]
pub struct OutputFolder {
    path: PathBuf,
}

/// Why a file was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file of that name exists and holds something else.
    #[error("the file {name} exists with other content: it is not replaced")]
    Conflict {
        /// The name, without its folder.
        name: String,
    },
    /// The disk refused.
    #[error("the file {name} cannot be written: {source}")]
    Io {
        /// The name, without its folder.
        name: String,
        /// What the operating system said.
        source: io::Error,
    },
}

impl OutputFolder {
    /// Opens the folder, creating it (readable by its owner only) when absent.
    ///
    /// # Errors
    /// The operating system's, when the path cannot be created or is not a folder.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        create_private_folder(&path)?;
        if !fs::metadata(&path)?.is_dir() {
            return Err(io::Error::from(io::ErrorKind::NotADirectory));
        }
        Ok(Self { path })
    }

    /// Where the files are.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Publishes the file `name` with what `fill` writes, and returns the SHA-256 of its bytes in lower-case hex.
    ///
    /// # Errors
    /// [`PublishError::Conflict`] when the name is taken by other bytes; [`PublishError::Io`] for what the disk
    /// or `fill` reports. In both cases nothing is published and the unfinished file is removed.
    pub fn publish(
        &self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<String, PublishError> {
        let io_error = |source| PublishError::Io { name: name.to_owned(), source };
        let mut unfinished = Builder::new().prefix(UNFINISHED_PREFIX).tempfile_in(&self.path).map_err(io_error)?;
        let digest = write_hashed(unfinished.as_file_mut(), fill).map_err(io_error)?;

        match unfinished.persist_noclobber(self.path.join(name)) {
            Ok(_) => {}
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => {
                let published = hash_of(&self.path.join(name)).map_err(io_error)?;
                if published != digest {
                    return Err(PublishError::Conflict { name: name.to_owned() });
                }
            }
            Err(failed) => return Err(io_error(failed.error)),
        }
        // Also when the file was there already: the run that wrote it may have died just before this line.
        sync_folder(&self.path).map_err(io_error)?;
        Ok(digest)
    }
}

/// Makes a rename, a creation or a removal inside `folder` durable.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Writes what `fill` gives, flushes it to the disk and returns its hash.
fn write_hashed(target: &mut File, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<String> {
    let mut buffer = BufWriter::new(Hashing { file: target, hash: Sha256::new() });
    fill(&mut buffer)?;
    let written = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
    written.file.sync_all()?;
    Ok(format!("{:x}", written.hash.finalize()))
}

fn hash_of(path: &Path) -> io::Result<String> {
    let mut reader = BufReader::new(File::open(path)?);
    let mut hash = Sha256::new();
    let mut block = [0; 8192];
    loop {
        match reader.read(&mut block)? {
            0 => return Ok(format!("{:x}", hash.finalize())),
            count => hash.update(&block[..count]),
        }
    }
}

/// A file and the hash of what was written to it.
struct Hashing<'a> {
    file: &'a mut File,
    hash: Sha256,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(unix)]
fn create_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn create_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn folder() -> (tempfile::TempDir, OutputFolder) {
        let root = tempfile::tempdir().unwrap();
        let folder = OutputFolder::open(root.path().join("out")).unwrap();
        (root, folder)
    }

    fn names(folder: &OutputFolder) -> Vec<String> {
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_published_file_is_whole_hashed_and_alone() {
        let (_root, folder) = folder();
        let digest = folder.publish("a.txt", |out| out.write_all(b"abc")).unwrap();
        assert_eq!(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(fs::read(folder.path().join("a.txt")).unwrap(), b"abc");
        assert_eq!(names(&folder), ["a.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read() {
        use std::os::unix::fs::PermissionsExt;
        let (_root, folder) = folder();
        folder.publish("a.txt", |out| out.write_all(b"abc")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder.path().join("a.txt")), 0o600);
        assert_eq!(mode(folder.path()), 0o700);
    }

    #[test]
    fn the_same_bytes_again_are_a_success_other_bytes_a_conflict() {
        let (_root, folder) = folder();
        let first = folder.publish("a.txt", |out| out.write_all(b"abc")).unwrap();
        let again = folder.publish("a.txt", |out| out.write_all(b"abc")).unwrap();
        assert_eq!(first, again);

        let other = folder.publish("a.txt", |out| out.write_all(b"abd"));
        assert!(matches!(other, Err(PublishError::Conflict { name }) if name == "a.txt"));
        assert_eq!(fs::read(folder.path().join("a.txt")).unwrap(), b"abc");
        assert_eq!(names(&folder), ["a.txt"]);
    }

    #[test]
    fn a_failure_halfway_leaves_nothing() {
        let (_root, folder) = folder();
        let failed = folder.publish("a.txt", |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(matches!(failed, Err(PublishError::Io { name, .. }) if name == "a.txt"));
        assert_eq!(names(&folder), [""; 0]);
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("out");
        fs::write(&path, b"").unwrap();
        assert!(OutputFolder::open(path).is_err());
    }
}
