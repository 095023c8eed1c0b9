//! The spool file between Libretto and the dispatcher of `MyINPS`.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use libretto_core::ids::PersonaId;
use libretto_core::ports::{Notice, NoticeError, Notices};
use serde::{Deserialize, Serialize};

use crate::file::sync_folder;

/// How many bytes at the end of the spool are searched for a notice that is delivered again.
const TAIL_BYTES: u64 = 256 * 1024;

/// A spool of notices: one JSON object a line, in UTF-8.
///
/// **Delivery is at least once.** A notice is answered for when its line is on the disk. The same notice
/// delivered again is recognised by its id while its line is among the last 256 KiB; beyond that, or after the
/// dispatcher has taken the file away, a second line is written, so the dispatcher too must drop an id that it
/// has seen.
///
/// **Several processes may write** (the service, a pay run): each takes an exclusive lock on the file for the time of
/// one batch. A dispatcher that empties the spool renames it, takes the same lock once, and then reads: a writer that
/// was waiting for the lock finds that the file is no longer the spool and begins a new one. A line cut by a power
/// failure is removed by the next writer, before its own.
#[derive(Clone, Debug)]
pub struct SpoolNotices {
    path: PathBuf,
}

/// How every line begins: what tells a torn notice from a file that is something else.
const LINE_START: &[u8] = br#"{"notifica_id":""#;

/// One line of the spool. The dispatcher depends on these names.
#[derive(Serialize)]
struct Line<'a> {
    /// One notice per event and recipient. It comes first: see [`LINE_START`].
    notifica_id: String,
    destinatario: PersonaId,
    causale: &'a str,
    istante: DateTime<Utc>,
    testo: &'a str,
}

/// What identifies a line, whatever else it holds.
#[derive(Deserialize)]
struct Key {
    notifica_id: String,
}

impl SpoolNotices {
    /// Opens the spool at `path`, creating the file (readable by its owner only) when absent.
    ///
    /// # Errors
    /// The operating system's: the folder must exist and be writable, so that a wrong configuration is seen at
    /// start and not with the first notice.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        open_private(&path)?;
        sync_parent(&path)?;
        Ok(Self { path })
    }

    /// Where the lines go.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends the lines of the notices that are not there; returns how many were appended.
    ///
    /// On return all lines are on the disk, flushed together.
    fn append(&self, notices: &[Notice]) -> io::Result<usize> {
        let mut file = open_locked(&self.path)?;
        let tail = read_tail(&mut file)?;
        let mut known = keys(drop_torn_line(&file, &tail)?);
        let mut text = Vec::new();
        let mut appended = 0;
        for line in notices.iter().map(Line::from) {
            if known.insert(line.notifica_id.clone()) {
                serde_json::to_writer(&mut text, &line)?;
                text.push(b'\n');
                appended += 1;
            }
        }
        file.write_all(&text)?;
        // Also when nothing is new: who wrote the lines may have died between writing and flushing.
        file.sync_all()?;
        if appended > 0 {
            sync_parent(&self.path)?;
        }
        Ok(appended)
    }
}

impl<'a> From<&'a Notice> for Line<'a> {
    fn from(notice: &'a Notice) -> Self {
        Self {
            notifica_id: format!("{}/{}", notice.evento, notice.destinatario),
            destinatario: notice.destinatario,
            causale: &notice.causale,
            istante: notice.istante,
            testo: &notice.testo,
        }
    }
}

#[async_trait]
impl Notices for SpoolNotices {
    async fn deliver(&self, notices: &[Notice]) -> Result<(), NoticeError> {
        let (spool, notices) = (self.clone(), notices.to_vec());
        // Flushing to the disk blocks: it must not hold up the threads that answer requests.
        tokio::task::spawn_blocking(move || spool.append(&notices)).await.map_err(io::Error::other)??;
        Ok(())
    }
}

/// The notices of some whole lines. A line that is not ours says nothing.
fn keys(tail: &[u8]) -> HashSet<String> {
    let lines = tail.split(|byte| *byte == b'\n');
    lines.filter_map(|line| serde_json::from_slice::<Key>(line).ok()).map(|key| key.notifica_id).collect()
}

/// The end of the file, at most [`TAIL_BYTES`].
fn read_tail(file: &mut File) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(tail)
}

/// Cuts a last line that has no end from the file; what remains of `tail` is whole.
fn drop_torn_line<'a>(file: &File, tail: &'a [u8]) -> io::Result<&'a [u8]> {
    let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
    let torn = &tail[whole..];
    if torn.is_empty() {
        return Ok(tail);
    }
    // A file system may have grown the file without having written its bytes: then they are zeros.
    let of_a_notice =
        torn.starts_with(LINE_START) || LINE_START.starts_with(torn) || torn.iter().all(|byte| *byte == 0);
    if !of_a_notice {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the spool of notices is a file of another kind: it is not changed",
        ));
    }
    tracing::warn!(bytes = torn.len(), "a line cut by a crash is removed from the spool of notices");
    file.set_len(file.metadata()?.len() - torn.len() as u64)?;
    Ok(&tail[..whole])
}

/// The spool, locked until the file is closed (also by a crash) and not taken away in the meantime.
fn open_locked(path: &Path) -> io::Result<File> {
    loop {
        let file = open_private(path)?;
        file.lock()?;
        if is_at(&file, path)? {
            return Ok(file);
        }
    }
}

/// Whether the open file is the one that has this name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match fs::metadata(path) {
        Ok(named) => Ok(identity(named) == identity(file.metadata()?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere an open file cannot be renamed.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn sync_parent(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => sync_folder(folder),
        _ => sync_folder(Path::new(".")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::sync::Barrier;
    use std::thread;

    use libretto_core::ids::EventId;
    use uuid::Uuid;

    use super::*;

    fn spool() -> (tempfile::TempDir, SpoolNotices) {
        let root = tempfile::tempdir().unwrap();
        let spool = SpoolNotices::open(root.path().join("notifiche.jsonl")).unwrap();
        (root, spool)
    }

    /// The notice of an event to a person who is always the same.
    fn notice(evento: u128, testo: &str) -> Notice {
        Notice {
            evento: EventId(Uuid::from_u128(evento)),
            destinatario: PersonaId(Uuid::from_u128(7)),
            causale: "prestazione-comunicata".to_owned(),
            istante: DateTime::from_timestamp(1_772_438_400, 0).unwrap(),
            testo: testo.to_owned(),
        }
    }

    fn deliver(spool: &SpoolNotices, evento: u128, testo: &str) -> io::Result<bool> {
        Ok(spool.append(&[notice(evento, testo)])? > 0)
    }

    fn text(spool: &SpoolNotices) -> String {
        fs::read_to_string(spool.path()).unwrap()
    }

    const A: &str = "{\"notifica_id\":\"00000000-0000-0000-0000-000000000001/00000000-0000-0000-0000-000000000007\",\
        \"destinatario\":\"00000000-0000-0000-0000-000000000007\",\"causale\":\"prestazione-comunicata\",\
        \"istante\":\"2026-03-02T08:00:00Z\",\"testo\":\"uno\"}\n";
    const B: &str = "{\"notifica_id\":\"00000000-0000-0000-0000-000000000002/00000000-0000-0000-0000-000000000007\",\
        \"destinatario\":\"00000000-0000-0000-0000-000000000007\",\"causale\":\"prestazione-comunicata\",\
        \"istante\":\"2026-03-02T08:00:00Z\",\"testo\":\"due\\nrighe\"}\n";

    #[test]
    fn a_notice_is_one_line_and_is_written_once() {
        let (_root, spool) = spool();
        assert!(deliver(&spool, 1, "uno").unwrap());
        assert!(deliver(&spool, 2, "due\nrighe").unwrap());
        assert!(!deliver(&spool, 1, "uno").unwrap());
        assert_eq!(text(&spool), format!("{A}{B}"));
    }

    #[tokio::test]
    async fn the_port_tells_each_recipient_of_an_event_once() {
        let (_root, spool) = spool();
        let port: Box<dyn Notices> = Box::new(spool.clone());
        let mut other = notice(1, "uno");
        other.destinatario = PersonaId(Uuid::from_u128(8));
        for told in [[notice(1, "uno"), other.clone()], [notice(1, "uno"), other]] {
            port.deliver(&told).await.unwrap();
        }
        let lines = text(&spool);
        assert_eq!(lines.lines().count(), 2);
        assert!(lines.starts_with(A), "{lines}");
    }

    #[test]
    fn an_id_inside_the_text_of_another_notice_is_not_that_notice() {
        let (_root, spool) = spool();
        deliver(&spool, 2, A).unwrap();
        assert!(deliver(&spool, 1, "uno").unwrap());
    }

    #[test]
    fn beyond_the_tail_a_notice_is_written_again() {
        let (_root, spool) = spool();
        deliver(&spool, 1, "uno").unwrap();
        let long = "x".repeat(usize::try_from(TAIL_BYTES).unwrap() / 2);
        deliver(&spool, 2, &long).unwrap();
        assert!(!deliver(&spool, 1, "uno").unwrap());
        deliver(&spool, 3, &long).unwrap();
        assert!(deliver(&spool, 1, "uno").unwrap());
    }

    #[test]
    fn a_spool_that_the_dispatcher_took_away_begins_anew() {
        let (root, spool) = spool();
        deliver(&spool, 1, "uno").unwrap();
        fs::rename(spool.path(), root.path().join("taken.jsonl")).unwrap();
        assert!(deliver(&spool, 2, "due\nrighe").unwrap());
        assert_eq!(text(&spool), B);
    }

    #[cfg(unix)]
    #[test]
    fn a_writer_that_waited_does_not_write_into_a_file_that_was_taken_away() {
        let (root, spool) = spool();
        let waiting = open_private(spool.path()).unwrap();
        assert!(is_at(&waiting, spool.path()).unwrap());
        fs::rename(spool.path(), root.path().join("taken.jsonl")).unwrap();
        assert!(!is_at(&waiting, spool.path()).unwrap());
        deliver(&spool, 1, "uno").unwrap();
        assert!(!is_at(&waiting, spool.path()).unwrap());
    }

    #[test]
    fn whatever_a_crash_left_of_a_line_is_removed() {
        for cut in 1..A.len() {
            let (_root, spool) = spool();
            fs::write(spool.path(), format!("{B}{}", &A[..cut])).unwrap();
            assert!(deliver(&spool, 1, "uno").unwrap(), "{cut}");
            assert_eq!(text(&spool), format!("{B}{A}"), "{cut}");
        }
        let (_root, spool) = spool();
        fs::write(spool.path(), format!("{B}\0\0\0")).unwrap();
        deliver(&spool, 1, "uno").unwrap();
        assert_eq!(text(&spool), format!("{B}{A}"));
    }

    #[test]
    fn a_file_of_another_kind_is_refused_and_not_changed() {
        let (_root, spool) = spool();
        fs::write(spool.path(), "[impostazioni]\nchiave = 1").unwrap();
        assert_eq!(deliver(&spool, 1, "uno").unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(text(&spool), "[impostazioni]\nchiave = 1");
    }

    #[test]
    fn many_writers_lose_nothing_and_double_nothing() {
        let (_root, spool) = spool();
        let start = Barrier::new(4);
        let written: usize = thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        (0..20).filter(|n| deliver(&spool, *n, "uno").unwrap()).count()
                    })
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).sum()
        });
        assert_eq!(written, 20);
        assert_eq!(text(&spool).lines().count(), 20);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read() {
        use std::os::unix::fs::PermissionsExt;
        let (_root, spool) = spool();
        let mode = fs::metadata(spool.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_folder_that_is_not_there_is_seen_at_start() {
        let root = tempfile::tempdir().unwrap();
        assert!(SpoolNotices::open(root.path().join("absent/notifiche.jsonl")).is_err());
    }
}
