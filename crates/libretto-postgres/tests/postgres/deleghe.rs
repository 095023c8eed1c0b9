//! Delegations in the tables: what they hold, what they refuse, and what is found when somebody alters them.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::register::replay;
use crate::support::deleghe::{
    ATTIVA, CASA_PERSONA, PATRONATO, REVOCATA, ROSSI_PERSONA, act, delegations, look, revocation,
};
use crate::support::facts::{CASA, ROSSI, change, event, may, registrations, top_up};
use crate::support::{Database, counts, with_database};
use diesel_async::{AsyncMigrationHarness, SimpleAsyncConnection};
use diesel_migrations::MigrationHarness;
use libretto_core::change::CommitError;
use libretto_core::event::Fatto;
use libretto_core::ports::{
    FiltroDeleghe, Queries, RegistroAccessi, RegistroDeleghe, Scope, Snapshot, Store, StoreError,
};
use libretto_postgres::{MIGRATIONS, PostgresConfig, PostgresStore, migrate};

/// A household with money, a worker, and their delegations.
async fn delegated(database: &Database) -> PostgresStore {
    let store = database.store().await;
    for change in registrations().into_iter().chain(top_up(1, 20)) {
        store.commit(change).await.unwrap();
    }
    delegations(&store).await;
    store
}

/// What a snapshot says of delegations.
fn seen(found: &Snapshot) -> String {
    format!("{:?} {:?} {:?}", found.deleghe, found.delega, found.decesso_di_persona)
}

#[test]
fn delegations_are_loaded_as_memory_has_them() {
    with_database(async |database| {
        let store = delegated(database).await;
        let died =
            Fatto::DecessoRegistrato { utilizzatore: CASA, giorno: may(2), ora: None, da_verificare: Vec::new() };
        let world = replay(&store).await;
        assert_eq!(world.check(), vec![]);
        assert_eq!(store.confronta(&world).await.unwrap(), vec![]);
        store.commit(change(event(4_000, CASA.0, CASA.0, 2, died))).await.unwrap();
        let world = replay(&store).await;
        let code = Some("BNCNNA75C55F205P".parse().unwrap());
        let ente = Some(PATRONATO);
        let scopes = [
            Scope { ente, persona: code, ..Scope::default() },
            Scope { ente, utilizzatore: Some(CASA), ..Scope::default() },
            Scope { ente, utilizzatore: Some(CASA), prestatore: Some(ROSSI), ..Scope::default() },
            Scope { ente, persona: code, prestatore: Some(ROSSI), utilizzatore: Some(CASA), ..Scope::default() },
            Scope { ente, ..Scope::default() },
            Scope { persona: code, delega: Some(ATTIVA), ..Scope::default() },
            Scope { delega: Some(REVOCATA), ..Scope::default() },
        ];
        for scope in scopes {
            let (found, expected) = (store.load(&scope).await.unwrap(), world.snapshot(&scope));
            assert_eq!(seen(&found), seen(&expected), "{scope:?}");
        }
        let both = Scope { ente, utilizzatore: Some(CASA), prestatore: Some(ROSSI), ..Scope::default() };
        let found = store.load(&both).await.unwrap().deleghe;
        assert_eq!(found.iter().map(|one| one.delega.id).collect::<Vec<_>>(), [ATTIVA, REVOCATA]);
        assert_eq!(found.iter().map(|one| one.decesso.is_some()).collect::<Vec<_>>(), [true, false]);
        let told = |all: &[_]| format!("{all:?}");
        assert_eq!(
            told(&store.deleghe_tra(ROSSI_PERSONA, PATRONATO).await.unwrap()),
            told(&world.deleghe_tra(ROSSI_PERSONA, PATRONATO))
        );
        for filtro in [FiltroDeleghe::Ente(PATRONATO), FiltroDeleghe::Delegante(CASA_PERSONA)] {
            let (found, expected) =
                (store.deleghe(filtro, None, 1).await.unwrap(), world.elenco_deleghe(filtro, None, 1));
            assert_eq!(format!("{:?}", found.items), format!("{:?}", expected.items));
            assert_eq!(found.next, expected.next);
        }
    });
}

#[test]
fn an_altered_delegation_is_found() {
    with_database(async |database| {
        let store = delegated(database).await;
        let world = replay(&store).await;
        assert_eq!(store.confronta(&world).await.unwrap(), vec![]);
        let mut connection = database.connection().await;
        let active = "delega 00000000-0000-0000-0000-000000009101";
        let paper = "delega 00000000-0000-0000-0000-000000009102";
        let alterations = [
            ("UPDATE deleghe SET ambiti = ambiti || '[\"portafoglio\"]' WHERE revocata_il IS NULL", active),
            ("UPDATE deleghe SET al = NULL WHERE revocata_il IS NULL", active),
            ("UPDATE deleghe SET revocata_il = NULL, versione = 1 WHERE revocata_il IS NOT NULL", paper),
            ("UPDATE deleghe SET documento_sha256 = sha256('another') WHERE documento_sha256 IS NOT NULL", paper),
            (
                "INSERT INTO deleghe SELECT '00000000-0000-0000-0000-000000000003', id, ruolo, ente_id, ente_categoria, \
              ambiti, dal, al, NULL, NULL, conferita_il, NULL, 1 FROM deleghe WHERE documento_sha256 IS NULL",
                active,
            ),
            ("DELETE FROM deleghe WHERE documento_sha256 IS NULL", "which is not there"),
        ];
        for (alteration, named) in alterations {
            let before = store.confronta(&world).await.unwrap();
            connection.batch_execute(alteration).await.unwrap();
            let after = store.confronta(&world).await.unwrap();
            let new: Vec<_> = after.into_iter().filter(|one| !before.contains(one)).collect();
            let told = new.iter().any(|one| one.invariante == "I5" && one.descrizione.contains(named));
            assert!(told, "{alteration}: {new:?}");
        }
    });
}

#[test]
fn no_act_is_committed_by_a_delegation_that_was_revoked_or_never_was() {
    with_database(async |database| {
        let store = delegated(database).await;
        store.commit(act(2, 5, 1)).await.unwrap();
        store.commit(revocation(950)).await.unwrap();
        let late = store.commit(act(3, 6, 2)).await;
        assert!(matches!(late, Err(CommitError::Conflict)), "{late:?}");
        let mut nobody = act(4, 6, 2);
        nobody.events[0].delega = Some(libretto_core::ids::DelegaId(uuid::Uuid::from_u128(7)));
        let nobody = store.commit(nobody).await;
        assert!(matches!(nobody, Err(CommitError::Conflict)), "{nobody:?}");
        let again = store.commit(revocation(951)).await;
        assert!(matches!(again, Err(CommitError::Conflict)), "{again:?}");
        assert_eq!(store.confronta(&replay(&store).await).await.unwrap(), vec![]);
    });
}

/// An act that has been let through stands before a revocation that waits for it; one that comes after sees it.
#[test]
fn an_act_waits_for_the_revocation_that_is_under_way() {
    with_database(async |database| {
        let store = delegated(database).await;
        let mut other = database.connection().await;
        other
            .batch_execute(
                "BEGIN; UPDATE deleghe SET revocata_il = conferita_il, versione = 2 WHERE revocata_il IS NULL",
            )
            .await
            .unwrap();
        let acting = tokio::spawn({
            let store = store.clone();
            async move { store.commit(act(2, 5, 1)).await }
        });
        let waits = "SELECT 'waiting' AS name, count(*) AS rows FROM pg_stat_activity \
            WHERE wait_event_type = 'Lock' AND datname = current_database()";
        let mut watcher = database.connection().await;
        while counts(&mut watcher, waits).await[0].1 == 0 {
            tokio::task::yield_now().await;
        }
        other.batch_execute("COMMIT").await.unwrap();
        let outcome = acting.await.unwrap();
        assert!(matches!(outcome, Err(CommitError::Conflict)), "{outcome:?}");
    });
}

#[test]
fn looks_are_recorded_once_and_read_latest_first() {
    with_database(async |database| {
        let store = delegated(database).await;
        let all: Vec<_> = (10..15).map(|id| look(CASA_PERSONA, id)).collect();
        store.record_accessi(&all).await.unwrap();
        // As after a connection that was lost with the answer.
        store.record_accessi(&all).await.unwrap();
        let page = store.accessi(CASA_PERSONA, None, 3).await.unwrap();
        assert_eq!(page.items, [look(CASA_PERSONA, 14), look(CASA_PERSONA, 13), look(CASA_PERSONA, 12)]);
        let rest = store.accessi(CASA_PERSONA, page.next, 3).await.unwrap();
        assert_eq!(rest.items, [look(CASA_PERSONA, 11), look(CASA_PERSONA, 10), look(CASA_PERSONA, 1)]);
        assert_eq!(rest.next, None);
    });
}

/// What cannot be recorded is not shown: a server that only reads records nothing.
#[test]
fn a_look_that_cannot_be_recorded_is_an_error() {
    with_database(async |database| {
        delegated(database).await;
        let url = format!("{}?options=-c%20default_transaction_read_only%3Don", database.url());
        let store = PostgresStore::connect(&PostgresConfig { url, ..database.config() }).await.unwrap();
        let refused = store.record_accessi(&[look(CASA_PERSONA, 20)]).await;
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
        assert_eq!(store.accessi(CASA_PERSONA, None, 10).await.unwrap().items, [look(CASA_PERSONA, 1)]);
    });
}

#[test]
fn delegations_and_looks_cannot_be_taken_back_by_a_migration() {
    with_database(async |database| {
        delegated(database).await;
        let mut connection = database.connection().await;
        let mut harness = AsyncMigrationHarness::new(database.connection().await);
        let mut back = || loop {
            if let Err(refusal) = harness.revert_last_migration(MIGRATIONS) {
                return refusal.to_string();
            }
        };
        assert!(back().contains("guardia_conflitto"));
        let held = "SELECT 'looks' AS name, count(*) AS rows FROM accessi";
        assert_eq!(counts(&mut connection, held).await, [("looks".to_owned(), 2)]);
        // Without the looks the delegations are in the way, without these the acts by them.
        for what in ["DELETE FROM accessi", "DELETE FROM deleghe"] {
            connection.batch_execute(what).await.unwrap();
            assert!(back().contains("guardia_conflitto"), "{what}");
        }
        migrate(&database.url()).await.unwrap();
    });
}
