//! The suite that every adapter of the ports must pass, under both isolation levels that a server may be set to.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::support::fresh;
use libretto_core::contract::Adapter;
use libretto_postgres::{PostgresConfig, PostgresStore};
use std::sync::Arc;

async fn adapter(parameters: &str) -> Adapter {
    let database = fresh().await;
    let url = format!("{}{parameters}", database.url());
    let store = PostgresStore::connect(&PostgresConfig { url, ..database.config() }).await;
    let store = Arc::new(store.unwrap());
    Adapter::new(store.clone(), store).keeping(database)
}

mod read_committed {
    libretto_core::contract_suite!(super::adapter(""));
}

mod serializable {
    libretto_core::contract_suite!(super::adapter("?options=-c%20default_transaction_isolation%3Dserializable"));
}
