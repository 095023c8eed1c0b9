//! A pay run seen from the folder into which its files go.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod domiciled;
mod files;
mod order;
mod schema;
mod support;
