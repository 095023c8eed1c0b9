//! Tokens whose signature was found good: an app sends the same token with every call, and a signature costs more than the
//! rest of the check. Only the signature is remembered. The key must still be the very one that verified it, so a key that
//! was withdrawn or loaded anew is asked again, and the times are judged at every call.

use super::caller::Caller;
use super::keys::VerificationKey;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

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

/// A token whose signature is good.
#[derive(Clone)]
pub(super) struct KnownToken {
    /// The key that verified it.
    pub(super) key: Arc<VerificationKey>,
    /// When it holds.
    pub(super) times: Times,
    /// Whom it speaks of.
    pub(super) caller: Caller,
}

/// The tokens, by their hash: the token itself is not kept.
#[derive(Default)]
pub(super) struct KnownTokens(Mutex<HashMap<[u8; 32], KnownToken>>);

impl KnownTokens {
    /// What is known of a token that this key has verified before.
    pub(super) fn find(&self, token: &str, key: &Arc<VerificationKey>) -> Option<KnownToken> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&hash(token)).filter(|known| Arc::ptr_eq(&known.key, key)).cloned()
    }

    /// Remembers a token that was verified.
    pub(super) fn remember(&self, token: &str, known: KnownToken) {
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
