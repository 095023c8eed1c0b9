//! Tokens whose signature was found good: an app sends the same token with every call, and a signature costs more than the
//! rest of the check. Only the signature is remembered. The key must still be the very one that verified it, so a key that
//! was withdrawn or loaded anew is asked again, and the times are judged at every call.

use super::failure::AuthFailure;
use super::keys::VerificationKey;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Tolerance for the clocks of issuer and service, on both sides, inclusive.
pub const LEEWAY_SECONDS: i64 = 30;

/// How many tokens are remembered at most; beyond it all are forgotten, which costs one signature each.
const TOKENS_MAX: usize = 8_192;

/// Seconds since the epoch between which a token holds, before any tolerance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Times {
    /// End, exclusive.
    pub(super) exp: i64,
    /// Start, inclusive.
    pub(super) nbf: Option<i64>,
    /// Instant of issue.
    pub(super) iat: Option<i64>,
}

impl Times {
    /// Whether a token holds at `now`, with the tolerance on both sides.
    pub(super) fn check(self, now: i64) -> Result<(), AuthFailure> {
        if now >= self.exp.saturating_add(LEEWAY_SECONDS) {
            return Err(AuthFailure::Invalid("expired"));
        }
        let starts = self.nbf.into_iter().chain(self.iat);
        if starts.into_iter().any(|start| start > now.saturating_add(LEEWAY_SECONDS)) {
            return Err(AuthFailure::Invalid("not valid yet"));
        }
        Ok(())
    }
}

/// A token whose signature is good.
#[derive(Clone)]
pub(super) struct KnownToken<T> {
    /// The key that verified it.
    pub(super) key: Arc<VerificationKey>,
    /// When it holds.
    pub(super) times: Times,
    /// What it says.
    pub(super) content: T,
}

/// The tokens, by their hash: the token itself is not kept.
pub(super) struct KnownTokens<T>(Mutex<HashMap<[u8; 32], KnownToken<T>>>);

impl<T> Default for KnownTokens<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> KnownTokens<T> {
    /// What is known of a token that this key has verified before.
    pub(super) fn find(&self, token: &str, key: &Arc<VerificationKey>) -> Option<KnownToken<T>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&hash(token)).filter(|known| Arc::ptr_eq(&known.key, key)).cloned()
    }

    /// Remembers a token that was verified.
    pub(super) fn remember(&self, token: &str, known: KnownToken<T>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= TOKENS_MAX {
            all.clear();
        }
        all.insert(hash(token), known);
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}
