//! Calls that may be repeated: the `Idempotency-Key` of the IETF draft.
//!
//! A handler that changes law or money takes [`Idempotent<T>`] (with a JSON body), [`IdempotentBytes`] (with any other) or [`Claim`]
//! (without one). All carry the caller,
//! the key, and the fingerprint of the request, which the use case commits with the change: the same key with the same
//! fingerprint is answered as the first time, with another one it is refused. While the handler holds the value, no other request
//! of the same caller with the same key is let in *by this process*; between processes the store decides.

use crate::auth::Caller;
use crate::problem::extract::{check_content_type, parse_json, read_body, read_upload};
use crate::problem::{Problem, ProblemType};
use crate::state::Infra;
use actix_web::dev::Payload;
use actix_web::web::Bytes;
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

#[cfg(test)]
mod tests;

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
        let value = values.next().ok_or_else(|| Problem::new(ProblemType::ChiaveIdempotenzaMancante))?;
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

/// What a request asked for: SHA-256 over its method, its path with the query, and the bytes of its body.
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
        if self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.clone()) {
            Ok(InFlightGuard { registry: Arc::clone(self), entry })
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
        self.registry.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.entry);
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
        let infra =
            request.app_data::<web::Data<Infra>>().ok_or_else(|| Problem::internal("no Infra in the application"))?;
        let guard = infra.in_flight.enter(caller.scope(), &key)?;
        let fingerprint = Fingerprint::of(request.method().as_str(), &asked(request), body);
        Ok(Self { caller, key, fingerprint, _guard: guard })
    }
}

/// The path, with the query when there is one: what a document is said to be stands there.
fn asked(request: &HttpRequest) -> String {
    let query = request.query_string();
    if query.is_empty() { request.path().to_owned() } else { format!("{}?{query}", request.path()) }
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
            Ok(Self { claim: Claim::new(&request, caller, key, &text)?, body })
        })
    }
}

/// The right of a caller to try one operation, with a body of any type of at most `LIMIT` bytes, inclusive: an upload, which
/// may take longer than other bodies.
///
/// Refusals, in this order: 401 and 403 of [`Caller`], 400 for the key, 413, 408, 415 when it is compressed, 409 while the same
/// key is in progress.
#[derive(Debug)]
pub struct IdempotentBytes<const LIMIT: usize> {
    /// Caller, key and fingerprint.
    pub claim: Claim,
    /// The body.
    pub body: Bytes,
}

impl<const LIMIT: usize> FromRequest for IdempotentBytes<LIMIT> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let (caller, key) = caller_and_key(&request).await?;
            let body = read_upload(&request, payload, LIMIT).await?;
            Ok(Self { claim: Claim::new(&request, caller, key, &body)?, body })
        })
    }
}
