//! The innermost layer: a request ends in time, and a defect in a handler ends in an answer.

use crate::problem::Problem;
use crate::state::Infra;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;

/// Stops a request after the configured time with `503`, and turns a panic into `500`.
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
    // The state a panic could leave behind belongs to this request and goes with it.
    let work = AssertUnwindSafe(next.call(request)).catch_unwind();
    let finished = match limit {
        Some(limit) => tokio::time::timeout(limit, work)
            .await
            .map_err(|_| Problem::unavailable("the request exceeded its time"))?,
        None => work.await,
    };
    finished.unwrap_or_else(|_| Err(Problem::internal("a handler panicked").into()))
}
