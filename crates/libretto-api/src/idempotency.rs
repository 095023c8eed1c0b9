//! Calls that may be repeated: the `Idempotency-Key` of the IETF draft.
//!
//! A handler that changes law or money takes [`Idempotent<T>`] (with a JSON body) or [`Claim`] (without one). Both carry the caller,
//! the key, and the fingerprint of the request, which the use case commits with the change: the same key with the same
//! fingerprint is answered as the first time, with another one it is refused. While the handler holds the value, no other request
//! of the same caller with the same key is let in *by this process*; between processes the store decides.

use crate::auth::Caller;
use crate::problem::extract::{check_content_type, parse_json, read_body};
use crate::problem::{Problem, ProblemType};
use crate::state::Infra;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fmt;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, PoisonError};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// Name of the header.
pub const IDEMPOTENCY_KEY_HEADER: &str = "Idempotency-Key";

/// Longest key, inclusive.
const KEY_MAX: usize = 128;

/// The caller's name for one attempt at one operation: 1 to 128 visible ASCII characters. In `params(...)` of an operation it
/// documents the header.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The key as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn read(request: &HttpRequest) -> Result<Self, Problem> {
        let mut values = request.headers().get_all(IDEMPOTENCY_KEY_HEADER);
        let value = values
            .next()
            .ok_or_else(|| Problem::new(ProblemType::ChiaveIdempotenzaMancante))?;
        let bytes = value.as_bytes();
        let visible = (1..=KEY_MAX).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
        match std::str::from_utf8(bytes) {
            Ok(text) if visible && values.next().is_none() => Ok(Self(text.to_owned())),
            _ => Err(Problem::new(ProblemType::ChiaveIdempotenzaNonValida)),
        }
    }
}

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::read(request))
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(KEY_MAX))
            .pattern(Some("^[!-~]+$"))
            .build();
        vec![
            ParameterBuilder::new()
                .name(IDEMPOTENCY_KEY_HEADER)
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some(
                    "Chiave scelta da chi chiama, diversa per ogni nuova operazione. Ripetere la richiesta con la stessa \
                     chiave restituisce la prima risposta senza ripetere l'effetto.",
                ))
                .schema(Some(schema))
                .example(Some("7f6b1c1e-4a53-4a4f-9a53-0d9c7d2f0b11".into()))
                .build(),
        ]
    }
}

/// What a request asked for: SHA-256 over its method, its path and the bytes of its body.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a request with this body.
    pub fn of(method: &str, path: &str, body: &[u8]) -> Self {
        let mut digest = Sha256::new();
        for part in [method.as_bytes(), path.as_bytes(), body] {
            // The length keeps the parts apart.
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        Self(digest.finalize().into())
    }

    /// The 32 bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    /// 64 lower-case hexadecimal digits.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&crate::auth::hex(&self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fingerprint({self})")
    }
}

/// A caller's scope with one of their keys.
type InFlightKey = (String, IdempotencyKey);

/// The keys of the requests under way in this process.
#[derive(Default)]
pub struct InFlight(Mutex<HashSet<InFlightKey>>);

impl InFlight {
    /// Marks the key of a caller as in progress until the guard is dropped.
    ///
    /// # Errors
    /// `richiesta-in-corso` when it is already.
    pub fn enter(self: &Arc<Self>, scope: &str, key: &IdempotencyKey) -> Result<InFlightGuard, Problem> {
        let entry = (scope.to_owned(), key.clone());
        if self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(entry.clone())
        {
            Ok(InFlightGuard {
                registry: Arc::clone(self),
                entry,
            })
        } else {
            Err(Problem::new(ProblemType::RichiestaInCorso).retry_after(1))
        }
    }
}

/// Keeps a key in progress.
pub struct InFlightGuard {
    registry: Arc<InFlight>,
    entry: InFlightKey,
}

impl Drop for InFlightGuard {
    fn drop(&mut self) {
        self.registry
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.entry);
    }
}

impl fmt::Debug for InFlightGuard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("InFlightGuard")
    }
}

/// The right of a caller to try one operation, for a request without body.
///
/// Refusals, in this order: 401 and 403 of [`Caller`], 400 for the key, 400 for a body nobody asked for, 409 while the same key is
/// in progress.
#[derive(Debug)]
pub struct Claim {
    /// Who calls.
    pub caller: Caller,
    /// Their name for this attempt.
    pub key: IdempotencyKey,
    /// What they ask.
    pub fingerprint: Fingerprint,
    _guard: InFlightGuard,
}

impl Claim {
    /// Whose key it is: the key of one caller never answers another.
    pub fn scope(&self) -> &str {
        self.caller.scope()
    }

    fn new(request: &HttpRequest, caller: Caller, key: IdempotencyKey, body: &[u8]) -> Result<Self, Problem> {
        let infra = request
            .app_data::<web::Data<Infra>>()
            .ok_or_else(|| Problem::internal("no Infra in the application"))?;
        let guard = infra.in_flight.enter(caller.scope(), &key)?;
        let fingerprint = Fingerprint::of(request.method().as_str(), request.path(), body);
        Ok(Self {
            caller,
            key,
            fingerprint,
            _guard: guard,
        })
    }
}

async fn caller_and_key(request: &HttpRequest) -> Result<(Caller, IdempotencyKey), Problem> {
    let caller = Caller::extract(request).await?;
    Ok((caller, IdempotencyKey::read(request)?))
}

impl FromRequest for Claim {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let (caller, key) = caller_and_key(&request).await?;
            let body = read_body(&request, payload).await?;
            if !body.is_empty() {
                return Err(
                    Problem::new(ProblemType::RichiestaNonValida).detail("Questa operazione non prevede un corpo.")
                );
            }
            Self::new(&request, caller, key, &body)
        })
    }
}

/// The right of a caller to try one operation, with its JSON body.
///
/// Refusals, in this order: 401 and 403 of [`Caller`], 400 for the key, those of [`ApiJson`](crate::problem::extract::ApiJson), 409 while
/// the same key is in progress.
#[derive(Debug)]
pub struct Idempotent<T> {
    /// Caller, key and fingerprint.
    pub claim: Claim,
    /// The body.
    pub body: T,
}

impl<T: DeserializeOwned + 'static> FromRequest for Idempotent<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let (caller, key) = caller_and_key(&request).await?;
            check_content_type(&request)?;
            let text = read_body(&request, payload).await?;
            let body = parse_json(&text)?;
            Ok(Self {
                claim: Claim::new(&request, caller, key, &text)?,
                body,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::{Claim, Fingerprint, IDEMPOTENCY_KEY_HEADER, IdempotencyKey, Idempotent, InFlight, ProblemType};
    use crate::server::tests_support::{app_with, bearer, infra};
    use actix_web::http::StatusCode;
    use actix_web::test::{TestRequest, call_service, read_body_json};
    use actix_web::{HttpResponse, post};
    use serde_json::{Value, json};
    use std::sync::Arc;

    #[test]
    fn a_key_is_one_header_of_visible_ascii() {
        let read = |values: &[&[u8]]| {
            let mut request = TestRequest::default();
            for value in values {
                let value = actix_web::http::header::HeaderValue::from_bytes(value).unwrap();
                request = request.append_header((IDEMPOTENCY_KEY_HEADER, value));
            }
            IdempotencyKey::read(&request.to_http_request()).map_err(|problem| problem.kind())
        };
        assert_eq!(read(&[b"a-1"]).unwrap().as_str(), "a-1");
        assert!(read(&[&[b'x'; 128]]).is_ok());
        assert_eq!(read(&[]), Err(ProblemType::ChiaveIdempotenzaMancante));
        for bad in [
            &[&b""[..]][..],
            &[b"a b"],
            &[&[b'x'; 129]],
            &[b"\xc3\xa9"],
            &[b"a", b"b"],
        ] {
            assert_eq!(read(bad), Err(ProblemType::ChiaveIdempotenzaNonValida), "{bad:?}");
        }
    }

    #[test]
    fn the_fingerprint_covers_method_path_and_body_apart() {
        let one = Fingerprint::of("POST", "/a", b"b");
        assert_eq!(one, Fingerprint::of("POST", "/a", b"b"));
        for other in [
            ("PUT", "/a", &b"b"[..]),
            ("POST", "/ab", b""),
            ("POST", "/a", b"c"),
            ("POST/", "a", b"b"),
        ] {
            assert_ne!(one, Fingerprint::of(other.0, other.1, other.2), "{other:?}");
        }
        assert_eq!(one.to_string().len(), 64);
    }

    #[test]
    fn a_key_in_progress_refuses_its_caller_and_nobody_else() {
        let registry = Arc::new(InFlight::default());
        let key = IdempotencyKey("k".into());
        let guard = registry.enter("a", &key).unwrap();
        assert_eq!(
            registry.enter("a", &key).unwrap_err().kind(),
            ProblemType::RichiestaInCorso
        );
        assert!(
            registry.enter("b", &key).is_ok(),
            "the key of one caller never concerns another"
        );
        drop(guard);
        assert!(registry.enter("a", &key).is_ok());
    }

    #[utoipa::path(params(IdempotencyKey), responses((status = 200, description = "x")))]
    #[post("/eco")]
    async fn echo(request: Idempotent<Value>) -> HttpResponse {
        HttpResponse::Ok().json(json!({"key": request.claim.key.as_str(), "body": request.body}))
    }

    #[utoipa::path(params(IdempotencyKey), responses((status = 200, description = "x")))]
    #[post("/vuota")]
    async fn empty(claim: Claim) -> HttpResponse {
        HttpResponse::Ok().json(json!({"key": claim.key.as_str()}))
    }

    #[actix_web::test]
    async fn the_refusals_come_in_the_order_of_what_they_reveal() {
        let infra = infra();
        let app = app_with(infra.clone(), |config| {
            config.service(echo).service(empty);
        })
        .await;
        let post = |path: &str| TestRequest::post().uri(&format!("{}{path}", crate::BASE_PATH));
        let codice = async |request: TestRequest| {
            let answer = call_service(&app, request.to_request()).await;
            let status = answer.status();
            let body: Value = read_body_json(answer).await;
            (status, body["codice"].as_str().unwrap_or_default().to_owned())
        };
        let key = (IDEMPOTENCY_KEY_HEADER, "k-1");
        let json_type = ("content-type", "application/json");

        assert_eq!(codice(post("/eco")).await.1, "non-autenticato");
        assert_eq!(
            codice(post("/eco").insert_header(bearer())).await.1,
            "chiave-idempotenza-mancante"
        );
        let typeless = post("/eco")
            .insert_header(bearer())
            .insert_header(key)
            .set_payload("{}");
        assert_eq!(codice(typeless).await.1, "tipo-di-contenuto-non-supportato");
        let good = || {
            post("/eco")
                .insert_header(bearer())
                .insert_header(key)
                .insert_header(json_type)
                .set_payload("{}")
        };
        assert_eq!(codice(good()).await.0, StatusCode::OK);
        assert_eq!(
            codice(good()).await.0,
            StatusCode::OK,
            "the guard went with the first request"
        );

        let unwanted = post("/vuota")
            .insert_header(bearer())
            .insert_header(key)
            .set_payload("{}");
        assert_eq!(codice(unwanted).await.1, "richiesta-non-valida");
        assert_eq!(
            codice(post("/vuota").insert_header(bearer()).insert_header(key))
                .await
                .0,
            StatusCode::OK
        );

        let caller = infra
            .verifier
            .verify(bearer().1.strip_prefix("Bearer ").unwrap())
            .await
            .unwrap();
        let _held = infra
            .in_flight
            .enter(caller.scope(), &IdempotencyKey("k-1".into()))
            .unwrap();
        assert_eq!(
            codice(good()).await,
            (StatusCode::CONFLICT, "richiesta-in-corso".into())
        );
    }
}
