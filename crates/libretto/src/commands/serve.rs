//! `libretto serve`: the HTTP service.

use super::CommandError;
use crate::cli::ClockArgs;
use crate::clock::{random_key, system_now};
use crate::config::{Identity, PdndSettings, Settings, StoreKind};
use crate::sandbox::{self, banner};
use crate::wiring::{self, Wired};
use async_trait::async_trait;
use libretto_api::auth::modi::{Eservice, Modi};
use libretto_api::auth::{Issuer, JwksLoader, KeySource, ReloadPolicy, ReloadingKeys, StaticKeys, TokenVerifier};
use libretto_api::metrics::PoolFigures;
use libretto_api::middleware::rate_limit::RateLimit;
use libretto_api::resources::AppState;
use libretto_api::server::{self, Bound, ServerConfig};
use libretto_api::state::{ApiConfig, Infra};
use libretto_api::status::HealthCheck;
use libretto_core::ports::sigillo::{SEAL_LATE_MAX, SEAL_LOOK_BACK};
use libretto_core::ports::{Notices, Store};
use libretto_core::use_cases::{Libretto, NOTICES_BATCH_MAX};
use libretto_postgres::PostgresStore;
use rustix::process::{Resource, getrlimit, setrlimit};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// How often the outbox is emptied: the notices of a second cost as much as one.
const OUTBOX_PAUSE: Duration = Duration::from_secs(1);
/// How often the register is sealed: what is committed within this span is chained together.
const SEAL_PAUSE: Duration = Duration::from_secs(1);
/// Every so many times the sealing looks far back for events that committed late: ten minutes.
const SEALS_PER_LONG_LOOK: u32 = 600;
/// The span that `richieste_al_minuto` speaks of.
const MINUTE: Duration = Duration::from_mins(1);
/// Longest time the keys of the issuer may take to arrive.
const JWKS_TIMEOUT: Duration = Duration::from_secs(10);

/// Serves until it is told to stop.
pub(crate) async fn run(settings: Settings, clock: ClockArgs) -> Result<ExitCode, CommandError> {
    let wired = wire(&settings, clock).await?;
    open_files();
    let bound = bind(&settings, &wired).await?;
    for address in bound.metrics_addresses() {
        tracing::info!(%address, "figures are told at /metrics");
    }
    if settings.is_sandbox() {
        banner::show(&settings, &wired, bound.addresses())?;
    }
    let seal = tokio::spawn(seal(wired.libretto.clone()));
    let outbox = tokio::spawn(deliver(wired.libretto.clone(), Arc::new(wiring::notices(&settings)?)));
    let served = bound.serve().await;
    outbox.abort();
    seal.abort();
    served.map_err(CommandError::Server)?;
    Ok(ExitCode::SUCCESS)
}

/// Lets the process have as many open files as the machine grants it: every connection is one, and the usual first limit of 1024 is
/// less than the connections that idle callers may hold.
fn open_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Wires the service, after the schema was migrated if it was told to.
pub(crate) async fn wire(settings: &Settings, clock: ClockArgs) -> Result<Wired, CommandError> {
    if let StoreKind::Postgres { migrate_at_start: true, url, .. } = &settings.store {
        let migrated = libretto_postgres::migrate(url.expose()).await;
        migrated.map_err(|error| CommandError::Postgres(Box::new(error)))?;
    }
    wiring::wire(settings, clock).await
}

/// Binds the server without serving yet.
pub(crate) async fn bind(settings: &Settings, wired: &Wired) -> Result<Bound, CommandError> {
    let verifier = TokenVerifier::new(issuer(settings).await?, Arc::new(system_now));
    let limits = &settings.limits;
    let rate_limit = RateLimit { burst: settings.requests_per_minute, period: MINUTE };
    let config = ApiConfig {
        request_timeout: limits.request_timeout,
        body_timeout: limits.body_timeout,
        capacity: limits.capacity,
        rate_limit,
        consumer_rate_limit: limits
            .consumer_requests_per_minute
            .map_or(rate_limit.times(10), |burst| RateLimit { burst, period: MINUTE }),
        trusted_proxies: settings.trusted_proxies.clone(),
        log_key: random_key(),
        ..ApiConfig::default()
    };
    let health: Arc<dyn HealthCheck> = Arc::new(StoreHealth(Arc::clone(&wired.libretto.store)));
    let mut infra = Infra::new(config, verifier, health);
    if let Some(pool) = wired.pool.clone() {
        infra.metrics.watch_pool(move || pool_figures(&pool));
    }
    if let Some(pdnd) = &settings.pdnd {
        infra = infra.with_modi(modi(pdnd, wired).await?, pdnd.enti.iter().copied());
    }
    let mut server = ServerConfig::new(settings.address);
    server.workers = settings.workers;
    server.drain_delay = settings.drain_delay;
    server.header_timeout = limits.header_timeout;
    server.keep_alive = limits.keep_alive;
    server.metrics = settings.observability.metrics;
    let state = AppState::new(wired.libretto.clone(), wired.sandbox());
    server::bind(&server, Arc::new(infra), state.routes()).map_err(CommandError::Server)
}

/// How full the pool of connections is.
fn pool_figures(store: &PostgresStore) -> PoolFigures {
    let (open, available, waiting) = store.connections();
    PoolFigures { open, available, waiting }
}

async fn issuer(settings: &Settings) -> Result<Issuer, CommandError> {
    if let Some(identity) = &settings.identity {
        return production_issuer(identity).await;
    }
    let keys = StaticKeys::from_jwks(&wiring::sandbox_key(settings)?.jwks());
    let keys: Arc<dyn KeySource> = Arc::new(keys.map_err(|error| CommandError::Keys(error.to_string()))?);
    Ok(Issuer { issuer: sandbox::ISSUER.to_owned(), audience: sandbox::AUDIENCE.to_owned(), keys, bodies: true })
}

async fn production_issuer(identity: &Identity) -> Result<Issuer, CommandError> {
    let keys = published_keys(&identity.jwks).await?;
    Ok(Issuer { issuer: identity.issuer.clone(), audience: identity.audience.clone(), keys, bodies: false })
}

/// The checks of the calls that come through the PDND.
async fn modi(pdnd: &PdndSettings, wired: &Wired) -> Result<Modi, CommandError> {
    let eservice = Eservice {
        issuer: pdnd.issuer.clone(),
        audience: pdnd.audience.clone(),
        producer_id: pdnd.producer_id.clone(),
        eservice_id: pdnd.eservice_id.clone(),
        descriptor_ids: pdnd.descriptor_ids.clone(),
        public_url: pdnd.public_url.clone(),
    };
    let (pdnd_keys, client_keys) = (published_keys(&pdnd.jwks).await?, published_keys(&pdnd.client_keys).await?);
    Ok(Modi::new(eservice, pdnd_keys, client_keys, Arc::clone(&wired.replay), Arc::new(system_now)))
}

/// Keys that are read now, and again when they change.
async fn published_keys(place: &str) -> Result<Arc<dyn KeySource>, CommandError> {
    let keys = ReloadingKeys::new(loader(place), ReloadPolicy::default());
    keys.load().await.map_err(CommandError::Keys)?;
    Ok(Arc::new(keys))
}

/// Reads the keys from an https address (http on this machine) or a file.
fn loader(place: &str) -> JwksLoader {
    let place = place.to_owned();
    Arc::new(move || {
        if place.starts_with("https://") || place.starts_with("http://") {
            let agent = ureq::Agent::config_builder().timeout_global(Some(JWKS_TIMEOUT)).build().new_agent();
            let mut answer = agent.get(&place).call().map_err(|error| error.to_string())?;
            answer.body_mut().read_to_string().map_err(|error| error.to_string())
        } else {
            std::fs::read_to_string(&place).map_err(|error| format!("{place}: {error}"))
        }
    })
}

/// The service can do its work when its store can.
struct StoreHealth(Arc<dyn Store>);

#[async_trait]
impl HealthCheck for StoreHealth {
    async fn check(&self) -> Result<(), String> {
        self.0.health().await.map_err(|error| error.to_string())
    }
}

/// Seals the register until the service stops (I12); what is left is sealed after the next start, or by a job.
async fn seal(libretto: Libretto) {
    let mut pause = tokio::time::interval(SEAL_PAUSE);
    for round in (0..SEALS_PER_LONG_LOOK).cycle() {
        pause.tick().await;
        let look_back = if round == 0 { SEAL_LATE_MAX } else { SEAL_LOOK_BACK };
        if let Err(error) = libretto.sigilla(look_back).await {
            tracing::warn!(%error, "the register could not be sealed; trying again");
        }
    }
}

/// Hands the outbox over until the service stops; what is left is delivered after the next start.
async fn deliver(libretto: Libretto, dispatcher: Arc<dyn Notices>) {
    let mut pause = tokio::time::interval(OUTBOX_PAUSE);
    loop {
        match libretto.consegna_avvisi(dispatcher.as_ref()).await {
            // A full batch means that more waits; anything less, that what comes in a second goes out together.
            Ok(delivered) if delivered >= NOTICES_BATCH_MAX as usize => {}
            Ok(_) => {
                pause.tick().await;
            }
            Err(error) => {
                tracing::warn!(%error, "the outbox could not be delivered; trying again");
                pause.tick().await;
            }
        }
    }
}
