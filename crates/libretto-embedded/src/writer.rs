//! The thread that owns the file. It takes the changes that wait, writes in one transaction all that do not touch one
//! another, and answers each once it is on the disk; the looks that wait are written together too.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use libretto_core::change::{ChangeSet, CommitError};
use libretto_core::touched::{Touched, take_disjoint};
use tokio::sync::{mpsc, oneshot};

use crate::encode::{Key, Rows};
use crate::error::{JournalError, Unrecorded};
use crate::journal::Journal;
use crate::looks::Looks;
use crate::shared::Shared;

/// A change that waits.
pub(crate) struct Pending {
    pub(crate) change: ChangeSet,
    pub(crate) rows: Rows,
    pub(crate) touched: Vec<Touched>,
    pub(crate) answer: oneshot::Sender<Result<(), CommitError>>,
}

impl Pending {
    fn key(&self) -> Option<Key> {
        self.rows.reply.as_ref().map(|reply| reply.chiave)
    }

    fn answer(self, outcome: Result<(), CommitError>) {
        // Who asked may have gone away; the change stands all the same.
        let _ = self.answer.send(outcome);
    }
}

/// Something to be done with the file.
pub(crate) enum Job {
    /// Commit a change.
    Commit(Box<Pending>),
    /// Record looks.
    Look(Looks),
    /// Read, or change what is no event.
    Run(Box<dyn FnOnce(&mut Journal) + Send>),
}

/// What has come and is not written yet.
#[derive(Default)]
struct Waiting {
    changes: VecDeque<Pending>,
    looks: Vec<Looks>,
}

impl Waiting {
    fn len(&self) -> usize {
        self.changes.len() + self.looks.len()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The thread.
pub(crate) struct Writer {
    pub(crate) journal: Journal,
    pub(crate) shared: Arc<Shared>,
    pub(crate) jobs: mpsc::Receiver<Job>,
    pub(crate) batch_max: usize,
}

impl Writer {
    /// Works until nobody can ask any more, and all that was asked is done.
    pub(crate) fn run(mut self) {
        let mut waiting = Waiting::default();
        while self.receive(&mut waiting) {
            self.write_looks(std::mem::take(&mut waiting.looks));
            let batch = take_disjoint(&mut waiting.changes, usize::MAX, &BTreeSet::new(), |pending| &pending.touched);
            let admitted = self.admitted(batch);
            self.write(admitted);
        }
    }

    /// Waits for work when there is none, and gathers what has come meanwhile. `false` at the end.
    fn receive(&mut self, waiting: &mut Waiting) -> bool {
        while waiting.is_empty() {
            match self.jobs.blocking_recv() {
                Some(job) => self.accept(job, waiting),
                None => return false,
            }
        }
        while waiting.len() < self.batch_max
            && let Ok(job) = self.jobs.try_recv()
        {
            self.accept(job, waiting);
        }
        true
    }

    fn accept(&mut self, job: Job, waiting: &mut Waiting) {
        match job {
            Job::Commit(pending) => waiting.changes.push_back(*pending),
            Job::Look(looks) => waiting.looks.push(looks),
            Job::Run(work) => work(&mut self.journal),
        }
    }

    /// Writes looks, and answers each once it is on the disk. A look that the file refuses must not hide the others.
    fn write_looks(&mut self, looks: Vec<Looks>) {
        if looks.is_empty() {
            return;
        }
        match self.journal.record_looks(&looks) {
            Err(error) if error.is_constraint() && looks.len() > 1 => {
                for one in looks {
                    self.write_looks(vec![one]);
                }
            }
            Err(error) => {
                tracing::error!(path = %self.shared.path().display(), %error, "looks could not be recorded");
                for one in looks {
                    // Who asked may have gone away, and shows nothing then.
                    let _ = one.answer.send(Err(Unrecorded));
                }
            }
            Ok(()) => {
                for one in looks {
                    let _ = one.answer.send(Ok(()));
                }
            }
        }
    }

    /// The changes that the state admits; the others are answered at once.
    fn admitted(&self, batch: Vec<Pending>) -> Vec<Pending> {
        let mut admitted = Vec::with_capacity(batch.len());
        for pending in batch {
            let verdict = match self.shared.read() {
                Ok(state) => state.admits(&pending.change, pending.key().as_ref()),
                Err(halted) => Err(CommitError::Unavailable(halted.into())),
            };
            match verdict {
                Ok(()) => admitted.push(pending),
                Err(refusal) => pending.answer(Err(refusal)),
            }
        }
        admitted
    }

    fn write(&mut self, admitted: Vec<Pending>) {
        if admitted.is_empty() {
            return;
        }
        match self.journal.append(admitted.iter().map(|pending| &pending.rows)) {
            Ok(()) => self.publish(admitted),
            Err(error) if error.is_constraint() => self.write_alone(admitted, error),
            Err(error) => {
                tracing::error!(path = %self.shared.path().display(), %error, "writing failed, the store stops");
                self.shared.halt();
                for pending in admitted {
                    pending.answer(Err(CommitError::OutcomeUnknown));
                }
            }
        }
    }

    /// The file refused a row that the rules had admitted: the defect of one change must not be paid by the others.
    fn write_alone(&mut self, mut admitted: Vec<Pending>, error: JournalError) {
        if admitted.len() > 1 {
            for pending in admitted {
                self.write(vec![pending]);
            }
        } else if let Some(pending) = admitted.pop() {
            tracing::error!(path = %self.shared.path().display(), %error, "the file refused an admitted change");
            pending.answer(Err(CommitError::Invariant(error.into())));
        }
    }

    /// Makes visible what is on the disk, and answers.
    fn publish(&self, written: Vec<Pending>) {
        self.shared.count(written.len());
        let applied = self.shared.write().map(|mut state| {
            for pending in &written {
                state.apply(&pending.change, pending.key());
            }
        });
        for pending in written {
            let outcome = if applied.is_ok() { Ok(()) } else { Err(CommitError::OutcomeUnknown) };
            pending.answer(outcome);
        }
    }
}
