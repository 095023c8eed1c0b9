//! The suite that every adapter of the ports must pass, under both isolation levels that a server may be set to.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::support::fresh;
use libretto_core::contract::Adapter;
use libretto_core::contract::replay::Memory;
use libretto_postgres::{PostgresConfig, PostgresStore};
use std::sync::Arc;

async fn adapter(parameters: &str) -> Adapter {
    let database = fresh().await;
    let url = format!("{}{parameters}", database.url());
    let store = PostgresStore::connect(&PostgresConfig { url, ..database.config() }).await;
    let store = Arc::new(store.unwrap());
    Adapter::new(store.clone(), store).keeping(database)
}

/// Two instances with a pool each on one database.
async fn used_tokens(parameters: &str) -> Memory {
    let database = fresh().await;
    let config = PostgresConfig { url: format!("{}{parameters}", database.url()), ..database.config() };
    let (one, other) = (PostgresStore::connect(&config).await.unwrap(), PostgresStore::connect(&config).await.unwrap());
    Memory { instances: [Arc::new(one), Arc::new(other)], guard: Some(Box::new(database)) }
}

mod read_committed {
    libretto_core::contract_suite!(super::adapter(""));
    libretto_core::replay_suite!(super::super::used_tokens(""));
}

mod serializable {
    libretto_core::contract_suite!(super::adapter("?options=-c%20default_transaction_isolation%3Dserializable"));
    libretto_core::replay_suite!(super::super::used_tokens(
        "?options=-c%20default_transaction_isolation%3Dserializable"
    ));
}
