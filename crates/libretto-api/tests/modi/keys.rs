//! Keys that exist only here, and what is signed with them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{Jwk, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};

/// A private key with its `kid`.
pub(crate) struct Signer {
    kid: String,
    algorithm: Algorithm,
    key: EncodingKey,
}

impl Signer {
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

    /// An Ed25519 key made from its name.
    pub(crate) fn ed(kid: &str) -> Self {
        let head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
        let key = EncodingKey::from_ed_der(&[&head[..], &seed(kid)].concat());
        Self { kid: kid.to_owned(), algorithm: Algorithm::EdDSA, key }
    }

    /// The public key, as a set lists it.
    pub(crate) fn jwk(&self) -> Value {
        let mut jwk = self.public();
        jwk.common.key_id = Some(self.kid.clone());
        serde_json::to_value(jwk).unwrap()
    }

    /// The thumbprint of RFC 7638.
    pub(crate) fn thumbprint(&self) -> String {
        self.public().thumbprint(ThumbprintHash::SHA256).unwrap()
    }

    fn public(&self) -> Jwk {
        Jwk::from_encoding_key(&self.key, self.algorithm).unwrap()
    }

    /// The header of a token of this type.
    pub(crate) fn header(&self, typ: &str) -> Value {
        json!({ "alg": format!("{:?}", self.algorithm), "typ": typ, "kid": self.kid })
    }

    /// Signs whatever the header says.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", part(header), part(claims));
        let signature = crypto::sign(message.as_bytes(), &self.key, self.algorithm).unwrap();
        format!("{message}.{signature}")
    }
}

/// A part of a token.
pub(crate) fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// The same claims or header with some members replaced; `null` removes one.
pub(crate) fn changed(mut value: Value, changes: &Value) -> Value {
    for (name, change) in changes.as_object().unwrap() {
        if change.is_null() {
            value.as_object_mut().unwrap().remove(name);
        } else {
            value[name] = change.clone();
        }
    }
    value
}

fn seed(kid: &str) -> [u8; 32] {
    let mut seed = [7_u8; 32];
    for (place, byte) in seed.iter_mut().zip(kid.bytes()) {
        *place = byte;
    }
    seed
}
