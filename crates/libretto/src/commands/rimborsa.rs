//! `libretto rimborsa`: the run of refunds.

use super::CommandError;
use crate::cli::ClockArgs;
use crate::config::Settings;
use crate::{output, wiring};
use libretto_core::context::Caller;
use libretto_core::rimborso::CorsaRimborsi;
use libretto_core::use_cases::{EsitoRimborsa, Request};
use serde_json::{Value, json};
use std::process::ExitCode;

/// Sends the approved refunds and prints a summary.
pub(crate) async fn run(settings: &Settings, as_json: bool, clock: ClockArgs) -> Result<ExitCode, CommandError> {
    wiring::require_store(settings)?;
    let wired = wiring::wire(settings, clock).await?;
    let request = Request { caller: Caller::Libretto, idempotency: None, versione_attesa: None };
    let outcome = wired.libretto.rimborsa(&request).await?;
    if as_json {
        output::line(&summary(&outcome).to_string());
    } else {
        tell(&outcome, settings);
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(outcome: &EsitoRimborsa, settings: &Settings) {
    if outcome.corse.is_empty() {
        output::line("niente da rimborsare");
    }
    for corsa in &outcome.corse {
        let chiusura = corsa.chiusura.clone().unwrap_or_default();
        let day = corsa.esecuzione.format("%d/%m/%Y");
        output::line(&format!("Corsa di rimborsi {}, esecuzione {day}", corsa.numero));
        let total = chiusura.bonifici;
        output::line(&format!("  {:<21}{:>8}  {:>18}", "bonifici", total.numero, total.importo.italian()));
        for file in &chiusura.file {
            output::line(&format!("  file {}", settings.output_folder.join(&file.nome).display()));
        }
    }
    if outcome.rimborsi_inviati == 0 && !outcome.corse.is_empty() {
        output::line("  già inviata: nessun nuovo rimborso");
    }
}

fn summary(outcome: &EsitoRimborsa) -> Value {
    let run = |corsa: &CorsaRimborsi| {
        let chiusura = corsa.chiusura.clone().unwrap_or_default();
        json!({
            "corsa_id": corsa.id,
            "numero": corsa.numero,
            "esecuzione": corsa.esecuzione,
            "bonifici": {"numero": chiusura.bonifici.numero, "importo": chiusura.bonifici.importo},
            "file": chiusura.file,
        })
    };
    json!({
        "rimborsi_inviati": outcome.rimborsi_inviati,
        "corse": outcome.corse.iter().map(run).collect::<Vec<_>>(),
    })
}
