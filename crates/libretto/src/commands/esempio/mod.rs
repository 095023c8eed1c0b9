//! `libretto esempio`: plays a whole year of a few households and workers through the real API on a fresh store, tells it
//! month by month, and ends with the totals of the ledger, which must balance.

mod account;
mod api;
mod calendar;
mod data;
mod lutto;
mod player;

use super::{CommandError, serve};
use crate::cli::ClockArgs;
use crate::config::Settings;
use crate::output;
use crate::sandbox::token::{Metodo, Ruolo, TokenRequest, mint};
use crate::wiring;
use account::Account;
use api::Api;
use chrono::{DateTime, NaiveDate, Utc};
use clap::Args;
use data::Year;
use libretto_core::civil_time::start_of_day;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// The year that is played unless another file is named.
const YEAR: &str = include_str!("../../../esempio/anno.toml");

/// Arguments of the command.
#[derive(Debug, Args)]
pub(crate) struct EsempioArgs {
    /// Un altro anno, nello stesso formato.
    #[arg(long)]
    dati: Option<PathBuf>,
    /// Risposta leggibile da un programma.
    #[arg(long)]
    json: bool,
}

/// Plays the year. Without a database it uses a fresh embedded store in a temporary folder; with one, the database must
/// hold no event yet.
pub(crate) async fn run(mut settings: Settings, arguments: EsempioArgs) -> Result<ExitCode, CommandError> {
    if !settings.is_sandbox() {
        return Err(CommandError::OnlyInSandbox("esempio"));
    }
    let year = Year::read(arguments.dati.as_deref(), YEAR).map_err(CommandError::Example)?;
    let folder = tempfile::tempdir().map_err(|source| wiring::gateway("una cartella temporanea", source))?;
    settings.move_to(folder.path(), SocketAddr::from(([127, 0, 0, 1], 0)));
    let clock = ClockArgs { orologio: Some(start_of(&year)?) };
    let wired = serve::wire(&settings, clock).await?;
    if wired.libretto.queries.ultimo_istante().await.map_err(libretto_core::use_cases::UseCaseError::from)?.is_some() {
        return Err(CommandError::Example("l'archivio contiene già degli eventi: serve un archivio vuoto".to_owned()));
    }
    let bound = serve::bind(&settings, &wired).await?;
    let address = bound.addresses().first().copied().unwrap_or(settings.address);
    let server = tokio::spawn(bound.serve());
    let key = wiring::sandbox_key(&settings)?;
    let tokens = api::Tokens::mint(&year, |request| mint(&key, &request))?;
    let quiet = arguments.json;
    let played = tokio::task::spawn_blocking(move || {
        let mut account = Account::new(quiet);
        player::play(&year, &Api::new(address, tokens), &mut account).map(|()| account)
    });
    let played = played.await.map_err(|error| CommandError::Example(error.to_string()))?;
    server.abort();
    let account = played.map_err(CommandError::Example)?;
    let totals = account::Totals::read(&wired.libretto).await?;
    if arguments.json {
        output::line(&totals.json(&account).to_string());
    } else {
        totals.tell(&account);
    }
    Ok(if totals.balance() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn start_of(year: &Year) -> Result<DateTime<Utc>, CommandError> {
    let first = NaiveDate::from_ymd_opt(year.anno, 1, 1);
    first.map(start_of_day).ok_or_else(|| CommandError::Example(format!("l'anno {} non esiste", year.anno)))
}

/// A request for the token of a made-up person.
fn citizen(code: libretto_core::codice_fiscale::CodiceFiscale, nome: &str, cognome: &str) -> TokenRequest {
    let (nome, cognome) = (nome.to_owned(), cognome.to_owned());
    TokenRequest {
        codice_fiscale: Some(code),
        nome,
        cognome,
        data_nascita: None,
        ruolo: Ruolo::Cittadino,
        canale: None,
        metodo: Metodo::Spid,
        ente: None,
    }
}

/// A request for the token of a role.
fn role(ruolo: Ruolo) -> TokenRequest {
    let (nome, cognome) = (String::new(), String::new());
    TokenRequest {
        codice_fiscale: None,
        nome,
        cognome,
        data_nascita: None,
        ruolo,
        canale: None,
        metodo: Metodo::Spid,
        ente: None,
    }
}
