//! What the plumbing of every request needs. The state of the domain's handlers is registered beside it by the routes
//! themselves, so that neither knows the other.

use crate::auth::TokenVerifier;
use crate::idempotency::InFlight;
use crate::middleware::rate_limit::{RateLimit, RateLimiter};
use crate::status::HealthCheck;
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
    /// The proxies whose `X-Forwarded-For` is believed. Empty: the peer of the connection is the client.
    pub trusted_proxies: Vec<IpAddr>,
    /// Secret with which the subject of a token is hashed for the log, so that the log alone identifies nobody.
    pub log_key: [u8; 32],
}

impl Default for ApiConfig {
    /// 30 s for a request, 10 s for its body, 2 min for an upload (ten megabytes at 0.7 Mbit/s), 2 s for the health check, 600 requests a minute, no proxy, a log key of zeros:
    /// the binary replaces the key.
    fn default() -> Self {
        Self {
            request_timeout: Duration::from_secs(30),
            body_timeout: Duration::from_secs(10),
            upload_timeout: Duration::from_mins(2),
            health_timeout: Duration::from_secs(2),
            rate_limit: RateLimit::default(),
            trusted_proxies: Vec::new(),
            log_key: [0; 32],
        }
    }
}

/// The state shared by all workers.
pub struct Infra {
    /// Limits and trust.
    pub config: ApiConfig,
    /// Checks bearer tokens.
    pub verifier: TokenVerifier,
    /// The buckets of the rate limit.
    pub limiter: RateLimiter,
    /// The idempotency keys of requests under way in this process.
    pub in_flight: Arc<InFlight>,
    /// Whether the service can do its work.
    pub health: Arc<dyn HealthCheck>,
    draining: AtomicBool,
}

impl Infra {
    /// Puts the pieces together.
    pub fn new(config: ApiConfig, verifier: TokenVerifier, health: Arc<dyn HealthCheck>) -> Self {
        let limiter = RateLimiter::new(config.rate_limit);
        Self { config, verifier, limiter, in_flight: Arc::default(), health, draining: AtomicBool::new(false) }
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
