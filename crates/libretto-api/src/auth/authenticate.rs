//! Verifies the token of a request once, before anything else looks at it.

use super::caller::Caller;
use super::failure::AuthFailure;
use super::modi::claimed_issuer;
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

/// Verifies the token, if there is one, and keeps the result for [`Caller`] as an argument of a handler. A public operation is served
/// even with a bad token, because nobody asks.
///
/// # Errors
/// Whatever the inner layers say.
pub async fn authenticate<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if let Some(infra) = request.app_data::<web::Data<Infra>>().cloned() {
        let outcome = caller(&infra, &mut request).await;
        match &outcome {
            Ok(caller) => {
                if let Some(context) = RequestContext::of(&request) {
                    *context.caller.borrow_mut() = Some(caller.log_tag(&infra.config.log_key));
                    context.consumer.borrow_mut().clone_from(&caller.consumer);
                }
            }
            Err(AuthFailure::Missing) => {}
            Err(failure) => tracing::warn!(motivo = %failure, "autenticazione rifiutata"),
        }
        request.extensions_mut().insert(Outcome(outcome.map(Rc::new)));
    }
    next.call(request).await
}

/// Who calls, by the verifier of the issuer that the token claims: the claim chooses, each verifier believes its own keys alone.
async fn caller(infra: &Infra, request: &mut ServiceRequest) -> Result<Caller, AuthFailure> {
    let presented = Presented::read(request.headers())?;
    let (scheme, token) = (presented.scheme, presented.token);
    let bound = scheme == Scheme::Dpop;
    let outcome = match &infra.modi {
        Some(modi) if claimed_issuer(token).is_some_and(|issuer| modi.is_issuer(&issuer)) => {
            let token = token.to_owned();
            modi.verify(request, &token, bound).await.map(|caller| caller.of(&infra.enti))
        }
        modi => {
            let caller = infra.verifier.verify(token).await;
            match (caller, modi) {
                (Ok(caller), Some(modi)) => {
                    let proved = modi.prove(request, token, caller.key_thumbprint.as_deref(), bound).await;
                    proved.map(|()| caller)
                }
                (Ok(caller), None) if bound || caller.key_thumbprint.is_some() => {
                    Err(AuthFailure::Invalid("proofs of possession are not configured"))
                }
                (caller, _) => caller,
            }
        }
    };
    outcome.map_err(|failure| match failure {
        AuthFailure::Invalid(reason) if bound => AuthFailure::InvalidBound(reason),
        other => other,
    })
}

/// How a token is presented.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Scheme {
    /// Whoever has it may use it (RFC 6750).
    Bearer,
    /// With a proof that its holder has its key (RFC 9449).
    Dpop,
}

/// What exactly one `Authorization` header says.
struct Presented<'a> {
    scheme: Scheme,
    token: &'a str,
}

impl<'a> Presented<'a> {
    fn read(headers: &'a HeaderMap) -> Result<Self, AuthFailure> {
        let mut values = headers.get_all(AUTHORIZATION);
        let value = values.next().ok_or(AuthFailure::Missing)?;
        if values.next().is_some() {
            return Err(AuthFailure::Invalid("more than one Authorization header"));
        }
        let text = value.to_str().map_err(|_| AuthFailure::Invalid("not ASCII"))?;
        let (scheme, token) = text.split_once(' ').ok_or(AuthFailure::Invalid("no token"))?;
        let scheme = match scheme {
            _ if scheme.eq_ignore_ascii_case("bearer") => Scheme::Bearer,
            _ if scheme.eq_ignore_ascii_case("dpop") => Scheme::Dpop,
            _ => return Err(AuthFailure::Invalid("another scheme")),
        };
        let token = token.trim();
        if token.is_empty() || token.len() > TOKEN_MAX_BYTES {
            return Err(AuthFailure::Invalid("size"));
        }
        Ok(Self { scheme, token })
    }
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

    fn read(values: &[&str]) -> Result<(Scheme, String), AuthFailure> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        }
        Presented::read(&headers).map(|presented| (presented.scheme, presented.token.to_owned()))
    }

    #[test]
    fn exactly_one_token_of_a_known_scheme_is_read() {
        assert_eq!(read(&["Bearer abc"]).unwrap(), (Scheme::Bearer, "abc".to_owned()));
        assert_eq!(read(&["bearer abc"]).unwrap(), (Scheme::Bearer, "abc".to_owned()));
        assert_eq!(read(&["DPoP abc"]).unwrap(), (Scheme::Dpop, "abc".to_owned()));
        assert_eq!(read(&[]), Err(AuthFailure::Missing));
        let long = format!("Bearer {}", "a".repeat(TOKEN_MAX_BYTES + 1));
        for bad in [&["Basic abc"][..], &["Bearer"], &["Bearer "], &["Bearer a", "Bearer b"], &[&long]] {
            assert!(matches!(read(bad), Err(AuthFailure::Invalid(_))), "{bad:?}");
        }
    }
}
