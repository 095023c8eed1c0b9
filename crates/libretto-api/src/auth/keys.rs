//! Public keys for verifying tokens, read from a JWKS (RFC 7517).

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use thiserror::Error;

/// Least size of an RSA modulus, inclusive, in bytes: 2048 bits.
const RSA_MODULUS_MIN_BYTES: usize = 256;

/// A key and the only algorithm it is used with: the token does not choose (RFC 8725 §3.1).
#[derive(Clone)]
pub struct VerificationKey {
    pub(super) algorithm: Algorithm,
    pub(super) key: DecodingKey,
    /// The client that the key belongs to, where its set says so (`client_id` beside the key).
    pub(super) owner: Option<String>,
}

impl VerificationKey {
    /// The key of a JWK: RSA of at least 2048 bits, EC P-256 or Ed25519, not for encryption.
    pub(super) fn from_jwk(value: &Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(value.clone()).ok()?;
        let algorithm = algorithm_of(&jwk)?;
        let key = DecodingKey::from_jwk(&jwk).ok()?;
        let owner = value.get("client_id").and_then(Value::as_str).map(str::to_owned);
        Some(Self { algorithm, key, owner })
    }
}

/// Where keys come from.
#[async_trait]
pub trait KeySource: Send + Sync {
    /// The key with this `kid`, if it is known now.
    async fn key(&self, kid: &str) -> Option<Arc<VerificationKey>>;
}

/// Why a JWKS cannot be used.
#[derive(Debug, Error)]
pub enum JwksError {
    /// The text is not a JSON object with a list `keys`.
    #[error("not a JWKS: {0}")]
    Malformed(String),
    /// No key of the set can verify a token of ours.
    #[error("the JWKS holds no usable key: RSA of at least 2048 bits, EC P-256 or Ed25519, with a kid, for signatures")]
    NoUsableKey,
}

/// A set of keys that does not change.
#[derive(Clone, Default)]
pub struct StaticKeys(HashMap<String, Arc<VerificationKey>>);

impl StaticKeys {
    /// Reads a JWKS document. Keys of other kinds, for encryption, without `kid` or too weak are left out.
    ///
    /// # Errors
    /// [`JwksError`] when the text is no JWKS or nothing of it can be used: a configuration mistake that must be seen.
    pub fn from_jwks(text: &str) -> Result<Self, JwksError> {
        let document: Value = serde_json::from_str(text).map_err(|error| JwksError::Malformed(error.to_string()))?;
        let listed = document.get("keys").and_then(Value::as_array);
        let listed = listed.ok_or_else(|| JwksError::Malformed("no list of keys".to_owned()))?;
        let keys: HashMap<_, _> = listed.iter().filter_map(usable).collect();
        if keys.is_empty() { Err(JwksError::NoUsableKey) } else { Ok(Self(keys)) }
    }

    pub(super) fn get(&self, kid: &str) -> Option<Arc<VerificationKey>> {
        self.0.get(kid).cloned()
    }
}

#[async_trait]
impl KeySource for StaticKeys {
    async fn key(&self, kid: &str) -> Option<Arc<VerificationKey>> {
        self.get(kid)
    }
}

fn usable(value: &Value) -> Option<(String, Arc<VerificationKey>)> {
    let kid = value.get("kid")?.as_str()?.to_owned();
    Some((kid, Arc::new(VerificationKey::from_jwk(value)?)))
}

/// The one algorithm that a key is used with.
fn algorithm_of(jwk: &Jwk) -> Option<Algorithm> {
    if jwk.common.public_key_use.as_ref().is_some_and(|purpose| *purpose != PublicKeyUse::Signature) {
        return None;
    }
    let (algorithm, declared) = match &jwk.algorithm {
        AlgorithmParameters::RSA(rsa) => {
            let modulus = URL_SAFE_NO_PAD.decode(&rsa.n).ok()?;
            if modulus.len() < RSA_MODULUS_MIN_BYTES {
                return None;
            }
            (Algorithm::RS256, KeyAlgorithm::RS256)
        }
        AlgorithmParameters::EllipticCurve(ec) if ec.curve == EllipticCurve::P256 => {
            (Algorithm::ES256, KeyAlgorithm::ES256)
        }
        AlgorithmParameters::OctetKeyPair(okp) if okp.curve == EllipticCurve::Ed25519 => {
            (Algorithm::EdDSA, KeyAlgorithm::EdDSA)
        }
        _ => return None,
    };
    jwk.common.key_algorithm.is_none_or(|named| named == declared).then_some(algorithm)
}
