//! The suite that every adapter of the ports must pass.

use crate::support::fresh;
use libretto_core::contract::Adapter;
use std::sync::Arc;

async fn adapter() -> Adapter {
    let database = fresh().await;
    let store = Arc::new(database.store().await);
    Adapter::new(store.clone(), store).keeping(database)
}

libretto_core::contract_suite!(adapter());
