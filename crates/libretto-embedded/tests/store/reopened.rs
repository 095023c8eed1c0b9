//! What is there after closing and opening again.

use libretto_core::contract::stage::{keyed, silent};
use libretto_core::money::Euro;
use libretto_core::ports::queries::FiltroPrestazioni;
use libretto_core::ports::{Queries, Store};
use rusqlite::Connection;

use crate::support::{Journal, open};

#[tokio::test]
async fn everything_is_as_it_was() {
    let journal = Journal::with_records(5).await;
    let first = journal.communicate(10).await;
    journal.stage.cancel(&journal.household, first.id).await.unwrap();
    let seen = look(&journal).await;
    let journal = journal.reopened();
    assert_eq!(look(&journal).await, seen);
    journal.stage.audit().await;
    // And it goes on where it stopped.
    journal.communicate(11).await;
    journal.reopened().stage.audit().await;
}

/// Everything that a household sees, as text.
async fn look(journal: &Journal) -> String {
    let queries = &journal.stage.libretto.queries;
    let id = journal.household.id;
    let filtro = FiltroPrestazioni { utilizzatore: Some(id), ..FiltroPrestazioni::default() };
    let records = queries.prestazioni(&filtro, None, 100).await.unwrap();
    let mut complete = Vec::new();
    for record in &records.items {
        let shown = queries.prestazione(record.id).await.unwrap().unwrap();
        assert!(shown.spiegazione.is_some(), "the explanation of {} is read from the file", record.id);
        complete.push((shown.luogo.clone(), shown.spiegazione));
    }
    format!(
        "{records:?} {complete:?} {:?} {:?} {:?} {:?} {:?}",
        queries.scrivania(id, 2026).await.unwrap(),
        queries.movimenti(id, None, 100).await.unwrap(),
        queries.saldi().await.unwrap(),
        queries.iban(journal.worker.id).await.unwrap(),
        queries.eventi(None, 1_000).await.unwrap(),
    )
}

#[tokio::test]
async fn a_key_is_answered_across_a_restart_with_the_first_reply() {
    let journal = Journal::with_records(0).await;
    let request = keyed(&journal.household.caller, "someone", "key-1", 7);
    let id = journal.household.id;
    let amount = Euro::from_cents(5_000);
    let first = journal.stage.libretto.apri_versamento(&request, id, amount, &silent).await.unwrap();
    let journal = journal.reopened();
    let again =
        journal.stage.libretto.apri_versamento(&request, id, amount, &|_| panic!("decided again")).await.unwrap();
    assert_eq!(again, first);
    assert_eq!(journal.stage.libretto.queries.portafoglio(id).await.unwrap().in_attesa, amount);
}

#[tokio::test]
async fn a_notice_waits_and_a_lease_holds_across_a_restart() {
    let journal = Journal::with_records(1).await;
    let now = journal.stage.libretto.clock.now();
    let soon = now + chrono::TimeDelta::minutes(5);
    let claimed = journal.stage.libretto.store.claim_notices(1, now, soon).await.unwrap();
    assert_eq!(claimed.len(), 1);
    let (_folder, path) = journal.closed();
    let store = open(&path);
    let others = store.claim_notices(100, now, soon).await.unwrap();
    assert!(!others.contains(&claimed[0]), "the lease of the first is not over");
    store.notices_delivered(&claimed[..1]).await.unwrap();
    let later = store.claim_notices(100, soon, soon).await.unwrap();
    assert_eq!(later, others, "all but the delivered one");
}

#[tokio::test]
async fn the_instant_of_the_last_event_is_known() {
    let journal = Journal::with_records(1).await;
    let now = journal.stage.libretto.clock.now();
    let (_folder, path) = journal.closed();
    let store = open(&path);
    assert_eq!(store.ultimo_istante().await.unwrap(), Some(now));
    assert_eq!(store.path(), &path);
}

#[tokio::test]
async fn an_explanation_that_was_altered_is_told_and_not_shown() {
    let journal = Journal::with_records(1).await;
    let filtro = FiltroPrestazioni { utilizzatore: Some(journal.household.id), ..FiltroPrestazioni::default() };
    let id = journal.stage.libretto.queries.prestazioni(&filtro, None, 1).await.unwrap().items[0].id;
    let (_folder, path) = journal.closed();
    let changed = Connection::open(&path)
        .unwrap()
        .execute(
            "UPDATE spiegazioni SET testo = replace(testo, 'rispettata', 'avvertenza') WHERE entita = ?1",
            [id.0.as_bytes()],
        )
        .unwrap();
    assert_eq!(changed, 1);
    let store = open(&path);
    assert!(store.prestazione(id).await.is_err());
    let mut replayed = libretto_core::memory::World::default();
    let events = store.eventi(None, 100).await.unwrap();
    let people: Vec<_> = events.iter().filter_map(|event| event.soggetto).collect();
    store.persone(&people).await.unwrap().iter().for_each(|record| replayed.learn(record));
    for event in &events {
        replayed.apply(event);
    }
    let found = store.confronta(&replayed).await.unwrap();
    assert_eq!(found.iter().map(|one| one.invariante).collect::<Vec<_>>(), ["I12"], "{found:?}");
}
