//! Text as the interbank network carries it.

use sepa::{Transliteration, transliterate};

/// The longest name, in characters, inclusive: the EPC's limit, half of the schema's.
pub const NAME_CHARACTERS_MAX: usize = 70;
/// The longest unstructured remittance information, in characters, inclusive.
pub const REMITTANCE_CHARACTERS_MAX: usize = 140;

/// The text in the SEPA character set: blanks collapsed, letters replaced by the EPC's table, cut after
/// `characters_max` characters.
///
/// `None` when no letter or digit would be left: such a name cannot be told from an error, so who pays
/// must ask instead of sending dots to the bank.
pub fn sepa_text(raw: &str, characters_max: usize) -> Option<String> {
    let spaced = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = spaced.chars().filter_map(plain_character).collect();
    let written = transliterate(&plain, Transliteration::Epc);
    // Cut after the replacement, which can lengthen the text; then no blank may hang at the cut.
    let cut: String = written.chars().take(characters_max).collect();
    let text = cut.trim();
    text.chars().any(|character| character.is_ascii_alphanumeric()).then(|| text.to_owned())
}

/// What keyboards and phones add to a name and the EPC's table would turn into a dot: accents kept apart from their
/// letter (the table drops them when they are joined) and curly apostrophes.
fn plain_character(character: char) -> Option<char> {
    match character {
        '\u{300}'..='\u{36f}' => None,
        '‘' | '’' | 'ʼ' => Some('\''),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(raw: &str) -> Option<String> {
        sepa_text(raw, NAME_CHARACTERS_MAX)
    }

    #[test]
    fn accents_fold_and_apostrophes_stay() {
        assert_eq!(name("D'Àmico Zoë").as_deref(), Some("D'Amico Zoe"));
        assert_eq!(name("Nicolò Müller-Đurić").as_deref(), Some("Nicolo Muller-Duric"));
        assert_eq!(name("  Rossi\t Maria\n").as_deref(), Some("Rossi Maria"));
        assert_eq!(name("D’A\u{300}mico Zoe\u{308}").as_deref(), Some("D'Amico Zoe"));
        assert_eq!(name("Bianchi & Verdi").as_deref(), Some("Bianchi + Verdi"));
    }

    #[test]
    fn the_cut_counts_characters_after_the_replacement() {
        let seventy = "é".repeat(70);
        assert_eq!(name(&seventy), Some("e".repeat(70)));
        assert_eq!(name(&format!("{seventy}è")), Some("e".repeat(70)));
        // One letter becomes three: seventy of them do not fit.
        assert_eq!(name(&"Щ".repeat(70)).map(|text| text.len()), Some(NAME_CHARACTERS_MAX));
    }

    #[test]
    fn no_blank_hangs_at_the_cut() {
        assert_eq!(sepa_text("abc def", 4).as_deref(), Some("abc"));
    }

    #[test]
    fn a_text_without_a_letter_or_digit_is_none() {
        for raw in ["", "   ", "'-'", "…", "\u{0}"] {
            assert_eq!(name(raw), None, "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn the_result_is_in_the_set_and_within_the_limit(raw in "\\PC{0,200}", limit in 1..150_usize) {
            if let Some(text) = sepa_text(&raw, limit) {
                prop_assert!(sepa::is_sepa_text(&text), "{:?}", text);
                prop_assert!(text.len() <= limit);
                prop_assert_eq!(sepa_text(&text, limit), Some(text.clone()));
            }
        }
    }
}
