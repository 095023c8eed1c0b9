//! Reads the body of a request within its limits of size and time.

use crate::middleware::context::RequestContext;
use crate::middleware::guard::Grace;
use crate::problem::{Problem, ProblemType};
use crate::state::{ApiConfig, Infra};
use actix_web::http::{Method, header};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpMessage, HttpRequest, dev::Payload, web};
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::error::Elapsed;

/// The largest accepted body, inclusive: 64 KiB.
pub const BODY_LIMIT_BYTES: usize = 64 * 1024;

/// Bytes of a mebibyte.
const MIB: usize = 1024 * 1024;

/// Patience with a slow body when no configuration is present, as in a test of one extractor.
const BODY_TIMEOUT_DEFAULT: Duration = Duration::from_secs(10);

/// The largest accepted list of pieces of work, inclusive: 512 KiB.
pub const LIST_LIMIT_BYTES: usize = 512 * 1024;

/// Reads the whole body of at most [`BODY_LIMIT_BYTES`].
///
/// # Errors
/// As [`read_body_within`].
pub async fn read_body(request: &HttpRequest, payload: Payload) -> Result<Bytes, Problem> {
    read_body_within(request, payload, BODY_LIMIT_BYTES).await
}

/// Reads the whole body of at most `limit` bytes, inclusive. While it arrives the request has no place among those at work: a
/// caller who sends slowly holds a connection, and nothing else.
///
/// # Errors
/// `corpo-troppo-grande` beyond the limit (also when only announced), `tempo-scaduto` when it does not arrive in
/// time, `tipo-di-contenuto-non-supportato` when it is compressed, `richiesta-non-valida` when the transfer breaks,
/// `servizio-non-disponibile` when there is no place for it once it is there.
pub(super) async fn read_body_within(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let patience = config(request).map_or(BODY_TIMEOUT_DEFAULT, |config| config.body_timeout);
    read(request, payload, limit, (patience, patience)).await
}

/// Reads the whole body of an upload of at most `limit` bytes, inclusive, which may take long while something of it arrives.
/// Only for a caller who is known.
///
/// # Errors
/// As [`read_body_within`].
pub(crate) async fn read_upload(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let config = config(request);
    let silence = config.map_or(BODY_TIMEOUT_DEFAULT, |config| config.body_timeout);
    let patience = config.map_or(silence, |config| config.upload_timeout);
    Grace::give(request, patience);
    read(request, payload, limit, (patience, silence)).await
}

fn config(request: &HttpRequest) -> Option<&ApiConfig> {
    request.app_data::<web::Data<Infra>>().map(|infra| &infra.config)
}

/// Reads a body that arrives within `patience`, no part of it after a longer silence than `silence`.
async fn read(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
    (patience, silence): (Duration, Duration),
) -> Result<Bytes, Problem> {
    refuse_encoding(request)?;
    read_raw(request, payload, limit, (patience, silence)).await
}

/// The whole body as it came, compressed or not: only good for computing its digest.
///
/// # Errors
/// As [`read_body_within`], but for the compression.
pub(crate) async fn read_raw_within(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let patience = config(request).map_or(BODY_TIMEOUT_DEFAULT, |config| config.body_timeout);
    read_raw(request, payload, limit, (patience, patience)).await
}

async fn read_raw(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
    (patience, silence): (Duration, Duration),
) -> Result<Bytes, Problem> {
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large(limit));
    }
    let had_place = step_aside(request);
    let body = tokio::time::timeout(patience, collect(payload, limit, silence)).await.map_err(late)??;
    if had_place {
        step_in(request).await?;
    }
    Ok(body)
}

/// Gives the place back, and says whether there was one.
fn step_aside(request: &HttpRequest) -> bool {
    RequestContext::of(request).is_some_and(|context| context.place.borrow_mut().take().is_some())
}

/// Takes a place again.
async fn step_in(request: &HttpRequest) -> Result<(), Problem> {
    if let (Some(context), Some(infra)) = (RequestContext::of(request), request.app_data::<web::Data<Infra>>()) {
        let place = infra.admission.enter().await?;
        *context.place.borrow_mut() = Some(place);
    }
    Ok(())
}

/// The body did not arrive in time.
fn late(_: Elapsed) -> Problem {
    Problem::new(ProblemType::TempoScaduto)
}

async fn collect(mut payload: Payload, limit: usize, silence: Duration) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = tokio::time::timeout(silence, payload.next()).await.map_err(late)? {
        let chunk = chunk.map_err(|error| {
            Problem::new(ProblemType::RichiestaNonValida)
                .detail("Il corpo della richiesta si è interrotto.")
                .cause(error)
        })?;
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn too_large(limit: usize) -> Problem {
    let (size, unit) = if limit.is_multiple_of(MIB) { (limit / MIB, "MiB") } else { (limit / 1024, "KiB") };
    let detail = format!("Il corpo della richiesta supera il massimo di {size} {unit}.");
    Problem::new(ProblemType::CorpoTroppoGrande).detail(detail)
}

/// A compressed body could expand without limit, and nobody needs one this small.
fn refuse_encoding(request: &HttpRequest) -> Result<(), Problem> {
    let encoded = request
        .headers()
        .get_all(header::CONTENT_ENCODING)
        .any(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
    if encoded { Err(Problem::new(ProblemType::TipoDiContenutoNonSupportato)) } else { Ok(()) }
}

/// Checks the declared type: `application/merge-patch+json` with PATCH (RFC 7396), `application/json` with any other method.
///
/// # Errors
/// `tipo-di-contenuto-non-supportato`, with `Accept` or `Accept-Patch` naming what is understood.
pub(crate) fn check_content_type(request: &HttpRequest) -> Result<(), Problem> {
    let patch = request.method() == Method::PATCH;
    let wanted = if patch { "application/merge-patch+json" } else { "application/json" };
    let declared = request.mime_type().ok().flatten();
    let charset_understood = declared
        .as_ref()
        .and_then(|mime| mime.get_param("charset"))
        .is_none_or(|charset| charset.as_str().eq_ignore_ascii_case("utf-8"));
    if charset_understood && declared.is_some_and(|mime| mime.essence_str() == wanted) {
        return Ok(());
    }
    let name = if patch { header::HeaderName::from_static("accept-patch") } else { header::ACCEPT };
    Err(Problem::new(ProblemType::TipoDiContenutoNonSupportato)
        .detail(format!("Il corpo di questa richiesta va inviato come `{wanted}`."))
        .header(name, header::HeaderValue::from_static(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::tests_support::slow_body;
    use actix_web::test::TestRequest;

    async fn arrived(parts: usize, silence: u64, patience: (Duration, Duration)) -> Result<usize, ProblemType> {
        let request = TestRequest::default().to_http_request();
        let read = read(&request, slow_body(parts, silence), 1024, patience).await;
        read.map(|body| body.len()).map_err(|problem| problem.kind())
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_may_take_long_while_something_of_it_arrives() {
        let ApiConfig { body_timeout: silence, upload_timeout, .. } = ApiConfig::default();
        let (body, upload) = ((silence, silence), (upload_timeout, silence));
        assert_eq!(arrived(2, 3, body).await, Ok(2));
        assert_eq!(arrived(9, 9, body).await, Err(ProblemType::TempoScaduto), "a body is not an upload");
        assert_eq!(arrived(9, 9, upload).await, Ok(9));
        assert_eq!(arrived(2, 11, upload).await, Err(ProblemType::TempoScaduto), "silent for too long");
        assert_eq!(arrived(20, 9, upload).await, Err(ProblemType::TempoScaduto), "too slow on the whole");
    }
}
