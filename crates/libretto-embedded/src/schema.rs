//! The tables of the journal.
//!
//! `eventi` is the truth and is read whole at start. What is large and seldom read stays apart: the explanations, and the
//! replies to keys. `dati_personali` holds what events only refer to, `accessi` who looked at whose data. `meta` names the last row of each chain, so that rows
//! missing at the end are noticed too.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::Connection;

use crate::chain::GENESIS;
use crate::error::{JournalError, OpenError};
use crate::examine::beside;
use crate::lock::private;

/// The number that marks a file as a journal of Libretto: `LiFa`.
pub(crate) const APPLICATION_ID: u32 = 0x4c69_4661;
/// The format of the tables below.
pub(crate) const FORMAT: u32 = 1;

const TABLES: &str = "
    CREATE TABLE meta (
        unica INTEGER PRIMARY KEY CHECK (unica = 1),
        creato_da TEXT NOT NULL,
        eventi INTEGER NOT NULL,
        impronta BLOB NOT NULL CHECK (length(impronta) = 32),
        personali INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE eventi (
        seq INTEGER PRIMARY KEY,
        evento BLOB NOT NULL UNIQUE CHECK (length(evento) = 16),
        fatto TEXT NOT NULL,
        spiegazione BLOB CHECK (length(spiegazione) = 32),
        impronta BLOB NOT NULL CHECK (length(impronta) = 32)
    ) STRICT;
    CREATE TABLE spiegazioni (
        seq INTEGER PRIMARY KEY,
        entita BLOB NOT NULL CHECK (length(entita) = 16),
        causale TEXT NOT NULL,
        testo TEXT NOT NULL
    ) STRICT;
    CREATE INDEX spiegazioni_per_entita ON spiegazioni (entita, seq);
    CREATE TABLE dati_personali (
        seq INTEGER PRIMARY KEY,
        dato TEXT NOT NULL,
        impronta BLOB NOT NULL CHECK (length(impronta) = 32)
    ) STRICT;
    CREATE TABLE chiavi_idempotenza (
        seq INTEGER PRIMARY KEY,
        chiave BLOB NOT NULL UNIQUE CHECK (length(chiave) = 16),
        risposta TEXT NOT NULL,
        impronta BLOB NOT NULL CHECK (length(impronta) = 32)
    ) STRICT;
    CREATE TABLE avvisi (
        seq INTEGER PRIMARY KEY,
        evento BLOB NOT NULL CHECK (length(evento) = 16),
        destinatario BLOB NOT NULL CHECK (length(destinatario) = 16),
        avviso TEXT NOT NULL,
        preso_fino INTEGER NOT NULL DEFAULT 0,
        consegnato INTEGER NOT NULL DEFAULT 0 CHECK (consegnato IN (0, 1)),
        UNIQUE (evento, destinatario)
    ) STRICT;
    CREATE INDEX avvisi_da_consegnare ON avvisi (seq) WHERE consegnato = 0;
";

/// A table that journals made before it lack: it is made when such a journal is opened. Rows lie in the order in which
/// they are asked for.
const LOOKS: &str = "
    CREATE TABLE IF NOT EXISTS accessi (
        persona BLOB NOT NULL CHECK (length(persona) = 16),
        istante INTEGER NOT NULL,
        id BLOB NOT NULL CHECK (length(id) = 16),
        accesso TEXT NOT NULL,
        PRIMARY KEY (persona, istante, id)
    ) STRICT, WITHOUT ROWID;
";

/// Gives a journal the tables that came after its making.
pub(crate) fn complete(connection: &Connection) -> Result<(), JournalError> {
    Ok(connection.execute_batch(LOOKS)?)
}

/// Creates an empty journal. It is made beside its place and moved there whole, so that a crash leaves no half of one.
///
/// # Errors
/// [`OpenError::Io`] or [`OpenError::Sqlite`].
pub(crate) fn create(path: &Path) -> Result<(), OpenError> {
    let draft = beside(path, ".new");
    if draft.exists() {
        fs::remove_file(&draft).map_err(OpenError::io(path))?;
    }
    private().open(&draft).map_err(OpenError::io(path))?;
    fill(&draft).map_err(OpenError::journal(path))?;
    let sync = |file: &Path| File::open(file).and_then(|file| file.sync_all());
    sync(&draft).map_err(OpenError::io(path))?;
    fs::rename(&draft, path).map_err(OpenError::io(path))?;
    // A name is durable once its folder is.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    sync(folder).map_err(OpenError::io(path))
}

fn fill(draft: &Path) -> Result<(), JournalError> {
    let connection = Connection::open(draft)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", FORMAT)?;
    connection.execute_batch(&format!("BEGIN; {TABLES} {LOOKS} COMMIT;"))?;
    connection.execute(
        "INSERT INTO meta (unica, creato_da, eventi, impronta, personali) VALUES (1, ?1, 0, ?2, 0)",
        (libretto_core::ENGINE, GENESIS),
    )?;
    // Remembered by the file: opening it later changes nothing.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}
