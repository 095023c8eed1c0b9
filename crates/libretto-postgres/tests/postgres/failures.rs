//! A server that is slow, locked or gone: what a caller is told, and that it is true.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::support::facts::{BIANCHI, CASA, ROSSI, communication, may, registrations, top_up, work};
use crate::support::{Database, counts, with_database};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use libretto_core::change::CommitError;
use libretto_core::ids::UtilizzatoreId;
use libretto_core::money::Euro;
use libretto_core::ports::{Queries, Scope, Store, StoreError};
use libretto_core::prestazione::Dati;
use libretto_postgres::{PostgresConfig, PostgresStore};
use std::time::Duration;
use uuid::Uuid;

async fn funded(config: &PostgresConfig) -> PostgresStore {
    let store = PostgresStore::connect(config).await.unwrap();
    for change in registrations().into_iter().chain(top_up(1, 10)) {
        store.commit(change).await.unwrap();
    }
    store
}

/// A session that holds the wallet's row, as a change under way does.
async fn holding_the_wallet(database: &Database) -> AsyncPgConnection {
    let mut connection = database.connection().await;
    connection.batch_execute("BEGIN; UPDATE portafogli SET versato = versato").await.unwrap();
    connection
}

/// Returns once another session of the database waits for a lock.
async fn until_somebody_waits(database: &Database) {
    let mut connection = database.connection().await;
    let waiting = "SELECT 'waiting' AS name, count(*) AS rows FROM pg_stat_activity \
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while counts(&mut connection, waiting).await[0].1 == 0 {
        tokio::task::yield_now().await;
    }
}

async fn used(store: &PostgresStore) -> Euro {
    store.portafoglio(CASA).await.unwrap().portafoglio.impegnato
}

#[test]
fn who_waits_too_long_is_told_to_come_back() {
    with_database(async |database| {
        let patient = PostgresConfig { lock_timeout: Duration::from_millis(50), ..database.config() };
        let hurried = PostgresConfig { statement_timeout: Duration::from_millis(50), ..database.config() };
        let store = funded(&patient).await;
        for config in [patient, hurried] {
            let store = PostgresStore::connect(&config).await.unwrap();
            let holder = holding_the_wallet(database).await;
            let result = store.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await;
            assert!(matches!(result, Err(CommitError::Unavailable(_))), "{result:?}");
            drop(holder);
        }
        assert_eq!(used(&store).await, Euro::ZERO);
        store.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await.unwrap();
    });
}

#[test]
fn a_connection_that_dies_leaves_the_outcome_unknown_and_the_store_usable() {
    with_database(async |database| {
        let store = funded(&database.config()).await;
        let mut holder = holding_the_wallet(database).await;
        let waiting = {
            let store = store.clone();
            tokio::spawn(async move { store.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await })
        };
        until_somebody_waits(database).await;
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE datname = current_database() AND wait_event_type = 'Lock'";
        database.connection().await.batch_execute(kill).await.unwrap();
        let result = waiting.await.unwrap();
        assert!(matches!(result, Err(CommitError::OutcomeUnknown)), "{result:?}");
        holder.batch_execute("ROLLBACK").await.unwrap();
        assert_eq!(used(&store).await, Euro::ZERO);
        store.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await.unwrap();
    });
}

#[test]
fn reading_outlives_a_restart_of_the_connections() {
    with_database(async |database| {
        let store = funded(&database.config()).await;
        let scope = Scope { utilizzatore: Some(CASA), ..Scope::default() };
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let mut connection = database.connection().await;
        for _ in 0..5 {
            connection.batch_execute(kill).await.unwrap();
            assert!(store.load(&scope).await.unwrap().utilizzatore.is_some());
        }
    });
}

#[test]
fn a_deadlock_is_survived() {
    with_database(async |database| {
        let store = funded(&database.config()).await;
        store.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await.unwrap();
        let mut holder = holding_the_wallet(database).await;
        let waiting = {
            let store = store.clone();
            tokio::spawn(async move { store.commit(communication(2, &work(ROSSI, may(5), 1), Some(1))).await })
        };
        until_somebody_waits(database).await;
        // The change holds the worker's year and waits for the wallet; this session wants them the other way round. One of
        // the two is broken off by the server.
        let crossed = holder.batch_execute("UPDATE anni_prestatore SET limite = limite").await;
        let end = if crossed.is_ok() { "COMMIT" } else { "ROLLBACK" };
        holder.batch_execute(end).await.unwrap();
        waiting.await.unwrap().unwrap();
        assert_eq!(used(&store).await, Euro::from_cents(2_000));
    });
}

#[test]
fn no_connection_free_is_told_as_it_is() {
    with_database(async |database| {
        let config = PostgresConfig { pool_max: 1, checkout_timeout: Duration::from_millis(50), ..database.config() };
        let store = funded(&PostgresConfig { checkout_timeout: Duration::from_secs(5), ..config.clone() }).await;
        let small = PostgresStore::connect(&config).await.unwrap();
        let mut holder = holding_the_wallet(database).await;
        let waiting = {
            let small = small.clone();
            tokio::spawn(async move { small.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await })
        };
        until_somebody_waits(database).await;
        // Somebody else's change does not queue behind the first: it needs a connection of its own.
        let another = Dati { utilizzatore: UtilizzatoreId(Uuid::from_u128(0x1ff)), ..work(BIANCHI, may(5), 1) };
        let result = small.commit(communication(2, &another, None)).await;
        assert!(matches!(result, Err(CommitError::Unavailable(_))), "{result:?}");
        let result = small.health().await;
        assert!(matches!(result, Err(StoreError::Unavailable(_))), "{result:?}");
        holder.batch_execute("ROLLBACK").await.unwrap();
        waiting.await.unwrap().unwrap();
        assert_eq!(used(&store).await, Euro::from_cents(1_000));
    });
}

#[test]
fn who_is_not_there_cannot_be_connected_to() {
    with_database(async |database| {
        let url = format!("{}_gone", database.url());
        let result = PostgresStore::connect(&PostgresConfig { url, ..database.config() }).await;
        assert!(result.is_err());
    });
}
