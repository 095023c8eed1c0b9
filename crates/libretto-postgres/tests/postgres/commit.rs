//! The commit: whole or not at all, guarded, and prepared once.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use crate::support::facts::{
    BIANCHI, CASA, ROSSI, cancellation, change, communication, correction, credit, event, may, record, registrations,
    top_up, work,
};
use crate::support::{Database, counts, with_database};
use libretto_core::change::{ChangeSet, CommitError};
use libretto_core::event::Fatto;
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::memory::World;
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::ports::{Queries, Scope, Store};
use libretto_core::prestazione::Dati;
use libretto_postgres::PostgresStore;
use uuid::Uuid;

/// A household with a filled wallet and two workers.
async fn funded(database: &Database, vouchers: i64) -> PostgresStore {
    let store = database.store().await;
    for change in registrations().into_iter().chain(top_up(1, vouchers)) {
        store.commit(change).await.unwrap();
    }
    store
}

/// A hash of the rows of every table.
async fn contents(database: &Database) -> Vec<(String, i64)> {
    let mut connection = database.connection().await;
    let tables = counts(
        &mut connection,
        "SELECT table_name::text AS name, 0::bigint AS rows FROM information_schema.tables \
         WHERE table_schema = 'public' ORDER BY 1",
    )
    .await;
    let mut hashes = Vec::new();
    for (table, _) in tables {
        let sql = format!(
            "SELECT '{table}' AS name, (coalesce(sum(hashtextextended(x::text, 0)), 0) % 1000000007)::bigint AS rows FROM {table} AS x"
        );
        hashes.extend(counts(&mut connection, &sql).await);
    }
    hashes
}

/// Commits a change that must be refused and leave no trace.
async fn refused(database: &Database, store: &PostgresStore, change: ChangeSet) {
    let before = contents(database).await;
    let result = store.commit(change).await;
    assert!(matches!(result, Err(CommitError::Conflict)), "{result:?}");
    assert_eq!(contents(database).await, before);
}

#[test]
fn a_communication_is_whole() {
    with_database(async |database| {
        let store = funded(database, 10).await;
        store.commit(communication(1, &work(ROSSI, may(4), 2), Some(0))).await.unwrap();
        let wallet = store.portafoglio(CASA).await.unwrap().portafoglio;
        assert_eq!((wallet.impegnato, wallet.disponibile()), (Euro::from_cents(2_000), Euro::from_cents(8_000)));
        let mut connection = database.connection().await;
        let found = counts(
            &mut connection,
            "SELECT 'scritture' AS name, count(*) AS rows FROM scritture WHERE causale = 'prestazione_comunicata' \
             UNION ALL SELECT 'avvisi', count(*) FROM avvisi UNION ALL SELECT 'chiavi', count(*) FROM chiavi_idempotenza \
             UNION ALL SELECT 'dettagli', count(*) FROM dettagli_prestazioni UNION ALL SELECT 'guardie', count(*) FROM guardie",
        )
        .await;
        let rows: Vec<_> = found.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
        assert_eq!(rows, [("scritture", 5), ("avvisi", 1), ("chiavi", 1), ("dettagli", 1), ("guardie", 0)]);
    });
}

#[test]
fn a_guard_that_is_not_met_leaves_nothing() {
    with_database(async |database| {
        let store = funded(database, 1_000).await;
        store.commit(communication(1, &work(ROSSI, may(4), 2), Some(0))).await.unwrap();
        let stale_pair = communication(2, &work(ROSSI, may(5), 1), Some(0));
        refused(database, &store, stale_pair).await;
        let unknown_pair = communication(2, &work(BIANCHI, may(5), 1), Some(3));
        refused(database, &store, unknown_pair).await;
        let stale_number = cancellation(2_000, 1, 3, work(ROSSI, may(4), 2));
        refused(database, &store, stale_number).await;
        let same_number = ChangeSet { recorded: None, ..communication(1, &work(ROSSI, may(8), 1), Some(1)) };
        refused(database, &store, same_number).await;
        refused(database, &store, communication(1, &work(ROSSI, may(4), 2), None)).await;
        let same_key = ChangeSet {
            recorded: communication(1, &work(ROSSI, may(4), 2), None).recorded,
            ..communication(3, &work(ROSSI, may(9), 1), Some(1))
        };
        refused(database, &store, same_key).await;
        refused(database, &store, cancellation(2_000, 50, 2, work(BIANCHI, may(4), 2))).await;
        refused(database, &store, top_up(1, 1)[0].clone()).await;
        refused(database, &store, top_up(1, 1)[1].clone()).await;
        refused(database, &store, registrations()[0].clone()).await;
    });
}

#[test]
fn no_limit_is_passed_by_an_existing_row() {
    with_database(async |database| {
        let store = funded(database, 2_000).await;
        // 312 vouchers are 2,496.00 of pay: one more passes LIM-C.
        store.commit(communication(1, &work(ROSSI, may(4), 312), Some(0))).await.unwrap();
        refused(database, &store, communication(2, &work(ROSSI, may(5), 1), Some(1))).await;
        refused(database, &store, communication(2, &work(ROSSI, may(5), 1), None)).await;
        let before = work(ROSSI, may(4), 312);
        refused(database, &store, correction(2_000, 1, 2, before.clone(), work(ROSSI, may(4), 313))).await;
        // What only gives back passes whatever the counters say.
        store.commit(correction(2_000, 1, 2, before, work(ROSSI, may(4), 311))).await.unwrap();
        store.commit(communication(3, &work(ROSSI, may(5), 1), Some(2))).await.unwrap();
        // LIM-H, 280 hours: eleven days and nights leave sixteen.
        let mut long = work(BIANCHI, may(6), 1);
        long.minuti = Minutes::from_hours(24);
        long.fine = long.inizio + chrono::Duration::hours(24);
        let mut eleven = ChangeSet::default();
        for number in 0..11 {
            eleven.events.extend(communication(100 + number, &long, None).events);
        }
        store.commit(eleven).await.unwrap();
        refused(database, &store, communication(200, &long, None)).await;
    });
}

#[test]
fn no_limit_is_passed_by_a_first_row() {
    with_database(async |database| {
        let store = funded(database, 2_000).await;
        refused(database, &store, communication(1, &work(ROSSI, may(4), 313), Some(0))).await;
        refused(database, &store, communication(1, &work(ROSSI, may(4), 313), None)).await;
        // LIM-B, 10,000.00: four workers at their pair's limit leave room for two vouchers.
        for number in 1..=4 {
            store.commit(communication(number, &work(worker(number), may(4), 312), Some(0))).await.unwrap();
        }
        refused(database, &store, communication(5, &work(worker(5), may(4), 3), Some(0))).await;
        store.commit(communication(5, &work(worker(5), may(4), 2), Some(0))).await.unwrap();
        // LIM-A, 5,000.00: a third household, which has spent nothing yet, finds room for one voucher.
        for (number, vouchers) in [(1, 312), (2, 312)] {
            let household = household(number);
            store.commit(credit(500 + number, household, 400)).await.unwrap();
            let dati = Dati { utilizzatore: household, ..work(worker(6), may(4), vouchers) };
            store.commit(communication(10 + number, &dati, Some(0))).await.unwrap();
        }
        store.commit(credit(503, household(3), 400)).await.unwrap();
        let asked = |vouchers| Dati { utilizzatore: household(3), ..work(worker(6), may(4), vouchers) };
        refused(database, &store, communication(13, &asked(2), Some(0))).await;
        store.commit(communication(13, &asked(1), Some(0))).await.unwrap();
    });
}

fn worker(number: u128) -> PrestatoreId {
    PrestatoreId(Uuid::from_u128(0x7000 + number))
}

fn household(number: u128) -> UtilizzatoreId {
    UtilizzatoreId(Uuid::from_u128(0x8000 + number))
}

#[test]
fn a_wallet_is_never_overdrawn() {
    with_database(async |database| {
        let store = funded(database, 3).await;
        refused(database, &store, communication(1, &work(ROSSI, may(4), 4), Some(0))).await;
        store.commit(communication(1, &work(ROSSI, may(4), 3), Some(0))).await.unwrap();
        refused(database, &store, communication(2, &work(ROSSI, may(5), 1), Some(1))).await;
        store.commit(cancellation(2_000, 1, 2, work(ROSSI, may(4), 3))).await.unwrap();
        store.commit(communication(2, &work(ROSSI, may(5), 3), Some(2))).await.unwrap();
        let stranger = household(9);
        let unfunded = Dati { utilizzatore: stranger, ..work(ROSSI, may(6), 1) };
        refused(database, &store, communication(3, &unfunded, Some(0))).await;
    });
}

#[test]
fn what_is_asked_at_the_same_time_is_admitted_as_often_as_it_fits() {
    with_database(async |database| {
        let store = funded(database, 10).await;
        let tasks: Vec<_> = (0..24)
            .map(|number: u32| {
                let store = store.clone();
                let worker = if number.is_multiple_of(2) { ROSSI } else { BIANCHI };
                let change = communication(u128::from(number), &work(worker, may(4 + number % 8), 1), None);
                tokio::spawn(async move { store.commit(change).await })
            })
            .collect();
        let mut admitted = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => admitted += 1,
                Err(error) => assert!(matches!(error, CommitError::Conflict), "{error:?}"),
            }
        }
        assert_eq!(admitted, 10);
        assert_eq!(store.portafoglio(CASA).await.unwrap().portafoglio.disponibile(), Euro::ZERO);
    });
}

#[test]
fn what_the_core_would_never_send_is_an_alarm() {
    with_database(async |database| {
        let store = funded(database, 10).await;
        let mut backwards = work(ROSSI, may(4), 1);
        backwards.fine = backwards.inizio;
        let before = contents(database).await;
        let result = store.commit(communication(1, &backwards, Some(0))).await;
        let Err(CommitError::Invariant(source)) = result else { panic!("{result:?}") };
        // The name of the constraint, and nothing of the row.
        assert_eq!(source.to_string(), "check violation, table prestazioni, constraint prestazioni_durata");
        let mut lost_cent = work(ROSSI, may(4), 1);
        lost_cent.ripartizione.costo = Euro::from_cents(1_001);
        let result = store.commit(communication(1, &lost_cent, Some(0))).await;
        let Err(CommitError::Invariant(source)) = result else { panic!("{result:?}") };
        assert!(source.to_string().contains("constraint "), "{source}");
        assert_eq!(contents(database).await, before);
    });
}

#[test]
fn a_change_of_nothing_but_a_reply_is_kept() {
    with_database(async |database| {
        let store = funded(database, 1).await;
        let reply = crate::support::facts::reply("alone");
        store.commit(ChangeSet { recorded: Some(reply.clone()), ..ChangeSet::default() }).await.unwrap();
        store.commit(ChangeSet::default()).await.unwrap();
        let scope = Scope { idempotency: Some(("app".to_owned(), "alone".to_owned())), ..Scope::default() };
        assert_eq!(store.load(&scope).await.unwrap().recorded, Some(reply));
    });
}

#[test]
fn several_events_of_one_entity_in_one_change_become_one_row() {
    with_database(async |database| {
        let store = funded(database, 10).await;
        let mut all = communication(1, &work(ROSSI, may(4), 1), Some(0));
        all.events.extend(correction(2_000, 1, 2, work(ROSSI, may(4), 1), work(ROSSI, may(5), 2)).events);
        all.events.extend(cancellation(2_001, 1, 3, work(ROSSI, may(5), 2)).events);
        store.commit(all).await.unwrap();
        let shown = store.prestazione(record(1)).await.unwrap().unwrap().prestazione;
        assert_eq!((shown.versione, shown.dati.titoli.0), (3, 2));
        let coppia = store.lavoratori(CASA, 2026).await.unwrap()[0].coppia;
        assert_eq!((coppia.versione, coppia.compensi), (3, Euro::ZERO));
    });
}

#[test]
fn a_registration_and_a_death_in_one_change_become_one_row() {
    with_database(async |database| {
        let store = database.store().await;
        let mut all = registrations().remove(0);
        let died =
            Fatto::DecessoRegistrato { utilizzatore: CASA, giorno: may(1), ora: None, da_verificare: Vec::new() };
        all.events.push(event(2, CASA.0, CASA.0, 2, died));
        let mut world = World::default();
        all.personal.iter().for_each(|known| world.learn(known));
        all.events.iter().for_each(|event| world.apply(event));
        store.commit(all).await.unwrap();
        let shown = store.utilizzatore(CASA).await.unwrap();
        assert_eq!(shown.as_ref().and_then(|one| one.decesso).map(|one| one.giorno), Some(may(1)));
        assert_eq!(shown, world.utilizzatore(CASA));
    });
}

#[test]
fn hot_statements_are_prepared_once_and_planned_once() {
    with_database(async |database| {
        let config = libretto_postgres::PostgresConfig { pool_max: 1, ..database.config() };
        let store = PostgresStore::connect(&config).await.unwrap();
        for change in registrations().into_iter().chain(top_up(1, 100)) {
            store.commit(change).await.unwrap();
        }
        for number in 1..=5_u32 {
            let scope = Scope {
                idempotency: Some(("app".to_owned(), format!("key-{number}"))),
                utilizzatore: Some(CASA),
                prestatore: Some(ROSSI),
                anni: vec![2026],
                turni: Some((work(ROSSI, may(number), 1).inizio, work(ROSSI, may(number), 1).fine)),
                ..Scope::default()
            };
            let seen = store.load(&scope).await.unwrap().anno(2026).coppia.versione;
            store.commit(communication(u128::from(number), &work(ROSSI, may(number), 1), Some(seen))).await.unwrap();
        }
        let prepared = store.prepared_statements().await.unwrap();
        let commits: Vec<_> = prepared.iter().filter(|one| one.sql.contains("coppie_note")).collect();
        // The first communication found no row of the pair and was another statement.
        assert_eq!(commits.iter().map(|one| (one.generic_plans, one.custom_plans)).collect::<Vec<_>>(), [(4, 0)]);
        let loads: Vec<_> = prepared.iter().filter(|one| one.sql.contains("'turni'")).collect();
        assert_eq!(loads.iter().map(|one| (one.generic_plans, one.custom_plans)).collect::<Vec<_>>(), [(5, 0)]);
    });
}

#[test]
fn without_the_cache_nothing_stays_prepared() {
    with_database(async |database| {
        let config = libretto_postgres::PostgresConfig { pool_max: 1, statement_cache: false, ..database.config() };
        let store = PostgresStore::connect(&config).await.unwrap();
        for change in registrations().into_iter().chain(top_up(1, 1)) {
            store.commit(change).await.unwrap();
        }
        refused(database, &store, communication(1, &work(ROSSI, may(4), 2), Some(0))).await;
        store.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await.unwrap();
        let prepared = store.prepared_statements().await.unwrap();
        assert!(prepared.iter().all(|one| one.sql.contains("pg_prepared_statements")), "{prepared:?}");
    });
}

#[test]
fn a_worker_that_changes_twice_at_once_changes_once() {
    with_database(async |database| {
        let store = funded(database, 1).await;
        let chosen = |number| {
            let modalita = libretto_core::prestatore::Modalita::BonificoDomiciliato;
            change(event(number, ROSSI.0, ROSSI.0, 2, Fatto::ModalitaCambiata { prestatore: ROSSI, modalita }))
        };
        store.commit(chosen(500)).await.unwrap();
        refused(database, &store, chosen(501)).await;
        assert_eq!(store.prestatore(ROSSI).await.unwrap().unwrap().versione, 2);
    });
}
