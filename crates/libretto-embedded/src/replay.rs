//! Start: the whole journal is read, every hash is followed, and the state is made anew.

use libretto_core::event::{Event, Fatto};
use libretto_core::memory::World;
use libretto_core::persona::PersonalRecord;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::chain::{self, Digest, GENESIS};
use crate::error::JournalError;
use crate::journal::Head;
use crate::shared::State;

/// Reads everything. Nothing is written.
///
/// # Errors
/// [`JournalError::Damaged`] when a row is missing, altered or of no sense; [`JournalError::Sqlite`] when the file cannot
/// be read.
pub(crate) fn replay(connection: &Connection) -> Result<(State, Head), JournalError> {
    let head = connection.query_row("SELECT eventi, impronta, personali FROM meta", [], |row| {
        Ok(Head { eventi: row.get(0)?, impronta: row.get(1)?, personali: row.get(2)? })
    })?;
    let mut state = State::default();
    let personali = learn(connection, &mut state.world)?;
    let (eventi, impronta) = apply(connection, &mut state.world)?;
    let found = Head { eventi, impronta, personali };
    if found != head {
        let what = format!(
            "{} events and {} personal data were committed, {eventi} and {personali} are there",
            head.eventi, head.personali
        );
        return Err(JournalError::Damaged(what));
    }
    let mut statement = connection.prepare("SELECT chiave FROM chiavi_idempotenza")?;
    for key in statement.query_map([], |row| row.get(0))? {
        state.keys.insert(key?);
    }
    Ok((state, head))
}

/// Personal data, which events refer to.
fn learn(connection: &Connection, world: &mut World) -> Result<i64, JournalError> {
    let mut statement = connection.prepare("SELECT seq, dato, impronta FROM dati_personali ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut last = 0;
    while let Some(row) = rows.next()? {
        let seq = next(row.get(0)?, last, "dati_personali")?;
        let text = text(row.get_ref(1)?);
        if chain::digest(text) != row.get::<_, Digest>(2)? {
            return Err(altered("dati_personali", seq));
        }
        let record: PersonalRecord =
            serde_json::from_slice(text).map_err(|error| JournalError::unreadable("dati_personali", seq, &error))?;
        world.learn(&record);
        last = seq;
    }
    Ok(last)
}

/// Events, in the order in which they were committed.
fn apply(connection: &Connection, world: &mut World) -> Result<(i64, Digest), JournalError> {
    let mut statement = connection.prepare("SELECT seq, fatto, spiegazione, impronta FROM eventi ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut last, mut link) = (0, GENESIS);
    while let Some(row) = rows.next()? {
        let seq = next(row.get(0)?, last, "eventi")?;
        let text = text(row.get_ref(1)?);
        let explanation: Option<Digest> = row.get(2)?;
        link = chain::link(&link, &chain::content(text, explanation.as_ref()));
        if link != row.get::<_, Digest>(3)? {
            return Err(altered("eventi", seq));
        }
        let event: Event =
            serde_json::from_slice(text).map_err(|error| JournalError::unreadable("eventi", seq, &error))?;
        if refers_to_nobody(world, &event.fatto) {
            return Err(JournalError::Damaged(format!("eventi {seq} speaks of a person that is not there")));
        }
        world.apply(&event);
        last = seq;
    }
    Ok((last, link))
}

/// What refers to a person that is not there would silently be left out of the state, or could never be found.
fn refers_to_nobody(world: &World, fatto: &Fatto) -> bool {
    match fatto {
        Fatto::UtilizzatoreRegistrato { persona, .. } | Fatto::PrestatoreRegistrato { persona, .. } => {
            !world.persone.contains_key(persona)
        }
        Fatto::RapportoComunicato { comunicazione } => {
            let known = |persona| world.persone.contains_key(persona);
            !known(&comunicazione.datore) || !known(&comunicazione.lavoratore)
        }
        Fatto::DelegaConferita(fatto) => !world.persone.contains_key(&fatto.delegante),
        _ => false,
    }
}

/// The next number of a table without gaps.
fn next(seq: i64, last: i64, table: &str) -> Result<i64, JournalError> {
    if seq == last + 1 { Ok(seq) } else { Err(JournalError::Damaged(format!("{table} {} is missing", last + 1))) }
}

fn altered(table: &str, seq: i64) -> JournalError {
    JournalError::Damaged(format!("{table} {seq} is not what was written"))
}

/// The bytes of a text, in place.
fn text(value: ValueRef<'_>) -> &[u8] {
    match value {
        ValueRef::Text(bytes) => bytes,
        _ => &[],
    }
}
