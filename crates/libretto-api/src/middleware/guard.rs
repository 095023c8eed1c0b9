//! The innermost layer: a request ends in time, and a defect in a handler ends in an answer.

use crate::problem::Problem;
use crate::state::Infra;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use futures_util::FutureExt;
use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

/// Time that a request gets beyond the one that every request has.
#[derive(Clone, Default)]
pub(crate) struct Grace(Rc<Cell<Duration>>);

impl Grace {
    /// Gives a request more time. Only for a caller who is known, on an operation that needs it.
    pub(crate) fn give(request: &HttpRequest, more: Duration) {
        if let Some(grace) = request.extensions().get::<Self>() {
            grace.0.set(more);
        }
    }
}

/// Stops a request after the configured time, and what [`Grace`] adds, with `503`, and turns a panic into `500`.
///
/// A stopped request may already have committed: its caller repeats it with the same `Idempotency-Key` and gets the first answer.
///
/// # Errors
/// The problem itself: the request it belongs to is gone, the envelope completes it.
pub async fn guard<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let limit = request.app_data::<web::Data<Infra>>().map(|infra| infra.config.request_timeout);
    let grace = Grace::default();
    request.extensions_mut().insert(grace.clone());
    // The state a panic could leave behind belongs to this request and goes with it.
    let mut work = pin!(AssertUnwindSafe(next.call(request)).catch_unwind());
    let Some(limit) = limit else { return ended(work.await) };
    let finished = match tokio::time::timeout(limit, work.as_mut()).await {
        Err(_) => tokio::time::timeout(grace.0.take(), work).await,
        finished => finished,
    };
    ended(finished.map_err(|_| Problem::unavailable("the request exceeded its time"))?)
}

/// What a handler made of a request, also when it panicked.
fn ended<T>(finished: std::thread::Result<Result<T, Error>>) -> Result<T, Error> {
    finished.unwrap_or_else(|_| Err(Problem::internal("a handler panicked").into()))
}
