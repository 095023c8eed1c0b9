//! The port of what may be used once: proofs and signatures that a program sends with a call.

use super::StoreError;
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Longest name of a namespace, inclusive, in characters.
pub const NAMESPACE_MAX: usize = 32;

/// Remembers what was used, for as long as it could be used again. Every instance of the service asks the same memory.
///
/// An entry is kept until `valid_until`; afterwards it is purged some time, in bounded batches, so that the memory follows what is
/// still valid and never the whole past. Whoever asks refuses by itself what is not valid any more.
#[async_trait]
pub trait Replay: Send + Sync {
    /// Whether this is the first use of `fingerprint` in `namespace`: of several that ask at once, exactly one gets `true`. What is
    /// not valid any more (`valid_until` is inclusive neither here nor in the memory) is never a first use. `fingerprint` is a hash
    /// of the identifier with whose it is; `namespace` has 1 to [`NAMESPACE_MAX`] characters.
    ///
    /// An answer that is lost on the way counts as a use: the next question is answered `false`.
    ///
    /// # Errors
    /// [`StoreError`] when the memory cannot be asked or takes no more: the caller must refuse, since nobody knows.
    async fn first_use(
        &self,
        namespace: &'static str,
        fingerprint: &[u8; 32],
        valid_until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError>;
}
