//! The chain of hashes: each event's hash covers its content and the hash before it, so that no event can be altered,
//! left out or put in unseen.

use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub(crate) type Digest = [u8; 32];

/// The link before the first event.
pub(crate) const GENESIS: Digest = [0; 32];

/// The hash of some bytes.
pub(crate) fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// The hash of several parts, each with its length, so that no two different lists of parts are the same bytes.
pub(crate) fn digest_of(parts: &[&[u8]]) -> Digest {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The hash of an event's content: the event, and the hash of its explanation, which is not read at start.
pub(crate) fn content(event: &[u8], explanation: Option<&Digest>) -> Digest {
    digest_of(&[event, explanation.map_or(&[], |hash| hash.as_slice())])
}

/// The next link.
pub(crate) fn link(before: &Digest, content: &Digest) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(content);
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_not_confused_with_one_another() {
        assert_ne!(digest_of(&[b"ab", b"c"]), digest_of(&[b"a", b"bc"]));
        assert_ne!(content(b"a", None), content(b"a", Some(&GENESIS)));
    }

    #[test]
    fn a_link_depends_on_everything_before_it() {
        let (one, other) = (digest(b"1"), digest(b"2"));
        assert_ne!(link(&link(&GENESIS, &one), &other), link(&link(&GENESIS, &other), &other));
    }
}
