//! The vectors: made elsewhere, with other libraries, on a fixed clock.

use crate::keys::{Signer, changed};
use crate::support::{Api, Call, evidence_claims, infra};
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::test::init_service;
use actix_web::{App, HttpResponse, web};
use libretto_api::auth::{Caller, authenticate};
use libretto_api::middleware::envelope::envelope;
use libretto_core::memory::UsedTokens;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

/// Each case in the order in which it is sent, with the reason for which it must be refused.
const CASES: &[(&str, Option<&str>)] = &[
    ("ok_bearer", None),
    ("ok_with_digest", None),
    ("bad_digest_mismatch", Some("the evidence is not the one of the voucher")),
    ("bad_expired", Some("expired")),
    ("bad_aud", Some("aud")),
    ("bad_kid_unknown", Some("unknown kid")),
    ("bad_alg_none", Some("not three parts")),
    ("integrity_ok", None),
    ("integrity_body_changed", Some("the body is not the signed one")),
    ("integrity_replay_of_ok", Some("used before")),
    ("dpop_ok", None),
    ("dpop_wrong_method", Some("htm")),
];

fn vectors() -> Value {
    serde_json::from_str(include_str!("vettori.json")).unwrap()
}

/// Signs the evidences that the vectors leave out, for the vectors' client.
fn operator() -> Signer {
    Signer::ec("operatore")
}

async fn who(_: Caller, _: web::Bytes) -> HttpResponse {
    HttpResponse::Ok().finish()
}

/// Every path asks who calls: the proofs of the vectors are for one that is public.
async fn service() -> Api {
    let vectors = vectors();
    let keys = |set: &str| vectors[set]["keys"].as_array().unwrap().clone();
    let clients = [keys("client_jwks"), vec![operator().jwk()]].concat();
    let now = Arc::new(AtomicI64::new(vectors["now"].as_i64().unwrap()));
    let infra = infra((&keys("pdnd_jwks"), &clients), Some(Arc::new(UsedTokens::default())), &now);
    let app = App::new().app_data(web::Data::new(infra)).wrap(from_fn(authenticate)).wrap(from_fn(envelope));
    Api::of(init_service(app.default_service(web::to(who))).await, now)
}

fn call(case: &Value) -> Call {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let scheme = case["scheme"].as_str().unwrap_or("Bearer");
    let mut call = Call {
        method: case["method"].as_str().map_or(Method::GET, |name| Method::from_bytes(name.as_bytes()).unwrap()),
        path: "/status".to_owned(),
        headers: vec![("Authorization".to_owned(), format!("{scheme} {}", text(&case["voucher"])))],
        body: text(&case["body"]).into_bytes(),
    };
    for (name, value) in case["headers"].as_object().into_iter().flatten() {
        call = call.with(name, &text(value));
    }
    let own = || {
        let claims = changed(evidence_claims(), &json!({ "iss": "client-0001" }));
        operator().sign(&operator().header("JWT"), &claims)
    };
    let evidence = case["tracking_evidence"].as_str().map_or_else(own, str::to_owned);
    call.with("Agid-JWT-TrackingEvidence", &evidence)
}

#[actix_web::test]
async fn every_vector_is_answered_as_it_says() {
    let (api, vectors) = (service().await, vectors());
    let cases = vectors["cases"].as_object().unwrap();
    assert_eq!(cases.len(), CASES.len(), "each vector has its reason here");
    for (name, reason) in CASES {
        let case = &cases[*name];
        assert_eq!(case["expect"] == "accept", reason.is_none(), "{name}");
        match reason {
            Some(reason) => api.refused(call(case), reason).await,
            None => assert_eq!(api.send(call(case)).await.reason, None, "{name}"),
        }
    }
    // And what was used once is not used again.
    for name in ["integrity_ok", "dpop_ok"] {
        api.refused(call(&cases[name]), "used before").await;
    }
}

#[actix_web::test]
async fn a_vector_with_a_letter_changed_is_refused() {
    let (api, vectors) = (service().await, vectors());
    let voucher = vectors["cases"]["ok_bearer"]["voucher"].as_str().unwrap();
    let mut case = vectors["cases"]["ok_bearer"].clone();
    let (message, signature) = voucher.rsplit_once('.').unwrap();
    let first = if signature.starts_with('A') { "B" } else { "A" };
    case["voucher"] = json!(format!("{message}.{first}{}", &signature[1..]));
    api.refused(call(&case), "signature").await;
}
