//! The store.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use libretto_core::change::{ChangeSet, CommitError};
use libretto_core::ports::{Notice, Scope, Snapshot, Store, StoreError};
use libretto_core::touched::touched;
use tokio::sync::{mpsc, oneshot};

use crate::encode::{self, Rows, key};
use crate::error::{Halted, JournalError, OpenError};
use crate::examine::{Found, examine};
use crate::journal::{self, Journal};
use crate::looks::{LookRow, Looks};
use crate::replay::replay;
use crate::shared::{Figures, Shared, State};
use crate::writer::{Job, Pending, Writer};
use crate::{lock, schema};

/// How a file is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Whether a file that does not exist is created.
    pub create: bool,
    /// How many requests may wait for the file; more wait for their turn to ask.
    pub queue_max: usize,
    /// How many changes are written in one transaction at most.
    pub batch_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { create: true, queue_max: 1_024, batch_max: 256 }
    }
}

/// The ports of state and views on one file. Share it in an `Arc`; when the last one is dropped, what was asked is written,
/// the file is tidied up, and another process may open it.
pub struct EmbeddedStore {
    shared: Arc<Shared>,
    // The order of these three is the order in which they end: nobody can ask any more, the thread does what was asked and
    // closes the file, the lock is given back.
    jobs: mpsc::Sender<Job>,
    _thread: Thread,
    _lock: File,
}

/// The thread that owns the file; dropping it waits for its end.
struct Thread(Option<JoinHandle<()>>);

impl Drop for Thread {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            // A panic of the thread was told by the answers it did not give.
            let _ = handle.join();
        }
    }
}

impl EmbeddedStore {
    /// Opens a journal, or creates it, and rebuilds the state. Reads the whole journal: call it before the service starts,
    /// not from a task of the runtime.
    ///
    /// # Errors
    /// [`OpenError`], whose message says what to do. The file is as it was before.
    pub fn open(path: &Path, options: Options) -> Result<Self, OpenError> {
        // Looked at before the lock is taken, so that nothing is left beside a file of somebody else…
        prepare(path, examine(path)?, options)?;
        let lock = lock::acquire(path)?;
        // …and after, because somebody may have created it meanwhile.
        if examine(path)? == Found::Nothing {
            schema::create(path)?;
        }
        let (journal, state) = rebuild(path).map_err(OpenError::journal(path))?;
        let (eventi, persone) = (journal.head.eventi, journal.head.personali);
        tracing::info!(path = %path.display(), eventi, persone, "journal open");
        let shared = Arc::new(Shared::new(path.to_owned(), state));
        let (jobs, receiver) = mpsc::channel(options.queue_max.max(1));
        let writer =
            Writer { journal, shared: Arc::clone(&shared), jobs: receiver, batch_max: options.batch_max.max(1) };
        let thread = thread::Builder::new().name("journal".to_owned()).spawn(move || writer.run());
        let thread = thread.map_err(OpenError::io(path))?;
        Ok(Self { shared, jobs, _thread: Thread(Some(thread)), _lock: lock })
    }

    /// The file.
    pub fn path(&self) -> &PathBuf {
        self.shared.path()
    }

    /// What was done since the file was opened.
    pub fn figures(&self) -> Figures {
        self.shared.figures()
    }

    /// How many requests wait for the thread that owns the file.
    #[cfg(test)]
    pub(crate) fn queue_len(&self) -> usize {
        self.jobs.max_capacity() - self.jobs.capacity()
    }

    /// Looks at the state.
    pub(crate) fn view<T>(&self, look: impl FnOnce(&State) -> T) -> Result<T, StoreError> {
        let state = self.shared.read().map_err(|halted| StoreError::Unavailable(halted.into()))?;
        Ok(look(&state))
    }

    /// Adds looks to the file, with those of others that wait.
    pub(crate) async fn record_looks(&self, rows: Vec<LookRow>) -> Result<(), StoreError> {
        self.shared.check().map_err(|halted| StoreError::Unavailable(halted.into()))?;
        let (answer, answered) = oneshot::channel();
        let closed = || StoreError::Unavailable(Halted::Closed.into());
        self.jobs.send(Job::Look(Looks { rows, answer })).await.map_err(|_| closed())?;
        let outcome = answered.await.map_err(|_| closed())?;
        outcome.map_err(|unrecorded| StoreError::Unavailable(unrecorded.into()))
    }

    /// Does something with the file, on the thread that owns it.
    pub(crate) async fn with_journal<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Journal) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.shared.check().map_err(|halted| StoreError::Unavailable(halted.into()))?;
        let (answer, answered) = oneshot::channel();
        let job = Job::Run(Box::new(move |journal| {
            // Who asked may have gone away.
            let _ = answer.send(work(journal));
        }));
        let closed = || StoreError::Unavailable(Halted::Closed.into());
        self.jobs.send(job).await.map_err(|_| closed())?;
        Ok(answered.await.map_err(|_| closed())??)
    }
}

/// What must be true before a file is opened or created.
fn prepare(path: &Path, found: Found, options: Options) -> Result<(), OpenError> {
    match found {
        Found::Nothing if !options.create => Err(OpenError::Missing { path: path.to_owned() }),
        Found::Nothing | Found::Journal => Ok(()),
    }
}

/// Reads the file, and only when all of it holds together makes it ready to be written.
fn rebuild(path: &Path) -> Result<(Journal, State), JournalError> {
    let connection = journal::connect(path)?;
    let (state, head) = replay(&connection)?;
    journal::begin_writing(&connection)?;
    schema::complete(&connection)?;
    Ok((Journal { connection, head }, state))
}

/// A change as it is written. Its explanations go to the file only.
fn encode(change: &mut ChangeSet) -> serde_json::Result<Rows> {
    Ok(Rows {
        events: change.events.iter_mut().map(encode::event).collect::<Result<_, _>>()?,
        personal: change.personal.iter().map(encode::personal).collect::<Result<_, _>>()?,
        notices: change.notices.iter().map(encode::notice).collect::<Result<_, _>>()?,
        reply: change.recorded.take().map(encode::reply).transpose()?,
    })
}

#[async_trait]
impl Store for EmbeddedStore {
    async fn load(&self, scope: &Scope) -> Result<Snapshot, StoreError> {
        let key = scope.idempotency.as_ref().map(|(caller, name)| key(caller, name));
        let (mut snapshot, answered) = self.view(|state| {
            let answered = key.filter(|key| state.keys.contains(key));
            (state.world.snapshot(scope), answered)
        })?;
        if let Some(key) = answered {
            snapshot.recorded = self.with_journal(move |journal| journal.reply(&key)).await?;
        }
        Ok(snapshot)
    }

    async fn load_all(&self, scopes: &[Scope]) -> Result<Vec<Snapshot>, StoreError> {
        self.view(|state| scopes.iter().map(|scope| state.world.snapshot(scope)).collect())
    }

    async fn commit(&self, mut change: ChangeSet) -> Result<(), CommitError> {
        self.shared.check().map_err(|halted| CommitError::Unavailable(halted.into()))?;
        let touched = touched(&change);
        let rows = encode(&mut change).map_err(|error| CommitError::Invariant(error.into()))?;
        let (answer, answered) = oneshot::channel();
        let job = Job::Commit(Box::new(Pending { change, rows, touched, answer }));
        self.jobs.send(job).await.map_err(|_| CommitError::Unavailable(Halted::Closed.into()))?;
        // The thread went away with the change: only the file knows.
        answered.await.unwrap_or(Err(CommitError::OutcomeUnknown))
    }

    async fn claim_notices(
        &self,
        limit: u32,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
    ) -> Result<Vec<Notice>, StoreError> {
        self.with_journal(move |journal| journal.claim(limit, now, lease_until)).await
    }

    async fn notices_delivered(&self, notices: &[Notice]) -> Result<(), StoreError> {
        let notices = notices.to_vec();
        self.with_journal(move |journal| journal.delivered(&notices)).await
    }

    async fn health(&self) -> Result<(), StoreError> {
        self.with_journal(|journal| journal.ping()).await
    }
}
