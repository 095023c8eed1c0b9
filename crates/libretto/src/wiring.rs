//! Puts the ports behind the use cases: which store, which clock, which gateways.

use crate::cli::ClockArgs;
use crate::clock::{SandboxClock, SystemClock, SystemIds};
use crate::commands::CommandError;
use crate::config::{Settings, StoreKind};
use crate::sandbox::key::SandboxKey;
use libretto_api::resources::Sandbox;
use libretto_core::memory::UsedTokens;
use libretto_core::ports::{Clock, Directory, Documents, Funding, Payouts, Queries, Replay, Store};
use libretto_core::use_cases::Libretto;
use libretto_embedded::{EmbeddedStore, Options};
use libretto_gateways::directory::{FileDirectory, NoDirectory};
use libretto_gateways::documents::FolderDocuments;
use libretto_gateways::file::OutputFolder;
use libretto_gateways::notices::SpoolNotices;
use libretto_gateways::pagopa::{EnteCreditore, PagoPaNotices};
use libretto_gateways::payouts::FilePayouts;
use libretto_gateways::sepa::Debtor;
use libretto_postgres::{FingerprintKey, PostgresConfig, PostgresStore};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the embedded store's file in its folder.
const EMBEDDED_FILE: &str = "libretto.db";
/// Key of the hashes of fiscal codes in a sandbox on PostgreSQL, where only made-up people live.
const SANDBOX_HASH_KEY: &str = "sandbox: only made-up people live here";

/// The application and what belongs to it.
pub(crate) struct Wired {
    /// The use cases.
    pub(crate) libretto: Libretto,
    /// What was used once, shared by all that share the store.
    pub(crate) replay: Arc<dyn Replay>,
    /// The clock that can be moved, in a sandbox.
    pub(crate) sandbox_clock: Option<Arc<SandboxClock>>,
    /// The store on PostgreSQL, whose pool can be watched.
    pub(crate) pool: Option<PostgresStore>,
}

impl Wired {
    /// The movable clock as the API knows it.
    pub(crate) fn sandbox(&self) -> Option<Arc<dyn Sandbox>> {
        self.sandbox_clock.as_ref().map(|clock| Arc::clone(clock) as Arc<dyn Sandbox>)
    }
}

/// Refuses an embedded store that is not there: a job on a mistyped folder must not find an empty register in order.
pub(crate) fn require_store(settings: &Settings) -> Result<(), CommandError> {
    match &settings.store {
        StoreKind::Embedded { folder } if !folder.join(EMBEDDED_FILE).exists() => {
            Err(CommandError::NoStore(folder.clone()))
        }
        _ => Ok(()),
    }
}

/// Wires everything by the settings.
pub(crate) async fn wire(settings: &Settings, clock: ClockArgs) -> Result<Wired, CommandError> {
    if clock.orologio.is_some() && !settings.is_sandbox() {
        return Err(CommandError::OnlyInSandbox("--orologio"));
    }
    let Stores { store, queries, replay, pool } = stores(settings).await?;
    let sandbox_clock = if settings.is_sandbox() {
        // Time does not go back: a store that was played into the future is opened there.
        let last = queries.ultimo_istante().await.map_err(libretto_core::use_cases::UseCaseError::from)?;
        let start = clock.orologio.unwrap_or_else(crate::clock::system_now);
        let start = last.map_or(start, |last| start.max(last));
        Some(Arc::new(SandboxClock::new((clock.orologio.is_some() || last.is_some()).then_some(start))))
    } else {
        None
    };
    let clock: Arc<dyn Clock> = match &sandbox_clock {
        Some(clock) => Arc::clone(clock) as Arc<dyn Clock>,
        None => Arc::new(SystemClock),
    };
    let (funding, payouts) = (funding(settings)?, payouts(settings)?);
    let (documents, directory) = (documents(settings)?, directory(settings)?);
    let ids = Arc::new(SystemIds);
    let libretto = Libretto { store, queries, funding, payouts, documents, directory, clock, ids };
    Ok(Wired { libretto, replay, sandbox_clock, pool })
}

/// One store behind its ports.
struct Stores {
    store: Arc<dyn Store>,
    queries: Arc<dyn Queries>,
    replay: Arc<dyn Replay>,
    pool: Option<PostgresStore>,
}

async fn stores(settings: &Settings) -> Result<Stores, CommandError> {
    match &settings.store {
        StoreKind::Embedded { folder } => {
            std::fs::create_dir_all(folder).map_err(|source| gateway("la cartella dell'archivio", source))?;
            let path = folder.join(EMBEDDED_FILE);
            // Opening reads the whole journal: not a task of the runtime.
            let opened = tokio::task::spawn_blocking(move || EmbeddedStore::open(&path, Options::default())).await;
            let store = Arc::new(opened.map_err(|error| gateway("l'archivio incorporato", error))??);
            // The store belongs to this process alone, so what this process remembers is what all remember.
            Ok(Stores { store: store.clone(), queries: store, replay: Arc::new(UsedTokens::default()), pool: None })
        }
        StoreKind::Postgres { url, connections_max, statement_cache, .. } => {
            let key = settings.hash_key.as_ref().map_or(SANDBOX_HASH_KEY, |key| key.expose());
            let key =
                FingerprintKey::new(key.as_bytes()).map_err(|error| gateway("la chiave delle impronte", error))?;
            let config = PostgresConfig {
                pool_max: *connections_max,
                statement_cache: *statement_cache,
                ..PostgresConfig::new(url.expose(), key)
            };
            let failed = |error| CommandError::Postgres(Box::new(error));
            let pending = libretto_postgres::pending_migrations(url.expose()).await.map_err(failed)?;
            if !pending.is_empty() {
                return Err(CommandError::OldSchema(pending.len()));
            }
            let store = PostgresStore::connect(&config).await.map_err(failed)?;
            let (shared, pool) = (Arc::new(store.clone()), Some(store));
            Ok(Stores { store: shared.clone(), queries: shared.clone(), replay: shared, pool })
        }
    }
}

fn funding(settings: &Settings) -> Result<Arc<dyn Funding>, CommandError> {
    let creditor: EnteCreditore =
        settings.creditor.parse().map_err(|error| gateway("l'ente creditore pagoPA", error))?;
    let notices = PagoPaNotices::new(creditor, settings.segregation);
    Ok(Arc::new(notices.map_err(|error| gateway("il codice di segregazione pagoPA", error))?))
}

fn payouts(settings: &Settings) -> Result<Arc<dyn Payouts>, CommandError> {
    let debtor = &settings.debtor;
    let debtor = Debtor::new(&debtor.name, debtor.iban.clone(), debtor.bic.as_deref(), debtor.cuc.as_deref());
    let debtor = debtor.map_err(|error| gateway("l'ordinante dei pagamenti", error))?;
    let per_file = NonZeroUsize::new(settings.transfers_per_file).unwrap_or(NonZeroUsize::MIN);
    Ok(Arc::new(FilePayouts::new(debtor, output_folder(settings)?, per_file)))
}

fn documents(settings: &Settings) -> Result<Arc<dyn Documents>, CommandError> {
    let folder = FolderDocuments::open(settings.documents_folder.clone());
    Ok(Arc::new(folder.map_err(|source| gateway("la cartella dei documenti", source))?))
}

fn directory(settings: &Settings) -> Result<Arc<dyn Directory>, CommandError> {
    match &settings.directory_file {
        Some(path) => {
            let file = FileDirectory::open(path);
            Ok(Arc::new(file.map_err(|source| gateway("il file dell'anagrafe della popolazione", source))?))
        }
        None => Ok(Arc::new(NoDirectory)),
    }
}

fn output_folder(settings: &Settings) -> Result<OutputFolder, CommandError> {
    OutputFolder::open(settings.output_folder.clone()).map_err(|source| gateway("la cartella delle uscite", source))
}

/// The spool from which the dispatcher of notices reads.
pub(crate) fn notices(settings: &Settings) -> Result<SpoolNotices, CommandError> {
    output_folder(settings)?;
    let path = settings.output_folder.join("avvisi.jsonl");
    SpoolNotices::open(path).map_err(|source| gateway("la coda degli avvisi", source))
}

/// The key of the sandbox, in the folder of the embedded store or beside the outputs.
pub(crate) fn sandbox_key(settings: &Settings) -> Result<SandboxKey, CommandError> {
    let folder: PathBuf = match &settings.store {
        StoreKind::Embedded { folder } => folder.clone(),
        StoreKind::Postgres { .. } => settings.output_folder.parent().unwrap_or(Path::new(".")).to_path_buf(),
    };
    SandboxKey::of(&folder).map_err(|source| CommandError::SandboxKey { folder, source })
}

/// A gateway that cannot be set up.
pub(crate) fn gateway(what: &'static str, source: impl std::error::Error + Send + Sync + 'static) -> CommandError {
    CommandError::Gateway { what, source: Box::new(source) }
}
