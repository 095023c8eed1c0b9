//! `libretto migrate`: brings the schema of PostgreSQL to the version of this program.

use super::CommandError;
use crate::config::Secret;
use crate::output;
use std::process::ExitCode;

/// Runs what is pending.
pub(crate) async fn run(url: Option<String>) -> Result<ExitCode, CommandError> {
    let url = url.map(Secret::new).ok_or(CommandError::OnlyOnPostgres("migrate"))?;
    let applied =
        libretto_postgres::migrate(url.expose()).await.map_err(|error| CommandError::Postgres(Box::new(error)))?;
    for name in &applied {
        output::line(&format!("applicata {name}"));
    }
    output::line(&format!("schema aggiornato: {} migrazioni applicate", applied.len()));
    Ok(ExitCode::SUCCESS)
}
