//! The stores a simulation runs on.

use libretto_core::contract::{Adapter, memory_adapter};
use libretto_embedded::{EmbeddedStore, Options};
use libretto_postgres::{FingerprintKey, PostgresConfig, PostgresStore};
use libretto_tests::service::Database;
use std::sync::Arc;
use tempfile::TempDir;

/// A store that can be opened.
pub(crate) trait Opens {
    /// Opens the store; again after a crash, with everything that was answered.
    async fn open(&mut self) -> Adapter;
    /// Whether it outlives its process.
    const DURABLE: bool;
}

/// The reference in memory.
pub(crate) struct Memory;

impl Opens for Memory {
    async fn open(&mut self) -> Adapter {
        memory_adapter()
    }
    const DURABLE: bool = false;
}

/// One file. A crash is played by going on with a copy of the file and of its log, taken while the store is open: what a
/// killed process leaves behind.
pub(crate) struct Embedded {
    folders: Vec<TempDir>,
}

impl Embedded {
    pub(crate) fn new() -> Self {
        Self { folders: vec![TempDir::new().unwrap()] }
    }
}

impl Opens for Embedded {
    async fn open(&mut self) -> Adapter {
        let next = TempDir::new().unwrap();
        for entry in std::fs::read_dir(self.folders.last().unwrap().path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), next.path().join(entry.file_name())).unwrap();
        }
        let path = next.path().join("libretto.db");
        let store = Arc::new(EmbeddedStore::open(&path, Options::default()).unwrap());
        self.folders.push(next);
        Adapter::new(store.clone(), store)
    }
    const DURABLE: bool = true;
}

/// A database.
pub(crate) struct Postgres(Database);

impl Postgres {
    pub(crate) async fn new() -> Self {
        let database = Database::create();
        libretto_postgres::migrate(&database.url()).await.unwrap();
        Self(database)
    }
}

impl Opens for Postgres {
    async fn open(&mut self) -> Adapter {
        let key = FingerprintKey::new(&[7; 32]).unwrap();
        let store = Arc::new(PostgresStore::connect(&PostgresConfig::new(self.0.url(), key)).await.unwrap());
        Adapter::new(store.clone(), store)
    }
    const DURABLE: bool = true;
}
