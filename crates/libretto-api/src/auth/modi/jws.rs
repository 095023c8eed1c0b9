//! A signed token of the PDND or of one of its clients: header, key, signature. What the claims mean is for who asked.

use crate::auth::failure::AuthFailure;
use crate::auth::keys::{KeySource, VerificationKey};
use crate::auth::known_tokens::Times;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, crypto};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Longest token that is looked at, inclusive, in bytes.
const TOKEN_MAX_BYTES: usize = 8 * 1024;

/// Longest identifier in a claim or a header, inclusive, in bytes.
const TEXT_MAX_BYTES: usize = 255;

/// Longest life of what a client signs, in seconds, so that what was used once need not be remembered for longer.
const LIFETIME_MAX_SECONDS: i64 = 24 * 60 * 60;

/// What a header may not bring: a key or the address of one, conditions that are not understood, compression, encryption.
const REFUSED: [&str; 8] = ["crit", "jwk", "jku", "x5u", "x5c", "zip", "enc", "b64"];

/// The header of a token, read before anything is believed.
#[derive(Deserialize)]
pub(super) struct JwsHeader {
    alg: String,
    typ: Option<String>,
    kid: Option<String>,
    #[serde(flatten)]
    pub(super) rest: Map<String, Value>,
}

/// A token in its parts, none of them verified.
pub(super) struct Parts<'a> {
    pub(super) header: JwsHeader,
    pub(super) algorithm: Algorithm,
    message: &'a str,
    claims: &'a str,
    signature: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes a token apart: three parts, an algorithm of the list, one of these types.
    pub(super) fn of(token: &'a str, types: &[&str], algorithms: &[Algorithm]) -> Result<Self, AuthFailure> {
        if token.len() > TOKEN_MAX_BYTES {
            return Err(AuthFailure::Invalid("size"));
        }
        let parts = || {
            let (message, signature) = token.rsplit_once('.')?;
            let (header, claims) = message.split_once('.')?;
            (!signature.is_empty() && !claims.contains('.')).then_some((message, header, claims, signature))
        };
        let (message, header, claims, signature) = parts().ok_or(AuthFailure::Invalid("not three parts"))?;
        let header: JwsHeader = decoded(header).ok_or(AuthFailure::Invalid("unreadable header"))?;
        let algorithm = algorithms.iter().copied().find(|one| name(*one) == header.alg);
        let algorithm = algorithm.ok_or(AuthFailure::Invalid("algorithm not allowed"))?;
        let kind = header.typ.as_deref().unwrap_or_default();
        if !types.iter().any(|known| known.eq_ignore_ascii_case(kind)) {
            return Err(AuthFailure::Invalid("typ"));
        }
        Ok(Self { header, algorithm, message, claims, signature })
    }

    /// Verifies the signature with a key and reads the claims.
    pub(super) fn verify<C: DeserializeOwned>(&self, key: &VerificationKey) -> Result<C, AuthFailure> {
        if key.algorithm != self.algorithm {
            return Err(AuthFailure::Invalid("algorithm of another key"));
        }
        let verified = crypto::verify(self.signature, self.message.as_bytes(), &key.key, self.algorithm);
        if !verified.unwrap_or(false) {
            return Err(AuthFailure::Invalid("signature"));
        }
        decoded(self.claims).ok_or(AuthFailure::Invalid("claims"))
    }

    /// The key that the header names, which must bring none along.
    pub(super) async fn key(&self, keys: &dyn KeySource) -> Result<Arc<VerificationKey>, AuthFailure> {
        if REFUSED.iter().any(|name| self.header.rest.contains_key(*name)) {
            return Err(AuthFailure::Invalid("a header parameter that is not accepted"));
        }
        let kid = self.header.kid.as_deref().ok_or(AuthFailure::Invalid("no kid"))?;
        if !is_key_id(kid) {
            return Err(AuthFailure::Invalid("kid"));
        }
        keys.key(kid).await.ok_or(AuthFailure::Invalid("unknown kid"))
    }
}

/// A thumbprint, a UUID or a name: nothing that could mean something in an address or a path.
fn is_key_id(kid: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
    (1..=TEXT_MAX_BYTES).contains(&kid.len()) && kid.bytes().all(plain) && !kid.contains("..")
}

const fn name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::RS256 => "RS256",
        Algorithm::ES256 => "ES256",
        Algorithm::EdDSA => "EdDSA",
        // No other is ever allowed; no header says this.
        _ => "",
    }
}

fn decoded<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// The `iss` that a token claims, unverified: only good for choosing who verifies it.
pub(in crate::auth) fn claimed_issuer(token: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Issued {
        iss: String,
    }
    decoded::<Issued>(token.split('.').nth(1)?).map(|claims| claims.iss)
}

/// `aud`, in both of its forms.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    /// Whether the token is meant for us.
    pub(super) fn check(&self, audience: &str) -> Result<(), AuthFailure> {
        let meant = match self {
            Self::One(one) => one == audience,
            Self::Many(many) => many.iter().any(|one| one == audience),
        };
        if meant { Ok(()) } else { Err(AuthFailure::Invalid("aud")) }
    }
}

/// What every token that a client signs for us says.
#[derive(Deserialize)]
pub(super) struct ClientClaims {
    pub(super) iss: String,
    aud: Audience,
    pub(super) exp: i64,
    nbf: Option<i64>,
    iat: i64,
    pub(super) jti: String,
}

impl ClientClaims {
    pub(super) const fn times(&self) -> Times {
        Times { exp: self.exp, nbf: self.nbf, iat: Some(self.iat) }
    }

    /// Whether the token is this client's, for us, now, for no longer than a day, and can be told from others.
    pub(super) fn check(&self, client: &str, audience: &str, now: i64) -> Result<(), AuthFailure> {
        if self.iss != client {
            return Err(AuthFailure::Invalid("iss is not the client of the voucher"));
        }
        self.aud.check(audience)?;
        self.times().check(now)?;
        if self.exp.saturating_sub(self.iat) > LIFETIME_MAX_SECONDS {
            return Err(AuthFailure::Invalid("valid for too long"));
        }
        text(&self.jti, "jti")
    }
}

/// A token that the client of a voucher should have signed, with the key that must have: `JWT`, a key that is known and nobody
/// else's. The signature is still to be verified.
pub(super) async fn of_client<'a>(
    token: &'a str,
    client: &str,
    keys: &dyn KeySource,
) -> Result<(Parts<'a>, Arc<VerificationKey>), AuthFailure> {
    let parts = Parts::of(token, &["JWT"], &[Algorithm::RS256, Algorithm::ES256])?;
    let key = parts.key(keys).await?;
    if key.owner.as_deref().is_some_and(|owner| owner != client) {
        return Err(AuthFailure::Invalid("the key of another client"));
    }
    Ok((parts, key))
}

/// A text of 1 to 255 bytes without control characters.
pub(super) fn text(claim: &str, name: &'static str) -> Result<(), AuthFailure> {
    let good = (1..=TEXT_MAX_BYTES).contains(&claim.len()) && !claim.chars().any(char::is_control);
    if good && !claim.trim().is_empty() { Ok(()) } else { Err(AuthFailure::Invalid(name)) }
}

/// The SHA-256 that 64 hexadecimal digits say.
pub(super) fn sha256_of_hex(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0_u8; 32];
    if digits.len() != 2 * bytes.len() || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
