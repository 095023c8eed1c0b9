//! `libretto importa`: what other registries know, from a CSV file. Every line is judged before the first is written: a file
//! with a mistake is refused whole, with row and column of each. Reading the same file again changes nothing, so that an
//! import that was interrupted is completed by repeating it.

mod compensi_esterni;
mod comunicazioni_obbligatorie;
mod tabella;

pub(crate) use tabella::Errori;

use super::CommandError;
use crate::cli::ClockArgs;
use crate::config::Settings;
use crate::{output, parole, wiring};
use clap::Subcommand;
use libretto_core::change::Reply;
use libretto_core::context::Caller;
use libretto_core::use_cases::Request;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

/// What is imported.
#[derive(Debug, Subcommand)]
pub(crate) enum Cosa {
    /// Le comunicazioni obbligatorie dei rapporti di lavoro: protocollo, `datore_lavoro`, lavoratore, tipo, dal, al.
    ComunicazioniObbligatorie {
        /// Il file CSV.
        file: PathBuf,
    },
    /// I compensi da contratto di prestazione occasionale: lavoratore, anno, importo, `noto_il`.
    CompensiEsterni {
        /// Il file CSV.
        file: PathBuf,
    },
}

/// What an import did.
#[derive(Default)]
struct Riepilogo {
    /// Lines of the file.
    righe: usize,
    /// Facts that are new.
    nuovi: usize,
    /// Facts that took the place of others.
    aggiornati: usize,
    /// Facts that were known, or older than what is.
    invariati: usize,
}

/// Imports a file and prints what it changed. For a program, why it failed is JSON too.
pub(crate) async fn run(
    settings: &Settings,
    cosa: &Cosa,
    as_json: bool,
    clock: ClockArgs,
) -> Result<ExitCode, CommandError> {
    let done = match import(settings, cosa, clock).await {
        Err(error) if as_json => {
            output::line(&refusal(&error).to_string());
            return Ok(ExitCode::FAILURE);
        }
        done => done?,
    };
    let Riepilogo { righe, nuovi, aggiornati, invariati } = done;
    if as_json {
        let answer = json!({"righe": righe, "nuovi": nuovi, "aggiornati": aggiornati, "invariati": invariati});
        output::line(&answer.to_string());
    } else {
        output::line(&format!("{righe} righe: {nuovi} nuove, {aggiornati} aggiornate, {invariati} senza cambiamenti"));
    }
    Ok(ExitCode::SUCCESS)
}

async fn import(settings: &Settings, cosa: &Cosa, clock: ClockArgs) -> Result<Riepilogo, CommandError> {
    wiring::require_store(settings)?;
    let wired = wiring::wire(settings, clock).await?;
    match cosa {
        Cosa::ComunicazioniObbligatorie { file } => comunicazioni_obbligatorie::run(&wired.libretto, file).await,
        Cosa::CompensiEsterni { file } => compensi_esterni::run(&wired.libretto, file).await,
    }
}

/// Why an import failed, for a program.
fn refusal(error: &CommandError) -> Value {
    match error {
        CommandError::BadFile { errori, .. } => errori.json(),
        other => json!({ "errori": [{ "motivo": parole::said(other).join("; ") }], "altri": 0 }),
    }
}

/// A job has no key: what it tells is its own.
const fn request() -> Request {
    Request { caller: Caller::Libretto, idempotency: None, versione_attesa: None }
}

/// What a use case yields, kept while it is rendered.
struct Kept<T>(Mutex<Option<T>>);

impl<T: Copy> Kept<T> {
    const fn nothing() -> Self {
        Self(Mutex::new(None))
    }

    fn keep(&self, value: T) -> Reply {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        Reply { status: 200, headers: Vec::new(), body: String::new() }
    }

    fn value(self) -> Option<T> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
