//! The chain of hashes over the register (I12): what breaks it, and that it is one whoever seals.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::register::{replay, whole_register};
use crate::support::{Database, counts, with_database};
use chrono::{DateTime, Duration, TimeZone, Utc};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use libretto_core::ports::sigillo::{SEAL_LATE_MAX, SEAL_LOOK_BACK};
use libretto_core::ports::{Queries, Sigillo};
use libretto_postgres::PostgresStore;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 1, 10, 0, 0).unwrap()
}

/// Seals everything, `limit` events at a time.
async fn seal(store: &PostgresStore, limit: u32) {
    while store.seal(now(), SEAL_LATE_MAX, limit).await.unwrap() > 0 {}
}

/// What does not hold, in words.
async fn broken(store: &PostgresStore) -> Vec<String> {
    let found = store.verify_chain(now()).await.unwrap();
    assert!(found.iter().all(|one| one.invariante == "I12"));
    found.into_iter().map(|one| one.descrizione).collect()
}

/// A register in which everything happened, sealed.
async fn sealed(database: &Database) -> PostgresStore {
    let store = database.store().await;
    whole_register(&store).await;
    seal(&store, 7).await;
    assert_eq!(broken(&store).await, Vec::<String>::new());
    store
}

async fn count(connection: &mut AsyncPgConnection, what: &str) -> i64 {
    counts(connection, &format!("SELECT 'count' AS name, count(*) AS rows FROM {what}")).await[0].1
}

/// Somewhere in the middle of the longest partition: its number, a place there, and the event.
async fn middle(connection: &mut AsyncPgConnection) -> (i64, i64, String) {
    let longest = "(SELECT partizione AS p FROM catena_eventi GROUP BY partizione ORDER BY count(*) DESC, 1 LIMIT 1)";
    let partition = format!("SELECT 'longest' AS name, p::bigint AS rows FROM {longest} AS x");
    let partition = counts(connection, &partition).await[0].1;
    let place = format!(
        "SELECT evento::text AS name, posto AS rows FROM catena_eventi WHERE partizione = {partition} ORDER BY posto OFFSET 3 LIMIT 1"
    );
    let (event, place) = counts(connection, &place).await.remove(0);
    assert!(count(connection, &format!("catena_eventi WHERE partizione = {partition}")).await > place + 1);
    (partition, place, event)
}

#[test]
fn every_event_gets_one_place_and_nothing_is_sealed_twice() {
    with_database(async |database| {
        let store = sealed(database).await;
        let mut connection = database.connection().await;
        let events = count(&mut connection, "eventi").await;
        assert!(events > 30);
        assert_eq!(count(&mut connection, "catena_eventi").await, events);
        assert!(count(&mut connection, "(SELECT DISTINCT partizione FROM catena_eventi) AS p").await > 3);
        assert_eq!(store.seal(now(), SEAL_LOOK_BACK, 100).await.unwrap(), 0);
        assert_eq!(store.confronta(&replay(&store).await).await.unwrap(), vec![]);
    });
}

/// The columns that a hash covers, each altered by somebody who may do everything in the database.
const ALTERATIONS: [&str; 14] = [
    "fatto = fatto || '{\"altro\": 1}'",
    "attore = '{\"tipo\": \"libretto\"}'",
    "istante = istante + interval '1 microsecond'",
    "spiegazione = '{\"passi\": []}'",
    "soggetto = NULL",
    "canale = 'sede'",
    "credenziale = 'spid2'",
    "delega = id",
    "motore = 'another'",
    "numero = numero + 1000",
    "entita = id",
    "casa = id",
    "tipo = 'altro', fatto = fatto || '{\"tipo\": \"altro\"}'",
    "istante = istante AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Rome'",
];

#[test]
fn an_event_that_was_altered_is_named_with_its_place() {
    with_database(async |database| {
        let store = sealed(database).await;
        let mut connection = database.connection().await;
        let (partition, place, event) = middle(&mut connection).await;
        connection.batch_execute("CREATE TABLE kept AS SELECT * FROM eventi").await.unwrap();
        for alteration in ALTERATIONS {
            connection.batch_execute(&format!("UPDATE eventi SET {alteration} WHERE id = '{event}'")).await.unwrap();
            let found = broken(&store).await;
            let expected = format!("place {place} of partition {partition} of the chain, event {event}: ");
            assert_eq!(found.len(), 1, "{alteration}: {found:?}");
            assert!(found[0].starts_with(&expected), "{alteration}: {found:?}");
            let back = format!(
                "DELETE FROM eventi WHERE id = '{event}'; INSERT INTO eventi SELECT * FROM kept WHERE id = '{event}'"
            );
            connection.batch_execute(&back).await.unwrap();
            assert_eq!(broken(&store).await, Vec::<String>::new());
        }
    });
}

#[test]
fn an_event_that_is_gone_is_named_in_the_middle_and_at_the_end() {
    with_database(async |database| {
        let store = sealed(database).await;
        let mut connection = database.connection().await;
        let (partition, place, event) = middle(&mut connection).await;
        connection.batch_execute(&format!("DELETE FROM eventi WHERE id = '{event}'")).await.unwrap();
        let expected = format!("place {place} of partition {partition} of the chain, event {event}: the event is gone");
        assert_eq!(broken(&store).await, [expected]);
        let last = "SELECT c.evento::text AS name, c.posto AS rows FROM catena_eventi AS c \
            WHERE c.partizione <> $P ORDER BY c.posto DESC, c.partizione LIMIT 1"
            .replace("$P", &partition.to_string());
        let (last, _) = counts(&mut connection, &last).await.remove(0);
        connection.batch_execute(&format!("DELETE FROM eventi WHERE id = '{last}'")).await.unwrap();
        let found = broken(&store).await;
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|one| one.contains(&last) && one.ends_with("the event is gone")), "{found:?}");
        // Sealing goes on and mends nothing.
        seal(&store, 100).await;
        assert_eq!(broken(&store).await, found);
    });
}

#[test]
fn a_chain_that_was_altered_is_named() {
    with_database(async |database| {
        let store = sealed(database).await;
        let mut connection = database.connection().await;
        let (partition, place, event) = middle(&mut connection).await;
        connection.batch_execute("CREATE TABLE kept AS SELECT * FROM catena_eventi").await.unwrap();
        let next = place + 1;
        let at = |place: i64| format!("partizione = {partition} AND posto = {place}");
        let alterations = [
            // Two hashes change places.
            format!(
                "UPDATE catena_eventi AS c SET impronta = k.impronta FROM kept AS k WHERE c.partizione = {partition} \
                 AND k.partizione = {partition} AND (c.posto, k.posto) IN (({place}, {next}), ({next}, {place}))"
            ),
            // One hash is another.
            format!("UPDATE catena_eventi SET impronta = sha256('forged') WHERE {}", at(place)),
            // Two events change places.
            format!(
                "DELETE FROM catena_eventi WHERE partizione = {partition} AND posto IN ({place}, {next}); \
                 INSERT INTO catena_eventi SELECT k.partizione, {place} + {next} - k.posto, k.evento, k.impronta \
                 FROM kept AS k WHERE k.partizione = {partition} AND k.posto IN ({place}, {next})"
            ),
            // A link is taken out.
            format!("DELETE FROM catena_eventi WHERE {}", at(place)),
        ];
        for alteration in alterations {
            connection.batch_execute(&alteration).await.unwrap();
            let found = broken(&store).await;
            let named = format!("place {place} of partition {partition} of the chain, event ");
            assert!(found.iter().any(|one| one.starts_with(&named)), "{alteration}: {found:?}");
            connection
                .batch_execute("DELETE FROM catena_eventi; INSERT INTO catena_eventi SELECT * FROM kept")
                .await
                .unwrap();
            assert_eq!(broken(&store).await, Vec::<String>::new(), "{event}");
        }
    });
}

/// Puts another event in, a copy of the first registration under an identifier and a number of its own.
fn copy(id: &str, number: i32) -> String {
    format!(
        "INSERT INTO eventi SELECT casa, entita, {number}, '{id}', istante, attore, soggetto, canale, tipo, fatto, \
         spiegazione, motore FROM eventi WHERE tipo = 'utilizzatore_registrato' AND numero = 1"
    )
}

#[test]
fn an_old_event_that_was_put_in_is_named_and_a_late_one_is_sealed() {
    with_database(async |database| {
        let store = sealed(database).await;
        let mut connection = database.connection().await;
        // The identifiers of this register were drawn in August 2025; a forged one says that it is two days older.
        let drawn = |millis: i64| {
            uuid::Uuid::from_u128((0x0198_0000_0000_u128 - u128::try_from(millis).unwrap()) << 80 | 0x7000 << 64)
        };
        let forged = drawn(Duration::days(2).num_milliseconds()).to_string();
        connection.batch_execute(&copy(&forged, 1_000)).await.unwrap();
        seal(&store, 100).await;
        let named = format!("event {forged} is in no place of the chain and is too old to wait for one");
        assert_eq!(broken(&store).await, std::slice::from_ref(&named));
        // One that is hours late is not found by the short look, and by the long one.
        let late = drawn(Duration::hours(2).num_milliseconds()).to_string();
        connection.batch_execute(&copy(&late, 2_000)).await.unwrap();
        assert_eq!(store.seal(now(), SEAL_LOOK_BACK, 100).await.unwrap(), 0);
        assert_eq!(store.seal(now(), SEAL_LATE_MAX, 100).await.unwrap(), 1);
        assert_eq!(broken(&store).await, std::slice::from_ref(&named));
        // The identifier of an event that is there, a second time.
        connection.batch_execute(&copy(&late, 3_000)).await.unwrap();
        let found = broken(&store).await;
        assert!(found.len() == 2 && found.contains(&named), "{found:?}");
        assert!(found[0].contains(&late), "{found:?}");
    });
}

#[test]
fn an_identifier_ahead_of_the_clock_does_not_stop_the_sealing() {
    with_database(async |database| {
        let store = sealed(database).await;
        let mut connection = database.connection().await;
        connection.batch_execute(&copy("ff980000-0000-7000-8000-000000000001", 1_000)).await.unwrap();
        assert_eq!(store.seal(now(), SEAL_LOOK_BACK, 100).await.unwrap(), 1);
        connection.batch_execute(&copy("01980000-0000-7000-8000-0000000f0001", 2_000)).await.unwrap();
        assert_eq!(store.seal(now(), SEAL_LOOK_BACK, 100).await.unwrap(), 1);
        assert_eq!(broken(&store).await, Vec::<String>::new());
    });
}

#[test]
fn two_who_seal_at_once_make_one_chain() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let mut sealing = Vec::new();
        for _ in 0..4 {
            let store = database.store().await;
            sealing.push(tokio::spawn(async move { seal(&store, 3).await }));
        }
        for one in sealing {
            one.await.unwrap();
        }
        let mut connection = database.connection().await;
        assert_eq!(count(&mut connection, "catena_eventi").await, count(&mut connection, "eventi").await);
        assert_eq!(broken(&store).await, Vec::<String>::new());
    });
}

/// The second of two who want the same places gets none of them, not even those that nobody else wants.
#[test]
fn who_comes_second_leaves_no_half_of_a_batch() {
    with_database(async |database| {
        let store = sealed(database).await;
        let mut connection = database.connection().await;
        connection
            .batch_execute("CREATE TABLE kept AS SELECT * FROM catena_eventi; DELETE FROM catena_eventi")
            .await
            .unwrap();
        let (partition, _, _) = {
            connection.batch_execute("INSERT INTO catena_eventi SELECT * FROM kept").await.unwrap();
            let found = middle(&mut connection).await;
            connection.batch_execute("DELETE FROM catena_eventi").await.unwrap();
            found
        };
        let mut other = database.connection().await;
        let first =
            format!("BEGIN; INSERT INTO catena_eventi SELECT * FROM kept WHERE partizione = {partition} AND posto = 1");
        other.batch_execute(&first).await.unwrap();
        let sealing = tokio::spawn({
            let store = store.clone();
            async move { store.seal(now(), SEAL_LATE_MAX, 1_000).await }
        });
        let waits = "SELECT 'waiting' AS name, count(*) AS rows FROM pg_stat_activity \
            WHERE wait_event_type = 'Lock' AND datname = current_database()";
        let mut watcher = database.connection().await;
        while counts(&mut watcher, waits).await[0].1 == 0 {
            tokio::task::yield_now().await;
        }
        other.batch_execute("COMMIT").await.unwrap();
        assert!(sealing.await.unwrap().unwrap() > 0, "there was something, which somebody else had begun to seal");
        assert_eq!(count(&mut connection, "catena_eventi").await, 1);
        seal(&store, 1_000).await;
        assert_eq!(broken(&store).await, Vec::<String>::new());
        assert_eq!(count(&mut connection, "catena_eventi").await, count(&mut connection, "kept").await);
    });
}
