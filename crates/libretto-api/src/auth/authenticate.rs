//! Verifies the token of a request once, before anything else looks at it.

use super::caller::Caller;
use super::failure::AuthFailure;
use crate::middleware::context::RequestContext;
use crate::state::Infra;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, HeaderMap};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use std::rc::Rc;

/// Longest token that is looked at, inclusive, in bytes.
const TOKEN_MAX_BYTES: usize = 8 * 1024;

/// The result for this request, kept in its extensions.
struct Outcome(Result<Rc<Caller>, AuthFailure>);

/// Verifies the bearer token, if there is one, and keeps the result for [`Caller`] as an argument of a handler. A public operation
/// is served even with a bad token, because nobody asks.
///
/// # Errors
/// Whatever the inner layers say.
pub async fn authenticate<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if let Some(infra) = request.app_data::<web::Data<Infra>>().cloned() {
        let outcome = match bearer(request.headers()) {
            Ok(token) => infra.verifier.verify(token).await,
            Err(failure) => Err(failure),
        };
        match &outcome {
            Ok(caller) => {
                if let Some(context) = RequestContext::of(&request) {
                    *context.caller.borrow_mut() = Some(caller.log_tag(&infra.config.log_key));
                }
            }
            Err(AuthFailure::Missing) => {}
            Err(failure) => tracing::warn!(motivo = %failure, "autenticazione rifiutata"),
        }
        request.extensions_mut().insert(Outcome(outcome.map(Rc::new)));
    }
    next.call(request).await
}

/// The token of exactly one `Authorization: Bearer` header.
fn bearer(headers: &HeaderMap) -> Result<&str, AuthFailure> {
    let mut values = headers.get_all(AUTHORIZATION);
    let value = values.next().ok_or(AuthFailure::Missing)?;
    if values.next().is_some() {
        return Err(AuthFailure::Invalid("more than one Authorization header"));
    }
    let text = value.to_str().map_err(|_| AuthFailure::Invalid("not ASCII"))?;
    let (scheme, token) = text.split_once(' ').ok_or(AuthFailure::Invalid("no token"))?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(AuthFailure::Invalid("another scheme"));
    }
    let token = token.trim();
    if token.is_empty() || token.len() > TOKEN_MAX_BYTES {
        return Err(AuthFailure::Invalid("size"));
    }
    Ok(token)
}

/// The caller of a request whose token was good.
pub(crate) fn verified(request: &impl HttpMessage) -> Option<Rc<Caller>> {
    request.extensions().get::<Outcome>().and_then(|outcome| outcome.0.as_ref().ok().cloned())
}

/// The result for a request that came through [`authenticate`].
pub(super) fn outcome(request: &impl HttpMessage) -> Option<Result<Caller, AuthFailure>> {
    request
        .extensions()
        .get::<Outcome>()
        .map(|outcome| outcome.0.as_ref().map(|caller| Caller::clone(caller)).map_err(|e| *e))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use actix_web::http::header::HeaderValue;

    fn read(values: &[&str]) -> Result<String, AuthFailure> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        }
        bearer(&headers).map(str::to_owned)
    }

    #[test]
    fn exactly_one_bearer_token_is_read() {
        assert_eq!(read(&["Bearer abc"]).unwrap(), "abc");
        assert_eq!(read(&["bearer abc"]).unwrap(), "abc");
        assert_eq!(read(&[]), Err(AuthFailure::Missing));
        let long = format!("Bearer {}", "a".repeat(TOKEN_MAX_BYTES + 1));
        for bad in [&["Basic abc"][..], &["Bearer"], &["Bearer "], &["Bearer a", "Bearer b"], &[&long]] {
            assert!(matches!(read(bad), Err(AuthFailure::Invalid(_))), "{bad:?}");
        }
    }
}
