//! A service that is offered through the PDND, and a client of it.

use crate::keys::{Signer, changed};
use actix_http::Request;
use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::Method;
use actix_web::test::{TestRequest, init_service, try_call_service};
use actix_web::{Error, HttpResponse, get, post, web};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::DateTime;
use futures_util::future::LocalBoxFuture;
use libretto_api::auth::modi::{Eservice, Modi};
use libretto_api::auth::{Caller, Issuer, StaticKeys, TokenVerifier};
use libretto_api::middleware::methods::MethodTable;
use libretto_api::openapi::Document;
use libretto_api::problem::ProblemType;
use libretto_api::server::app;
use libretto_api::state::{ApiConfig, Infra};
use libretto_api::status::HealthCheck;
use libretto_api::{BASE_PATH, ServiceConfig};
use libretto_core::delega::{CategoriaEnte, Ente};
use libretto_core::memory::UsedTokens;
use libretto_core::ports::Replay;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::rc::Rc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// 2026-12-01T10:00:00Z.
pub(crate) const NOW: i64 = 1_796_119_200;
pub(crate) const AUDIENCE: &str = "https://api.example.it/rest/lavoro-occasionale/v1/libretto-famiglia";
pub(crate) const ISSUER: &str = "interop.pagopa.it";
pub(crate) const CITIZENS: &str = "https://idp.example.it";
pub(crate) const CLIENT: &str = "client-1";
pub(crate) const PURPOSE: &str = "11111111-1111-4111-8111-111111111111";

static NUMBER: AtomicU64 = AtomicU64::new(1);

/// A name that nobody else has.
pub(crate) fn fresh(prefix: &str) -> String {
    format!("{prefix}-{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

pub(crate) fn pdnd() -> Signer {
    Signer::ec("pdnd")
}

/// The key of the client that calls.
pub(crate) fn client() -> Signer {
    Signer::ec("chiave-di-client-1")
}

/// The key of another client, known as such.
pub(crate) fn other_client() -> Signer {
    Signer::ec("altra-chiave")
}

/// The key that vouchers are bound to.
pub(crate) fn holder() -> Signer {
    Signer::ec("possesso")
}

pub(crate) fn voucher_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": CLIENT, "client_id": CLIENT, "jti": fresh("v"),
        "iat": NOW, "nbf": NOW, "exp": NOW + 600, "purposeId": PURPOSE,
        "consumerId": "33333333-3333-4333-8333-333333333333", "producerId": "22222222-2222-4222-8222-222222222222",
        "eserviceId": "44444444-4444-4444-8444-444444444444", "descriptorId": "55555555-5555-4555-8555-555555555555",
    })
}

/// A voucher with some claims replaced.
pub(crate) fn voucher(changes: &Value) -> String {
    pdnd().sign(&pdnd().header("at+jwt"), &changed(voucher_claims(), changes))
}

pub(crate) fn evidence_claims() -> Value {
    json!({
        "iss": CLIENT, "aud": AUDIENCE, "jti": fresh("e"), "iat": NOW, "nbf": NOW, "exp": NOW + 120,
        "purposeId": PURPOSE, "dnonce": 1_234_567_890_123_u64,
        "userID": "op-7781", "userLocation": "sede-042", "LoA": "LOA3",
    })
}

/// An evidence with some claims replaced.
pub(crate) fn evidence(changes: &Value) -> String {
    client().sign(&client().header("JWT"), &changed(evidence_claims(), changes))
}

/// The digest of an evidence as a voucher holds it.
pub(crate) fn evidence_digest(evidence: &str) -> Value {
    let digits = format!("{:x}", Sha256::digest(evidence));
    json!({ "alg": "SHA256", "value": digits })
}

/// The `Digest` header of a body.
pub(crate) fn digest(body: &[u8]) -> String {
    format!("SHA-256={}", STANDARD.encode(Sha256::digest(body)))
}

pub(crate) fn signature_claims(signed: &[(&str, &str)]) -> Value {
    let signed: Vec<_> = signed.iter().map(|(name, value)| json!({ *name: value })).collect();
    json!({
        "iss": CLIENT, "aud": AUDIENCE, "jti": fresh("s"), "iat": NOW, "nbf": NOW, "exp": NOW + 120,
        "signed_headers": signed,
    })
}

/// A signature of these headers.
pub(crate) fn signature(signed: &[(&str, &str)]) -> String {
    client().sign(&client().header("JWT"), &signature_claims(signed))
}

/// A proof of possession of the holder's key for a call with this token.
pub(crate) fn proof_claims(method: &str, path: &str, token: &str) -> Value {
    json!({
        "jti": fresh("d"), "htm": method, "htu": format!("{AUDIENCE}{path}"), "iat": NOW,
        "ath": URL_SAFE_NO_PAD.encode(Sha256::digest(token)),
    })
}

/// The header of a proof by this key.
pub(crate) fn proof_header(signer: &Signer) -> Value {
    let mut jwk = signer.jwk();
    jwk.as_object_mut().unwrap().remove("kid");
    changed(signer.header("dpop+jwt"), &json!({ "jwk": jwk, "kid": null }))
}

/// A call.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Call {
    /// A call that only looks, with a good evidence.
    pub(crate) fn get(token: &str) -> Self {
        Self { method: Method::GET, path: "/chi".to_owned(), headers: Vec::new(), body: Vec::new() }
            .with("Authorization", &format!("Bearer {token}"))
            .with("Agid-JWT-TrackingEvidence", &evidence(&json!({})))
    }

    /// A call that changes something, with evidence and signature.
    pub(crate) fn post(token: &str, body: &[u8]) -> Self {
        let digest = digest(body);
        let signed = signature(&[("digest", &digest), ("content-type", "application/json")]);
        Self { method: Method::POST, path: "/fatti".to_owned(), body: body.to_vec(), ..Self::get(token) }
            .with("Digest", &digest)
            .with("Content-Type", "application/json")
            .with("Agid-JWT-Signature", &signed)
    }

    /// A header replaced or added.
    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        self.without(name).and(name, value)
    }

    /// A header added to others of its name.
    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) challenge: String,
    pub(crate) text: String,
    pub(crate) json: Value,
    /// The reason that the log tells.
    pub(crate) reason: Option<String>,
}

type Send = dyn Fn(Request) -> LocalBoxFuture<'static, (u16, String, String)>;

/// The service.
pub(crate) struct Api {
    send: Box<Send>,
    lines: Lines,
    now: Arc<AtomicI64>,
    _log: tracing::subscriber::DefaultGuard,
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[utoipa::path(operation_id = "vediOrologio", responses((status = 200, description = "x")))]
#[get("/chi")]
async fn who(caller: Caller) -> HttpResponse {
    let modi = caller.intermediario.as_deref();
    let operator = modi.and_then(|modi| modi.operatore.as_ref());
    HttpResponse::Ok().json(json!({
        "ruolo": format!("{:?}", caller.role),
        "scope": caller.scope(),
        "consumer": modi.map(|modi| &modi.consumer_id),
        "client": modi.map(|modi| &modi.client_id),
        "purpose": modi.map(|modi| &modi.purpose_id),
        "voucher": modi.map(|modi| &modi.voucher_id),
        "operatore": operator.map(|one| [&one.user_id, &one.user_location, &one.loa]),
        "integra": modi.map(|modi| modi.integrity_checked),
        "debug": format!("{caller:?} {modi:?}"),
    }))
}

#[utoipa::path(operation_id = "avanzaOrologio", responses((status = 200, description = "x")))]
#[post("/fatti")]
async fn done(caller: Caller, body: String) -> HttpResponse {
    let checked = caller.intermediario.is_some_and(|modi| modi.integrity_checked);
    HttpResponse::Ok().json(json!({ "integra": checked, "corpo": body }))
}

fn routes(config: &mut ServiceConfig<'_>) {
    config.service(who).service(done);
}

struct Healthy;

#[async_trait]
impl HealthCheck for Healthy {
    async fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

fn set(keys: &[Value]) -> Arc<StaticKeys> {
    Arc::new(StaticKeys::from_jwks(&json!({ "keys": keys }).to_string()).unwrap())
}

/// The e-service that the vouchers of these tests are for.
pub(crate) fn eservice() -> Eservice {
    Eservice {
        issuer: ISSUER.to_owned(),
        audience: AUDIENCE.to_owned(),
        producer_id: "22222222-2222-4222-8222-222222222222".to_owned(),
        eservice_id: "44444444-4444-4444-8444-444444444444".to_owned(),
        descriptor_ids: vec!["55555555-5555-4555-8555-555555555555".to_owned()],
        public_url: AUDIENCE.to_owned(),
    }
}

/// The plumbing, with more keys than those of these tests, open to organisations or not.
pub(crate) fn infra(more: (&[Value], &[Value]), replay: Option<Arc<dyn Replay>>, now: &Arc<AtomicI64>) -> Infra {
    let clock = {
        let now = Arc::clone(now);
        move || DateTime::from_timestamp(now.load(Ordering::Relaxed), 0).unwrap()
    };
    let owned = changed(other_client().jwk(), &json!({ "client_id": "client-2" }));
    let issuer = Issuer {
        issuer: CITIZENS.to_owned(),
        audience: "libretto".to_owned(),
        keys: set(&[Signer::ed("cittadini").jwk()]),
        bodies: false,
    };
    let infra =
        Infra::new(ApiConfig::default(), TokenVerifier::new(issuer, Arc::new(clock.clone())), Arc::new(Healthy));
    let pdnd_keys = set(&[&[pdnd().jwk()][..], more.0].concat());
    let client_keys = set(&[&[client().jwk(), owned][..], more.1].concat());
    match replay {
        Some(replay) => {
            infra.with_modi(Modi::new(eservice(), pdnd_keys, client_keys, replay, Arc::new(clock)), admitted())
        }
        None => infra,
    }
}

/// The organisations that are admitted.
fn admitted() -> [Ente; 2] {
    let of = |id: &str| Ente { id: id.parse().unwrap(), categoria: CategoriaEnte::Patronato };
    [of("33333333-3333-4333-8333-333333333333"), of("99999999-9999-4999-8999-999999999999")]
}

impl Api {
    /// The whole application, with a memory of its own for what is used once.
    pub(crate) async fn start() -> Self {
        Self::start_with(Some(Arc::new(UsedTokens::default()))).await
    }

    /// The whole application with this memory; without one it is not open to organisations.
    pub(crate) async fn start_with(replay: Option<Arc<dyn Replay>>) -> Self {
        let now = Arc::new(AtomicI64::new(NOW));
        let document = web::Data::new(Document::new(&routes));
        let methods = web::Data::new(MethodTable::new(document.value(), &[]));
        let infra = web::Data::new(infra((&[], &[]), replay, &now));
        Self::of(init_service(app(infra, document, methods, &routes)).await, now)
    }

    /// Any application.
    pub(crate) fn of<B: MessageBody + 'static>(
        service: impl Service<Request, Response = ServiceResponse<B>, Error = Error> + 'static,
        now: Arc<AtomicI64>,
    ) -> Self {
        let service = Rc::new(service);
        let send = move |request| -> LocalBoxFuture<'static, (u16, String, String)> {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let response = match try_call_service(&*service, request).await {
                    Ok(answer) => answer.into_parts().1.map_into_boxed_body(),
                    Err(error) => error.as_response_error().error_response(),
                };
                read(response).await
            })
        };
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
        Self { send: Box::new(send), lines, now, _log: tracing::subscriber::set_default(subscriber) }
    }

    /// Moves the clock.
    pub(crate) fn at(&self, now: i64) {
        self.now.store(now, Ordering::Relaxed);
    }

    pub(crate) async fn send(&self, call: Call) -> Answer {
        self.lines.0.lock().unwrap().clear();
        let mut request = TestRequest::with_uri(&format!("{BASE_PATH}{}", call.path)).method(call.method);
        for (name, value) in &call.headers {
            request = request.append_header((name.as_str(), value.as_str()));
        }
        let (status, challenge, text) = (self.send)(request.set_payload(call.body).to_request()).await;
        let lines = String::from_utf8(self.lines.0.lock().unwrap().clone()).unwrap();
        for secret in ["op-7781", "sede-042", "eyJ"] {
            assert!(!lines.contains(secret), "the log tells {secret}");
        }
        let mut lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let reason = lines.find_map(|line| line["fields"]["motivo"].as_str().map(str::to_owned));
        let json = serde_json::from_str(&text).unwrap_or_default();
        Answer { status, challenge, text, json, reason }
    }

    /// Sends what must be accepted.
    pub(crate) async fn accepted(&self, call: Call) -> Value {
        let answer = self.send(call).await;
        assert_eq!((answer.status, answer.reason), (200, None), "{}", answer.text);
        answer.json
    }

    /// Sends what must be refused for this reason, and with the answer of every other refusal.
    pub(crate) async fn refused(&self, call: Call, reason: &str) {
        let bound = call.headers.iter().any(|(name, value)| name == "Authorization" && value.starts_with("DPoP "));
        let path = call.path.clone();
        let answer = self.send(call).await;
        let told = answer.reason.unwrap_or_default();
        let found = told.rsplit_once(": ").map_or(told.as_str(), |(_, found)| found);
        assert_eq!((answer.status, found), (401, reason), "{}", answer.text);
        let scheme = if bound { "DPoP" } else { "Bearer" };
        assert!(answer.challenge.starts_with(scheme) && answer.challenge.contains("error=\"invalid_token\""));
        let expected = json!({
            "type": "/problemi/non-autenticato", "title": "Autenticazione richiesta", "status": 401,
            "codice": "non-autenticato", "detail": ProblemType::NonAutenticato.entry().description, "instance": format!("{BASE_PATH}{path}"),
        });
        let mut body = answer.json;
        assert!(body.as_object_mut().unwrap().remove("request_id").is_some());
        assert_eq!(body, expected, "a refusal tells nothing more");
    }
}

async fn read(response: HttpResponse<BoxBody>) -> (u16, String, String) {
    let status = response.status().as_u16();
    let challenge = response.headers().get("www-authenticate").map(|value| value.to_str().unwrap().to_owned());
    let body = to_bytes(response.into_body()).await.unwrap_or_default();
    (status, challenge.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
}
