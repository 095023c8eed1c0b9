//! Reads the body of a request within its limits of size and time.

use crate::problem::{Problem, ProblemType};
use crate::state::Infra;
use actix_web::http::{Method, header};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpMessage, HttpRequest, dev::Payload, web};
use futures_util::StreamExt;
use std::time::Duration;

/// The largest accepted body, inclusive: 64 KiB.
pub const BODY_LIMIT_BYTES: usize = 64 * 1024;

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

/// Reads the whole body of at most `limit` bytes, inclusive.
///
/// # Errors
/// `corpo-troppo-grande` beyond the limit (also when only announced), `tempo-scaduto` when it does not arrive in
/// time, `tipo-di-contenuto-non-supportato` when it is compressed, `richiesta-non-valida` when the transfer breaks.
pub(crate) async fn read_body_within(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    refuse_encoding(request)?;
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large(limit));
    }
    let patience =
        request.app_data::<web::Data<Infra>>().map_or(BODY_TIMEOUT_DEFAULT, |infra| infra.config.body_timeout);
    tokio::time::timeout(patience, collect(payload, limit))
        .await
        .map_err(|_| Problem::new(ProblemType::TempoScaduto))?
}

async fn collect(mut payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
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
    let detail = format!("Il corpo della richiesta supera il massimo di {} KiB.", limit / 1024);
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
