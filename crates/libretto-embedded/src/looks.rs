//! The register of looks (I11): a table of its own, only ever added to, and read from the file page by page. Looks are no
//! events: nothing of the state comes from them, so nothing of them is held in memory.

use libretto_core::ids::PersonaId;
use libretto_core::ports::Accesso;
use libretto_core::ports::queries::{Page, Position};
use rusqlite::TransactionBehavior;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::error::{JournalError, Unrecorded};
use crate::journal::Journal;

/// A look as it is written.
pub(crate) struct LookRow {
    persona: Uuid,
    istante: i64,
    id: Uuid,
    accesso: String,
}

/// Looks that wait to be on the disk: all of them, or none.
pub(crate) struct Looks {
    pub(crate) rows: Vec<LookRow>,
    pub(crate) answer: oneshot::Sender<Result<(), Unrecorded>>,
}

/// Writes looks down.
pub(crate) fn encode(looks: &[Accesso]) -> serde_json::Result<Vec<LookRow>> {
    let row = |look: &Accesso| {
        let accesso = serde_json::to_string(look)?;
        Ok(LookRow { persona: look.persona.0, istante: look.istante.timestamp_micros(), id: look.id.0, accesso })
    };
    looks.iter().map(row).collect()
}

impl Journal {
    /// Adds the looks of several callers in one transaction. When it returns `Ok`, they are on the disk.
    pub(crate) fn record_looks(&mut self, looks: &[Looks]) -> Result<(), JournalError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for row in looks.iter().flat_map(|one| &one.rows) {
            transaction
                .prepare_cached("INSERT INTO accessi (persona, istante, id, accesso) VALUES (?1, ?2, ?3, ?4)")?
                .execute((row.persona.as_bytes(), row.istante, row.id.as_bytes(), &row.accesso))?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Looks at a person's data, latest first.
    pub(crate) fn looks(
        &self,
        persona: PersonaId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Accesso>, JournalError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT accesso FROM accessi WHERE persona = ?1 AND (istante, id) < (?2, ?3)
             ORDER BY istante DESC, id DESC LIMIT ?4",
        )?;
        let (instant, id) = after.map_or((i64::MAX, Uuid::max()), |one| (one.istante.timestamp_micros(), one.id));
        let row = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
        // One more than asked tells whether there are more.
        let found = statement.query_map((persona.0.as_bytes(), instant, id.as_bytes(), u64::from(limit) + 1), row)?;
        let mut items: Vec<Accesso> = Vec::new();
        for text in found {
            let parsed = serde_json::from_str(&text?);
            items.push(parsed.map_err(|error| {
                JournalError::Damaged(format!("a look cannot be understood at column {}", error.column()))
            })?);
        }
        let more = items.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = items.last().filter(|_| more).map(|last| Position { istante: last.istante, id: last.id.0 });
        Ok(Page { items, next })
    }
}
