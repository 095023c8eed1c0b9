//! What the plumbing of every request needs. The state of the domain's handlers is registered beside it by the routes
//! themselves, so that neither knows the other.

use crate::auth::TokenVerifier;
use crate::auth::modi::Modi;
use crate::idempotency::InFlight;
use crate::metrics::Metrics;
use crate::middleware::admission::{Admission, Capacity};
use crate::middleware::rate_limit::{RateLimit, RateLimiter};
use crate::status::HealthCheck;
use libretto_core::delega::Ente;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The limits and the trust of the HTTP layer.
#[derive(Clone, Debug)]
pub struct ApiConfig {
    /// Longest time a request may take before it is answered `503`.
    pub request_timeout: Duration,
    /// Longest time the body of a request may take to arrive before it is answered `408`.
    pub body_timeout: Duration,
    /// Longest time the body of an upload by a known caller may take to arrive before it is answered `408`. No part of it may
    /// take longer than the body of any other request.
    pub upload_timeout: Duration,
    /// Longest time the check of `/status` may take before it counts as failed.
    pub health_timeout: Duration,
    /// How many requests one caller may make.
    pub rate_limit: RateLimit,
    /// How many requests may come through one consumer, from all its callers together.
    pub consumer_rate_limit: RateLimit,
    /// How many requests are worked on at once, and how many may wait.
    pub capacity: Capacity,
    /// The proxies whose `X-Forwarded-For` is believed. Empty: the peer of the connection is the client.
    pub trusted_proxies: Vec<IpAddr>,
    /// Secret with which the subject of a token is hashed for the log, so that the log alone identifies nobody.
    pub log_key: [u8; 32],
}

impl Default for ApiConfig {
    /// 30 s for a request, 10 s for its body, 2 min for an upload (ten megabytes at 0.7 Mbit/s), 2 s for the health check,
    /// 600 requests a minute and 6,000 through one consumer, the capacity of eight connections, no proxy, a log key of zeros:
    /// the binary replaces the key.
    fn default() -> Self {
        Self {
            request_timeout: Duration::from_secs(30),
            body_timeout: Duration::from_secs(10),
            upload_timeout: Duration::from_mins(2),
            health_timeout: Duration::from_secs(2),
            rate_limit: RateLimit::default(),
            consumer_rate_limit: RateLimit::default().times(10),
            capacity: Capacity::default(),
            trusted_proxies: Vec::new(),
            log_key: [0; 32],
        }
    }
}

/// The state shared by all workers.
pub struct Infra {
    /// Limits and trust.
    pub config: ApiConfig,
    /// Checks the tokens of citizens.
    pub verifier: TokenVerifier,
    /// Checks the calls of organisations; absent where the service is not offered through the PDND.
    pub modi: Option<Modi>,
    /// The patronati and intermediaries that are admitted, by their identifier on the platform.
    pub enti: HashMap<String, Ente>,
    /// The buckets of the rate limit.
    pub limiter: RateLimiter,
    /// The places at work.
    pub admission: Admission,
    /// The figures of this process.
    pub metrics: Metrics,
    /// The idempotency keys of requests under way in this process.
    pub in_flight: Arc<InFlight>,
    /// Whether the service can do its work.
    pub health: Arc<dyn HealthCheck>,
    draining: AtomicBool,
}

impl Infra {
    /// Puts the pieces together.
    pub fn new(config: ApiConfig, verifier: TokenVerifier, health: Arc<dyn HealthCheck>) -> Self {
        let limiter = RateLimiter::new(config.rate_limit, config.consumer_rate_limit);
        let metrics = Metrics::default();
        let admission = Admission::new(config.capacity, &metrics);
        let (in_flight, draining) = (Arc::default(), AtomicBool::new(false));
        let (modi, enti) = (None, HashMap::new());
        Self { config, verifier, modi, enti, limiter, admission, metrics, in_flight, health, draining }
    }

    /// The same, open to these organisations of the PDND.
    #[must_use]
    pub fn with_modi(self, modi: Modi, enti: impl IntoIterator<Item = Ente>) -> Self {
        let enti = enti.into_iter().map(|ente| (ente.id.to_string(), ente)).collect();
        Self { modi: Some(modi), enti, ..self }
    }

    /// From now on `/status` answers 503, so that no new work is sent here; what is under way goes on.
    pub fn begin_draining(&self) {
        self.draining.store(true, Ordering::Release);
    }

    /// Whether the service is about to stop.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }
}
