//! The register of looks on the file.

use std::sync::Arc;

use libretto_core::context::{Actor, Caller, Channel};
use libretto_core::contract::Adapter;
use libretto_core::contract::stage::Stage;
use libretto_core::ids::{AccessoId, PersonaId};
use libretto_core::permessi::Operazione;
use libretto_core::ports::{Accesso, RegistroAccessi, StoreError};
use rusqlite::Connection;
use uuid::Uuid;

use crate::support::{Journal, open};

/// A look of the branch.
fn look(persona: PersonaId, id: u128, second: i64) -> Accesso {
    Accesso {
        id: AccessoId(Uuid::from_u128(id)),
        istante: chrono::DateTime::from_timestamp(1_780_000_000 + second, 0).unwrap(),
        persona,
        attore: Actor::Operatore("sportello".to_owned()),
        canale: Channel::Sede,
        operazione: Operazione::VediPortafoglio,
        finalita: Some("finalita-1".to_owned()),
        delega: None,
    }
}

#[tokio::test]
async fn looks_are_there_after_closing_and_opening() {
    let journal = Journal::with_records(0).await;
    let office = Caller::BackOffice { subject: "sportello".to_owned() };
    journal.stage.libretto.vedi_portafoglio(&office, journal.household.id).await.unwrap();
    let seen = journal.stage.libretto.elenca_accessi(&journal.household.caller, None, 10).await.unwrap().items;
    assert_eq!(seen.len(), 1);
    let journal = journal.reopened();
    let again = journal.stage.libretto.elenca_accessi(&journal.household.caller, None, 10).await.unwrap().items;
    assert_eq!(again, seen);
    journal.stage.audit().await;
}

#[tokio::test]
async fn looks_of_one_call_are_recorded_all_or_none() {
    let journal = Journal::with_records(0).await;
    let (_folder, path) = journal.closed();
    let store = open(&path);
    let (one, other) = (PersonaId(Uuid::from_u128(1)), PersonaId(Uuid::from_u128(2)));
    store.record_accessi(&[look(one, 1, 0)]).await.unwrap();
    let refused = store.record_accessi(&[look(other, 2, 1), look(one, 1, 0)]).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "the same look twice");
    assert!(store.accessi(other, None, 10).await.unwrap().items.is_empty());
    store.record_accessi(&[look(other, 2, 1)]).await.unwrap();
    assert_eq!(store.accessi(other, None, 10).await.unwrap().items, [look(other, 2, 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_that_is_refused_does_not_hide_those_of_others() {
    let journal = Journal::with_records(0).await;
    let (_folder, path) = journal.closed();
    let store = Arc::new(open(&path));
    let person = PersonaId(Uuid::from_u128(1));
    store.record_accessi(&[look(person, 1, 0)]).await.unwrap();
    let mut waiting = Vec::new();
    for id in 1..=32 {
        let store = store.clone();
        waiting.push(tokio::spawn(async move { store.record_accessi(&[look(person, id, 0)]).await }));
    }
    let mut recorded = Vec::new();
    for one in waiting {
        recorded.push(one.await.unwrap().is_ok());
    }
    assert_eq!(recorded.iter().filter(|ok| !**ok).count(), 1, "only the one that was there");
    assert_eq!(store.accessi(person, None, 100).await.unwrap().items.len(), 32);
}

#[tokio::test]
async fn a_journal_made_before_looks_were_recorded_gets_the_table() {
    let journal = Journal::with_records(2).await;
    let household = journal.household.clone();
    let (_folder, path) = journal.closed();
    Connection::open(&path).unwrap().execute_batch("DROP TABLE accessi").unwrap();
    let store = Arc::new(open(&path));
    let stage = Stage::on(&Adapter::new(store.clone(), store));
    let office = Caller::BackOffice { subject: "sportello".to_owned() };
    stage.libretto.vedi_portafoglio(&office, household.id).await.unwrap();
    let looks = stage.libretto.elenca_accessi(&household.caller, None, 10).await.unwrap().items;
    assert_eq!(looks.len(), 1);
    stage.audit().await;
}
