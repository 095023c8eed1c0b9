//! The protocol number of a request (REF-03): what a person reads aloud at a counter.

use crate::ids::RimborsoId;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Digits and capitals without those that look alike.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters after the year; each holds five bits.
const CHARACTERS: u32 = 12;

/// A protocol number such as `LFR-2026-7K3M-9QXT-2B4C`: the year of the request and sixty bits derived from its
/// identifier. The same request always has the same number; stores see to it that no two requests share one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Protocollo(String);

impl Protocollo {
    /// The number of a request made in a year of the Italian calendar.
    pub fn of(rimborso: RimborsoId, anno: i32) -> Self {
        // The identifier begins with its instant: hashed, neighbours get numbers that nobody confuses.
        let (bits, _) = Uuid::new_v5(&rimborso.0, b"protocollo").as_u64_pair();
        let mut text = format!("LFR-{anno:04}");
        for place in 0..CHARACTERS {
            if place % 4 == 0 {
                text.push('-');
            }
            let index = usize::try_from((bits >> (59 - 5 * place)) & 31).unwrap_or_default();
            text.push(char::from(ALPHABET[index]));
        }
        Self(text)
    }

    /// The number as it is read.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Protocollo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn number(id: u128) -> Protocollo {
        Protocollo::of(RimborsoId(Uuid::from_u128(id)), 2026)
    }

    #[test]
    fn it_is_short_readable_and_always_the_same() {
        let text = number(0x0198_0000_0000_7000_8000_0000_0000_0001).to_string();
        assert_eq!(text.len(), "LFR-2026-7K3M-9QXT-2B4C".len());
        assert!(text.starts_with("LFR-2026-") && !text.contains(['I', 'O', 'U']), "{text}");
        assert_eq!(text, number(0x0198_0000_0000_7000_8000_0000_0000_0001).to_string());
    }

    #[test]
    fn neighbours_have_numbers_of_their_own_and_the_year_is_part_of_it() {
        let all: BTreeSet<_> = (0..10_000).map(number).collect();
        assert_eq!(all.len(), 10_000);
        assert_ne!(number(1), Protocollo::of(RimborsoId(Uuid::from_u128(1)), 2027));
    }
}
