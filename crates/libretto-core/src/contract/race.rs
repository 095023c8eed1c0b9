//! Commands at once, without luck: all are decided on the same state before the first is committed.

use crate::change::{ChangeSet, CommitError};
use crate::contract::fakes::lock;
use crate::ports::{Notice, Scope, Snapshot, Store, StoreError};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

/// A future of its own, ready to be run beside others.
pub type Runner<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Runs all of them side by side and gives what each of them gave, in their order.
pub async fn together<T>(runners: impl IntoIterator<Item = Runner<'_, T>>) -> Vec<T> {
    let mut runners: Vec<_> = runners.into_iter().collect();
    let mut done: Vec<Option<T>> = runners.iter().map(|_| None).collect();
    poll_fn(|context| {
        for (runner, place) in runners.iter_mut().zip(&mut done).filter(|(_, place)| place.is_none()) {
            if let Poll::Ready(value) = runner.as_mut().poll(context) {
                *place = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

/// Who has not come to the line yet, and who waits there.
#[derive(Default)]
struct Line {
    missing: usize,
    waiting: Vec<Waker>,
}

impl Line {
    /// One more has come.
    fn arrive(&mut self) {
        self.missing = self.missing.saturating_sub(1);
        if self.missing == 0 {
            self.waiting.drain(..).for_each(Waker::wake);
        }
    }

    fn wait(&mut self, context: &Context<'_>) -> Poll<()> {
        if self.missing == 0 {
            return Poll::Ready(());
        }
        self.waiting.push(context.waker().clone());
        Poll::Pending
    }
}

/// A store whose first commits wait for each other: as many commands as there are lanes load and decide on one state,
/// then their commits start together. Later commits, such as those of the second attempts, pass freely.
pub struct StartingLine {
    store: Arc<dyn Store>,
    line: Mutex<Line>,
}

impl StartingLine {
    /// A line for so many commands, each of which must commit at least once.
    pub fn new(store: Arc<dyn Store>, lanes: usize) -> Self {
        Self { store, line: Mutex::new(Line { missing: lanes, waiting: Vec::new() }) }
    }

    async fn start(&self) {
        let mut arrived = false;
        poll_fn(|context| {
            let mut line = lock(&self.line);
            if !arrived {
                arrived = true;
                line.arrive();
            }
            line.wait(context)
        })
        .await;
    }
}

impl std::fmt::Debug for StartingLine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("StartingLine").field("missing", &lock(&self.line).missing).finish_non_exhaustive()
    }
}

#[async_trait]
impl Store for StartingLine {
    async fn load(&self, scope: &Scope) -> Result<Snapshot, StoreError> {
        self.store.load(scope).await
    }

    async fn load_all(&self, scopes: &[Scope]) -> Result<Vec<Snapshot>, StoreError> {
        self.store.load_all(scopes).await
    }

    async fn commit(&self, change: ChangeSet) -> Result<(), CommitError> {
        self.start().await;
        self.store.commit(change).await
    }

    async fn claim_notices(
        &self,
        limit: u32,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
    ) -> Result<Vec<Notice>, StoreError> {
        self.store.claim_notices(limit, now, lease_until).await
    }

    async fn notices_delivered(&self, notices: &[Notice]) -> Result<(), StoreError> {
        self.store.notices_delivered(notices).await
    }

    async fn health(&self) -> Result<(), StoreError> {
        self.store.health().await
    }
}
