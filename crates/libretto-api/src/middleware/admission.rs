//! How many requests are worked on at once (`RAC_ROBUSTEZZA_002`).
//!
//! A service that accepts more than it can do answers everybody late and, in the end, nobody. Here a request takes a place; when
//! there is none it waits a short while in a short queue; beyond that it is refused at once, before any work, with `503` and
//! `Retry-After`. A request gives its place back while its body arrives, so that slow callers do not hold the places of others.

use super::context::RequestContext;
use crate::BASE_PATH;
use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::state::Infra;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Seconds after which a refused caller should try again.
const RETRY_AFTER_SECONDS: u64 = 2;

/// How much is let in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Capacity {
    /// Requests that are worked on at once; at least 1.
    pub at_work: usize,
    /// Requests that may wait for a place, inclusive; 0 refuses at once.
    pub waiting: usize,
    /// Longest time a request waits.
    pub patience: Duration,
}

impl Capacity {
    /// What fits a store with so many connections: eight requests for each, since most of a request is not its statement and
    /// commands that arrive together are committed together; four times as many wait, for at most a second.
    pub fn for_connections(connections: usize) -> Self {
        let at_work = connections.max(1).saturating_mul(8);
        Self { at_work, waiting: at_work.saturating_mul(4), patience: Duration::from_secs(1) }
    }
}

impl Default for Capacity {
    /// That of eight connections: 64 at work, 256 waiting, one second.
    fn default() -> Self {
        Self::for_connections(8)
    }
}

/// The places of this process.
#[derive(Debug)]
pub struct Admission {
    places: Arc<Semaphore>,
    capacity: Capacity,
    queue: Arc<AtomicUsize>,
    at_work: Gauge,
    waiting: Gauge,
    shed: Counter,
}

/// A place at work; free again when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    _permit: OwnedSemaphorePermit,
    at_work: Gauge,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.at_work.dec();
    }
}

/// A place in the queue; free again when it is dropped, also when the caller went away.
struct Waiting<'a>(&'a Admission);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.queue.fetch_sub(1, Ordering::AcqRel);
        self.0.waiting.dec();
    }
}

impl Admission {
    /// All places free; what happens to them is told in `metrics`.
    pub fn new(capacity: Capacity, metrics: &Metrics) -> Self {
        Self {
            places: Arc::new(Semaphore::new(capacity.at_work.clamp(1, Semaphore::MAX_PERMITS))),
            capacity,
            queue: Arc::default(),
            at_work: metrics.at_work.clone(),
            waiting: metrics.waiting.clone(),
            shed: metrics.shed.clone(),
        }
    }

    /// Takes a place, at once or after a short wait.
    ///
    /// # Errors
    /// `servizio-non-disponibile` when the queue is full, or when no place became free in time.
    pub(crate) async fn enter(&self) -> Result<Place, Problem> {
        if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(self.place(permit));
        }
        let Some(_waiting) = self.queue_up() else { return Err(self.refuse("the queue is full")) };
        match tokio::time::timeout(self.capacity.patience, Arc::clone(&self.places).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(self.place(permit)),
            Ok(Err(_)) | Err(_) => Err(self.refuse("no place became free in time")),
        }
    }

    /// Requests that wait now.
    #[cfg(test)]
    pub(crate) fn waiting(&self) -> usize {
        self.queue.load(Ordering::Acquire)
    }

    fn place(&self, permit: OwnedSemaphorePermit) -> Place {
        self.at_work.inc();
        Place { _permit: permit, at_work: self.at_work.clone() }
    }

    fn queue_up(&self) -> Option<Waiting<'_>> {
        let one_more = |waiting: usize| (waiting < self.capacity.waiting).then_some(waiting + 1);
        self.queue.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more).ok()?;
        self.waiting.inc();
        Some(Waiting(self))
    }

    fn refuse(&self, cause: &'static str) -> Problem {
        self.shed.inc();
        Problem::unavailable(cause)
            .detail("Il servizio ha più richieste di quante ne possa servire: questa non è stata presa in carico. Riprova tra poco.")
            .retry_after(RETRY_AFTER_SECONDS)
    }
}

/// Lets a request in or refuses it. `/status` always gets in: whether the service is alive must show under load too.
///
/// # Errors
/// Whatever the inner layers say.
pub async fn admission<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let infra = request.app_data::<web::Data<Infra>>().cloned();
    let context = RequestContext::of(&request);
    if let (Some(infra), Some(context)) = (infra, &context)
        && !is_exempt(&context.path)
    {
        match infra.admission.enter().await {
            Ok(place) => *context.place.borrow_mut() = Some(place),
            Err(problem) => return Ok(request.error_response(problem).map_into_right_body()),
        }
    }
    let answer = next.call(request).await;
    if let Some(context) = context {
        context.place.borrow_mut().take();
    }
    answer.map(ServiceResponse::map_into_left_body)
}

fn is_exempt(path: &str) -> bool {
    path.strip_prefix(BASE_PATH) == Some("/status")
}
