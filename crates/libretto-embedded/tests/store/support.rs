//! A journal with some life in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use libretto_core::contract::Adapter;
use libretto_core::contract::people::Person;
use libretto_core::contract::stage::{Household, Stage, Work, Worker};
use libretto_core::prestazione::Prestazione;
use libretto_core::use_cases::Libretto;
use libretto_embedded::{EmbeddedStore, OpenError, Options};
use tempfile::TempDir;

/// Opens a file, or panics with the reason.
pub(crate) fn open(path: &Path) -> EmbeddedStore {
    EmbeddedStore::open(path, Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// The reason why a file is not opened.
pub(crate) fn refusal(path: &Path) -> OpenError {
    match EmbeddedStore::open(path, Options::default()) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

/// A file in a folder of its own, the use cases over it, and two people.
pub(crate) struct Journal {
    pub(crate) folder: TempDir,
    pub(crate) stage: Stage,
    pub(crate) household: Household,
    pub(crate) worker: Worker,
}

impl Journal {
    /// A new file with a household that has 500 euro, a worker, and so many records of one voucher each.
    pub(crate) async fn with_records(records: u32) -> Self {
        let folder = TempDir::new().unwrap();
        let store = Arc::new(open(&folder.path().join("libretto.db")));
        let stage = Stage::on(&Adapter::new(store.clone(), store));
        let household = stage.household(1, 500).await;
        let worker = stage.worker(Person::number(2)).await;
        let journal = Self { folder, stage, household, worker };
        for number in 0..records {
            journal.communicate(number).await;
        }
        journal
    }

    /// The file.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("libretto.db")
    }

    /// One record of an hour, on a day and hour of February of its own.
    pub(crate) async fn communicate(&self, number: u32) -> Prestazione {
        let start = format!("2026-02-{:02}T{:02}:00", number % 28 + 1, 8 + number / 28);
        let work = Work(Box::leak(start.into_boxed_str()), 60, 1);
        self.stage.communicate(&self.household, &self.worker, work).await.unwrap()
    }

    /// The same people over the same file, closed and opened again.
    pub(crate) fn reopened(self) -> Self {
        let path = self.path();
        let Self { folder, stage, household, worker } = self;
        let Stage { libretto, clock, ids, payouts, documents, directory } = stage;
        let Libretto { store, queries, .. } = libretto;
        drop((store, queries));
        let store = Arc::new(open(&path));
        let stage = Stage::on(&Adapter::new(store.clone(), store));
        let libretto = Libretto {
            payouts: payouts.clone(),
            documents: documents.clone(),
            directory: directory.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            ..stage.libretto
        };
        Self { folder, stage: Stage { libretto, clock, ids, payouts, documents, directory }, household, worker }
    }

    /// Closes the file; the folder stays as long as what is returned.
    pub(crate) fn closed(self) -> (TempDir, PathBuf) {
        let path = self.path();
        let Self { folder, stage, .. } = self;
        drop(stage);
        (folder, path)
    }
}

/// The content of a file and of what `SQLite` keeps beside it.
pub(crate) fn contents(path: &Path) -> Vec<Option<Vec<u8>>> {
    let wal = PathBuf::from(format!("{}-wal", path.display()));
    [path, &wal].iter().map(|file| fs::read(file).ok().filter(|bytes| !bytes.is_empty())).collect()
}
