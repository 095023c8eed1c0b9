//! The state that readers see, and whether it may still be used.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use libretto_core::change::{ChangeSet, CommitError};
use libretto_core::memory::World;

use crate::encode::Key;
use crate::error::Halted;

/// What the events made, and the keys that were answered.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) keys: HashSet<Key>,
}

impl State {
    /// Whether a change can be committed now.
    ///
    /// # Errors
    /// [`CommitError::Conflict`] when the state is not what the change expects, or its key was answered meanwhile.
    pub(crate) fn admits(&self, change: &ChangeSet, key: Option<&Key>) -> Result<(), CommitError> {
        if key.is_some_and(|key| self.keys.contains(key)) {
            return Err(CommitError::Conflict);
        }
        self.world.admits(change)
    }

    /// Applies a change that is on the disk.
    pub(crate) fn apply(&mut self, change: &ChangeSet, key: Option<Key>) {
        for record in &change.personal {
            self.world.learn(record);
        }
        for event in &change.events {
            self.world.apply(event);
        }
        self.keys.extend(key);
    }
}

/// What the store did since it was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Figures {
    /// Changes committed.
    pub commits: u64,
    /// Transactions in which they were written; each waits once for the disk.
    pub transactions: u64,
}

/// What the store and the thread that owns the file have in common.
pub(crate) struct Shared {
    path: PathBuf,
    state: RwLock<State>,
    halted: AtomicBool,
    commits: AtomicU64,
    transactions: AtomicU64,
}

impl Shared {
    pub(crate) fn new(path: PathBuf, state: State) -> Self {
        Self {
            path,
            state: RwLock::new(state),
            halted: AtomicBool::new(false),
            commits: AtomicU64::new(0),
            transactions: AtomicU64::new(0),
        }
    }

    pub(crate) const fn path(&self) -> &PathBuf {
        &self.path
    }

    /// The state, to look at. Held for a moment only: never while waiting for the disk or for another task.
    pub(crate) fn read(&self) -> Result<RwLockReadGuard<'_, State>, Halted> {
        self.check()?;
        // A panic while the state was being changed leaves half a change behind.
        self.state.read().map_err(|_| self.halted())
    }

    pub(crate) fn write(&self) -> Result<RwLockWriteGuard<'_, State>, Halted> {
        self.state.write().map_err(|_| self.halted())
    }

    /// Whether the store still answers.
    pub(crate) fn check(&self) -> Result<(), Halted> {
        if self.halted.load(Ordering::Acquire) { Err(self.halted()) } else { Ok(()) }
    }

    /// From here on the store answers nothing: what the file holds is unknown.
    pub(crate) fn halt(&self) {
        self.halted.store(true, Ordering::Release);
    }

    fn halted(&self) -> Halted {
        Halted::WriteFailed(self.path.clone())
    }

    pub(crate) fn count(&self, commits: usize) {
        self.commits.fetch_add(u64::try_from(commits).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.transactions.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn figures(&self) -> Figures {
        Figures {
            commits: self.commits.load(Ordering::Relaxed),
            transactions: self.transactions.load(Ordering::Relaxed),
        }
    }
}
