//! The chain of hashes over the register (I12), in sixteen partitions by the home of the events. It is written beside the
//! commits and not by them: whoever seals takes the events that are in no place yet, in order of identifier, and puts all
//! of them into the chain by one statement. Two who seal at once want the same places, and the second gets none.

mod anello;
mod verifica;

use crate::commit::Batch;
use crate::connection::PostgresStore;
use crate::statement::Statement;
use anello::{Anello, GENESIS, Impronta, PARTIZIONI, RIGA, Riga};
use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use libretto_core::change::CommitError;
use libretto_core::ports::queries::Differenza;
use libretto_core::ports::{Sigillo, StoreError};
use serde::Deserialize;
use std::collections::HashSet;
use uuid::Uuid;

/// How far ahead of the clock the identifier of a sealed event may be and still tell how far the sealing came: one drawn
/// when a clock was wrong by more must not stand in front of all that follow.
const AHEAD_MAX: Duration = Duration::days(1);

#[async_trait]
impl Sigillo for PostgresStore {
    async fn seal(&self, now: DateTime<Utc>, look_back: Duration, limit: u32) -> Result<u32, StoreError> {
        let newest: Option<Option<Uuid>> = self.fetch_one(newest(now)).await?;
        let since = since(newest.flatten(), look_back);
        let waiting: Vec<Riga> = self.fetch(waiting(since, limit)).await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let heads: Vec<Testa> = self.fetch(heads()).await?;
        match self.commit_statement(&places(&links(&waiting, heads))).await {
            // Whoever was first has sealed them, or others: the next look tells.
            Ok(()) | Err(CommitError::Conflict | CommitError::OutcomeUnknown) => {
                Ok(u32::try_from(waiting.len()).unwrap_or(u32::MAX))
            }
            Err(CommitError::Unavailable(cause)) => Err(StoreError::Unavailable(cause)),
            Err(CommitError::Invariant(cause)) => Err(StoreError::Corrupt(cause)),
        }
    }

    async fn verify_chain(&self, now: DateTime<Utc>) -> Result<Vec<Differenza>, StoreError> {
        verifica::verify(self, now).await
    }
}

/// The last place of a partition.
#[derive(Deserialize)]
struct Testa {
    partizione: u8,
    posto: i64,
    impronta: Impronta,
}

/// The greatest identifier that is sealed; one that lies ahead of the clock only when there is no other.
fn newest(now: DateTime<Utc>) -> Statement {
    let bound = least_id(now.checked_add_signed(AHEAD_MAX).unwrap_or(now));
    Statement::new("SELECT coalesce(to_json(coalesce((SELECT c.evento FROM catena_eventi AS c WHERE c.evento < ")
        .bind(bound)
        .sql(" ORDER BY c.evento DESC LIMIT 1), (SELECT c.evento FROM catena_eventi AS c ")
        .sql("ORDER BY c.evento DESC LIMIT 1)))::text, 'null')")
}

/// The least identifier to look at; everything when nothing is sealed yet.
fn since(newest: Option<Uuid>, look_back: Duration) -> Uuid {
    let Some(newest) = newest else { return Uuid::nil() };
    let millis = i64::try_from(newest.as_u128() >> 80).unwrap_or(i64::MAX);
    let from = millis.saturating_sub(look_back.num_milliseconds());
    least_id_at(u64::try_from(from).unwrap_or(0))
}

/// The least identifier of version 7 that can be drawn at an instant.
fn least_id(instant: DateTime<Utc>) -> Uuid {
    least_id_at(u64::try_from(instant.timestamp_millis()).unwrap_or(0))
}

const fn least_id_at(millis: u64) -> Uuid {
    Uuid::from_u128((millis as u128) << 80)
}

/// Events that are in no place of the chain, in order of identifier.
fn waiting(since: Uuid, limit: u32) -> Statement {
    Statement::new("SELECT ")
        .sql(RIGA)
        .sql("::text FROM eventi AS e WHERE e.id >= ")
        .bind(since)
        .sql(" AND NOT EXISTS (SELECT 1 FROM catena_eventi AS c WHERE c.evento = e.id) ORDER BY e.id LIMIT ")
        .bind(i64::from(limit))
}

fn heads() -> Statement {
    Statement::new("SELECT json_build_object('partizione', h.partizione, 'posto', h.posto, ")
        .sql("'impronta', encode(h.impronta, 'hex'))::text FROM unnest(")
        .bind((0..i32::from(PARTIZIONI)).collect::<Vec<_>>())
        .sql(") AS p (numero) CROSS JOIN LATERAL (SELECT c.partizione, c.posto, c.impronta FROM catena_eventi AS c ")
        .sql("WHERE c.partizione = p.numero ORDER BY c.posto DESC LIMIT 1) AS h")
}

/// The links of some events after the heads. An identifier that is there twice gets one place: the verification tells.
fn links(waiting: &[Riga], heads: Vec<Testa>) -> Vec<Anello> {
    let mut ends = [(0, GENESIS); PARTIZIONI as usize];
    for head in heads {
        if let Some(end) = ends.get_mut(usize::from(head.partizione)) {
            *end = (head.posto, head.impronta);
        }
    }
    let mut seen = HashSet::new();
    let mut links = Vec::with_capacity(waiting.len());
    for riga in waiting.iter().filter(|riga| seen.insert(riga.evento())) {
        let partizione = riga.partizione();
        if let Some((posto, before)) = ends.get_mut(usize::from(partizione)) {
            *posto += 1;
            *before = riga.impronta(before);
            links.push(Anello { partizione, posto: *posto, evento: riga.evento(), impronta: *before });
        }
    }
    // One order for whoever seals, so that two of them never wait for each other.
    links.sort_unstable_by_key(|one| (one.partizione, one.posto));
    links
}

/// All the places in one statement: a place that is taken takes all of it back.
fn places(links: &[Anello]) -> Statement {
    let batch = Batch::new(links.len())
        .int("partizione", links.iter().map(|one| i32::from(one.partizione)))
        .count("posto", links.iter().map(|one| one.posto))
        .uuid("evento", links.iter().map(|one| one.evento))
        .bytes("impronta", links.iter().map(|one| one.impronta.0.to_vec()));
    let mut statement = Statement::new("INSERT INTO catena_eventi (");
    batch.write_names(&mut statement);
    statement.push(") SELECT ");
    batch.write_names(&mut statement);
    statement.push(" FROM ");
    batch.write_source(&mut statement, "partizione, posto");
    statement
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn what_is_looked_at_begins_before_the_last_sealed_event() {
        let at = |second| Utc.with_ymd_and_hms(2026, 6, 1, 10, 0, second).unwrap();
        let drawn = Uuid::from_u128(least_id(at(30)).as_u128() | 0x7abc_8000_0000_0000_0001);
        assert_eq!(since(None, Duration::minutes(1)), Uuid::nil());
        assert_eq!(since(Some(drawn), Duration::seconds(30)), least_id(at(0)));
        assert_eq!(since(Some(Uuid::from_u128(5)), Duration::days(1)), Uuid::nil(), "before all time");
    }
}
