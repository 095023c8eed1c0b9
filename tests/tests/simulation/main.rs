//! Random operations against a small model written in another style, on both stores, with crashes of the embedded one.
//!
//! A run is its seed: a failure prints it, and `LIBRETTO_SEME=<seed>` plays that run alone.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod model;
mod play;
mod stores;

use stores::{Embedded, Memory, Postgres};

/// Runs of each store when no seed is named.
const SEEDS: [u64; 4] = [1, 7, 2_017, 54];

#[expect(clippy::disallowed_methods, reason = "a developer names the one seed to play")]
fn seeds() -> Vec<u64> {
    std::env::var("LIBRETTO_SEME").ok().map_or_else(|| SEEDS.to_vec(), |text| vec![text.parse().unwrap()])
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_in_memory_do_what_the_model_does() {
    for seed in seeds() {
        play::run(seed, 400, &mut Memory).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_embedded_store_does_what_the_model_does_across_restarts() {
    for seed in seeds() {
        play::run(seed, 250, &mut Embedded::new()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_does_what_the_model_does() {
    for seed in seeds() {
        play::run(seed, 250, &mut Postgres::new().await).await;
    }
}
