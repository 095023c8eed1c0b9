//! The key, the fingerprint, and what is refused in which order.

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
    for bad in [&[&b""[..]][..], &[b"a b"], &[&[b'x'; 129]], &[b"\xc3\xa9"], &[b"a", b"b"]] {
        assert_eq!(read(bad), Err(ProblemType::ChiaveIdempotenzaNonValida), "{bad:?}");
    }
}

#[test]
fn the_fingerprint_covers_method_path_and_body_apart() {
    let one = Fingerprint::of("POST", "/a", b"b");
    assert_eq!(one, Fingerprint::of("POST", "/a", b"b"));
    for other in [("PUT", "/a", &b"b"[..]), ("POST", "/ab", b""), ("POST", "/a", b"c"), ("POST/", "a", b"b")] {
        assert_ne!(one, Fingerprint::of(other.0, other.1, other.2), "{other:?}");
    }
    assert_eq!(one.to_string().len(), 64);
}

#[test]
fn a_key_in_progress_refuses_its_caller_and_nobody_else() {
    let registry = Arc::new(InFlight::default());
    let key = IdempotencyKey("k".into());
    let guard = registry.enter("a", &key).unwrap();
    assert_eq!(registry.enter("a", &key).unwrap_err().kind(), ProblemType::RichiestaInCorso);
    assert!(registry.enter("b", &key).is_ok(), "the key of one caller never concerns another");
    drop(guard);
    assert!(registry.enter("a", &key).is_ok());
}

#[utoipa::path(operation_id = "vediProfilo", params(IdempotencyKey), responses((status = 200, description = "x")))]
#[post("/eco")]
async fn echo(request: Idempotent<Value>) -> HttpResponse {
    HttpResponse::Ok().json(json!({"key": request.claim.key.as_str(), "body": request.body}))
}

#[utoipa::path(operation_id = "vediProfilo", params(IdempotencyKey), responses((status = 200, description = "x")))]
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
    assert_eq!(codice(post("/eco").insert_header(bearer())).await.1, "chiave-idempotenza-mancante");
    let typeless = post("/eco").insert_header(bearer()).insert_header(key).set_payload("{}");
    assert_eq!(codice(typeless).await.1, "tipo-di-contenuto-non-supportato");
    let good = || post("/eco").insert_header(bearer()).insert_header(key).insert_header(json_type).set_payload("{}");
    assert_eq!(codice(good()).await.0, StatusCode::OK);
    assert_eq!(codice(good()).await.0, StatusCode::OK, "the guard went with the first request");

    let unwanted = post("/vuota").insert_header(bearer()).insert_header(key).set_payload("{}");
    assert_eq!(codice(unwanted).await.1, "richiesta-non-valida");
    assert_eq!(codice(post("/vuota").insert_header(bearer()).insert_header(key)).await.0, StatusCode::OK);

    let caller = infra.verifier.verify(bearer().1.strip_prefix("Bearer ").unwrap()).await.unwrap();
    let _held = infra.in_flight.enter(caller.scope(), &IdempotencyKey("k-1".into())).unwrap();
    assert_eq!(codice(good()).await, (StatusCode::CONFLICT, "richiesta-in-corso".into()));
}
