//! The outermost layer: whatever happens inside, the answer is complete.

use super::context::{REQUEST_ID_HEADER, RequestContext};
use super::{access_log, security_headers};
use crate::problem::{PROBLEM_JSON, Problem, ProblemType};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse};
use std::rc::Rc;
use tokio::time::Instant;
use tracing::Instrument;

/// Gives the request its id and its span; turns every error into a complete problem; adds the headers that every answer has;
/// writes the access log.
///
/// # Errors
/// An error that already is the complete answer, when the request itself is gone.
pub async fn envelope(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let context = Rc::new(RequestContext::read(&request));
    request.extensions_mut().insert(Rc::clone(&context));
    let span = tracing::info_span!("richiesta", request_id = context.request_id.as_str());
    async move {
        let started = Instant::now();
        let outcome = next.call(request).await;
        let outcome = match outcome {
            Ok(answer) => {
                let (request, response) = answer.into_parts();
                Ok((request, complete(&context, response.map_into_boxed_body())))
            }
            Err(error) => Err(complete(&context, HttpResponse::from_error(error))),
        };
        let status = match &outcome {
            Ok((_, response)) | Err(response) => response.status(),
        };
        access_log::write(&context, status, started.elapsed());
        match outcome {
            Ok((request, response)) => Ok(ServiceResponse::new(request, response)),
            Err(response) => Err(InternalError::from_response("completed by the envelope", response).into()),
        }
    }
    .instrument(span)
    .await
}

fn complete(context: &RequestContext, response: HttpResponse) -> HttpResponse {
    let mut response = as_problem(context, response);
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(context.request_id.as_str()) {
        headers.insert(HeaderName::from_static(REQUEST_ID_HEADER), id);
    }
    if let Some(rate) = context.rate.get() {
        rate.write(headers);
    }
    security_headers::add(headers, &context.path);
    response
}

/// An error built from a [`Problem`] is written again with the request id; one that is no problem yet becomes the problem its
/// status speaks of. What already is `application/problem+json` without being an error of ours (a stored answer, `/status`)
/// stays as it is.
fn as_problem(context: &RequestContext, response: HttpResponse) -> HttpResponse {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let known = response.error().and_then(|error| error.as_error::<Problem>()).cloned();
    let is_problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|value| value == PROBLEM_JSON);
    let problem = match known {
        Some(problem) => problem,
        None if is_problem => return response,
        None => generic(&response),
    };
    if let Some(cause) = problem.logged_cause() {
        log_cause(context, &problem, cause);
    }
    problem.response(Some(&context.path), Some(context.request_id.as_str()))
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
