//! The outermost layer: whatever happens inside, the answer is complete.

use super::context::{REQUEST_ID_HEADER, RequestContext};
use super::unread::Reader;
use super::{access_log, security_headers, trace};
use crate::problem::{PROBLEM_JSON, Problem, ProblemType};
use crate::state::Infra;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};
use std::rc::Rc;
use std::time::Duration;
use tokio::time::Instant;
use tracing::Instrument;

/// Gives the request its id and its span; turns every error into a complete problem; adds the headers that every answer has;
/// writes the access log and counts the answer.
///
/// # Errors
/// An error that already is the complete answer, when the request itself is gone.
pub async fn envelope(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let context = Rc::new(RequestContext::read(&request));
    request.extensions_mut().insert(Rc::clone(&context));
    let reader = Reader::of(&mut request);
    let infra = request.app_data::<web::Data<Infra>>().cloned();
    let span = trace::open(&context, request.headers());
    let opened = span.clone();
    async move {
        let started = Instant::now();
        let outcome = next.call(request).await;
        let (request, response) = match outcome {
            Ok(answer) => {
                let (request, response) = answer.into_parts();
                (Some(request), response.map_into_boxed_body())
            }
            Err(error) => (None, HttpResponse::from_error(error)),
        };
        let (response, refusal) = complete(&context, response);
        trace::close(&opened, response.status());
        tell(&context, infra.as_ref().map(web::Data::get_ref), &response, refusal, started.elapsed());
        let response = match reader {
            Some(reader) => reader.leave_with(response),
            None => response,
        };
        match request {
            Some(request) => Ok(ServiceResponse::new(request, response)),
            None => Err(InternalError::from_response("completed by the envelope", response).into()),
        }
    }
    .instrument(span)
    .await
}

/// What the log and the figures say of an answer.
fn tell(
    context: &RequestContext,
    infra: Option<&Infra>,
    response: &HttpResponse,
    refusal: Option<ProblemType>,
    elapsed: Duration,
) {
    let status = response.status();
    access_log::write(context, status, refusal, elapsed);
    if let Some(infra) = infra {
        infra.metrics.answered(context.method, context.route.as_deref(), status, elapsed);
        if let Some(kind) = refusal {
            infra.metrics.refused(kind);
        }
    }
}

fn complete(context: &RequestContext, response: HttpResponse) -> (HttpResponse, Option<ProblemType>) {
    let (mut response, refusal) = as_problem(context, response);
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(context.request_id.as_str()) {
        headers.insert(HeaderName::from_static(REQUEST_ID_HEADER), id);
    }
    if let Some(rate) = context.rate.get() {
        rate.write(headers);
    }
    security_headers::add(headers, &context.path);
    (response, refusal)
}

/// An error built from a [`Problem`] is written again with the request id; one that is no problem yet becomes the problem its
/// status speaks of. What already is `application/problem+json` without being an error of ours (a stored answer, `/status`)
/// stays as it is.
fn as_problem(context: &RequestContext, response: HttpResponse) -> (HttpResponse, Option<ProblemType>) {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return (response, None);
    }
    let known = response.error().and_then(|error| error.as_error::<Problem>()).cloned();
    let is_problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|value| value == PROBLEM_JSON);
    let problem = match known {
        Some(problem) => problem,
        None if is_problem => return (response, None),
        None => generic(&response),
    };
    if let Some(cause) = problem.logged_cause() {
        log_cause(context, &problem, cause);
    }
    (problem.response(Some(&context.path), Some(context.request_id.as_str())), Some(problem.kind()))
}

/// A problem for an answer made by the framework. Its text may repeat what was sent, so it is left to the log.
fn generic(response: &HttpResponse) -> Problem {
    let problem = Problem::new(ProblemType::generic(response.status()));
    match response.error() {
        Some(error) => problem.cause(error),
        None => problem,
    }
}

fn log_cause(context: &RequestContext, problem: &Problem, cause: &str) {
    let codice = problem.kind().entry().codice;
    let route = context.route.as_deref().unwrap_or("-");
    if problem.kind() == ProblemType::ErroreInterno {
        tracing::error!(codice, percorso = route, cause, "richiesta fallita");
    } else {
        tracing::debug!(codice, percorso = route, cause, "richiesta rifiutata");
    }
}
