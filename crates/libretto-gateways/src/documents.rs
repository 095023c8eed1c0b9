//! What heirs upload, in a folder of files: each whole or absent, durable, readable by its owner only.

use crate::file::{OutputFolder, sync_folder};
use async_trait::async_trait;
use libretto_core::ids::DocumentoId;
use libretto_core::ports::{DocumentError, Documents};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder of documents. Each is named by its identifier, below two levels of folders that the last bytes of the identifier
/// choose, so that no folder grows too large to be listed. Nothing that a caller writes becomes part of a path.
#[derive(Clone, Debug)]
pub struct FolderDocuments {
    root: OutputFolder,
}

impl FolderDocuments {
    /// Opens the folder, creating it (readable by its owner only) when absent.
    ///
    /// # Errors
    /// The operating system's, when the path cannot be created or is not a folder.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        Ok(Self { root: OutputFolder::open(path)? })
    }

    /// The folder and the name of a document.
    fn place(&self, id: DocumentoId) -> (PathBuf, PathBuf, String) {
        // The last bytes of an identifier are drawn at random; the first ones are the time.
        let [.., above, below] = id.0.into_bytes();
        let first = self.root.path().join(format!("{above:02x}"));
        let second = first.join(format!("{below:02x}"));
        (first, second, id.0.hyphenated().to_string())
    }

    fn write(&self, id: DocumentoId, content: &[u8]) -> io::Result<()> {
        let (first, second, name) = self.place(id);
        let folder = OutputFolder::open(second)?;
        folder.publish(&name, |out| out.write_all(content)).map_err(io::Error::other)?;
        // The folders may be new: they are durable before the register tells of what they hold.
        sync_folder(&first)?;
        sync_folder(self.root.path())
    }

    fn load(&self, id: DocumentoId) -> io::Result<Option<Vec<u8>>> {
        let (_, folder, name) = self.place(id);
        read_plain(&folder.join(name))
    }
}

/// The content of a file; nothing when there is none. Whatever is no plain file, such as a link to another place, is an error.
fn read_plain(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => fs::read(path).map(Some),
        Ok(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "a document is not a plain file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn unavailable(error: io::Error) -> DocumentError {
    DocumentError::Unavailable(Box::new(error))
}

#[async_trait]
impl Documents for FolderDocuments {
    async fn keep(&self, id: DocumentoId, content: &[u8]) -> Result<(), DocumentError> {
        let (folder, content) = (self.clone(), content.to_vec());
        // The disk blocks: it must not hold up the threads that answer requests.
        let written = tokio::task::spawn_blocking(move || folder.write(id, &content)).await;
        written.map_err(io::Error::other).and_then(|written| written).map_err(unavailable)
    }

    async fn read(&self, id: DocumentoId) -> Result<Option<Vec<u8>>, DocumentError> {
        let folder = self.clone();
        let found = tokio::task::spawn_blocking(move || folder.load(id)).await;
        found.map_err(io::Error::other).and_then(|found| found).map_err(unavailable)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use uuid::Uuid;

    fn documents() -> (tempfile::TempDir, FolderDocuments) {
        let root = tempfile::tempdir().unwrap();
        let documents = FolderDocuments::open(root.path().join("documenti")).unwrap();
        (root, documents)
    }

    const ID: DocumentoId = DocumentoId(Uuid::from_u128(0x0198_0a52_7f7e_7c10_8f6a_6f3f_3b8f_0b10));

    #[tokio::test]
    async fn what_is_kept_is_read_again_below_two_levels() {
        let (root, documents) = documents();
        assert!(documents.read(ID).await.unwrap().is_none());
        documents.keep(ID, b"%PDF-1.7").await.unwrap();
        assert_eq!(documents.read(ID).await.unwrap().unwrap(), b"%PDF-1.7");
        let path = root.path().join("documenti/0b/10/01980a52-7f7e-7c10-8f6a-6f3f3b8f0b10");
        assert_eq!(fs::read(path).unwrap(), b"%PDF-1.7");
        let again = FolderDocuments::open(root.path().join("documenti")).unwrap();
        assert!(again.read(ID).await.unwrap().is_some(), "also after a restart");
    }

    #[tokio::test]
    async fn the_same_content_again_changes_nothing_and_another_is_refused() {
        let (_root, documents) = documents();
        documents.keep(ID, b"one").await.unwrap();
        documents.keep(ID, b"one").await.unwrap();
        assert!(documents.keep(ID, b"two").await.is_err());
        assert_eq!(documents.read(ID).await.unwrap().unwrap(), b"one");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_the_owner_can_read_and_a_link_is_not_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (root, documents) = documents();
        documents.keep(ID, b"one").await.unwrap();
        let top = root.path().join("documenti");
        let file = top.join("0b/10/01980a52-7f7e-7c10-8f6a-6f3f3b8f0b10");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        for folder in [top.clone(), top.join("0b"), top.join("0b/10")] {
            assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        }
        let outside = root.path().join("outside");
        fs::write(&outside, b"secret").unwrap();
        fs::remove_file(&file).unwrap();
        symlink(&outside, &file).unwrap();
        assert!(documents.read(ID).await.is_err());
    }
}
