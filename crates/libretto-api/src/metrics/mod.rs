//! Figures of the service in the text form of Prometheus (`OpenMetrics` 1.0), for a listener of their own ([`listener`]).
//!
//! | name | type | labels |
//! |---|---|---|
//! | `libretto_http_requests_total` | counter | `method`, `route` (the matched pattern), `status` |
//! | `libretto_http_request_duration_seconds` | histogram | `method`, `route` |
//! | `libretto_http_refusals_total` | counter | `code` of the problem: 401, 403 and all the others |
//! | `libretto_http_rate_limited_total` | counter | `bucket` |
//! | `libretto_http_requests_at_work`, `_waiting` | gauge | |
//! | `libretto_http_requests_shed_total` | counter | |
//! | `libretto_store_connections`, `…_available`, `…_waiting` | gauge | with a pool only |

pub(crate) mod labels;
pub mod listener;
mod store;

pub use store::PoolFigures;

use crate::problem::ProblemType;
use actix_web::http::StatusCode;
use labels::{Answer, Bucket, Code, Operation};
use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::fmt;
use std::time::Duration;

/// Upper ends of the classes of duration, in seconds: from a read out of memory to the time limit of a request.
const DURATION_CLASSES: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

type Durations = Family<Operation, Histogram, fn() -> Histogram>;

/// The figures of one process, counted since its start.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    durations: Durations,
    refusals: Family<Code, Counter>,
    rate_limited: Family<Bucket, Counter>,
    pub(crate) at_work: Gauge,
    pub(crate) waiting: Gauge,
    pub(crate) shed: Counter,
}

impl Default for Metrics {
    /// Everything at zero.
    fn default() -> Self {
        let mut registry = Registry::with_prefix("libretto");
        let answers = Family::default();
        let durations: Durations = Family::new_with_constructor(|| Histogram::new(DURATION_CLASSES));
        let (refusals, rate_limited) = (Family::default(), Family::default());
        let (at_work, waiting, shed) = (Gauge::default(), Gauge::default(), Counter::default());
        registry.register("http_requests", "Requests that were answered", answers.clone());
        registry.register(
            "http_request_duration_seconds",
            "Time from the head of a request to its answer",
            durations.clone(),
        );
        registry.register("http_refusals", "Answers that are problems, by code", refusals.clone());
        registry.register("http_rate_limited", "Requests refused because a bucket was empty", rate_limited.clone());
        registry.register("http_requests_at_work", "Requests that have a place", at_work.clone());
        registry.register("http_requests_waiting", "Requests that wait for a place", waiting.clone());
        registry.register("http_requests_shed", "Requests refused because there was no place", shed.clone());
        Self { registry, answers, durations, refusals, rate_limited, at_work, waiting, shed }
    }
}

impl Metrics {
    /// Also tells how full a pool of connections is, read at each scrape.
    pub fn watch_pool(&mut self, read: impl Fn() -> PoolFigures + Send + Sync + 'static) {
        store::register(&mut self.registry, read);
    }

    /// Counts an answer. `route` is the pattern that the path matched, `None` when no operation has that path.
    pub(crate) fn answered(&self, method: &'static str, route: Option<&str>, status: StatusCode, elapsed: Duration) {
        let route = route.unwrap_or(labels::UNKNOWN).to_owned();
        let answer = Answer { method, route: route.clone(), status: status.as_u16() };
        self.answers.get_or_create(&answer).inc();
        self.durations.get_or_create(&Operation { method, route }).observe(elapsed.as_secs_f64());
    }

    /// Counts a refusal.
    pub(crate) fn refused(&self, kind: ProblemType) {
        self.refusals.get_or_create(&Code { code: kind.entry().codice }).inc();
    }

    /// Counts a request that found this bucket empty.
    pub(crate) fn rate_limited(&self, bucket: &'static str) {
        self.rate_limited.get_or_create(&Bucket { bucket }).inc();
    }

    /// All figures as text.
    ///
    /// # Errors
    /// Never in practice: writing to a text cannot fail.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut page = String::new();
        text::encode(&mut page, &self.registry)?;
        Ok(page)
    }
}

#[cfg(test)]
mod tests;
