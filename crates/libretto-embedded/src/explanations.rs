//! The explanations in the journal: apart from the events, each held by its hash in the event it belongs to.

use libretto_core::event::Event;
use libretto_core::explanation::Explanation;
use libretto_core::ids::{EventId, PrestazioneId};
use rusqlite::OptionalExtension;
use rusqlite::types::ValueRef;

use crate::chain::{self, Digest};
use crate::error::JournalError;
use crate::journal::{Journal, intact};

impl Journal {
    /// The explanation of the last decision about the content of a record.
    pub(crate) fn explanation(&self, id: PrestazioneId) -> Result<Option<Explanation>, JournalError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT spiegazioni.seq, testo, eventi.spiegazione FROM spiegazioni JOIN eventi USING (seq)
             WHERE entita = ?1 AND causale IN ('prestazione_comunicata', 'prestazione_rettificata')
             ORDER BY spiegazioni.seq DESC LIMIT 1",
        )?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?));
        let Some((seq, text, hash)) = statement.query_row([id.0.as_bytes()], row).optional()? else {
            return Ok(None);
        };
        intact(&text, hash, "spiegazioni", seq)?;
        let explanation = serde_json::from_str(&text);
        explanation.map(Some).map_err(|error| JournalError::unreadable("spiegazioni", seq, &error))
    }

    /// The explained events of a record, in order.
    pub(crate) fn decisions(&self, id: PrestazioneId) -> Result<Vec<Event>, JournalError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT spiegazioni.seq, fatto, testo, eventi.spiegazione FROM spiegazioni JOIN eventi USING (seq)
             WHERE entita = ?1 ORDER BY spiegazioni.seq",
        )?;
        let row = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get(3)?))
        };
        let mut decisions = Vec::new();
        for found in statement.query_map([id.0.as_bytes()], row)? {
            let (seq, fact, text, hash) = found?;
            intact(&text, hash, "spiegazioni", seq)?;
            let event: Event =
                serde_json::from_str(&fact).map_err(|error| JournalError::unreadable("eventi", seq, &error))?;
            let spiegazione =
                serde_json::from_str(&text).map_err(|error| JournalError::unreadable("spiegazioni", seq, &error))?;
            decisions.push(Event { spiegazione: Some(spiegazione), ..event });
        }
        Ok(decisions)
    }

    /// The explanations of some events; `None` for one that cannot be read. One that was altered is left out:
    /// [`Journal::altered_explanations`] tells it.
    pub(crate) fn explanations(&self, ids: &[EventId]) -> Result<Vec<(EventId, Option<Explanation>)>, JournalError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT testo, eventi.spiegazione FROM eventi JOIN spiegazioni USING (seq) WHERE evento = ?1",
        )?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<Digest>>(1)?));
            let Some((text, hash)) = statement.query_row([id.0.as_bytes()], row).optional()? else { continue };
            if hash == Some(chain::digest(text.as_bytes())) {
                found.push((*id, serde_json::from_str(&text).ok()));
            }
        }
        Ok(found)
    }

    /// The numbers of the events whose explanation is not the one that was written with them.
    pub(crate) fn altered_explanations(&self) -> Result<Vec<i64>, JournalError> {
        let mut statement = self.connection.prepare(
            "SELECT eventi.seq, eventi.spiegazione, testo FROM eventi LEFT JOIN spiegazioni USING (seq)
             WHERE eventi.spiegazione IS NOT NULL OR testo IS NOT NULL ORDER BY eventi.seq",
        )?;
        let mut rows = statement.query([])?;
        let mut altered = Vec::new();
        while let Some(row) = rows.next()? {
            let expected: Option<Digest> = row.get(1)?;
            let found = match row.get_ref(2)? {
                ValueRef::Text(text) => Some(chain::digest(text)),
                _ => None,
            };
            if expected != found {
                altered.push(row.get(0)?);
            }
        }
        Ok(altered)
    }
}
