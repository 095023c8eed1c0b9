//! Proofs of possession (RFC 9449): whoever sends a bound token holds its key.

use crate::keys::{Signer, changed};
use crate::support::{Api, CITIZENS, Call, NOW, holder, proof_claims, proof_header, voucher};
use serde_json::{Value, json};

fn bound() -> String {
    voucher(&json!({ "cnf": { "jkt": holder().thumbprint() } }))
}

fn proof(token: &str, header: &Value, claims: &Value) -> String {
    holder().sign(&changed(proof_header(&holder()), header), &changed(proof_claims("GET", "/chi", token), claims))
}

fn call(token: &str, proof: &str) -> Call {
    Call::get(token).with("Authorization", &format!("DPoP {token}")).with("DPoP", proof)
}

#[actix_web::test]
async fn a_bound_voucher_comes_with_the_proof_of_its_key() {
    let api = Api::start().await;
    let token = bound();
    for _ in 0..2 {
        let answer = api.accepted(call(&token, &proof(&token, &json!({}), &json!({})))).await;
        assert_eq!(answer["ruolo"], "Intermediario");
    }
    let asked = "/chi?pagina=2";
    let query = Call { path: asked.to_owned(), ..call(&token, &proof(&token, &json!({}), &json!({}))) };
    api.accepted(query).await;
    let post = Call::post(&token, b"{}").with("Authorization", &format!("DPoP {token}"));
    let claims = proof_claims("POST", "/fatti", &token);
    api.accepted(post.with("DPoP", &holder().sign(&proof_header(&holder()), &claims))).await;
}

#[actix_web::test]
async fn a_bound_token_is_no_bearer_token_and_a_free_one_needs_no_proof() {
    let api = Api::start().await;
    let token = bound();
    api.refused(Call::get(&token), "a bound token without its proof").await;
    let with_proof = call(&token, &proof(&token, &json!({}), &json!({})));
    api.refused(with_proof.with("Authorization", &format!("Bearer {token}")), "a bound token without its proof").await;
    let free = voucher(&json!({}));
    let call = call(&free, &proof(&free, &json!({}), &json!({})));
    api.refused(call, "a proof for a token that is not bound").await;
}

#[actix_web::test]
async fn a_proof_is_for_one_call_with_one_token() {
    let api = Api::start().await;
    let token = bound();
    let refused = async |claims: Value, reason: &str| {
        api.refused(call(&token, &proof(&token, &json!({}), &claims)), reason).await;
    };
    refused(json!({ "htm": "POST" }), "htm").await;
    refused(json!({ "htm": "get" }), "htm").await;
    refused(json!({ "htu": "https://api.example.it/chi" }), "htu").await;
    refused(json!({ "htu": "https://evil.example/rest/lavoro-occasionale/v1/libretto-famiglia/chi" }), "htu").await;
    refused(json!({ "htu": "http://api.example.it/rest/lavoro-occasionale/v1/libretto-famiglia/chi" }), "htu").await;
    refused(json!({ "htu": "/rest/lavoro-occasionale/v1/libretto-famiglia/chi" }), "htu").await;
    refused(json!({ "htu": "" }), "htu").await;
    refused(json!({ "ath": "2caz_03mUxMYkkue8e9e_xwixYTyDwBFJd-4WtKjTC0" }), "ath").await;
    refused(json!({ "iat": NOW - 91 }), "the proof is old or of the future").await;
    refused(json!({ "iat": NOW + 31 }), "the proof is old or of the future").await;
    refused(json!({ "iat": i64::MIN }), "the proof is old or of the future").await;
    refused(json!({ "jti": "" }), "jti of the proof").await;
    for missing in ["jti", "htm", "htu", "iat", "ath"] {
        refused(json!({ missing: null }), "claims").await;
    }
    for iat in [NOW - 90, NOW + 30] {
        api.accepted(call(&token, &proof(&token, &json!({}), &json!({ "iat": iat })))).await;
    }
    let of_another = bound();
    api.refused(call(&token, &proof(&of_another, &json!({}), &json!({}))), "ath").await;
    let none = Call::get(&token).with("Authorization", &format!("DPoP {token}"));
    api.refused(none.clone(), "no proof").await;
    let good = proof(&token, &json!({}), &json!({}));
    api.refused(none.with("DPoP", &good).and("DPoP", &good), "a header is sent twice").await;
}

#[actix_web::test]
async fn a_proof_is_used_once_for_as_long_as_it_is_good() {
    let api = Api::start().await;
    let token = bound();
    // As old and as new as it may be: between the two lie the ninety seconds in which it could be sent again.
    let proof = proof(&token, &json!({}), &json!({ "iat": NOW + 30, "jti": "stretta" }));
    api.accepted(call(&token, &proof)).await;
    for later in [0, 1, 119, 120] {
        api.at(NOW + later);
        api.refused(call(&token, &proof), "used before").await;
    }
    api.at(NOW + 121);
    api.refused(call(&token, &proof), "the proof is old or of the future").await;
}

#[actix_web::test]
async fn the_key_of_a_proof_is_public_allowed_and_the_bound_one() {
    let api = Api::start().await;
    let token = bound();
    let refused = async |header: Value, reason: &str| {
        api.refused(call(&token, &proof(&token, &header, &json!({}))), reason).await;
    };
    let public = proof_header(&holder())["jwk"].clone();
    refused(json!({ "typ": "JWT" }), "typ").await;
    refused(json!({ "typ": null }), "typ").await;
    refused(json!({ "alg": "none" }), "algorithm not allowed").await;
    refused(json!({ "alg": "HS256" }), "algorithm not allowed").await;
    refused(json!({ "alg": "RS256" }), "algorithm of another key").await;
    refused(json!({ "crit": ["b64"] }), "critical header parameters of the proof").await;
    refused(json!({ "jwk": null }), "no key in the proof").await;
    refused(json!({ "jwk": {} }), "key of the proof").await;
    refused(json!({ "jwk": { "kty": "RSA", "n": "AQAB", "e": "AQAB" } }), "key of the proof").await;
    for private in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
        let jwk = changed(public.clone(), &json!({ private: "AAAA" }));
        refused(json!({ "jwk": jwk }), "a private key in the proof").await;
    }
    let symmetric = json!({ "kty": "oct", "k": "c2VncmV0bw" });
    refused(json!({ "jwk": symmetric, "alg": "ES256" }), "a private key in the proof").await;

    // Another key, whoever signs with it.
    let rogue = Signer::ec("intruso");
    let claims = proof_claims("GET", "/chi", &token);
    let own = rogue.sign(&proof_header(&rogue), &claims);
    api.refused(call(&token, &own), "the token is bound to another key").await;
    let forged = rogue.sign(&proof_header(&holder()), &claims);
    api.refused(call(&token, &forged), "signature").await;
}

#[actix_web::test]
async fn a_citizens_token_that_is_bound_is_checked_in_the_same_way() {
    let citizens = Signer::ed("cittadini");
    let claims = json!({
        "iss": CITIZENS, "aud": "libretto", "sub": "persona-1", "exp": NOW + 300, "acr": "https://www.spid.gov.it/SpidL2",
        "fiscal_number": "TINIT-RSSMRA80A01H501U", "cnf": { "jkt": holder().thumbprint() },
    });
    let token = citizens.sign(&citizens.header("at+jwt"), &claims);
    let api = Api::start().await;
    let good = proof(&token, &json!({}), &json!({}));
    assert_eq!(api.accepted(call(&token, &good)).await["ruolo"], "Cittadino");
    api.refused(call(&token, &good), "used before").await;
    api.refused(Call::get(&token), "a bound token without its proof").await;

    let without = Api::start_with(None).await;
    without.refused(Call::get(&token), "proofs of possession are not configured").await;
    without.refused(call(&token, &good), "proofs of possession are not configured").await;
}
