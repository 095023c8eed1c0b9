//! `Agid-JWT-Signature` with `Digest`: what a call changes is what was signed.

use crate::keys::changed;
use crate::support::{
    Api, Call, NOW, client, digest, evidence, evidence_claims, evidence_digest, other_client, signature,
    signature_claims, voucher,
};
use actix_web::http::Method;
use serde_json::{Value, json};

const HEADER: &str = "Agid-JWT-Signature";
const BODY: &[u8] = b"{\"ore\":3}";
const JSON: (&str, &str) = ("content-type", "application/json");

fn post() -> Call {
    Call::post(&voucher(&json!({})), BODY)
}

/// A call whose signature says this.
fn signed(changes: &Value) -> Call {
    let digest = digest(BODY);
    let claims = changed(signature_claims(&[("digest", &digest), JSON]), changes);
    post().with(HEADER, &client().sign(&client().header("JWT"), &claims))
}

#[actix_web::test]
async fn a_signed_body_reaches_its_operation_as_it_was_sent() {
    let api = Api::start().await;
    let answer = api.accepted(post()).await;
    assert_eq!((&answer["integra"], &answer["corpo"]), (&json!(true), &json!("{\"ore\":3}")));
    let answer = api.accepted(Call::post(&voucher(&json!({})), b"")).await;
    assert_eq!(answer["corpo"], "", "an empty body is signed as such");
}

#[actix_web::test]
async fn what_was_changed_on_the_way_is_refused() {
    let api = Api::start().await;
    let body = |text: &[u8]| Call { body: text.to_vec(), ..post() };
    let other = "the body is not the signed one";
    for text in [&b"{\"ore\":9}"[..], b"", b"{\"ore\":3} ", b"{\"ore\":3}\n"] {
        api.refused(body(text), other).await;
    }
    // The digest changed with the body: then it is not the signed one.
    let both = Call { body: b"{\"ore\":9}".to_vec(), ..post().with("Digest", &digest(b"{\"ore\":9}")) };
    api.refused(both, "a signed header is not the received one").await;
    let received = "a signed header is not the received one";
    api.refused(post().with("Content-Type", "application/json; charset=utf-8"), received).await;
    api.refused(post().without("Content-Type"), received).await;
    api.refused(post().without("Digest"), received).await;
    api.refused(post().and("Digest", &digest(BODY)), "a header is sent twice").await;
    api.refused(post().and("Content-Type", "application/json"), "a header is sent twice").await;
    api.refused(post().without(HEADER), "no signature").await;
    let twice = post();
    let copy = twice.headers.iter().find(|(name, _)| name == HEADER).unwrap().1.clone();
    api.refused(twice.and(HEADER, &copy), "a header is sent twice").await;
}

#[actix_web::test]
async fn the_digest_and_how_to_read_the_body_must_be_signed() {
    let api = Api::start().await;
    let sum = digest(BODY);
    let with = |headers: &[(&str, &str)]| post().with(HEADER, &signature(headers));
    api.refused(with(&[JSON]), "digest is not signed").await;
    api.refused(with(&[]), "digest is not signed").await;
    let unsigned = "a header that tells how to read the body is not signed";
    api.refused(with(&[("digest", &sum)]), unsigned).await;
    let packed = with(&[("digest", &sum), JSON]).with("Content-Encoding", "gzip");
    api.refused(packed, unsigned).await;
    let missing = with(&[("digest", &sum), JSON, ("content-encoding", "gzip")]);
    api.refused(missing, "a signed header is not the received one").await;
    api.refused(with(&[("digest", &sum), JSON, ("x-altro", "1")]), "a signed header is not the received one").await;
    api.accepted(with(&[("digest", &sum), JSON, ("x-altro", "1")]).with("X-Altro", "1")).await;
    // Signed and sent compressed: the signature is good, whether the operation reads it is its own matter.
    let packed = with(&[("digest", &sum), JSON, ("content-encoding", "gzip")]).with("Content-Encoding", "gzip");
    assert_ne!(api.send(packed).await.status, 401);

    for headers in [
        json!([{ "digest": sum, "content-type": "application/json" }]),
        json!([{ "digest": sum }, { "digest": sum }, { "content-type": "application/json" }]),
        json!([{ "Digest": sum }, { "content-type": "application/json" }]),
        json!([{}, { "digest": sum }]),
    ] {
        api.refused(signed(&json!({ "signed_headers": headers })), "signed_headers").await;
    }
    for headers in [json!({ "digest": sum }), json!([["digest", sum]]), json!([{ "digest": 1 }]), Value::Null] {
        api.refused(signed(&json!({ "signed_headers": headers })), "claims").await;
    }
    for odd in ["SHA-512=AAAA", "SHA-256=AAAA", "", "SHA-256", "md5=1B2M2Y8AsgTpgAmY7PhCfg=="] {
        let call = post().with("Digest", odd).with(HEADER, &signature(&[("digest", odd), JSON]));
        api.refused(call, "digest").await;
    }
}

#[actix_web::test]
async fn a_signature_is_the_clients_for_us_and_for_now() {
    let api = Api::start().await;
    for (changes, reason) in [
        (json!({ "iss": "client-2" }), "iss is not the client of the voucher"),
        (json!({ "aud": "https://other.example.it" }), "aud"),
        (json!({ "exp": NOW - 30 }), "expired"),
        (json!({ "nbf": NOW + 31 }), "not valid yet"),
        (json!({ "iat": NOW + 31 }), "not valid yet"),
        (json!({ "exp": NOW + 86_401 }), "valid for too long"),
        (json!({ "jti": "" }), "jti"),
        (json!({ "jti": null }), "claims"),
    ] {
        api.refused(signed(&changes), reason).await;
    }
    let claims = signature_claims(&[("digest", &digest(BODY)), JSON]);
    let other = other_client().sign(&other_client().header("JWT"), &claims);
    api.refused(post().with(HEADER, &other), "the key of another client").await;
    let forged = other_client().sign(&client().header("JWT"), &claims);
    api.refused(post().with(HEADER, &forged), "signature").await;
    // An evidence is no signature, though the same key signed it.
    let evidence = client().sign(&client().header("JWT"), &evidence_claims());
    api.refused(post().with(HEADER, &evidence), "claims").await;
}

#[actix_web::test]
async fn a_signature_is_used_once_and_a_refused_call_uses_nothing_up() {
    let api = Api::start().await;
    let call = post();
    api.refused(Call { body: b"{}".to_vec(), ..call.clone() }, "the body is not the signed one").await;
    api.accepted(call.clone()).await;
    // The evidence stays with the voucher here, so that the signature alone is what was used.
    let shown = evidence(&json!({}));
    let bound = voucher(&json!({ "digest": evidence_digest(&shown) }));
    let signature = call.headers.iter().find(|(name, _)| name == HEADER).unwrap().1.clone();
    let again = Call::post(&bound, BODY).with("Agid-JWT-TrackingEvidence", &shown).with(HEADER, &signature);
    api.refused(again, "used before").await;
    api.accepted(Call::post(&bound, BODY).with("Agid-JWT-TrackingEvidence", &shown)).await;
}

#[actix_web::test]
async fn whatever_is_not_only_a_look_must_be_signed() {
    let api = Api::start().await;
    let token = voucher(&json!({}));
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::from_bytes(b"PURGE").unwrap()] {
        let call = Call { method, path: "/fatti".to_owned(), ..Call::get(&token) };
        let answer = api.send(call).await;
        assert_eq!(answer.reason.as_deref(), Some("invalid token: no signature"), "{}", answer.status);
    }
}

#[actix_web::test]
async fn a_body_that_is_too_large_is_told_as_that() {
    let api = Api::start().await;
    let large = vec![b' '; 512 * 1024 + 1];
    let answer = api.send(Call::post(&voucher(&json!({})), &large)).await;
    assert_eq!((answer.status, answer.json["codice"].as_str()), (413, Some("corpo-troppo-grande")));
}
