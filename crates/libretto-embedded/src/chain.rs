//! The chain of hashes: each event's hash covers its content and the hash before it, so that no event can be altered,
//! left out or put in unseen.

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use crate::error::JournalError;

/// A SHA-256.
pub(crate) type Digest = [u8; 32];

/// The link before the first event.
pub(crate) const GENESIS: Digest = [0; 32];

/// A row that is not what was written, by its number.
pub(crate) struct Broken(pub(crate) i64);

/// Follows the events of a journal from the first to the last, as they were committed.
///
/// # Errors
/// [`JournalError::Sqlite`] when the file cannot be read.
pub(crate) fn broken(connection: &Connection) -> Result<Option<Broken>, JournalError> {
    let mut statement = connection.prepare("SELECT seq, fatto, spiegazione, impronta FROM eventi ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut last, mut before) = (0, GENESIS);
    while let Some(row) = rows.next()? {
        let (seq, text): (i64, String) = (row.get(0)?, row.get(1)?);
        let explanation: Option<Digest> = row.get(2)?;
        let next = link(&before, &content(text.as_bytes(), explanation.as_ref()));
        if seq != last + 1 || next != row.get::<_, Digest>(3)? {
            return Ok(Some(Broken(last + 1)));
        }
        (last, before) = (seq, next);
    }
    let head = connection.query_row("SELECT eventi, impronta FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((head != (last, before)).then_some(Broken(last + 1)))
}

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
