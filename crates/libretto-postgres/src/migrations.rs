//! The schema, embedded in the program.

use crate::ConnectError;
use crate::errors::DatabaseFailure;
use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

/// The migrations, in order.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

async fn harness(url: &str) -> Result<AsyncMigrationHarness<AsyncPgConnection>, ConnectError> {
    let connection = AsyncPgConnection::establish(url).await;
    let connection = connection.map_err(|error| ConnectError::Unreachable(Box::new(error)))?;
    Ok(AsyncMigrationHarness::new(connection))
}

/// A failed migration is told by its kind alone: the message may quote rows.
fn failed(_: Box<dyn std::error::Error + Send + Sync>) -> ConnectError {
    ConnectError::Migration(DatabaseFailure::plain("a migration failed"))
}

/// Applies the migrations that are not applied yet and returns their names. One process at a time: nothing keeps two
/// apart but the failure of the second. Needs a runtime of several threads.
///
/// # Errors
/// [`ConnectError`] when the database cannot be reached or a migration fails; those before it stay applied.
pub async fn migrate(url: &str) -> Result<Vec<String>, ConnectError> {
    let mut harness = harness(url).await?;
    let applied = harness.run_pending_migrations(MIGRATIONS).map_err(failed)?;
    Ok(applied.iter().map(ToString::to_string).collect())
}

/// The names of the migrations that are not applied yet. Needs a runtime of several threads.
///
/// # Errors
/// [`ConnectError`] when the database cannot be reached or read.
pub async fn pending_migrations(url: &str) -> Result<Vec<String>, ConnectError> {
    let mut harness = harness(url).await?;
    let pending = harness.pending_migrations(MIGRATIONS).map_err(failed)?;
    Ok(pending.iter().map(|migration| migration.name().to_string()).collect())
}
