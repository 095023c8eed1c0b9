//! The outbox: notices are written with the change they tell of, leased, delivered, marked.

use chrono::{DateTime, Utc};
use libretto_core::ports::Notice;
use rusqlite::TransactionBehavior;

use crate::error::JournalError;
use crate::journal::Journal;

impl Journal {
    /// Leases undelivered notices, oldest first: until `lease_until` (exclusive) nobody else gets them.
    pub(crate) fn claim(
        &mut self,
        limit: u32,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
    ) -> Result<Vec<Notice>, JournalError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = transaction
            .prepare_cached(
                "SELECT seq, avviso FROM avvisi WHERE consegnato = 0 AND preso_fino <= ?1 ORDER BY seq LIMIT ?2",
            )?
            .query_map((now.timestamp_micros(), limit), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(i64, String)>, _>>()?;
        let mut notices = Vec::with_capacity(found.len());
        for (seq, text) in found {
            transaction
                .prepare_cached("UPDATE avvisi SET preso_fino = ?2 WHERE seq = ?1")?
                .execute((seq, lease_until.timestamp_micros()))?;
            let notice = serde_json::from_str(&text);
            notices.push(notice.map_err(|error| JournalError::unreadable("avvisi", seq, &error))?);
        }
        transaction.commit()?;
        Ok(notices)
    }

    /// Marks notices as delivered. They stay, as the proof that someone was told (comma 12).
    pub(crate) fn delivered(&mut self, notices: &[Notice]) -> Result<(), JournalError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for notice in notices {
            transaction
                .prepare_cached("UPDATE avvisi SET consegnato = 1 WHERE evento = ?1 AND destinatario = ?2")?
                .execute((notice.evento.0.as_bytes(), notice.destinatario.0.as_bytes()))?;
        }
        transaction.commit()?;
        Ok(())
    }
}
