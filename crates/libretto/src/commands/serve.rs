//! `libretto serve`: the HTTP service.

use super::CommandError;
use crate::cli::ClockArgs;
use crate::clock::{random_key, system_now};
use crate::config::{Identity, Settings, StoreKind};
use crate::sandbox::{self, banner};
use crate::wiring::{self, Wired};
use async_trait::async_trait;
use libretto_api::auth::{Issuer, JwksLoader, KeySource, ReloadPolicy, ReloadingKeys, StaticKeys, TokenVerifier};
use libretto_api::middleware::rate_limit::RateLimit;
use libretto_api::resources::AppState;
use libretto_api::server::{self, Bound, ServerConfig};
use libretto_api::state::{ApiConfig, Infra};
use libretto_api::status::HealthCheck;
use libretto_core::ports::{Notices, Store};
use libretto_core::use_cases::{Libretto, NOTICES_BATCH_MAX};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// How often the outbox is emptied: the notices of a second cost as much as one.
const OUTBOX_PAUSE: Duration = Duration::from_secs(1);
/// The span that `richieste_al_minuto` speaks of.
const MINUTE: Duration = Duration::from_mins(1);
/// Longest time the keys of the issuer may take to arrive.
const JWKS_TIMEOUT: Duration = Duration::from_secs(10);

/// Serves until it is told to stop.
pub(crate) async fn run(settings: Settings, clock: ClockArgs) -> Result<ExitCode, CommandError> {
    let wired = wire(&settings, clock).await?;
    let bound = bind(&settings, &wired).await?;
    if settings.is_sandbox() {
        banner::show(&settings, &wired, bound.addresses())?;
    }
    let outbox = tokio::spawn(deliver(wired.libretto.clone(), Arc::new(wiring::notices(&settings)?)));
    let served = bound.serve().await;
    outbox.abort();
    served.map_err(CommandError::Server)?;
    Ok(ExitCode::SUCCESS)
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
    let config = ApiConfig {
        request_timeout: settings.request_timeout,
        rate_limit: RateLimit { burst: settings.requests_per_minute, period: MINUTE },
        trusted_proxies: settings.trusted_proxies.clone(),
        log_key: random_key(),
        ..ApiConfig::default()
    };
    let health: Arc<dyn HealthCheck> = Arc::new(StoreHealth(Arc::clone(&wired.libretto.store)));
    let infra = Arc::new(Infra::new(config, verifier, health));
    let mut server = ServerConfig::new(settings.address);
    server.workers = settings.workers;
    server.drain_delay = settings.drain_delay;
    let state = AppState::new(wired.libretto.clone(), wired.sandbox());
    server::bind(&server, infra, state.routes()).map_err(CommandError::Server)
}

async fn issuer(settings: &Settings) -> Result<Issuer, CommandError> {
    if let Some(identity) = &settings.identity {
        return production_issuer(identity).await;
    }
    let keys = StaticKeys::from_jwks(&wiring::sandbox_key(settings)?.jwks());
    let keys: Arc<dyn KeySource> = Arc::new(keys.map_err(|error| CommandError::Keys(error.to_string()))?);
    Ok(Issuer { issuer: sandbox::ISSUER.to_owned(), audience: sandbox::AUDIENCE.to_owned(), keys })
}

async fn production_issuer(identity: &Identity) -> Result<Issuer, CommandError> {
    let keys = ReloadingKeys::new(loader(&identity.jwks), ReloadPolicy::default());
    keys.load().await.map_err(CommandError::Keys)?;
    Ok(Issuer { issuer: identity.issuer.clone(), audience: identity.audience.clone(), keys: Arc::new(keys) })
}

/// Reads the keys from an https address or a file.
fn loader(place: &str) -> JwksLoader {
    let place = place.to_owned();
    Arc::new(move || {
        if place.starts_with("https://") {
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
