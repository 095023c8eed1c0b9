//! Which tokens are accepted, and why the others are not.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::tests_support::{
    ISSUER, NOW, RSA_MODULUS, RSA_TOKEN, Signer, WEAK_MODULUS, claims, claims_with, jwks, verifier, verifier_at,
};
use super::{AuthFailure, Caller, JwksError, Level, Role, StaticKeys};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use libretto_core::context::{Channel, Credenziale};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

async fn verify(token: &str) -> Result<Caller, AuthFailure> {
    verifier(&jwks(&[&Signer::ed("ed-1"), &Signer::ec("ec-1")])).verify(token).await
}

async fn with(changes: Value) -> Result<Caller, AuthFailure> {
    verify(&Signer::ed("ed-1").sign(&claims_with(&changes))).await
}

async fn refused(changes: Value, reason: &'static str) {
    assert_eq!(with(changes.clone()).await.unwrap_err(), AuthFailure::Invalid(reason), "{changes}");
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(header), part(claims))
}

#[tokio::test]
async fn each_allowed_algorithm_is_accepted() {
    for signer in [Signer::ed("ed-1"), Signer::ec("ec-1")] {
        let caller = verify(&signer.sign(&claims())).await.unwrap();
        assert_eq!((caller.role, caller.level, caller.channel), (Role::Cittadino, Some(Level::Two), Channel::Portale));
        assert_eq!(caller.given_name.as_deref(), Some("Mario"));
        assert_eq!(caller.token_issuer, ISSUER);
    }
    let rsa =
        json!({"keys": [{"kty": "RSA", "kid": "rsa-1", "use": "sig", "alg": "RS256", "n": RSA_MODULUS, "e": "AQAB"}]});
    let caller = verifier(&rsa.to_string()).verify(RSA_TOKEN).await.unwrap();
    assert_eq!(caller.token_subject, "persona-1");
    let tampered = RSA_TOKEN.replace(".eyJ", ".eyI");
    assert!(verifier(&rsa.to_string()).verify(&tampered).await.is_err());
}

#[tokio::test]
async fn a_token_that_chooses_its_own_algorithm_is_refused() {
    let none = unsigned(&json!({"alg": "none", "typ": "at+jwt", "kid": "ed-1"}), &claims());
    assert_eq!(verify(&none).await.unwrap_err(), AuthFailure::Invalid("unreadable header"));

    // The public key, taken for a shared secret.
    let jwk = Signer::ed("ed-1").jwk();
    let public = URL_SAFE_NO_PAD.decode(jwk["x"].as_str().unwrap()).unwrap();
    let mut header = Header::new(Algorithm::HS256);
    header.kid = Some("ed-1".into());
    let confused = encode(&header, &claims(), &EncodingKey::from_secret(&public)).unwrap();
    assert_eq!(verify(&confused).await.unwrap_err(), AuthFailure::Invalid("algorithm not allowed"));

    // A good algorithm, but of another key.
    let mut header = Signer::ec("ec-1").header();
    header.kid = Some("ed-1".into());
    let crossed = Signer::ec("ec-1").sign_with(&header, &claims());
    assert_eq!(verify(&crossed).await.unwrap_err(), AuthFailure::Invalid("algorithm of another key"));
}

#[tokio::test]
async fn the_signature_and_the_key_must_be_the_issuers() {
    let mut header = Signer::ed("rogue").header();
    header.kid = Some("ed-1".into());
    let forged = Signer::ed("rogue").sign_with(&header, &claims());
    assert_eq!(verify(&forged).await.unwrap_err(), AuthFailure::Invalid("signature"));

    let unknown = Signer::ed("rogue").sign(&claims());
    assert_eq!(verify(&unknown).await.unwrap_err(), AuthFailure::Invalid("unknown kid"));

    let mut header = Signer::ed("ed-1").header();
    header.kid = None;
    assert_eq!(
        verify(&Signer::ed("ed-1").sign_with(&header, &claims())).await.unwrap_err(),
        AuthFailure::Invalid("no kid")
    );

    // A key brought along in the header is never looked at.
    let mut header = Signer::ed("rogue").header();
    header.jwk = Some(serde_json::from_value(Signer::ed("rogue").jwk()).unwrap());
    header.jku = Some("https://rogue.example/jwks".into());
    let carried = Signer::ed("rogue").sign_with(&header, &claims());
    assert_eq!(verify(&carried).await.unwrap_err(), AuthFailure::Invalid("unknown kid"));
}

#[tokio::test]
async fn the_type_and_critical_parameters_are_checked() {
    let sign = |change: &dyn Fn(&mut Header)| {
        let signer = Signer::ed("ed-1");
        let mut header = signer.header();
        change(&mut header);
        signer.sign_with(&header, &claims())
    };
    assert!(verify(&sign(&|header| header.typ = Some("JWT".into()))).await.is_ok());
    assert!(verify(&sign(&|header| header.typ = Some("application/at+jwt".into()))).await.is_ok());
    for typ in [None, Some("dpop+jwt"), Some("id+jwt")] {
        let token = sign(&|header| header.typ = typ.map(str::to_owned));
        assert_eq!(verify(&token).await.unwrap_err(), AuthFailure::Invalid("typ"), "{typ:?}");
    }
    let critical = sign(&|header| header.crit = Some(vec!["exp".into()]));
    assert_eq!(verify(&critical).await.unwrap_err(), AuthFailure::Invalid("critical header parameters"));
}

#[tokio::test]
async fn times_are_judged_by_the_given_clock_with_thirty_seconds_of_leeway() {
    assert!(with(json!({"exp": NOW - 29})).await.is_ok());
    refused(json!({"exp": NOW - 30}), "expired").await;
    assert!(with(json!({"nbf": NOW + 30})).await.is_ok());
    refused(json!({"nbf": NOW + 31}), "not valid yet").await;
    refused(json!({"iat": NOW + 31}), "not valid yet").await;
    refused(json!({"exp": 0}), "expired").await;
    assert!(with(json!({"exp": i64::MIN})).await.is_err());
    assert!(with(json!({"nbf": null, "iat": null})).await.is_ok());
    refused(json!({"exp": "soon"}), "claims").await;
    assert!(with(json!({"exp": null})).await.is_err());
}

#[tokio::test]
async fn issuer_audience_and_subject_must_be_right() {
    refused(json!({"iss": "https://issuer.example/"}), "iss").await;
    refused(json!({"aud": "another"}), "aud").await;
    assert!(with(json!({"aud": ["another", "libretto"]})).await.is_ok());
    refused(json!({"aud": []}), "aud").await;
    refused(json!({"aud": null}), "a required claim is missing").await;
    refused(json!({"sub": ""}), "sub").await;
    for required in ["iss", "sub"] {
        assert!(with(json!({ required: null })).await.is_err(), "{required}");
    }
}

#[tokio::test]
async fn below_level_two_or_unknown_is_a_step_up() {
    let levels = [
        Value::Null,
        json!("https://www.spid.gov.it/SpidL1"),
        json!("http://eidas.europa.eu/LoA/substantial"),
        json!(""),
    ];
    for acr in levels {
        for ruolo in [Value::Null, json!("back_office")] {
            let outcome = with(json!({"acr": acr, "ruolo": ruolo})).await;
            assert_eq!(outcome.unwrap_err(), AuthFailure::InsufficientLevel, "{acr} {ruolo}");
        }
    }
    let highest = with(json!({"acr": "https://www.spid.gov.it/SpidL3"})).await.unwrap();
    assert_eq!(highest.level, Some(Level::Three));
}

#[tokio::test]
async fn the_payment_system_is_a_program_and_needs_no_level() {
    let caller = with(json!({"acr": null, "ruolo": "sistema_pagamenti", "fiscal_number": null})).await.unwrap();
    assert_eq!((caller.role, caller.level, caller.channel), (Role::SistemaPagamenti, None, Channel::Sistema));
    assert!(caller.require_person().is_err());
}

#[tokio::test]
async fn roles_and_channels_that_are_not_understood_refuse_the_token() {
    refused(json!({"ruolo": "amministratore"}), "unknown ruolo").await;
    refused(json!({"canale": "fax"}), "unknown canale").await;
    assert_eq!(with(json!({"canale": "app"})).await.unwrap().channel, Channel::App);
    for canale in ["contact_center", "sede"] {
        refused(json!({"canale": canale}), "canale of another role").await;
    }
    let branch = with(json!({"ruolo": "back_office", "canale": "sede"})).await.unwrap();
    assert_eq!(
        (branch.channel, branch.codice_fiscale),
        (Channel::Sede, None),
        "an operator acts for nobody by themselves"
    );
    refused(json!({"ruolo": "back_office", "canale": "app"}), "canale of another role").await;
}

#[tokio::test]
async fn each_channel_admits_its_credentials_and_no_other() {
    const LEVEL: &str = "https://www.spid.gov.it/SpidL3";
    let come = async |amr: &str, acr: &str, canale: &str| {
        with(json!({"amr": [amr], "acr": acr, "canale": canale})).await.map(|caller| caller.credenziale)
    };
    assert_eq!(come("cie", LEVEL, "app").await, Ok(Some(Credenziale::Cie3)));
    assert_eq!(come("cns", LEVEL, "portale").await, Ok(Some(Credenziale::Cns)));
    let eidas = "http://eidas.europa.eu/LoA/substantial";
    assert_eq!(come("eidas", eidas, "portale").await, Ok(Some(Credenziale::Eidas)));
    let refused = Err(AuthFailure::CredentialNotAdmitted);
    assert_eq!(come("cns", LEVEL, "app").await, refused);
    assert_eq!(come("eidas", eidas, "app").await, refused);
    assert_eq!(
        come("cie", "https://www.spid.gov.it/SpidL2", "portale").await,
        refused,
        "the card at its highest level"
    );
    assert_eq!(come("spid", eidas, "portale").await, Err(AuthFailure::InsufficientLevel));
    assert_eq!(come("password", LEVEL, "portale").await, Err(AuthFailure::Invalid("unknown amr")));
}

#[tokio::test]
async fn an_operator_of_the_contact_centre_comes_with_the_caller_and_a_delegate_with_who_delegated() {
    let other = json!({"fiscal_number": "TINIT-VRDLGU75C03F205H", "given_name": "Luigi", "family_name": "Verdi"});
    let operator = with(json!({"ruolo": "contact_center", "chiamante": other})).await.unwrap();
    assert_eq!((operator.role, operator.channel), (Role::ContactCenter, Channel::ContactCenter));
    let code = |caller: &Caller| caller.codice_fiscale.map(|code| code.as_str().to_owned());
    assert_eq!((code(&operator), operator.given_name.as_deref()), (Some("VRDLGU75C03F205H".to_owned()), Some("Luigi")));
    refused(json!({"ruolo": "contact_center"}), "chiamante").await;
    refused(json!({"ruolo": "contact_center", "chiamante": {"given_name": "Luigi"}}), "chiamante").await;

    let delegate = with(json!({"per_conto_di": other})).await.unwrap();
    let oneself = with(json!({})).await.unwrap();
    assert_ne!(delegate.scope(), oneself.scope(), "a key used for one person never answers for another");
    assert!(delegate.delegato && delegate.role == Role::Cittadino);
    assert_eq!(code(&delegate), Some("VRDLGU75C03F205H".to_owned()));
    assert!(!with(json!({})).await.unwrap().delegato);
    refused(json!({"per_conto_di": {"fiscal_number": "TINIT-RSSMRA80A01H501U"}}), "per_conto_di").await;
    refused(json!({"chiamante": other}), "a person of another role").await;
    refused(json!({"ruolo": "back_office", "per_conto_di": other}), "a person of another role").await;
}

#[tokio::test]
async fn the_fiscal_code_comes_under_either_name_and_in_either_form() {
    const EID: &str = "https://attributes.eid.gov.it/fiscal_number";
    let code = async |changes: Value| {
        with(changes).await.map(|caller| caller.codice_fiscale.map(|code| code.as_str().to_owned()))
    };
    let expected = Ok(Some("RSSMRA80A01H501U".to_owned()));
    assert_eq!(code(json!({})).await, expected);
    assert_eq!(code(json!({"fiscal_number": "RSSMRA80A01H501U"})).await, expected);
    assert_eq!(code(json!({"fiscal_number": null, EID: "TINIT-RSSMRA80A01H501U"})).await, expected);
    assert_eq!(code(json!({EID: "TINIT-RSSMRA80A01H501U"})).await, expected);
    assert_eq!(code(json!({"fiscal_number": null})).await, Ok(None));
    assert_eq!(code(json!({"fiscal_number": "TINFR-123456789"})).await, Ok(None));
    refused(json!({"fiscal_number": "TINIT-RSSMRA80"}), "fiscal number").await;
    refused(json!({EID: "TINIT-RSSMRA80A01H50MM"}), "two fiscal codes").await;
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    for text in ["", "a", "a.b", "a.b.c", "....", "\u{0}"] {
        assert!(matches!(verify(text).await, Err(AuthFailure::Invalid(_))), "{text:?}");
    }
}

#[test]
fn a_jwks_keeps_only_keys_that_may_verify() {
    let good = Signer::ed("ed-1").jwk();
    let mut for_encryption = Signer::ed("enc").jwk();
    for_encryption["use"] = json!("enc");
    let mut nameless = Signer::ed("nameless").jwk();
    nameless.as_object_mut().unwrap().remove("kid");
    let weak = json!({"kty": "RSA", "kid": "weak", "n": WEAK_MODULUS, "e": "AQAB"});
    let pss = json!({"kty": "RSA", "kid": "pss", "alg": "PS256", "n": RSA_MODULUS, "e": "AQAB"});
    let secret = json!({"kty": "oct", "kid": "secret", "k": "c2VjcmV0"});
    let unknown = json!({"kty": "AKP", "kid": "future"});

    let bad = [for_encryption, nameless, weak, pss, secret, unknown];
    let mixed = json!({"keys": bad.iter().chain([&good]).collect::<Vec<_>>()});
    let keys = StaticKeys::from_jwks(&mixed.to_string()).unwrap();
    assert!(keys.get("ed-1").is_some());
    for kid in ["enc", "nameless", "weak", "pss", "secret", "future"] {
        assert!(keys.get(kid).is_none(), "{kid}");
    }
    let none = StaticKeys::from_jwks(&json!({"keys": bad}).to_string());
    assert!(matches!(none, Err(JwksError::NoUsableKey)));
    assert!(matches!(StaticKeys::from_jwks("[]"), Err(JwksError::Malformed(_))));
}

#[tokio::test]
async fn a_caller_says_nothing_personal_when_printed() {
    let caller = with(json!({})).await.unwrap();
    let printed = format!("{caller:?} {}", caller.log_tag(&[1; 32]));
    for secret in ["Mario", "Rossi", "RSSMRA", "persona-1"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
    assert_eq!(caller.log_tag(&[1; 32]).len(), 16);
    assert_ne!(caller.log_tag(&[1; 32]), caller.log_tag(&[2; 32]));
}

#[tokio::test]
async fn a_token_seen_before_is_still_judged_by_its_times_and_its_key() {
    let now = Arc::new(AtomicI64::new(NOW));
    let verifier = verifier_at(&jwks(&[&Signer::ed("ed-1")]), Arc::clone(&now));
    let token = Signer::ed("ed-1").sign(&claims());
    let first = verifier.verify(&token).await.unwrap();
    assert!(verifier.verify(&token).await.unwrap() == first, "the same caller again");

    // One letter of the signature: another token, which nobody has verified.
    let mut forged = token.clone();
    let before = forged.len() - 10;
    forged.replace_range(before..=before, if &forged[before..=before] == "A" { "B" } else { "A" });
    assert!(verifier.verify(&forged).await.is_err());

    now.fetch_add(24 * 60 * 60, Ordering::Relaxed);
    assert_eq!(verifier.verify(&token).await.unwrap_err(), AuthFailure::Invalid("expired"));
}
