//! Commits that come at the same time share one statement, and so one round trip and one flush of the server's log. When
//! enough statements are under way the changes that arrive wait, and the next one takes as many of them as touch nothing in
//! common with each other or with those.
//!
//! A change that makes the common statement fail, because it decided on what is no longer so or breaks a constraint, is
//! found by committing each alone. A server that does not answer, or gives up waiting for a lock, is told to all.

use crate::connection::PostgresStore;
use crate::errors::DatabaseFailure;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use libretto_core::change::{ChangeSet, CommitError};
use libretto_core::touched::{Touched, take_disjoint, touched};
use std::collections::{BTreeSet, VecDeque};
use tokio::sync::{mpsc, oneshot};

/// How many changes one statement commits at most.
const BATCH_MAX: usize = 64;

/// How many such statements are under way at once: enough to keep the server busy while some of them wait for the disk,
/// and fewer than the connections of the pool, so that loads find one free.
const STATEMENTS_MAX: usize = 3;

/// How many changes of a batch that failed are committed alone at once.
const ALONE_MAX: usize = 2;

/// How many changes wait for their turn to be queued before the callers themselves wait.
const QUEUE_MAX: usize = 1_024;

/// A change and who waits for it.
struct Pending {
    change: ChangeSet,
    touched: Vec<Touched>,
    answer: oneshot::Sender<Result<(), CommitError>>,
}

/// The way to the one task that commits.
#[derive(Clone)]
pub(crate) struct Group(mpsc::Sender<Pending>);

impl Group {
    /// Starts the task. It ends when the last way to it is gone and everything asked is answered.
    pub(crate) fn start(store: PostgresStore) -> Self {
        let (sender, inbox) = mpsc::channel(QUEUE_MAX);
        tokio::spawn(run(store, inbox));
        Self(sender)
    }

    /// Whether the task is there.
    pub(crate) fn is_running(&self) -> bool {
        !self.0.is_closed()
    }

    /// Commits a change together with whatever else waits.
    pub(crate) async fn commit(&self, change: ChangeSet) -> Result<(), CommitError> {
        let (answer, answered) = oneshot::channel();
        let touched = touched(&change);
        if self.0.send(Pending { change, touched, answer }).await.is_err() {
            return Err(stopped());
        }
        // The task went away with the change: only the database knows.
        answered.await.unwrap_or(Err(CommitError::OutcomeUnknown))
    }
}

async fn run(store: PostgresStore, mut inbox: mpsc::Receiver<Pending>) {
    let mut waiting = VecDeque::new();
    // What the statements under way touch: no other may touch it, so that two of ours never wait for each other's locks.
    let mut busy: BTreeSet<Touched> = BTreeSet::new();
    let mut under_way = FuturesUnordered::new();
    let mut open = true;
    while open || !under_way.is_empty() {
        // Who gave up waiting before the change was begun gets it not done at all.
        waiting.retain(|pending: &Pending| !pending.answer.is_closed());
        while under_way.len() < STATEMENTS_MAX {
            let batch = take_disjoint(&mut waiting, BATCH_MAX, &busy, |pending| &pending.touched);
            if batch.is_empty() {
                break;
            }
            busy.extend(batch.iter().flat_map(|pending| pending.touched.iter().cloned()));
            under_way.push(commit(&store, batch));
        }
        tokio::select! {
            arrived = inbox.recv(), if open => match arrived {
                Some(pending) => {
                    waiting.push_back(pending);
                    while let Ok(pending) = inbox.try_recv() {
                        waiting.push_back(pending);
                    }
                }
                None => open = false,
            },
            Some(free) = under_way.next(), if !under_way.is_empty() => {
                for one in &free {
                    busy.remove(one);
                }
            }
        }
    }
}

/// Commits a batch and answers; returns what it touched.
async fn commit(store: &PostgresStore, batch: Vec<Pending>) -> Vec<Touched> {
    let touched = batch.iter().flat_map(|pending| pending.touched.iter().cloned()).collect();
    let changes: Vec<&ChangeSet> = batch.iter().map(|pending| &pending.change).collect();
    match store.commit_changes(&changes).await {
        Err(CommitError::Conflict | CommitError::Invariant(_)) if batch.len() > 1 => {
            // A few at a time: the connections belong to the loads of others too.
            let alone = batch.into_iter().map(|pending| alone(store, pending));
            futures_util::stream::iter(alone).buffer_unordered(ALONE_MAX).for_each(async |()| {}).await;
        }
        outcome => answer(batch, outcome),
    }
    touched
}

/// Gives the outcome to whoever waits; who asked may have given up.
fn answer(batch: Vec<Pending>, outcome: Result<(), CommitError>) {
    let mut batch = batch.into_iter();
    let first = batch.next();
    for pending in batch {
        let _ = pending.answer.send(same(&outcome));
    }
    // One of them gets the cause itself: the only one, when the batch is of one.
    if let Some(pending) = first {
        let _ = pending.answer.send(outcome);
    }
}

async fn alone(store: &PostgresStore, pending: Pending) {
    let outcome = store.commit_changes(&[&pending.change]).await;
    let _ = pending.answer.send(outcome);
}

/// The outcome of all is the outcome of each.
fn same(outcome: &Result<(), CommitError>) -> Result<(), CommitError> {
    match outcome {
        Ok(()) => Ok(()),
        Err(CommitError::Conflict) => Err(CommitError::Conflict),
        Err(CommitError::OutcomeUnknown) => Err(CommitError::OutcomeUnknown),
        Err(CommitError::Unavailable(_)) => Err(CommitError::Unavailable(Box::new(shared()))),
        Err(CommitError::Invariant(_)) => Err(CommitError::Invariant(Box::new(shared()))),
    }
}

/// The cause was logged where it was seen; an error cannot be given to several.
const fn shared() -> DatabaseFailure {
    DatabaseFailure::plain("the statement shared with other changes failed")
}

fn stopped() -> CommitError {
    CommitError::Unavailable(Box::new(DatabaseFailure::plain("the store has been closed")))
}
