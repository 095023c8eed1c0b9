//! The signing key of a sandbox, kept in its folder so that `token` and `serve` share it.

use crate::clock::random_key;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use jsonwebtoken::EncodingKey;
use serde_json::json;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Name of the key's file in the folder.
const FILE: &str = "chiave-sandbox.bin";
/// What precedes the 32 bytes of an Ed25519 seed in its PKCS#8 form (RFC 8410).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
/// Identifier of the key.
pub(crate) const KEY_ID: &str = "sandbox";

/// The key of a sandbox.
pub(crate) struct SandboxKey(SigningKey);

impl SandboxKey {
    /// Reads the key of a folder; makes one, readable by its owner only, when there is none.
    pub(crate) fn of(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let path = folder.join(FILE);
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                let seed = random_key();
                file.write_all(&seed)?;
                file.sync_all()?;
                Ok(Self(SigningKey::from_bytes(&seed)))
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let bytes = fs::read(&path)?;
                let seed = <[u8; 32]>::try_from(bytes)
                    .map_err(|_| io::Error::other(format!("{} non è una chiave", path.display())))?;
                Ok(Self(SigningKey::from_bytes(&seed)))
            }
            Err(error) => Err(error),
        }
    }

    /// The public key, as a JWKS.
    pub(crate) fn jwks(&self) -> String {
        let public = URL_SAFE_NO_PAD.encode(self.0.verifying_key().as_bytes());
        json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": KEY_ID, "x": public}]})
            .to_string()
    }

    /// The private key, for signing.
    pub(crate) fn encoding(&self) -> EncodingKey {
        EncodingKey::from_ed_der(&[PKCS8_PREFIX.as_slice(), &self.0.to_bytes()].concat())
    }
}
