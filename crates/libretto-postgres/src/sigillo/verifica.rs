//! The chain against the register: each partition is followed from its first place, and the first link that does not hold
//! is named. What is not in the chain and should be is named too.

use super::anello::{GENESIS, Impronta, PARTIZIONI, RIGA, Riga};
use super::{newest, since};
use crate::connection::{Inspector, PostgresStore};
use crate::statement::Statement;
use chrono::{DateTime, Utc};
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::Differenza;
use libretto_core::ports::sigillo::SEAL_LATE_MAX;
use serde::Deserialize;
use uuid::Uuid;

/// Places that are read at a time.
const PAGE: i64 = 2_000;
/// Events outside the chain that are named at most: more say nothing more.
const NAMED_MAX: i64 = 100;

/// A place and the event that it names, if that is there.
#[derive(Deserialize)]
struct Posto {
    numero: i64,
    evento: Uuid,
    impronta: Impronta,
    riga: Option<Riga>,
}

/// Follows the chain, on a connection whose statements take as long as they take.
pub(super) async fn verify(store: &PostgresStore, now: DateTime<Utc>) -> Result<Vec<Differenza>, StoreError> {
    let mut inspector = store.inspector().await?;
    let mut found = Vec::new();
    for partizione in 0..PARTIZIONI {
        found.extend(follow(&mut inspector, partizione).await?);
    }
    found.extend(outside(&mut inspector, now).await?);
    Ok(found.into_iter().map(|descrizione| Differenza { invariante: "I12", descrizione }).collect())
}

/// The first broken link of a partition.
async fn follow(inspector: &mut Inspector, partizione: u8) -> Result<Option<String>, StoreError> {
    let (mut last, mut before) = (0, GENESIS);
    loop {
        let page: Vec<Posto> = inspector.fetch(&page(partizione, last)).await?;
        for one in &page {
            let place = format!("place {} of partition {partizione} of the chain, event {}", last + 1, one.evento);
            if let Some(what) = wrong(one, partizione, last, &before) {
                return Ok(Some(format!("{place}: {what}")));
            }
            (last, before) = (one.numero, one.impronta);
        }
        if page.is_empty() {
            return Ok(None);
        }
    }
}

/// What is wrong with a place that follows `last`, whose hash is `before`.
fn wrong(one: &Posto, partizione: u8, last: i64, before: &Impronta) -> Option<&'static str> {
    let Some(riga) = &one.riga else { return Some("the event is gone") };
    if one.numero != last + 1 {
        return Some("the link is gone, or there twice; this event comes next");
    }
    if riga.partizione() != partizione {
        return Some("the event belongs to another partition");
    }
    (riga.impronta(before) != one.impronta).then_some("the event or the link is not what was sealed")
}

/// Places after one, each with its event. The events of a page are found by their identifiers.
fn page(partizione: u8, last: i64) -> Statement {
    Statement::new("SELECT json_build_object('numero', c.posto, 'evento', c.evento, ")
        .sql("'impronta', encode(c.impronta, 'hex'), 'riga', CASE WHEN e.id IS NOT NULL THEN ")
        .sql(RIGA)
        .sql(" END)::text FROM (SELECT * FROM catena_eventi AS a WHERE a.partizione = ")
        .bind(i32::from(partizione))
        .sql(" AND a.posto > ")
        .bind(last)
        .sql(" ORDER BY a.posto LIMIT ")
        .bind(PAGE)
        .sql(") AS c LEFT JOIN eventi AS e ON e.id = c.evento ORDER BY c.posto")
}

/// Events that no service can have written lately, and that are in no place of the chain.
async fn outside(inspector: &mut Inspector, now: DateTime<Utc>) -> Result<Vec<String>, StoreError> {
    let newest: Vec<Option<Uuid>> = inspector.fetch(&newest(now)).await?;
    let statement = Statement::new("SELECT to_json(e.id)::text FROM eventi AS e WHERE e.id < ")
        .bind(since(newest.into_iter().next().flatten(), SEAL_LATE_MAX))
        .sql(" AND NOT EXISTS (SELECT 1 FROM catena_eventi AS c WHERE c.evento = e.id) ORDER BY e.id LIMIT ")
        .bind(NAMED_MAX);
    let left: Vec<Uuid> = inspector.fetch(&statement).await?;
    Ok(left
        .into_iter()
        .map(|id| format!("event {id} is in no place of the chain and is too old to wait for one"))
        .collect())
}
