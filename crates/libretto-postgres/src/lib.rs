//! The ports of store and queries on `PostgreSQL`, spoken in Rust without any C library.
//!
//! A change is committed by one statement (see [`PostgresStore`] and the module `commit`), what a command looks at is
//! loaded by one, and every statement that is run often stays prepared on its connection. Nothing here needs a session's
//! state, a trigger or a sequence, so that the same adapter runs on a distributed engine or behind a pooler.

mod commit;
mod config;
mod connection;
mod documents;
mod errors;
mod fingerprint;
mod load;
mod migrations;
mod names;
mod queries;
mod replay;
mod sigillo;
mod statement;
mod store;

pub use config::PostgresConfig;
pub use connection::{ConnectError, PostgresStore, PreparedStatement};
pub use errors::DatabaseFailure;
pub use fingerprint::{FingerprintKey, ShortKey};
pub use migrations::{MIGRATIONS, migrate, pending_migrations};
