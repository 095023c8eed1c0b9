//! `Agid-JWT-TrackingEvidence`: who operates.

use crate::keys::changed;
use crate::support::{
    AUDIENCE, Api, Call, NOW, client, evidence, evidence_claims, evidence_digest, other_client, voucher,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use libretto_core::ports::{Replay, StoreError};
use serde_json::{Value, json};
use std::sync::Arc;

const HEADER: &str = "Agid-JWT-TrackingEvidence";

fn with(evidence: &str) -> Call {
    Call::get(&voucher(&json!({}))).with(HEADER, evidence)
}

#[actix_web::test]
async fn every_call_names_who_operates() {
    let api = Api::start().await;
    let token = voucher(&json!({}));
    api.refused(Call::get(&token).without(HEADER), "no evidence").await;
    api.refused(Call::post(&token, b"{}").without(HEADER), "no evidence").await;
    let twice = Call::get(&token).and(HEADER, &evidence(&json!({})));
    api.refused(twice, "a header is sent twice").await;
}

#[actix_web::test]
async fn every_claim_of_an_evidence_is_checked() {
    let api = Api::start().await;
    for (changes, reason) in [
        (json!({ "iss": "client-2" }), "iss is not the client of the voucher"),
        (json!({ "aud": "https://other.example.it" }), "aud"),
        (json!({ "exp": NOW - 30 }), "expired"),
        (json!({ "nbf": NOW + 31 }), "not valid yet"),
        (json!({ "iat": NOW + 31 }), "not valid yet"),
        (json!({ "exp": NOW + 86_401 }), "valid for too long"),
        (json!({ "exp": i64::MAX, "iat": i64::MIN, "nbf": null }), "valid for too long"),
        (json!({ "purposeId": "77777777-7777-4777-8777-777777777777" }), "the evidence is for another purpose"),
        (json!({ "userID": "" }), "userID"),
        (json!({ "userLocation": "a\u{7}" }), "userLocation"),
        (json!({ "LoA": "x".repeat(256) }), "LoA"),
        (json!({ "dnonce": 12 }), "dnonce"),
        (json!({ "dnonce": "123456789012x" }), "dnonce"),
        (json!({ "jti": "" }), "jti"),
    ] {
        api.refused(with(&evidence(&changes)), reason).await;
    }
    for missing in ["iss", "aud", "exp", "iat", "jti", "purposeId", "userID", "userLocation", "LoA"] {
        api.refused(with(&evidence(&json!({ missing: null }))), "claims").await;
    }
    api.accepted(with(&evidence(&json!({ "dnonce": null, "nbf": null, "aud": [AUDIENCE] })))).await;
    api.accepted(with(&evidence(&json!({ "dnonce": "1234567890123" })))).await;
}

#[actix_web::test]
async fn an_evidence_is_signed_by_the_client_of_the_voucher() {
    let api = Api::start().await;
    let sign = |header: Value| client().sign(&changed(client().header("JWT"), &header), &evidence_claims());
    api.refused(with(&sign(json!({ "typ": "at+jwt" }))), "typ").await;
    api.refused(with(&sign(json!({ "alg": "none" }))), "algorithm not allowed").await;
    api.refused(with(&sign(json!({ "alg": "HS256" }))), "algorithm not allowed").await;
    api.refused(with(&sign(json!({ "kid": "nobody" }))), "unknown kid").await;
    api.refused(with(&sign(json!({ "kid": "../keys" }))), "kid").await;
    api.refused(with(&sign(json!({ "jku": "https://rogue.example" }))), "a header parameter that is not accepted")
        .await;
    let forged = other_client().sign(&client().header("JWT"), &evidence_claims());
    api.refused(with(&forged), "signature").await;
    // A key that is known to be of another client signs nothing in the name of this one.
    let other = other_client().sign(&other_client().header("JWT"), &evidence_claims());
    api.refused(with(&other), "the key of another client").await;
    api.refused(with("x.y"), "not three parts").await;
}

#[actix_web::test]
async fn a_free_evidence_is_used_once_and_a_refused_call_uses_nothing_up() {
    let api = Api::start().await;
    let evidence = evidence(&json!({}));
    let expired = Call::get(&voucher(&json!({ "exp": NOW - 60 }))).with(HEADER, &evidence);
    api.refused(expired, "expired").await;
    api.accepted(with(&evidence)).await;
    api.refused(with(&evidence), "used before").await;
    // Nor does another voucher or the tolerance after its end bring it back.
    api.at(NOW + 149);
    api.refused(with(&evidence), "used before").await;
    api.at(NOW + 150);
    api.refused(with(&evidence), "expired").await;
}

#[actix_web::test]
async fn an_evidence_that_the_pdnd_was_shown_belongs_to_its_voucher() {
    let api = Api::start().await;
    let shown = evidence(&json!({}));
    let token = voucher(&json!({ "digest": evidence_digest(&shown) }));
    for _ in 0..3 {
        api.accepted(Call::get(&token).with(HEADER, &shown)).await;
    }
    let another = Call::get(&token);
    api.refused(another, "the evidence is not the one of the voucher").await;
    api.refused(Call::get(&token).without(HEADER), "no evidence").await;

    api.at(NOW + 150);
    api.refused(Call::get(&token).with(HEADER, &shown), "expired").await;
    api.at(NOW);

    let guessable = evidence(&json!({ "dnonce": null }));
    let token = voucher(&json!({ "digest": evidence_digest(&guessable) }));
    api.refused(Call::get(&token).with(HEADER, &guessable), "dnonce").await;
}

/// A memory that cannot be asked.
struct Gone;

#[async_trait]
impl Replay for Gone {
    async fn first_use(
        &self,
        _: &'static str,
        _: &[u8; 32],
        _: DateTime<Utc>,
        _: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        Err(StoreError::Unavailable("gone".into()))
    }
}

#[actix_web::test]
async fn without_the_memory_of_what_was_used_nobody_is_let_in() {
    let api = Api::start_with(Some(Arc::new(Gone))).await;
    let answer = api.send(Call::get(&voucher(&json!({})))).await;
    assert_eq!((answer.status, answer.json["codice"].as_str()), (503, Some("servizio-non-disponibile")));
}
