//! What only the inside can show: which changes share a transaction, and what follows a write that fails.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use libretto_core::change::{ChangeSet, CommitError};
use libretto_core::contract::Adapter;
use libretto_core::contract::people::Person;
use libretto_core::contract::stage::{Household, Stage, Work, Worker};
use libretto_core::ports::{Queries, Scope, Sigillo, Store, StoreError};
use tempfile::TempDir;
use tokio::task::{JoinHandle, yield_now};
use uuid::Uuid;

use crate::{EmbeddedStore, Figures, Options};

const WORK: Work = Work("2026-02-10T09:00", 60, 1);

struct Fixture {
    store: Arc<EmbeddedStore>,
    stage: Arc<Stage>,
    folder: TempDir,
}

impl Fixture {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = open(&folder.path().join("libretto.db"));
        let stage = Arc::new(Stage::on(&Adapter::new(store.clone(), store.clone())));
        Self { store, stage, folder }
    }

    /// Keeps the thread of the file busy until the sender that is returned is dropped.
    async fn busy(&self) -> Sender<()> {
        let (release, wait) = channel::<()>();
        let (started, busy) = tokio::sync::oneshot::channel();
        let store = self.store.clone();
        tokio::spawn(async move {
            let work = move |_: &mut crate::journal::Journal| {
                started.send(()).unwrap();
                // Ends with an error when the other end is dropped, which is all that is waited for.
                let _ = wait.recv();
                Ok(())
            };
            store.with_journal(work).await.unwrap();
        });
        busy.await.unwrap();
        release
    }

    /// Waits until so many requests wait for the thread.
    async fn queued(&self, count: usize) {
        while self.store.queue_len() < count {
            yield_now().await;
        }
    }

    fn communicate(&self, household: &Household, worker: &Worker) -> JoinHandle<()> {
        let (stage, household, worker) = (self.stage.clone(), household.clone(), worker.clone());
        tokio::spawn(async move {
            stage.communicate(&household, &worker, WORK).await.unwrap();
        })
    }

    /// What was done since an earlier look.
    fn since(&self, before: Figures) -> (u64, u64) {
        let now = self.store.figures();
        (now.commits - before.commits, now.transactions - before.transactions)
    }
}

fn open(path: &Path) -> Arc<EmbeddedStore> {
    Arc::new(EmbeddedStore::open(path, Options::default()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_that_do_not_touch_one_another_share_a_transaction() {
    let fixture = Fixture::new();
    let mut pairs = Vec::new();
    for number in 0..16 {
        let household = fixture.stage.household(number, 100).await;
        pairs.push((household, fixture.stage.worker(Person::number(100 + number)).await));
    }
    let before = fixture.store.figures();
    let release = fixture.busy().await;
    let commands: Vec<_> = pairs.iter().map(|(household, worker)| fixture.communicate(household, worker)).collect();
    fixture.queued(16).await;
    drop(release);
    for command in commands {
        command.await.unwrap();
    }
    assert_eq!(fixture.since(before), (16, 1));
    fixture.stage.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_one_wallet_take_their_turns_and_see_each_other() {
    let fixture = Fixture::new();
    // Three of these four pieces of work are more than the wallet holds.
    let household = fixture.stage.household(1, 10).await;
    let mut workers = Vec::new();
    for number in 2..6 {
        workers.push(fixture.stage.worker(Person::number(number)).await);
    }
    let before = fixture.store.figures();
    let release = fixture.busy().await;
    let commands: Vec<_> = workers.iter().map(|worker| fixture.communicate(&household, worker)).collect();
    fixture.queued(4).await;
    drop(release);
    let mut accepted = 0;
    for command in commands {
        accepted += usize::from(command.await.is_ok());
    }
    assert_eq!(accepted, 1);
    assert_eq!(fixture.since(before), (1, 1));
    fixture.stage.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_on_the_disk_is_seen_by_nobody() {
    let fixture = Fixture::new();
    let household = fixture.stage.household(1, 100).await;
    let worker = fixture.stage.worker(Person::number(2)).await;
    let before = fixture.stage.available(&household).await;
    let release = fixture.busy().await;
    let command = fixture.communicate(&household, &worker);
    fixture.queued(1).await;
    assert_eq!(fixture.stage.available(&household).await, before);
    drop(release);
    command.await.unwrap();
    assert!(fixture.stage.available(&household).await < before);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_failed_write_nothing_is_answered_and_nothing_was_invented() {
    let fixture = Fixture::new();
    let household = fixture.stage.household(1, 100).await;
    let worker = fixture.stage.worker(Person::number(2)).await;
    // As when the disk is full: not one page more.
    let full = |journal: &mut crate::journal::Journal| {
        let pages: u32 = journal.connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let limit = format!("PRAGMA max_page_count = {pages}");
        Ok(journal.connection.query_row(&limit, [], |row| row.get::<_, u32>(0))?)
    };
    fixture.store.with_journal(full).await.unwrap();
    let mut accepted = 0;
    while fixture.stage.communicate(&household, &worker, spread(accepted)).await.is_ok() {
        accepted += 1;
    }
    assert!(matches!(fixture.store.load(&Scope::default()).await, Err(StoreError::Unavailable(_))));
    assert!(matches!(fixture.store.health().await, Err(StoreError::Unavailable(_))));
    assert!(matches!(fixture.store.commit(ChangeSet::default()).await, Err(CommitError::Unavailable(_))));
    let Fixture { store, stage, folder } = fixture;
    drop((store, stage));
    let store = open(&folder.path().join("libretto.db"));
    let year = store.scrivania(household.id, 2026).await.unwrap().unwrap();
    assert_eq!(year.saldo.portafoglio.impegnato, libretto_core::money::Euro::from_cents(1_000).times(accepted));
    Stage::on(&Adapter::new(store.clone(), store)).audit().await;
}

/// Work on a day of its own.
fn spread(number: u32) -> Work {
    Work(Box::leak(format!("2026-02-{:02}T09:00", number % 28 + 1).into_boxed_str()), 60, 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_the_file_refuses_is_an_alarm_and_harms_no_other() {
    let fixture = Fixture::new();
    let household = fixture.stage.household(1, 100).await;
    let worker = fixture.stage.worker(Person::number(2)).await;
    let mut twice = fixture.stage.register().await.remove(0);
    // A new stream, but the identifier of an event that is there.
    twice.flusso.entita = Uuid::from_u128(1);
    twice.fatto = libretto_core::event::Fatto::AutocertificazioneCessata {
        prestatore: worker.id,
        categoria: libretto_core::prestatore::Categoria::Studente,
        al: chrono::NaiveDate::default(),
    };
    let release = fixture.busy().await;
    let good = fixture.communicate(&household, &worker);
    fixture.queued(1).await;
    let store = fixture.store.clone();
    let bad =
        tokio::spawn(async move { store.commit(ChangeSet { events: vec![twice], ..ChangeSet::default() }).await });
    fixture.queued(2).await;
    drop(release);
    good.await.unwrap();
    assert!(matches!(bad.await.unwrap(), Err(CommitError::Invariant(_))));
    fixture.stage.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_altered_while_the_store_is_open_is_named() {
    let fixture = Fixture::new();
    let household = fixture.stage.household(1, 100).await;
    let worker = fixture.stage.worker(Person::number(2)).await;
    fixture.stage.communicate(&household, &worker, WORK).await.unwrap();
    let now = fixture.stage.libretto.clock.now();
    let broken = async || fixture.store.verify_chain(now).await.unwrap();
    assert_eq!(broken().await, []);
    let alter = async |statement: &'static str| {
        let work = move |journal: &mut crate::journal::Journal| Ok(journal.connection.execute(statement, [])?);
        assert_eq!(fixture.store.with_journal(work).await.unwrap(), 1, "{statement}");
    };
    alter("UPDATE eventi SET fatto = replace(fatto, 'portale', 'sistema') WHERE seq = 2").await;
    let found = broken().await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].invariante, "I12");
    assert!(found[0].descrizione.ends_with("event number 2"), "{found:?}");
    alter("UPDATE eventi SET fatto = replace(fatto, 'sistema', 'portale') WHERE seq = 2").await;
    assert_eq!(broken().await, []);
    alter("DELETE FROM eventi WHERE seq = (SELECT max(seq) FROM eventi)").await;
    assert_eq!(broken().await.len(), 1, "the last one");
}
