//! Signs tokens for tests, with keys that exist only here.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::{Issuer, StaticKeys, TokenVerifier};
use chrono::DateTime;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// 2026-12-01T10:00:00Z, the instant of every test.
pub(crate) const NOW: i64 = 1_796_119_200;
pub(crate) const ISSUER: &str = "https://issuer.example";
pub(crate) const AUDIENCE: &str = "libretto";

/// Modulus of the RSA key `rsa-1`; nobody kept its private part.
pub(super) const RSA_MODULUS: &str = "9wikyfv3_KooEdIZ-aKLH54w_F74EO0ieXz4pOCx-1UenwCgw_zhrnnuGtBvfzzVvcXl663lVNzxzq6Bl4dNzc8z_RSE4H4DWmnYMDytGdWTKcEbMSyQDE8cAD0qfNqjrbOOwV4vLMek0Qy_CcpAPWWvk-C_jHaH1rIcK6Zvq0B3PjoLSofQeUpXFMHgwO_7ivK5wedzA97RC-Jz5QEw4VO0GtAXX-gfgiMqSrfCT-R3pyeYlA6f8nUFVPDUB00Ex-8LeF5WNaG7Snb7xtQItebKfdIwe469ZGIzByJ3FXU7h7rBAtlTZ9Yk2pFSc5zoIL2XRqk-D7PV36X_fNXO2w";
/// Modulus of an RSA key of 1024 bits.
pub(super) const WEAK_MODULUS: &str = "1Dlwus7RjDGeTPbeJg_XkTBq9-ZOzryj8AfFLH_-7xWBcWGipl6R8gg3V0CSSCOvBmmLmYsm914OTmYo440HFMaxOMDpBtXOiqUk7AdC75rCFxmMMYe-nTDduVx0_pCKliFd2zJJnw7vUKbnA6qAfHasUtIIG9AxiBl5gR1sV88";
/// Signed with RS256 by `rsa-1`, with the claims of [`claims`].
pub(super) const RSA_TOKEN: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYS0xIiwidHlwIjoiYXQrand0In0.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwiYXVkIjoibGlicmV0dG8iLCJzdWIiOiJwZXJzb25hLTEiLCJleHAiOjE3OTYxMTk1MDAsIm5iZiI6MTc5NjExOTIwMCwiaWF0IjoxNzk2MTE5MjAwLCJhY3IiOiJodHRwczovL3d3dy5zcGlkLmdvdi5pdC9TcGlkTDIiLCJmaXNjYWxfbnVtYmVyIjoiVElOSVQtUlNTTVJBODBBMDFINTAxVSJ9.Uu12ExSVbzKSpLSpvOImweWEUScWiZ4WbbwFOc51xwj02g7UoaS3kB3JFqY0XFYH_hnptrC3qdHsbWHkxEJpGyorGXDFqEpL37y-4Vuz3VzqcWX23WN36i-jcBE6jdhDEGmiMYNqOS1lUuSIq8Qujgf9BjNe2xV0yH3KxJ70ERQr9aszsE3jbJ7V9dAgviKPUJfPrHeE02qRzB1VXM9Axa4uX82jTziqeS_GhpCS8gaaEQTM1LHGCKwrAQ_zW1F1H7dy6GlB3FmaXJE8pu-HanGPiuhtZYbjRBfF7vrSA5gNMlFmMeSIlg9aptijxRDkUft6rkjptpXTp6cPbkbMxA";

/// A private key with its `kid`.
pub(crate) struct Signer {
    pub(crate) kid: String,
    algorithm: Algorithm,
    key: EncodingKey,
}

impl Signer {
    /// An Ed25519 key made from its name.
    pub(crate) fn ed(kid: &str) -> Self {
        // PKCS#8 of an Ed25519 key: a fixed head and the 32 bytes of the seed.
        let head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
        let key = EncodingKey::from_ed_der(&[&head[..], &seed(kid)].concat());
        Self { kid: kid.to_owned(), algorithm: Algorithm::EdDSA, key }
    }

    /// A P-256 key made from its name.
    pub(crate) fn ec(kid: &str) -> Self {
        // PKCS#8 of a P-256 key without its public part: a fixed head and the 32 bytes of the scalar.
        let head = [
            0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08,
            0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20,
        ];
        let key = EncodingKey::from_ec_der(&[&head[..], &seed(kid)].concat());
        Self { kid: kid.to_owned(), algorithm: Algorithm::ES256, key }
    }

    pub(crate) fn header(&self) -> Header {
        let mut header = Header::new(self.algorithm);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(self.kid.clone());
        header
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.sign_with(&self.header(), claims)
    }

    pub(crate) fn sign_with(&self, header: &Header, claims: &Value) -> String {
        encode(header, claims, &self.key).unwrap()
    }

    pub(super) fn jwk(&self) -> Value {
        let mut jwk = Jwk::from_encoding_key(&self.key, self.algorithm).unwrap();
        jwk.common.key_id = Some(self.kid.clone());
        serde_json::to_value(jwk).unwrap()
    }
}

fn seed(kid: &str) -> [u8; 32] {
    let mut seed = [7_u8; 32];
    for (place, byte) in seed.iter_mut().zip(kid.bytes()) {
        *place = byte;
    }
    seed
}

pub(crate) fn jwks(signers: &[&Signer]) -> String {
    json!({ "keys": signers.iter().map(|signer| signer.jwk()).collect::<Vec<_>>() }).to_string()
}

/// The claims of a citizen at level 2, good at [`NOW`].
pub(crate) fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "persona-1", "exp": NOW + 300, "nbf": NOW, "iat": NOW,
        "acr": "https://www.spid.gov.it/SpidL2", "fiscal_number": "TINIT-RSSMRA80A01H501U",
        "given_name": "Mario", "family_name": "Rossi",
    })
}

/// The same claims with some replaced; `null` removes one.
pub(crate) fn claims_with(changes: &Value) -> Value {
    let mut claims = claims();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        } else {
            claims[name] = value.clone();
        }
    }
    claims
}

pub(crate) fn verifier(jwks: &str) -> TokenVerifier {
    verifier_at(jwks, Arc::new(AtomicI64::new(NOW)))
}

/// A verifier whose clock a test can move.
pub(super) fn verifier_at(jwks: &str, now: Arc<AtomicI64>) -> TokenVerifier {
    let issuer = Issuer {
        issuer: ISSUER.to_owned(),
        audience: AUDIENCE.to_owned(),
        keys: Arc::new(StaticKeys::from_jwks(jwks).unwrap()),
        bodies: false,
    };
    TokenVerifier::new(issuer, Arc::new(move || DateTime::from_timestamp(now.load(Ordering::Relaxed), 0).unwrap()))
}
