//! `libretto paga`: the pay run of a month.

use super::CommandError;
use crate::cli::ClockArgs;
use crate::config::Settings;
use crate::{output, wiring};
use indicatif::{ProgressBar, ProgressStyle};
use libretto_core::context::Caller;
use libretto_core::month::Month;
use libretto_core::pagamento::{Corsa, CorsaChiusura, Totale};
use libretto_core::ports::sigillo::SEAL_LATE_MAX;
use libretto_core::use_cases::{EsitoPaga, Request};
use serde_json::{Value, json};
use std::process::ExitCode;

/// Pays a month and prints a summary.
pub(crate) async fn run(
    settings: &Settings,
    mese: Month,
    as_json: bool,
    clock: ClockArgs,
) -> Result<ExitCode, CommandError> {
    wiring::require_store(settings)?;
    let wired = wiring::wire(settings, clock).await?;
    let bar = progress_bar();
    let request = Request { caller: Caller::Libretto, idempotency: None, versione_attesa: None };
    let show = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let outcome = wired.libretto.paga(&request, mese, &show).await;
    bar.finish_and_clear();
    let outcome = outcome?;
    // A run writes more events at once than anything else, and may be all that runs on this machine.
    wired.libretto.sigilla(SEAL_LATE_MAX).await?;
    if as_json {
        output::line(&summary(mese, &outcome).to_string());
    } else {
        tell(mese, &outcome, settings);
    }
    Ok(ExitCode::SUCCESS)
}

/// Shown on a terminal only; indicatif hides it elsewhere.
fn progress_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} prestatori  {elapsed} (mancano {eta})");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn tell(mese: Month, outcome: &EsitoPaga, settings: &Settings) {
    let Some((corsa, chiusura)) = closed(outcome) else {
        output::line(&format!("{mese}: niente da pagare"));
        return;
    };
    output::line(&format!(
        "Corsa {} del mese {mese}, esecuzione {}",
        corsa.numero,
        corsa.esecuzione.format("%d/%m/%Y")
    ));
    for (name, total) in [
        ("bonifici", chiusura.bonifici),
        ("bonifici domiciliati", chiusura.domiciliati),
        ("mandati postali", chiusura.mandati),
    ] {
        output::line(&format!("  {name:<21}{:>8}  {:>18}", total.numero, total.importo.italian()));
    }
    output::line(&format!("  {:<29}  {:>18}", "compensi lordi", chiusura.lordo.italian()));
    output::line(&format!("  {:<29}  {:>18}", "oneri a carico prestatori", chiusura.oneri.italian()));
    output::line(&format!("  {:<29}  {:>18}", "contributi accreditati", chiusura.contributi.italian()));
    for file in &chiusura.file {
        output::line(&format!("  file {}", settings.output_folder.join(&file.nome).display()));
    }
    if outcome.prestatori_pagati == 0 {
        output::line("  già pagata: nessun nuovo pagamento");
    }
}

fn closed(outcome: &EsitoPaga) -> Option<(&Corsa, &CorsaChiusura)> {
    let corsa = outcome.corsa.as_ref()?;
    Some((corsa, corsa.chiusura.as_ref()?))
}

fn summary(mese: Month, outcome: &EsitoPaga) -> Value {
    let total = |total: Totale| json!({"numero": total.numero, "importo": total.importo});
    match closed(outcome) {
        None => json!({"mese": mese.to_string(), "prestatori_pagati": 0}),
        Some((corsa, chiusura)) => json!({
            "mese": mese.to_string(),
            "corsa_id": corsa.id,
            "numero": corsa.numero,
            "esecuzione": corsa.esecuzione,
            "prestatori_pagati": outcome.prestatori_pagati,
            "bonifici": total(chiusura.bonifici),
            "bonifici_domiciliati": total(chiusura.domiciliati),
            "mandati": total(chiusura.mandati),
            "compensi_lordi": chiusura.lordo,
            "oneri": chiusura.oneri,
            "contributi": chiusura.contributi,
            "file": chiusura.file,
        }),
    }
}
