//! The voucher: who made it, for which e-service, for when.

use crate::keys::{Signer, changed, part};
use crate::support::{
    AUDIENCE, Api, CITIZENS, CLIENT, Call, ISSUER, NOW, PURPOSE, client, evidence, other_client, pdnd, voucher,
    voucher_claims,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};

fn with_header(changes: &Value) -> String {
    pdnd().sign(&changed(pdnd().header("at+jwt"), changes), &voucher_claims())
}

#[actix_web::test]
async fn a_good_voucher_names_the_organisation_its_purpose_and_its_operator() {
    let api = Api::start().await;
    let token = voucher(&json!({ "jti": "v-unico" }));
    let caller = api.accepted(Call::get(&token)).await;
    assert_eq!(caller["ruolo"], "Intermediario");
    assert_eq!(caller["consumer"], "33333333-3333-4333-8333-333333333333");
    assert_eq!((&caller["client"], &caller["purpose"]), (&json!(CLIENT), &json!(PURPOSE)));
    assert_eq!((&caller["voucher"], &caller["integra"]), (&json!("v-unico"), &json!(false)));
    assert_eq!(caller["operatore"], json!(["op-7781", "sede-042", "LOA3"]));
    let printed = caller["debug"].as_str().unwrap();
    assert!(!printed.contains("op-7781") && !printed.contains("sede"), "{printed}");

    // A voucher is used until it expires; another one of the same client is the same caller.
    let again = api.accepted(Call::get(&token)).await;
    let other = api.accepted(Call::get(&voucher(&json!({})))).await;
    assert_eq!((&again["scope"], &other["scope"]), (&caller["scope"], &caller["scope"]));
    let stranger = voucher(&json!({ "consumerId": "99999999-9999-4999-8999-999999999999" }));
    assert_ne!(api.accepted(Call::get(&stranger)).await["scope"], caller["scope"]);
}

#[actix_web::test]
async fn every_claim_of_a_voucher_must_be_ours() {
    let api = Api::start().await;
    let other = "66666666-6666-4666-8666-666666666666";
    for (changes, reason) in [
        (json!({ "aud": "https://other.example.it" }), "aud"),
        (json!({ "aud": [] }), "aud"),
        (json!({ "aud": format!("{AUDIENCE}/") }), "aud"),
        (json!({ "producerId": other }), "producerId"),
        (json!({ "eserviceId": other }), "eserviceId"),
        (json!({ "descriptorId": other }), "descriptorId"),
        (json!({ "descriptorId": null }), "descriptorId"),
        (json!({ "sub": "client-2" }), "sub is not client_id"),
        (json!({ "sub": "", "client_id": "" }), "client_id"),
        (json!({ "purposeId": "" }), "purposeId"),
        (json!({ "consumerId": " " }), "consumerId"),
        (json!({ "consumerId": "a\nb" }), "consumerId"),
        (json!({ "jti": "x".repeat(256) }), "jti"),
        (json!({ "exp": NOW - 30 }), "expired"),
        (json!({ "nbf": NOW + 31 }), "not valid yet"),
        (json!({ "iat": NOW + 31 }), "not valid yet"),
        (json!({ "digest": { "alg": "SHA1", "value": "00" } }), "digest of the evidence"),
        (json!({ "digest": { "alg": "SHA256", "value": "0".repeat(63) } }), "digest of the evidence"),
        (json!({ "cnf": { "x5t#S256": "abc" } }), "cnf without jkt"),
        (json!({ "exp": "soon" }), "claims"),
    ] {
        api.refused(Call::get(&voucher(&changes)), reason).await;
    }
    for missing in
        ["aud", "sub", "client_id", "exp", "nbf", "iat", "jti", "purposeId", "consumerId", "producerId", "eserviceId"]
    {
        api.refused(Call::get(&voucher(&json!({ missing: null }))), "claims").await;
    }
    api.accepted(Call::get(&voucher(&json!({ "aud": ["https://other.example.it", AUDIENCE] })))).await;
    api.accepted(Call::get(&voucher(&json!({ "exp": NOW - 29, "nbf": NOW + 30, "iat": NOW + 30 })))).await;
}

#[actix_web::test]
async fn a_voucher_that_was_good_is_still_judged_by_its_times() {
    let api = Api::start().await;
    let token = voucher(&json!({}));
    api.accepted(Call::get(&token)).await;
    api.at(NOW + 630);
    let late = json!({ "iat": NOW + 630, "nbf": NOW + 630, "exp": NOW + 700 });
    let call = Call::get(&token).with("Agid-JWT-TrackingEvidence", &evidence(&late));
    api.refused(call, "expired").await;
}

#[actix_web::test]
async fn the_header_of_a_voucher_chooses_nothing() {
    let api = Api::start().await;
    for (changes, reason) in [
        (json!({ "typ": "JWT" }), "typ"),
        (json!({ "typ": null }), "typ"),
        (json!({ "typ": "dpop+jwt" }), "typ"),
        (json!({ "alg": "none" }), "algorithm not allowed"),
        (json!({ "alg": "None" }), "algorithm not allowed"),
        (json!({ "alg": "HS256" }), "algorithm not allowed"),
        (json!({ "alg": "ES384" }), "algorithm not allowed"),
        (json!({ "alg": "PS256" }), "algorithm not allowed"),
        (json!({ "alg": "EdDSA" }), "algorithm not allowed"),
        (json!({ "alg": "RS256" }), "algorithm of another key"),
        (json!({ "alg": null }), "unreadable header"),
        (json!({ "kid": null }), "no kid"),
        (json!({ "kid": "nobody" }), "unknown kid"),
        (json!({ "kid": "PDND" }), "unknown kid"),
        (json!({ "kid": "../pdnd" }), "kid"),
        (json!({ "kid": "..%2fpdnd" }), "kid"),
        (json!({ "kid": "/dev/null" }), "kid"),
        (json!({ "kid": "pdnd\u{0}" }), "kid"),
        (json!({ "kid": "pdnd' OR '1'='1" }), "kid"),
        (json!({ "kid": "pdnd?x=1" }), "kid"),
        (json!({ "kid": "" }), "kid"),
        (json!({ "kid": "p".repeat(256) }), "kid"),
    ] {
        api.refused(Call::get(&with_header(&changes)), reason).await;
    }
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("jku", json!("https://rogue.example/jwks")),
        ("x5u", json!("https://rogue.example/x5u")),
        ("jwk", Signer::ec("rogue").jwk()),
        ("x5c", json!([])),
        ("zip", json!("DEF")),
        ("enc", json!("A256GCM")),
        ("b64", json!(false)),
    ] {
        let call = Call::get(&with_header(&json!({ name: value })));
        api.refused(call, "a header parameter that is not accepted").await;
    }
}

#[actix_web::test]
async fn a_public_key_is_no_secret_and_another_key_no_signature() {
    let api = Api::start().await;
    // The public key of the PDND, taken for a shared secret.
    let public = pdnd().jwk()["x"].as_str().map(|x| URL_SAFE_NO_PAD.decode(x).unwrap()).unwrap();
    let header = changed(pdnd().header("at+jwt"), &json!({ "alg": "HS256" }));
    let message = format!("{}.{}", part(&header), part(&voucher_claims()));
    let signature = crypto::sign(message.as_bytes(), &EncodingKey::from_secret(&public), Algorithm::HS256).unwrap();
    api.refused(Call::get(&format!("{message}.{signature}")), "algorithm not allowed").await;

    for forger in [Signer::ec("rogue"), client(), other_client()] {
        api.refused(Call::get(&forger.sign(&pdnd().header("at+jwt"), &voucher_claims())), "signature").await;
    }
    // A client may sign evidences with its key, and no voucher.
    let own = client().sign(&client().header("at+jwt"), &voucher_claims());
    api.refused(Call::get(&own), "unknown kid").await;
}

#[actix_web::test]
async fn what_is_no_token_is_refused() {
    let api = Api::start().await;
    let good = voucher(&json!({}));
    let (message, signature) = good.rsplit_once('.').unwrap();
    for (token, reason) in [
        (format!("{message}."), "not three parts"),
        (format!("{good}.{signature}"), "not three parts"),
        (format!("{}.{}.{signature}", "e30", message.split_once('.').unwrap().1), "unreadable header"),
        (format!("{message}.{signature}=="), "signature"),
        (format!("{message}.AAAA"), "signature"),
    ] {
        api.refused(Call::get(&token), reason).await;
    }
    for token in ["x", "a.b.c"] {
        api.refused(Call::get(token), "unreadable header").await;
    }
    let twice = Call::get(&good).and("Authorization", &format!("Bearer {good}"));
    api.refused(twice, "more than one Authorization header").await;
}

#[actix_web::test]
async fn the_claimed_issuer_chooses_who_verifies_and_nothing_else() {
    let api = Api::start().await;
    // The PDND's key signs no citizen, and the citizens' key no voucher.
    let claims = json!({
        "iss": CITIZENS, "aud": "libretto", "sub": "persona-1", "exp": NOW + 300,
        "acr": "https://www.spid.gov.it/SpidL2", "fiscal_number": "TINIT-RSSMRA80A01H501U",
    });
    let citizens = Signer::ed("cittadini");
    let good = citizens.sign(&citizens.header("at+jwt"), &claims);
    assert_eq!(api.accepted(Call::get(&good)).await["ruolo"], "Cittadino");
    api.refused(Call::get(&pdnd().sign(&pdnd().header("at+jwt"), &claims)), "unknown kid").await;
    let voucher_by_citizens = citizens.sign(&citizens.header("at+jwt"), &voucher_claims());
    api.refused(Call::get(&voucher_by_citizens), "algorithm not allowed").await;
    let nobody = voucher(&json!({ "iss": "interop.example" }));
    api.refused(Call::get(&nobody), "unknown kid").await;

    // Where the service is not offered through the PDND its vouchers are nobody's tokens.
    let closed = Api::start_with(None).await;
    closed.refused(Call::get(&voucher(&json!({ "iss": ISSUER }))), "unknown kid").await;
}
