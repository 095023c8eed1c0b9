//! The suite of every adapter.

use std::future::ready;
use std::sync::Arc;

use libretto_core::contract::Adapter;
use tempfile::TempDir;

use crate::support::open;

/// An empty store in a folder of its own.
fn new_store() -> Adapter {
    let folder = TempDir::new().unwrap();
    let store = Arc::new(open(&folder.path().join("libretto.db")));
    Adapter::new(store.clone(), store).keeping(folder)
}

libretto_core::contract_suite!(ready(new_store()));
