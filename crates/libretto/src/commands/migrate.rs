//! `libretto migrate`: brings the schema of PostgreSQL to the version of this program.

use super::CommandError;
use crate::config::{Settings, StoreKind};
use crate::output;
use std::process::ExitCode;

/// Runs what is pending.
pub(crate) async fn run(settings: &Settings) -> Result<ExitCode, CommandError> {
    let StoreKind::Postgres { url, .. } = &settings.store else {
        return Err(CommandError::OnlyOnPostgres("migrate"));
    };
    let applied =
        libretto_postgres::migrate(url.expose()).await.map_err(|error| CommandError::Postgres(Box::new(error)))?;
    for name in &applied {
        output::line(&format!("applicata {name}"));
    }
    output::line(&format!("schema aggiornato: {} migrazioni applicate", applied.len()));
    Ok(ExitCode::SUCCESS)
}
