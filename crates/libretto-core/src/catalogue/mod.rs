//! The one list of rules and of what can be said about them. Problems, explanations and the generated documents all read it.

mod campo;
mod citazioni;
mod codice;
mod inglese;
mod messaggi;
mod origine;
mod regola;
mod titoli;
mod valori;

pub use campo::Campo;
pub use codice::{Codice, Kind};
pub use regola::Regola;

/// Declares an enum whose variants have a stable text, and its serialisation by that text.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use texts;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_in_both_languages() {
        let italian: BTreeSet<_> = Codice::ALL.iter().map(|codice| codice.as_str()).collect();
        let english: BTreeSet<_> = Codice::ALL.iter().map(|codice| codice.english()).collect();
        assert_eq!(italian.len(), Codice::ALL.len());
        assert_eq!(english.len(), Codice::ALL.len());
        assert!(
            italian
                .iter()
                .all(|text| { text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') })
        );
    }
}
