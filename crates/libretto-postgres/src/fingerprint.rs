//! The keyed hash by which a person is found, so that no index holds a fiscal code.

use hmac::{Hmac, Mac};
use libretto_core::codice_fiscale::CodiceFiscale;
use sha2::Sha256;
use std::fmt;

/// The key of the hash of fiscal codes. It belongs to the data: with another key nobody is found any more.
#[derive(Clone)]
pub struct FingerprintKey(Hmac<Sha256>);

/// The key is too short to keep a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key of the hash of fiscal codes has fewer than {KEY_BYTES_MIN} bytes")]
pub struct ShortKey;

/// A fiscal code has little entropy: all that keeps its hash from being reversed is the key.
const KEY_BYTES_MIN: usize = 32;

impl FingerprintKey {
    /// A key of at least 32 bytes.
    ///
    /// # Errors
    /// [`ShortKey`] when it is shorter.
    pub fn new(secret: &[u8]) -> Result<Self, ShortKey> {
        if secret.len() < KEY_BYTES_MIN {
            return Err(ShortKey);
        }
        Hmac::new_from_slice(secret).map(Self).map_err(|_| ShortKey)
    }

    /// The HMAC-SHA256 of a fiscal code.
    pub(crate) fn of(&self, code: &CodiceFiscale) -> Vec<u8> {
        let mut mac = self.0.clone();
        mac.update(code.as_str().as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}

impl fmt::Debug for FingerprintKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FingerprintKey(..)")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn the_hash_depends_on_code_and_key() {
        let codes: Vec<CodiceFiscale> =
            ["RSSMRA80A01H501U", "VRDLGU75B02F205S"].iter().filter_map(|code| code.parse().ok()).collect();
        let (one, other) = (FingerprintKey::new(&[1; 32]).unwrap(), FingerprintKey::new(&[2; 32]).unwrap());
        let first = codes.first().unwrap();
        assert_eq!(one.of(first), one.of(first));
        assert_eq!(one.of(first).len(), 32);
        assert_ne!(one.of(first), other.of(first));
        assert!(codes.iter().skip(1).all(|code| one.of(code) != one.of(first)));
    }

    #[test]
    fn a_short_key_is_refused() {
        assert_eq!(FingerprintKey::new(&[7; 31]).err(), Some(ShortKey));
    }
}
