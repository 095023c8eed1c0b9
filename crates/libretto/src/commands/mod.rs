//! The commands, one file each.

pub(crate) mod esempio;
pub(crate) mod importa;
pub(crate) mod migrate;
pub(crate) mod openapi;
pub(crate) mod paga;
pub(crate) mod parametri;
pub(crate) mod rimborsa;
pub(crate) mod serve;
pub(crate) mod token;
pub(crate) mod verifica_registro;

use crate::config::{ConfigError, Settings};
use crate::traces::Traces;
use chrono::NaiveDate;
use libretto_core::use_cases::UseCaseError;
use std::path::PathBuf;
use thiserror::Error;
use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::FilterExt;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Why a command failed.
#[derive(Debug, Error)]
pub(crate) enum CommandError {
    /// Wrong settings.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The embedded store cannot be opened.
    #[error("l'archivio non si può aprire")]
    Embedded(#[from] libretto_embedded::OpenError),
    /// PostgreSQL cannot be used.
    #[error("PostgreSQL non si può usare")]
    Postgres(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no embedded store in the folder.
    #[error("nella cartella {0} non c'è un archivio (libretto.db): controlla --archivio o LIBRETTO_ARCHIVIO")]
    NoStore(PathBuf),
    /// The schema is not that of this program.
    #[error("lo schema di PostgreSQL non è aggiornato ({0} migrazioni da applicare): esegui `libretto migrate`")]
    OldSchema(usize),
    /// The keys of the issuer cannot be read.
    #[error("le chiavi dell'emittente non si possono leggere: {0}")]
    Keys(String),
    /// A gateway cannot be set up.
    #[error("{what} non si può usare")]
    Gateway {
        /// Which.
        what: &'static str,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Spans cannot be sent to the collector.
    #[error("l'indirizzo del collettore OpenTelemetry non si può usare: {0}")]
    Collector(String),
    /// The server failed.
    #[error("il servizio non si può avviare su questo indirizzo")]
    Server(#[source] std::io::Error),
    /// The sandbox's key cannot be used.
    #[error("la chiave della sandbox in {folder} non si può usare")]
    SandboxKey {
        /// Its folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A token could not be signed.
    #[error("il token non si può firmare")]
    Token(#[from] jsonwebtoken::errors::Error),
    /// The command exists in a sandbox only.
    #[error("«{0}» esiste solo nella sandbox: è configurato un emittente, quindi questo è un servizio di produzione")]
    OnlyInSandbox(&'static str),
    /// The command needs PostgreSQL.
    #[error("«{0}» riguarda PostgreSQL: imposta LIBRETTO_DATABASE_URL (l'archivio incorporato non ne ha bisogno)")]
    OnlyOnPostgres(&'static str),
    /// The use case refused or failed.
    #[error(transparent)]
    UseCase(#[from] UseCaseError),
    /// A day before the law.
    #[error("il {} il Libretto Famiglia non esisteva ancora: la disciplina è in vigore dal 24/06/2017", .0.format("%d/%m/%Y"))]
    BeforeTheLaw(NaiveDate),
    /// A file to import is not in order.
    #[error("il file {path} è respinto e nulla è stato registrato:{errori}")]
    BadFile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        errori: importa::Errori,
    },
    /// The example failed.
    #[error("l'esempio si è fermato: {0}")]
    Example(String),
}

/// Sets up the log: JSON lines on standard error in production, quiet in a sandbox so that its banner can be read. Whatever the
/// filter asks for, of the libraries nothing below `info` is written. Returned is where spans go, if a collector is configured.
pub(crate) fn logging(filter: Option<&str>, settings: &Settings) -> Result<Option<Traces>, CommandError> {
    let default = if settings.is_sandbox() { "warn" } else { "info" };
    let filter = EnvFilter::try_new(filter.unwrap_or(default)).unwrap_or_else(|_| EnvFilter::new(default));
    let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
    let lines = lines.with_filter(filter.and(filter_fn(may_be_written)));
    let traces =
        settings.observability.collector.as_deref().map(Traces::to).transpose().map_err(CommandError::Collector)?;
    let spans = traces.as_ref().map(|traces| {
        let layer = tracing_opentelemetry::layer().with_tracer(traces.tracer());
        layer.with_filter(filter_fn(|metadata| *metadata.level() <= Level::INFO && may_be_written(metadata)))
    });
    // A second call (the example starts a service of its own) keeps the first set-up.
    let _ = tracing_subscriber::registry().with(lines).with(spans).try_init();
    Ok(traces)
}

/// The libraries tell headers, with the tokens in them, and the parameters of statements, with the persons in them, once they are
/// asked to be talkative; our own lines are written to be read by anybody.
fn may_be_written(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    let crate_name = target.split("::").next().unwrap_or(target);
    *metadata.level() <= Level::INFO || crate_name == "accesso" || crate_name.starts_with("libretto")
}
