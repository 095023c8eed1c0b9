//! The file, owned by one thread: appending, and the few things that are read from it while the service runs.

use std::path::Path;

use libretto_core::change::Recorded;
use libretto_core::ids::EventId;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};
use uuid::Uuid;

use crate::chain::{self, Digest};
use crate::encode::{self, Key, Rows};
use crate::error::JournalError;

/// Pages of the write-ahead log after which its content is moved into the file: 32 MiB, some thousands of commits.
const CHECKPOINT_PAGES: u32 = 8_192;
/// Compiled statements that are kept.
const STATEMENTS_MAX: usize = 32;

/// The last row of each table that is a chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Head {
    pub(crate) eventi: i64,
    pub(crate) impronta: Digest,
    pub(crate) personali: i64,
}

/// The open file.
pub(crate) struct Journal {
    pub(crate) connection: Connection,
    pub(crate) head: Head,
}

/// Opens a file that is known to be a journal, without changing it: until [`begin_writing`] even closing leaves what
/// waits in the write-ahead log where it is.
pub(crate) fn connect(path: &Path) -> Result<Connection, JournalError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.busy_timeout(std::time::Duration::ZERO)?;
    // Set before the first look at the file: from that look on nobody else can open it, and the index of the log is memory.
    connection.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |row| row.get::<_, String>(0))?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    Ok(connection)
}

/// Makes every commit wait for the disk, and closing tidy up.
pub(crate) fn begin_writing(connection: &Connection) -> Result<(), JournalError> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))?;
    // In WAL mode FULL is what syncs the log at each commit; NORMAL would sync it at checkpoints only.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

impl Journal {
    /// Appends some changes in one transaction. When it returns `Ok`, they are on the disk.
    pub(crate) fn append<'a>(&mut self, changes: impl Iterator<Item = &'a Rows>) -> Result<(), JournalError> {
        let mut head = self.head;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for rows in changes {
            insert(&transaction, rows, &mut head)?;
        }
        transaction.prepare_cached("UPDATE meta SET eventi = ?1, impronta = ?2, personali = ?3")?.execute((
            head.eventi,
            head.impronta,
            head.personali,
        ))?;
        transaction.commit()?;
        self.head = head;
        Ok(())
    }

    /// The reply to a key.
    pub(crate) fn reply(&self, key: &Key) -> Result<Option<Recorded>, JournalError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT seq, risposta, impronta FROM chiavi_idempotenza WHERE chiave = ?1")?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Digest>(2)?));
        let Some((seq, text, hash)) = statement.query_row([key], row).optional()? else {
            return Ok(None);
        };
        intact(&text, Some(hash), "chiavi_idempotenza", seq)?;
        let recorded = encode::recorded(&text);
        recorded.map(Some).map_err(|error| JournalError::unreadable("chiavi_idempotenza", seq, &error))
    }

    /// Events as they are written, in order of identifier, after one, each with its number.
    pub(crate) fn events(&self, after: Option<EventId>, limit: u32) -> Result<Vec<(i64, String)>, JournalError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT seq, fatto FROM eventi WHERE evento > ?1 ORDER BY evento LIMIT ?2")?;
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let rows = statement.query_map((after.as_bytes(), limit), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Looks at the file: fails when it cannot be read.
    pub(crate) fn ping(&self) -> Result<(), JournalError> {
        let mut statement = self.connection.prepare_cached("SELECT eventi FROM meta")?;
        statement.query_row([], |row| row.get::<_, i64>(0))?;
        Ok(())
    }
}

pub(crate) fn intact(text: &str, hash: Option<Digest>, table: &str, seq: i64) -> Result<(), JournalError> {
    if Some(chain::digest(text.as_bytes())) == hash {
        Ok(())
    } else {
        Err(JournalError::Damaged(format!("{table} {seq} is not what was written")))
    }
}

fn insert(transaction: &Transaction<'_>, rows: &Rows, head: &mut Head) -> Result<(), JournalError> {
    for row in &rows.personal {
        head.personali += 1;
        transaction
            .prepare_cached("INSERT INTO dati_personali (seq, dato, impronta) VALUES (?1, ?2, ?3)")?
            .execute((head.personali, &row.dato, row.impronta))?;
    }
    for row in &rows.events {
        head.eventi += 1;
        head.impronta = chain::link(&head.impronta, &row.content);
        let explained = row.spiegazione.as_ref().map(|one| one.impronta);
        transaction
            .prepare_cached(
                "INSERT INTO eventi (seq, evento, fatto, spiegazione, impronta) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((head.eventi, row.id.as_bytes(), &row.fatto, explained, head.impronta))?;
        if let Some(one) = &row.spiegazione {
            transaction
                .prepare_cached("INSERT INTO spiegazioni (seq, entita, causale, testo) VALUES (?1, ?2, ?3, ?4)")?
                .execute((head.eventi, one.entita.as_bytes(), one.causale, &one.testo))?;
        }
    }
    for row in &rows.notices {
        transaction
            .prepare_cached("INSERT INTO avvisi (evento, destinatario, avviso) VALUES (?1, ?2, ?3)")?
            .execute((row.evento.as_bytes(), row.destinatario.as_bytes(), &row.avviso))?;
    }
    if let Some(row) = &rows.reply {
        transaction
            .prepare_cached("INSERT INTO chiavi_idempotenza (chiave, risposta, impronta) VALUES (?1, ?2, ?3)")?
            .execute((row.chiave, &row.risposta, row.impronta))?;
    }
    Ok(())
}
