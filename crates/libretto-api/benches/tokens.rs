//! What it costs to know who calls. `request/nobody` is the baseline of the run: the same request without a token, answered by the same
//! handler. The others are that request with a token that was seen before; `first_seen` is the whole verification of a token that was
//! not, by the algorithm of its key, and `proof` what each call with a bound token costs on top.
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

#[path = "../tests/modi/keys.rs"]
mod keys;

use actix_web::http::StatusCode;
use actix_web::rt::System;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{HttpRequest, HttpResponse, get, web};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use criterion::{Criterion, criterion_group, criterion_main};
use keys::{Signer, changed};
use libretto_api::auth::modi::{Eservice, Modi};
use libretto_api::auth::{Caller, Issuer, NowFn, StaticKeys, TokenVerifier};
use libretto_api::middleware::methods::MethodTable;
use libretto_api::middleware::rate_limit::RateLimit;
use libretto_api::openapi::Document;
use libretto_api::server::app;
use libretto_api::state::{ApiConfig, Infra};
use libretto_api::status::HealthCheck;
use libretto_api::{BASE_PATH, ServiceConfig};
use libretto_core::memory::UsedTokens;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::hint::black_box;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

const NOW: i64 = 1_796_119_200;

struct Healthy;

#[async_trait]
impl HealthCheck for Healthy {
    async fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

#[utoipa::path(responses((status = 204, description = "x")))]
#[get("/chi")]
async fn who(request: HttpRequest, caller: Option<Caller>) -> HttpResponse {
    // Whoever sent a token must have been recognised, or the wrong thing is measured.
    let expected = request.headers().contains_key("Authorization");
    HttpResponse::build(if expected == caller.is_some() { StatusCode::NO_CONTENT } else { StatusCode::UNAUTHORIZED })
        .finish()
}

fn routes(config: &mut ServiceConfig<'_>) {
    config.service(who);
}

fn vectors() -> Value {
    serde_json::from_str(include_str!("../tests/modi/vettori.json")).unwrap()
}

fn clock() -> NowFn {
    Arc::new(|| DateTime::from_timestamp(NOW, 0).unwrap())
}

fn set(keys: &[Value]) -> Arc<StaticKeys> {
    Arc::new(StaticKeys::from_jwks(&json!({ "keys": keys }).to_string()).unwrap())
}

fn citizens() -> [Signer; 2] {
    [Signer::ec("ec"), Signer::ed("ed")]
}

fn issuer() -> Issuer {
    let keys: Vec<_> = citizens().iter().map(Signer::jwk).collect();
    Issuer {
        issuer: "https://idp.example.it".to_owned(),
        audience: "libretto".to_owned(),
        keys: set(&keys),
        bodies: false,
    }
}

fn citizen(signer: &Signer) -> String {
    let claims = json!({
        "iss": "https://idp.example.it", "aud": "libretto", "sub": "persona-1", "iat": NOW, "nbf": NOW, "exp": NOW + 300,
        "acr": "https://www.spid.gov.it/SpidL2", "fiscal_number": "TINIT-RSSMRA80A01H501U",
        "given_name": "Mario", "family_name": "Rossi",
    });
    signer.sign(&signer.header("at+jwt"), &claims)
}

/// The e-service of the vectors, whose vouchers are signed with RS256; and one voucher bound to a key, with ES256.
fn modi() -> Modi {
    let vectors = vectors();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let eservice = Eservice {
        issuer: text(&vectors["expected"]["iss"]),
        audience: text(&vectors["audience"]),
        producer_id: text(&vectors["expected"]["producerId"]),
        eservice_id: text(&vectors["expected"]["eserviceId"]),
        descriptor_ids: vec![text(&vectors["expected"]["descriptorId"])],
        public_url: text(&vectors["audience"]),
    };
    let keys = |name: &str| set(vectors[name]["keys"].as_array().unwrap());
    Modi::new(eservice, keys("pdnd_jwks"), keys("client_jwks"), Arc::new(UsedTokens::default()), clock())
}

fn infra() -> Infra {
    let rate_limit = RateLimit { burst: NonZeroU32::MAX, period: Duration::from_secs(1) };
    let config = ApiConfig { rate_limit, ..ApiConfig::default() };
    Infra::new(config, TokenVerifier::new(issuer(), clock()), Arc::new(Healthy)).with_modi(modi(), [])
}

fn requests(criterion: &mut Criterion) {
    let system = System::new();
    let document = web::Data::new(Document::new(&routes));
    let methods = web::Data::new(MethodTable::new(document.value(), &[]));
    let service = system.block_on(init_service(app(web::Data::new(infra()), document, methods, &routes)));
    let case = |name: &str| vectors()["cases"]["ok_with_digest"][name].as_str().unwrap().to_owned();
    let bearer = |token: String| ("Authorization".to_owned(), format!("Bearer {token}"));
    let evidence = ("Agid-JWT-TrackingEvidence".to_owned(), case("tracking_evidence"));
    let [ec, ed] = citizens();
    let calls = [
        ("nobody", vec![]),
        ("known_citizen_es256", vec![bearer(citizen(&ec))]),
        ("known_citizen_eddsa", vec![bearer(citizen(&ed))]),
        ("known_voucher_and_evidence_rs256", vec![bearer(case("voucher")), evidence]),
    ];
    let mut group = criterion.benchmark_group("request");
    for (name, headers) in calls {
        let request = || {
            let mut request = TestRequest::get().uri(&format!("{BASE_PATH}/chi"));
            for (name, value) in &headers {
                request = request.insert_header((name.as_str(), value.as_str()));
            }
            request.to_request()
        };
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let answer = system.block_on(call_service(&service, request()));
                assert_eq!(answer.status(), StatusCode::NO_CONTENT);
            });
        });
    }
    group.finish();
}

fn first_seen(criterion: &mut Criterion) {
    let system = System::new();
    let mut group = criterion.benchmark_group("first_seen");
    for (name, signer) in ["es256", "eddsa"].into_iter().zip(citizens()) {
        let (issuer, token) = (issuer(), citizen(&signer));
        group.bench_function(name, |bencher| {
            // A verifier that has seen nothing.
            bencher.iter(|| {
                let verifier = TokenVerifier::new(issuer.clone(), clock());
                assert!(system.block_on(verifier.verify(black_box(&token))).is_ok());
            });
        });
    }
    let voucher = vectors()["cases"]["ok_bearer"]["voucher"].as_str().unwrap().to_owned();
    group.bench_function("rs256", |bencher| {
        let fresh = || modi();
        bencher.iter_batched_ref(
            fresh,
            |modi| assert!(system.block_on(modi.voucher(black_box(&voucher))).is_ok()),
            criterion::BatchSize::SmallInput,
        );
    });
    group.finish();
}

/// A citizen's token bound to a key, with a new proof for each call.
fn proof(criterion: &mut Criterion) {
    let system = System::new();
    let document = web::Data::new(Document::new(&routes));
    let methods = web::Data::new(MethodTable::new(document.value(), &[]));
    let service = system.block_on(init_service(app(web::Data::new(infra()), document, methods, &routes)));
    let ([ec, _], holder) = (citizens(), Signer::ec("possesso"));
    let claims = json!({
        "iss": "https://idp.example.it", "aud": "libretto", "sub": "persona-1", "exp": NOW + 300,
        "acr": "https://www.spid.gov.it/SpidL2", "cnf": { "jkt": holder.thumbprint() },
    });
    let token = ec.sign(&ec.header("at+jwt"), &claims);
    let audience = vectors()["audience"].as_str().unwrap().to_owned();
    let mut jwk = holder.jwk();
    jwk.as_object_mut().unwrap().remove("kid");
    let header = changed(holder.header("dpop+jwt"), &json!({ "jwk": jwk, "kid": null }));
    let number = Cell::new(0_u64);
    let request = || {
        number.set(number.get() + 1);
        let claims = json!({
            "jti": number.get().to_string(), "htm": "GET", "htu": format!("{audience}/chi"), "iat": NOW,
            "ath": URL_SAFE_NO_PAD.encode(Sha256::digest(&token)),
        });
        let request = TestRequest::get().uri(&format!("{BASE_PATH}/chi"));
        let request = request.insert_header(("Authorization", format!("DPoP {token}")));
        request.insert_header(("DPoP", holder.sign(&header, &claims))).to_request()
    };
    criterion.bench_function("proof/es256", |bencher| {
        bencher.iter_batched(
            request,
            |request| {
                let answer = system.block_on(call_service(&service, request));
                assert_eq!(answer.status(), StatusCode::NO_CONTENT);
            },
            criterion::BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, requests, first_seen, proof);
criterion_main!(benches);
