//! One link of the chain: the event as its row holds it, as bytes that mean nothing else, and their hash.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How many partitions the chain has.
pub(super) const PARTIZIONI: u8 = 16;

/// A hash of the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Impronta(pub(super) [u8; 32]);

/// What stands before the first place.
pub(super) const GENESIS: Impronta = Impronta([0; 32]);

impl<'de> Deserialize<'de> for Impronta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(D::Error::custom("no hash"));
        }
        Ok(Self(crate::documents::unhex(&text)))
    }
}

/// A place in the chain.
pub(super) struct Anello {
    pub(super) partizione: u8,
    pub(super) posto: i64,
    pub(super) evento: Uuid,
    pub(super) impronta: Impronta,
}

/// The row of an event, from `eventi e`: every column as text, in one order for ever, and the explanation by its hash. A
/// column that comes later must stand at the end, and be left out where it is null, so that what is sealed still holds.
pub(super) const RIGA: &str = "json_build_array(e.id, e.casa, json_build_array(e.casa::text, e.entita::text, \
    e.numero::text, e.id::text, to_char(e.istante AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), e.attore::text, \
    e.soggetto::text, e.canale, e.credenziale, e.delega::text, e.tipo, e.fatto::text, \
    encode(sha256(convert_to(e.spiegazione::text, 'UTF8')), 'hex'), e.motore))";

/// The row of an event: its identifier, its home, and all its columns.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Riga(Uuid, Uuid, Vec<Option<String>>);

impl Riga {
    pub(super) const fn evento(&self) -> Uuid {
        self.0
    }

    /// The partition: events of one home are in one.
    pub(super) fn partizione(&self) -> u8 {
        let digest: [u8; 32] = Sha256::digest(self.1.as_bytes()).into();
        digest[0] % PARTIZIONI
    }

    /// The hash of the event after `before`. Each column has its length, and an absent one is not an empty one, so that no
    /// two rows are the same bytes.
    pub(super) fn impronta(&self, before: &Impronta) -> Impronta {
        let mut hasher = Sha256::new();
        hasher.update(before.0);
        for column in &self.2 {
            match column {
                Some(text) => {
                    hasher.update([1]);
                    hasher.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
                    hasher.update(text);
                }
                None => hasher.update([0]),
            }
        }
        Impronta(hasher.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn riga(columns: &[Option<&str>]) -> Riga {
        let columns = columns.iter().map(|one| one.map(str::to_owned)).collect();
        Riga(Uuid::from_u128(1), Uuid::from_u128(2), columns)
    }

    #[test]
    fn no_two_rows_are_the_same_bytes() {
        let of = |columns: &[Option<&str>]| riga(columns).impronta(&GENESIS);
        assert_ne!(of(&[Some("ab"), Some("c")]), of(&[Some("a"), Some("bc")]));
        assert_ne!(of(&[Some("a"), None]), of(&[None, Some("a")]));
        assert_ne!(of(&[Some("")]), of(&[None]));
    }

    #[test]
    fn a_link_depends_on_everything_before_it() {
        let (one, other) = (riga(&[Some("1")]), riga(&[Some("2")]));
        assert_ne!(other.impronta(&one.impronta(&GENESIS)), other.impronta(&other.impronta(&GENESIS)));
    }

    #[test]
    fn homes_are_spread_over_all_partitions() {
        let of = |home: u128| Riga(Uuid::nil(), Uuid::from_u128(home), Vec::new()).partizione();
        let used: std::collections::BTreeSet<u8> = (0..1_000).map(of).collect();
        assert_eq!(used, (0..PARTIZIONI).collect());
    }
}
