//! How much the service takes on, and how long it is patient with who sends it.

use super::checks::Checks;
use super::file::Servizio;
use super::settings::StoreKind;
use libretto_api::middleware::admission::Capacity;
use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

/// Longest waits for a request, its head, its body and the next one on the same connection, in seconds, unless configured.
const REQUEST_SECONDS: u64 = 30;
const HEAD_SECONDS: u64 = 5;
const BODY_SECONDS: u64 = 10;
const IDLE_SECONDS: u64 = 75;

/// The limits of the HTTP service.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Longest time a request may take.
    pub(crate) request_timeout: Duration,
    /// Longest time the head of a request may take to arrive.
    pub(crate) header_timeout: Duration,
    /// Longest time the body of a request may take to arrive.
    pub(crate) body_timeout: Duration,
    /// How long an idle connection is kept.
    pub(crate) keep_alive: Duration,
    /// Requests in a minute through one consumer; `None`: ten times those of one caller.
    pub(crate) consumer_requests_per_minute: Option<NonZeroU32>,
    /// Requests at work and waiting.
    pub(crate) capacity: Capacity,
}

impl Limits {
    pub(super) fn read(file: &Servizio, store: &StoreKind, checks: &mut Checks) -> Self {
        let mut seconds = |name: &str, value: Option<u64>, default: u64| {
            checks.require(value != Some(0), || format!("  servizio.{name}: serve almeno un secondo"));
            Duration::from_secs(value.unwrap_or(default))
        };
        Self {
            request_timeout: seconds("secondi_massimi_richiesta", file.secondi_massimi_richiesta, REQUEST_SECONDS),
            header_timeout: seconds("secondi_massimi_testata", file.secondi_massimi_testata, HEAD_SECONDS),
            body_timeout: seconds("secondi_massimi_corpo", file.secondi_massimi_corpo, BODY_SECONDS),
            keep_alive: seconds("secondi_connessione_inattiva", file.secondi_connessione_inattiva, IDLE_SECONDS),
            consumer_requests_per_minute: file.richieste_al_minuto_per_fruitore,
            capacity: capacity(file, store),
        }
    }
}

/// What is configured, and for the rest what fits the connections to the store; the embedded store counts as eight.
fn capacity(file: &Servizio, store: &StoreKind) -> Capacity {
    let default = match store {
        StoreKind::Postgres { connections_max, .. } => Capacity::for_connections(*connections_max),
        StoreKind::Embedded { .. } => Capacity::default(),
    };
    Capacity {
        at_work: file.richieste_contemporanee.map_or(default.at_work, NonZeroUsize::get),
        waiting: file.richieste_in_attesa.unwrap_or(default.waiting),
        ..default
    }
}
