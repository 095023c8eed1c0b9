//! The application over a store in memory, and people who call it.

use actix_web::body::to_bytes;
use actix_web::http::{Method, StatusCode};
use actix_web::test::{TestRequest, init_service, try_call_service};
use actix_web::web;
use async_trait::async_trait;
use chrono::DateTime;
use futures_util::future::LocalBoxFuture;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use libretto_api::BASE_PATH;
use libretto_api::auth::{Issuer, StaticKeys, TokenVerifier};
use libretto_api::middleware::methods::MethodTable;
use libretto_api::openapi::Document;
use libretto_api::resources::{AppState, ClockGoesBack, Reading, Sandbox};
use libretto_api::server::app;
use libretto_api::state::{ApiConfig, Infra};
use libretto_api::status::HealthCheck;
use libretto_core::contract::people::{Person, declarations};
use libretto_core::contract::{
    CountingIds, FixedClock, KeptDocuments, NumberedFunding, RecordedPayouts, ToldDirectory, memory_adapter,
};
use libretto_core::ports::{Clock, Directory};
use libretto_core::use_cases::Libretto;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const ISSUER: &str = "https://issuer.example";
const AUDIENCE: &str = "libretto";
/// 2026-02-01T08:00:00Z: tokens are judged at this instant, whatever the clock of the law shows.
const NOW: i64 = 1_769_932_800;

type Call = Box<dyn Fn(actix_http::Request) -> LocalBoxFuture<'static, Answer>>;

/// The application with its clock.
pub(crate) struct Api {
    call: Call,
    clock: Arc<FixedClock>,
    pub(crate) directory: Arc<ToldDirectory>,
    keys: Cell<u32>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
    pub(crate) json: Value,
    headers: Vec<(String, String)>,
}

/// Someone who calls.
#[derive(Clone)]
pub(crate) struct Who(String);

/// What a request carries.
#[derive(Clone, Default)]
pub(crate) struct Extra<'a> {
    /// `Idempotency-Key`; a new one when absent, none when empty.
    pub(crate) key: Option<&'a str>,
    /// `If-Match`.
    pub(crate) version: Option<&'a str>,
    /// A body that is no JSON.
    pub(crate) bytes: Option<&'a [u8]>,
}

struct Healthy;

#[async_trait]
impl HealthCheck for Healthy {
    async fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

/// Never runs; it only remembers whether it was told to stand still.
struct MovableClock(Arc<FixedClock>, AtomicBool);

impl Sandbox for MovableClock {
    fn read(&self) -> Reading {
        Reading { now: self.0.now(), still: self.1.load(Ordering::Relaxed) }
    }

    fn advance(&self, to: Reading) -> Result<(), ClockGoesBack> {
        let now = self.0.now();
        if to.now < now {
            return Err(ClockGoesBack { now });
        }
        self.0.set(to.now);
        self.1.store(to.still, Ordering::Relaxed);
        Ok(())
    }
}

fn key() -> EncodingKey {
    // PKCS#8 of an Ed25519 key: a fixed head and the 32 bytes of the seed.
    let head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    EncodingKey::from_ed_der(&[&head[..], &[9_u8; 32]].concat())
}

fn infra() -> Infra {
    let mut jwk = Jwk::from_encoding_key(&key(), Algorithm::EdDSA).unwrap();
    jwk.common.key_id = Some("test".to_owned());
    let keys = StaticKeys::from_jwks(&json!({ "keys": [jwk] }).to_string()).unwrap();
    let issuer =
        Issuer { issuer: ISSUER.to_owned(), audience: AUDIENCE.to_owned(), keys: Arc::new(keys), bodies: true };
    let verifier = TokenVerifier::new(issuer, Arc::new(|| DateTime::from_timestamp(NOW, 0).unwrap()));
    Infra::new(ApiConfig::default(), verifier, Arc::new(Healthy))
}

/// The application on an empty store, on 20 February 2026, as a sandbox or as production.
pub(crate) async fn start(sandbox: bool) -> Api {
    start_at("2026-02-20T10:00", sandbox).await
}

/// The application on an empty store, at an Italian time.
pub(crate) async fn start_at(time: &str, sandbox: bool) -> Api {
    let clock = Arc::new(FixedClock::at_rome(time));
    let (adapter, directory) = (memory_adapter(), Arc::new(ToldDirectory::default()));
    let libretto = Libretto {
        store: adapter.store,
        queries: adapter.queries,
        funding: Arc::new(NumberedFunding),
        payouts: Arc::new(RecordedPayouts::default()),
        documents: Arc::new(KeptDocuments::default()),
        directory: Arc::clone(&directory) as Arc<dyn Directory>,
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        ids: Arc::new(CountingIds::new()),
    };
    let movable =
        sandbox.then(|| Arc::new(MovableClock(Arc::clone(&clock), AtomicBool::new(false))) as Arc<dyn Sandbox>);
    let routes = AppState::new(libretto, movable).routes();
    let document = web::Data::new(Document::new(&routes));
    let methods = web::Data::new(MethodTable::new(document.value(), &[]));
    let service = Rc::new(init_service(app(web::Data::new(infra()), document, methods, &routes)).await);
    let call = move |request| -> LocalBoxFuture<'static, Answer> {
        let service = Rc::clone(&service);
        Box::pin(async move {
            let response = match try_call_service(&*service, request).await {
                Ok(answer) => answer.into_parts().1,
                Err(error) => error.error_response(),
            };
            read(response).await
        })
    };
    Api { call: Box::new(call), clock, directory, keys: Cell::new(0) }
}

async fn read(response: actix_web::HttpResponse) -> Answer {
    let status = response.status();
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
    let headers = headers.collect();
    let text = String::from_utf8(to_bytes(response.into_body()).await.unwrap().to_vec()).unwrap();
    Answer { status, json: serde_json::from_str(&text).unwrap_or(Value::Null), text, headers }
}

impl Answer {
    /// A header; empty when absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// A text field, by JSON pointer.
    pub(crate) fn field(&self, pointer: &str) -> &str {
        let found = self.json.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("no {pointer} in {}", self.text))
    }

    /// Asserts the status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The codes of the violations.
    pub(crate) fn codes(&self) -> Vec<&str> {
        self.json["violazioni"].as_array().into_iter().flatten().filter_map(|one| one["codice"].as_str()).collect()
    }

    /// The answer without what differs in every request.
    pub(crate) fn without_request(&self) -> Value {
        let mut json = self.json.clone();
        for name in ["request_id", "instance"] {
            json.as_object_mut().unwrap().remove(name);
        }
        json
    }
}

impl Who {
    pub(crate) fn of(mut claims: Value) -> Self {
        let common = json!({
            "iss": ISSUER, "aud": AUDIENCE, "iat": NOW, "nbf": NOW, "exp": NOW + 600,
            "acr": "https://www.spid.gov.it/SpidL2",
        });
        claims.as_object_mut().unwrap().extend(common.as_object().unwrap().clone());
        let mut header = Header::new(Algorithm::EdDSA);
        (header.typ, header.kid) = (Some("at+jwt".to_owned()), Some("test".to_owned()));
        Self(encode(&header, &claims, &key()).unwrap())
    }

    /// The synthetic person with this number.
    pub(crate) fn person(number: u32) -> Self {
        Self::known_by(number, &code(number))
    }

    /// The same, born on another day.
    pub(crate) fn born(number: u32, day: &str) -> Self {
        Self::known_by(number, Person::number(number).born(day).codice_fiscale().as_str())
    }

    fn known_by(number: u32, code: &str) -> Self {
        Self::of(json!({
            "sub": format!("persona-{number}"), "fiscal_number": format!("TINIT-{code}"),
            "given_name": format!("Nome{number}"), "family_name": format!("Cognome{number}"),
        }))
    }

    /// A person whose identity does not say their name.
    pub(crate) fn nameless(number: u32) -> Self {
        let code = code(number);
        Self::of(json!({ "sub": "senza-nome", "fiscal_number": format!("TINIT-{code}") }))
    }

    /// Someone with a role and no person.
    pub(crate) fn role(role: &str) -> Self {
        Self::of(json!({ "sub": role, "ruolo": role }))
    }
}

/// The fiscal code of the synthetic person with this number.
pub(crate) fn code(number: u32) -> String {
    Person::number(number).codice_fiscale().as_str().to_owned()
}

/// The declarations that open a profile, on the wire.
pub(crate) fn dichiarazioni() -> Value {
    let given = declarations();
    let given = given.iter().map(|one| {
        let tipo = serde_json::to_value(one.tipo).unwrap();
        json!({ "tipo": tipo, "versione": one.versione })
    });
    given.collect()
}

/// A household that is registered.
pub(crate) struct Famiglia {
    pub(crate) who: Who,
    pub(crate) id: String,
}

/// A worker who is registered.
pub(crate) struct Lavoratore {
    pub(crate) who: Who,
    pub(crate) id: String,
}

impl Api {
    /// Sends a request below the base path.
    pub(crate) async fn send(
        &self,
        method: Method,
        who: &Who,
        path: &str,
        body: Option<&Value>,
        extra: Extra<'_>,
    ) -> Answer {
        self.at(method, who, &format!("{BASE_PATH}{path}"), body, extra).await
    }

    /// Sends a request to an address of the server.
    pub(crate) async fn at(
        &self,
        method: Method,
        who: &Who,
        address: &str,
        body: Option<&Value>,
        extra: Extra<'_>,
    ) -> Answer {
        let writes = method != Method::GET;
        let mut request = TestRequest::default()
            .method(method)
            .uri(address)
            .insert_header(("Authorization", format!("Bearer {}", who.0)));
        self.keys.set(self.keys.get() + 1);
        let fresh = format!("chiave-{}", self.keys.get());
        match extra.key {
            Some("") => {}
            Some(key) => request = request.insert_header(("Idempotency-Key", key)),
            None if writes => request = request.insert_header(("Idempotency-Key", fresh)),
            None => {}
        }
        if let Some(version) = extra.version {
            request = request.insert_header(("If-Match", version));
        }
        if let Some(bytes) = extra.bytes {
            request = request.set_payload(bytes.to_vec());
        }
        if let Some(body) = body {
            request = request.insert_header(("Content-Type", "application/json")).set_payload(body.to_string());
        }
        (self.call)(request.to_request()).await
    }

    /// `GET`.
    pub(crate) async fn get(&self, who: &Who, path: &str) -> Answer {
        self.send(Method::GET, who, path, None, Extra::default()).await
    }

    /// `POST` with a new key.
    pub(crate) async fn post(&self, who: &Who, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, who, path, Some(body), Extra::default()).await
    }

    /// `POST` on a version.
    pub(crate) async fn act(&self, who: &Who, path: &str, body: Option<&Value>, version: &str) -> Answer {
        self.send(Method::POST, who, path, body, Extra { version: Some(version), ..Extra::default() }).await
    }

    /// Sets the clock of the law.
    pub(crate) fn clock(&self, at: &str) {
        self.clock.set_rome(at);
    }

    /// Registers the person with this number as a household.
    pub(crate) async fn famiglia(&self, number: u32) -> Famiglia {
        let who = Who::person(number);
        let body = json!({ "tipo_utilizzatore": "persona_fisica", "dichiarazioni": dichiarazioni() });
        let id = self.post(&who, "/utilizzatori", &body).await.expect(201).field("/id").to_owned();
        Famiglia { who, id }
    }

    /// Registers the person with this number as a worker paid in this way.
    pub(crate) async fn lavoratore(&self, number: u32, modalita: Value) -> Lavoratore {
        self.lavoratore_come(Who::person(number), modalita).await
    }

    /// Registers a person as a worker paid in this way.
    pub(crate) async fn lavoratore_come(&self, who: Who, modalita: Value) -> Lavoratore {
        let body = json!({
            "dichiarazioni": dichiarazioni(), "modalita_pagamento": modalita,
            "autocertificazioni": [{ "categoria": "pensionato", "dal": "2026-01-01" }],
        });
        let id = self.post(&who, "/prestatori", &body).await.expect(201).field("/id").to_owned();
        Lavoratore { who, id }
    }

    /// Opens a top-up and pays it.
    pub(crate) async fn top_up(&self, famiglia: &Famiglia, importo: &str) {
        let path = format!("/utilizzatori/{}/versamenti", famiglia.id);
        let opened = self.post(&famiglia.who, &path, &json!({ "importo": importo })).await.expect(201);
        let receipt = json!({
            "codice_ricevuta": format!("R-{}", opened.field("/id")),
            "numero_avviso": opened.field("/avviso/numero_avviso"), "importo": importo,
        });
        let settled = self.post(&Who::role("sistema_pagamenti"), "/versamenti/ricevute", &receipt).await.expect(201);
        assert_eq!(settled.field("/esito"), "accreditata");
    }

    /// What a household can spend.
    pub(crate) async fn disponibile(&self, famiglia: &Famiglia) -> String {
        let path = format!("/utilizzatori/{}/portafoglio", famiglia.id);
        self.get(&famiglia.who, &path).await.expect(200).field("/disponibile").to_owned()
    }
}

/// A transfer to the account that examples use.
pub(crate) fn bonifico() -> Value {
    json!({ "tipo": "bonifico", "iban": "IT60X0542811101000000123456" })
}

/// The content of a record: work of 14 February 2026 between two hours.
pub(crate) fn work((from, to): (u32, u32), costo: &str) -> Value {
    json!({
        "ambito": "lavori_domestici", "inizio": format!("2026-02-14T{from:02}:00"), "fine": format!("2026-02-14T{to:02}:00"),
        "luogo": "Via di Prova 1, Roma", "costo_complessivo": costo,
    })
}

/// A communication of the same work.
pub(crate) fn communication(famiglia: &Famiglia, lavoratore: &Lavoratore, hours: (u32, u32), costo: &str) -> Value {
    let mut body = work(hours, costo);
    body["utilizzatore_id"] = json!(famiglia.id);
    body["prestatore_id"] = json!(lavoratore.id);
    body
}
