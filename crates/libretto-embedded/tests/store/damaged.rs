//! Files that are torn, altered or somebody else's: a clear refusal, and not one byte changed.

use std::fs;
use std::path::{Path, PathBuf};

use libretto_embedded::{EmbeddedStore, OpenError, Options};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use tempfile::TempDir;

use crate::support::{Journal, contents, open, refusal};

/// Opening is refused, the message names the file, and everything is as it was.
fn refused(path: &Path) -> OpenError {
    let before = contents(path);
    let error = refusal(path);
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    assert_eq!(contents(path), before, "{error}");
    error
}

fn damaged(path: &Path) -> String {
    match refused(path) {
        OpenError::Damaged { what, .. } => what,
        other => panic!("not damaged: {other}"),
    }
}

/// A closed journal with a few records.
async fn journal() -> (TempDir, PathBuf) {
    Journal::with_records(3).await.closed()
}

/// Changes one byte after a text that occurs in the file.
fn flip_after(path: &Path, text: &str) {
    let mut bytes = fs::read(path).unwrap();
    let at = bytes.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
    bytes[at + text.len()] ^= 1;
    fs::write(path, bytes).unwrap();
}

/// Changes the file behind the store's back, in a way that `SQLite` finds in order.
fn tamper(path: &Path, statement: &str) {
    let connection = Connection::open(path).unwrap();
    assert_eq!(connection.execute(statement, []).unwrap(), 1, "{statement}");
}

#[test]
fn a_file_of_somebody_else_is_not_touched() {
    let folder = TempDir::new().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "not a journal").unwrap();
    let database = folder.path().join("other.db");
    Connection::open(&database).unwrap().execute_batch("CREATE TABLE other (one TEXT)").unwrap();
    for path in [&text, &database] {
        let error = refused(path);
        assert!(matches!(error, OpenError::Foreign { .. }), "{error}");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left.len(), 2, "nothing is left beside them: {left:?}");
    assert!(matches!(refusal(folder.path()), OpenError::Foreign { .. }), "a folder is no file");
}

#[test]
fn a_file_that_must_exist_is_not_created() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("libretto.db");
    let found = EmbeddedStore::open(&path, Options { create: false, ..Options::default() });
    assert!(matches!(found.err(), Some(OpenError::Missing { .. })));
    assert!(!path.exists());
    let nowhere = folder.path().join("no/such/folder/libretto.db");
    assert!(matches!(refusal(&nowhere), OpenError::Io { .. }));
}

#[tokio::test]
async fn a_file_of_a_later_format_is_left_to_the_program_that_wrote_it() {
    let (_folder, path) = journal().await;
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 2).unwrap();
    let error = refused(&path);
    assert!(matches!(error, OpenError::Format { found: 2, known: 1, .. }), "{error}");
}

#[tokio::test]
async fn a_file_that_was_cut_short_is_refused() {
    let (_folder, path) = journal().await;
    let whole = fs::read(&path).unwrap();
    for length in [0, 50, 4_096, whole.len() / 2, whole.len() - 4_096, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        damaged(&path);
    }
    fs::write(&path, whole).unwrap();
    open(&path);
}

#[tokio::test]
async fn one_byte_of_an_event_or_of_a_person_is_noticed() {
    for text in ["\"tipo\":\"prestazione_comunicata", "\"nome_proprio\":\"Pe"] {
        let (_folder, path) = journal().await;
        flip_after(&path, text);
        let what = damaged(&path);
        assert!(what.contains("is not what was written"), "{what}");
    }
}

#[tokio::test]
async fn rows_that_are_missing_are_noticed_wherever_they_were() {
    for (statement, what) in [
        ("DELETE FROM eventi WHERE seq = 3", "eventi 3 is missing"),
        ("DELETE FROM eventi WHERE seq = (SELECT max(seq) FROM eventi)", "events and"),
        ("DELETE FROM dati_personali WHERE seq = 1", "dati_personali 1 is missing"),
        ("DELETE FROM dati_personali WHERE seq = (SELECT max(seq) FROM dati_personali)", "events and"),
    ] {
        let (_folder, path) = journal().await;
        tamper(&path, statement);
        let found = damaged(&path);
        assert!(found.contains(what), "{statement}: {found}");
    }
}

#[tokio::test]
async fn an_event_that_was_rewritten_with_a_new_hash_of_its_own_breaks_the_chain() {
    let (_folder, path) = journal().await;
    tamper(&path, "UPDATE eventi SET impronta = zeroblob(32) WHERE seq = 4");
    assert_eq!(damaged(&path), "eventi 4 is not what was written");
    let (_folder, path) = journal().await;
    tamper(&path, "UPDATE eventi SET spiegazione = zeroblob(32) WHERE seq = (SELECT max(seq) FROM eventi)");
    assert!(damaged(&path).contains("is not what was written"));
}

#[tokio::test]
async fn a_table_that_is_gone_is_noticed() {
    let (_folder, path) = journal().await;
    Connection::open(&path).unwrap().execute_batch("DROP TABLE dati_personali").unwrap();
    damaged(&path);
}

#[tokio::test]
async fn what_waits_in_the_log_stays_there_when_the_file_is_refused() {
    let journal = Journal::with_records(3).await;
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("libretto.db");
    let wal = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    fs::copy(journal.path(), &copy).unwrap();
    fs::copy(wal(&journal.path()), wal(&copy)).unwrap();
    {
        let connection = Connection::open(&copy).unwrap();
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
        connection.execute("UPDATE eventi SET fatto = replace(fatto, 'portale', 'app') WHERE seq = 2", []).unwrap();
    }
    assert!(contents(&copy)[1].is_some(), "the log holds the commits");
    damaged(&copy);
    fs::remove_file(&copy).unwrap();
    let error = refusal(&copy);
    assert!(matches!(&error, OpenError::Damaged { what, .. } if what.contains("-wal")), "{error}");
    assert!(!copy.exists(), "a journal that is gone is not replaced by an empty one");
}
