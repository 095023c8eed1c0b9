//! `libretto verifica-registro`: replays the events and compares them with the store.

use super::CommandError;
use crate::cli::ClockArgs;
use crate::config::Settings;
use crate::{output, wiring};
use indicatif::ProgressBar;
use libretto_core::use_cases::EsitoVerifica;
use serde_json::json;
use std::process::ExitCode;

/// Verifies; the exit code is a failure when anything does not hold.
pub(crate) async fn run(settings: &Settings, as_json: bool) -> Result<ExitCode, CommandError> {
    wiring::require_store(settings)?;
    let wired = wiring::wire(settings, ClockArgs::default()).await?;
    let bar = ProgressBar::new_spinner();
    let outcome = wired.libretto.verifica_registro(&|events| bar.set_message(format!("{events} eventi"))).await;
    bar.finish_and_clear();
    let outcome = outcome?;
    if as_json {
        let differences: Vec<_> = outcome
            .differenze
            .iter()
            .map(|one| json!({"invariante": one.invariante, "descrizione": one.descrizione}))
            .collect();
        let answer = json!({
            "eventi": outcome.eventi,
            "prestazioni": outcome.prestazioni,
            "decisioni_ripetute": outcome.decisioni_ripetute,
            "decisioni_non_confrontabili": outcome.decisioni_non_confrontabili,
            "differenze": differences,
        });
        output::line(&answer.to_string());
    } else {
        tell(&outcome);
    }
    Ok(if outcome.differenze.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(outcome: &EsitoVerifica) {
    output::line(&format!("{} eventi ripercorsi, {} prestazioni", outcome.eventi, outcome.prestazioni));
    output::line(&format!(
        "{} decisioni ripetute; {} non confrontabili, di un'altra versione del motore o senza i loro presupposti",
        outcome.decisioni_ripetute, outcome.decisioni_non_confrontabili
    ));
    for one in &outcome.differenze {
        output::line(&format!("  {}: {}", one.invariante, one.descrizione));
    }
    if outcome.differenze.is_empty() {
        output::line("registro integro: archivio ed eventi coincidono al centesimo");
    } else {
        output::line(&format!("ATTENZIONE: {} differenze", outcome.differenze.len()));
    }
}
