//! The command line.

use crate::commands::{self, CommandError};
use crate::config::{Settings, process_environment};
use crate::sandbox::token::TokenRequest;
use chrono::{DateTime, NaiveDate, Utc};
use clap::{Args, Parser, Subcommand};
use libretto_core::civil_time::CivilTime;
use libretto_core::month::Month;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

/// Where the database is.
const DATABASE_URL: &str = "LIBRETTO_DATABASE_URL";

/// Libretto: il back end aperto del Libretto Famiglia. Senza comando avvia il servizio.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(crate) struct Cli {
    /// Cartella dell'archivio incorporato (al posto di `LIBRETTO_ARCHIVIO`).
    #[arg(long, global = true)]
    archivio: Option<PathBuf>,
    /// Indirizzo su cui ascoltare (al posto di `LIBRETTO_INDIRIZZO`).
    #[arg(long, global = true)]
    indirizzo: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The clock of a sandbox.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct ClockArgs {
    /// Solo sandbox: l'ora italiana da cui parte l'orologio, per esempio 2018-03-02T09:00.
    #[arg(long, value_parser = rome_time)]
    pub(crate) orologio: Option<DateTime<Utc>>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Avvia il servizio HTTP.
    Serve(ClockArgs),
    /// Porta lo schema di PostgreSQL alla versione di questo programma.
    Migrate,
    /// Paga i compensi di un mese: una volta sola, comunque lo si ripeta.
    Paga {
        /// Il mese delle prestazioni, AAAA-MM.
        #[arg(long, value_parser = Month::from_str)]
        mese: Month,
        /// Risposta leggibile da un programma.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        clock: ClockArgs,
    },
    /// Invia alla banca i rimborsi approvati: ciascuno una volta sola, comunque lo si ripeta.
    Rimborsa {
        /// Risposta leggibile da un programma.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        clock: ClockArgs,
    },
    /// Legge da un file CSV ciò che altri registri sanno: tutto o niente, quante volte si vuole.
    Importa {
        /// Che cosa si importa.
        #[command(subcommand)]
        cosa: commands::importa::Cosa,
        /// Risposta leggibile da un programma.
        #[arg(long, global = true)]
        json: bool,
        #[command(flatten)]
        clock: ClockArgs,
    },
    /// Ripercorre il registro degli eventi e lo confronta con l'archivio.
    VerificaRegistro {
        /// Risposta leggibile da un programma.
        #[arg(long)]
        json: bool,
    },
    /// Solo sandbox: stampa un token di accesso.
    Token(TokenRequest),
    /// Recita un anno di quattro famiglie e sei prestatori, con un decesso e i suoi eredi, attraverso l'API e ne stampa il racconto.
    Esempio(commands::esempio::EsempioArgs),
    /// Stampa il documento OpenAPI.
    Openapi,
    /// Stampa i valori della legge in vigore in un giorno, con la loro fonte.
    Parametri {
        /// Il giorno, AAAA-MM-GG; se manca, oggi in Italia.
        #[arg(long)]
        data: Option<NaiveDate>,
        /// Risposta leggibile da un programma.
        #[arg(long)]
        json: bool,
    },
}

/// An instant of Italian civil time.
fn rome_time(text: &str) -> Result<DateTime<Utc>, String> {
    let time = CivilTime::from_str(text).map_err(|error| error.to_string())?;
    time.resolve().map_err(|error| error.to_string())
}

impl Cli {
    /// Runs the command.
    pub(crate) async fn run(self) -> Result<ExitCode, CommandError> {
        let command = self.command.unwrap_or(Command::Serve(ClockArgs::default()));
        if matches!(command, Command::Openapi) {
            return Ok(commands::openapi::run());
        }
        if let Command::Parametri { data, json } = command {
            return commands::parametri::run(data, json);
        }
        // The schema needs nothing but its database: no issuer, no key, no account.
        if matches!(command, Command::Migrate) {
            return commands::migrate::run(process_environment(DATABASE_URL)).await;
        }
        let indirizzo = self.indirizzo;
        let environment = move |name: &str| match (name, &indirizzo) {
            ("LIBRETTO_INDIRIZZO", Some(address)) => Some(address.clone()),
            _ => process_environment(name),
        };
        let settings = Settings::read(&environment, self.archivio)?;
        let traces = commands::logging(process_environment("LIBRETTO_LOG").as_deref(), &settings)?;
        let outcome = match command {
            Command::Serve(clock) => commands::serve::run(settings, clock).await,
            Command::Migrate => commands::migrate::run(process_environment(DATABASE_URL)).await,
            Command::Paga { mese, json, clock } => commands::paga::run(&settings, mese, json, clock).await,
            Command::Rimborsa { json, clock } => commands::rimborsa::run(&settings, json, clock).await,
            Command::Importa { cosa, json, clock } => commands::importa::run(&settings, &cosa, json, clock).await,
            Command::VerificaRegistro { json } => commands::verifica_registro::run(&settings, json).await,
            Command::Token(request) => commands::token::run(&settings, &request),
            Command::Esempio(arguments) => commands::esempio::run(settings, arguments).await,
            Command::Openapi => Ok(commands::openapi::run()),
            Command::Parametri { data, json } => commands::parametri::run(data, json),
        };
        if let Some(traces) = traces {
            traces.finish();
        }
        outcome
    }
}
