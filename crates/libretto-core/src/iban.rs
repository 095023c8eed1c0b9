//! Bank account numbers: [`Iban`] (ISO 13616), with the Italian check letter that banks verify as well (rule REF-02).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codice_fiscale::check_letter;

/// Shortest and longest IBAN of any country, both included.
const LENGTH_RANGE: std::ops::RangeInclusive<usize> = 15..=34;

/// Countries and territories of the SEPA schemes that have an IBAN prefix of their own, by the length of their IBAN.
const SEPA_LENGTHS: [(usize, &str); 14] = [
    (15, "NO"),
    (16, "BE"),
    (18, "DK FI NL"),
    (19, "MK SI"),
    (20, "AT EE LT LU"),
    (21, "CH HR LI LV"),
    (22, "BG DE GB IE ME RS VA"),
    (23, "GI"),
    (24, "AD CZ ES MD RO SE SK"),
    (25, "PT"),
    (26, "IS"),
    (27, "FR GR IT MC SM"),
    (28, "AL CY HU PL"),
    (31, "MT"),
];

/// A valid IBAN, compact and in upper case.
///
/// Checked: the general form, the check digits (mod 97), the length for the countries of SEPA and, for Italy and San
/// Marino, the form of the account number (CIN letter, five digits of ABI, five of CAB, twelve characters of account)
/// and the CIN. An IBAN from outside SEPA is accepted with the general checks only; [`Iban::is_sepa`] tells. Whether
/// the account exists, and whose it is, only the bank knows.
///
/// Personal data: `Debug` shows the [masked](Iban::masked) form and there is no `Display`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(String);

/// What is wrong with a text that is not an IBAN. Never carries the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IbanError {
    /// Shorter or longer than the country's IBAN, or than any IBAN, spaces not counted.
    #[error("wrong length: {found} characters")]
    Length {
        /// How many characters the text has without spaces.
        found: usize,
    },
    /// A character that is neither a letter nor a digit, or of the wrong kind for its place.
    #[error("wrong kind of character in place {position}")]
    Character {
        /// The first wrong place, from 1, spaces not counted.
        position: usize,
    },
    /// The check digits (places 3 and 4) do not match.
    #[error("the check digits do not match")]
    CheckDigits,
    /// The Italian check letter (place 5) does not match.
    #[error("the CIN does not match")]
    Cin,
}

impl Iban {
    /// The compact form, without spaces. Personal data: not for logs, URLs or messages.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The IBAN with only its first four and last three characters readable: `IT60********************456`.
    pub fn masked(&self) -> String {
        let hidden = "*".repeat(self.0.len() - 7);
        format!("{}{hidden}{}", &self.0[..4], &self.0[self.0.len() - 3..])
    }

    /// The two letters of the country.
    pub fn country(&self) -> &str {
        &self.0[..2]
    }

    /// Whether a SEPA transfer can reach it.
    pub fn is_sepa(&self) -> bool {
        sepa_length(self.country()).is_some()
    }
}

impl FromStr for Iban {
    type Err = IbanError;

    /// Accepts spaces, as an IBAN is printed in groups of four, and lower case.
    fn from_str(text: &str) -> Result<Self, IbanError> {
        let compact: String = text
            .chars()
            .filter(|&character| character != ' ')
            .map(|character| character.to_ascii_uppercase())
            .collect();
        check_form(&compact)?;
        if remainder_97(compact.as_bytes()) != 1 {
            return Err(IbanError::CheckDigits);
        }
        if has_italian_form(&compact) && check_letter(&compact.as_bytes()[5..]) != Some(compact.as_bytes()[4]) {
            return Err(IbanError::Cin);
        }
        Ok(Self(compact))
    }
}

fn sepa_length(country: &str) -> Option<usize> {
    SEPA_LENGTHS
        .iter()
        .find_map(|&(length, countries)| countries.split(' ').any(|code| code == country).then_some(length))
}

/// San Marino uses the Italian account number and the Italian check letter.
fn has_italian_form(compact: &str) -> bool {
    compact.starts_with("IT") || compact.starts_with("SM")
}

/// Length and kind of characters. Afterwards the text is ASCII.
fn check_form(compact: &str) -> Result<(), IbanError> {
    let italian = has_italian_form(compact);
    for (place, character) in compact.chars().enumerate() {
        let right = match place {
            0 | 1 => character.is_ascii_uppercase(),
            2 | 3 => character.is_ascii_digit(),
            4 if italian => character.is_ascii_uppercase(),
            5..=14 if italian => character.is_ascii_digit(),
            _ => character.is_ascii_digit() || character.is_ascii_uppercase(),
        };
        if !right {
            return Err(IbanError::Character { position: place + 1 });
        }
    }
    let found = compact.len();
    let right = LENGTH_RANGE.contains(&found) && sepa_length(&compact[..2]).is_none_or(|expected| expected == found);
    if !right {
        return Err(IbanError::Length { found });
    }
    // Check digits are 98 minus a remainder; 00, 01 and 99 would pass mod 97 in place of 97, 98 and 02.
    if matches!(&compact[2..4], "00" | "01" | "99") {
        return Err(IbanError::CheckDigits);
    }
    Ok(())
}

/// ISO 7064: the first four characters moved to the end, letters written as 10 to 35, the number modulo 97.
fn remainder_97(compact: &[u8]) -> u32 {
    let (head, account) = compact.split_at(4);
    account.iter().chain(head).fold(0, |remainder, &byte| {
        if byte.is_ascii_digit() {
            (remainder * 10 + u32::from(byte - b'0')) % 97
        } else {
            (remainder * 100 + u32::from(byte - b'A') + 10) % 97
        }
    })
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({})", self.masked())
    }
}

impl Serialize for Iban {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Iban {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    const ITALIAN: &str = "IT60X0542811101000000123456";

    fn iban(text: &str) -> Iban {
        text.parse().unwrap()
    }

    fn error(text: &str) -> IbanError {
        text.parse::<Iban>().unwrap_err()
    }

    /// The IBAN of an account, with the right check digits.
    fn with_check_digits(country: &str, account: &str) -> String {
        let remainder = remainder_97(format!("{country}00{account}").as_bytes());
        format!("{country}{:02}{account}", 98 - remainder)
    }

    #[test]
    fn published_examples_are_accepted() {
        let examples = [
            ITALIAN,
            "SM86U0322509800000000270100",
            "DE89370400440532013000",
            "FR1420041010050500013M02606",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
            "GB29NWBK60161331926819",
            "VA59001123000012345678",
        ];
        for text in examples {
            assert_eq!(iban(text).as_str(), text);
            assert_eq!(iban(text).country(), &text[..2]);
            assert!(iban(text).is_sepa());
        }
    }

    #[test]
    fn accepted_as_printed_and_in_lower_case() {
        assert_eq!(iban("it60 x054 2811 1010 0000 0123 456"), iban(ITALIAN));
        assert_eq!(error("IT60-X054-2811-1010-0000-0123-456"), IbanError::Character { position: 5 });
        assert_eq!(error("IT60X0542811101000000123456\n"), IbanError::Character { position: 28 });
    }

    #[test]
    fn outside_sepa_only_the_general_form_counts() {
        let turkish = iban("TR330006100519786457841326");
        assert_eq!(turkish.country(), "TR");
        assert!(!turkish.is_sepa());
        assert_eq!(error("TR330006100519786457841327"), IbanError::CheckDigits);
    }

    #[test]
    fn each_mistake_has_its_name() {
        use IbanError::{Character, CheckDigits, Cin, Length};
        let wrong = [
            ("", Length { found: 0 }),
            ("I", Length { found: 1 }),
            ("IT60", Length { found: 4 }),
            ("IT60X054281110100000012345", Length { found: 26 }),
            ("IT60X05428111010000001234567", Length { found: 28 }),
            ("DE8937040044053201300", Length { found: 21 }),
            ("1T60X0542811101000000123456", Character { position: 1 }),
            ("ITA0X0542811101000000123456", Character { position: 3 }),
            ("IT6000542811101000000123456", Character { position: 5 }),
            ("IT60XA542811101000000123456", Character { position: 6 }),
            ("IT60X054281110A000000123456", Character { position: 15 }),
            ("IT60X05428111010000001234é6", Character { position: 26 }),
            ("IT61X0542811101000000123456", CheckDigits),
            ("IT60X0542811101000000123457", CheckDigits),
            ("IT40S0542811101000000123456", Cin),
        ];
        for (text, expected) in wrong {
            assert_eq!(error(text), expected, "{text:?}");
        }
    }

    #[test]
    fn check_digits_that_no_country_issues_are_refused() {
        // 97 and 00, 98 and 01, 02 and 99 leave the same remainder; only the first of each pair is ever computed.
        let issued = (0..1_000)
            .map(|number| with_check_digits("DE", &format!("370400440532{number:06}")))
            .filter(|text| matches!(&text[2..4], "97" | "98" | "02"));
        let mut seen = std::collections::BTreeSet::new();
        for text in issued {
            assert_eq!(iban(&text).as_str(), text);
            let twin = match &text[2..4] {
                "97" => "00",
                "98" => "01",
                _ => "99",
            };
            assert_eq!(error(&format!("DE{twin}{}", &text[4..])), IbanError::CheckDigits);
            seen.insert(twin);
        }
        assert_eq!(seen.len(), 3);
    }

    #[test]
    fn debug_never_shows_the_whole_number() {
        assert_eq!(iban(ITALIAN).masked(), "IT60********************456");
        assert_eq!(format!("{:?}", iban(ITALIAN)), "Iban(IT60********************456)");
        assert_eq!(iban("NO9386011117947").masked(), "NO93********947");
    }

    #[test]
    fn json_is_a_string_and_errors_do_not_repeat_it() {
        let json = format!("\"{ITALIAN}\"");
        assert_eq!(serde_json::to_string(&iban(ITALIAN)).unwrap(), json);
        assert_eq!(serde_json::from_str::<Iban>(&json).unwrap(), iban(ITALIAN));
        let refused = serde_json::from_str::<Iban>("\"IT40S0542811101000000123456\"").unwrap_err();
        assert!(!refused.to_string().contains("0542811101"));
    }

    proptest! {
        #[test]
        fn italian_accounts_pass_and_no_single_slip_does(
            account in "[0-9]{10}[0-9A-Z]{12}", place in 2_usize..27, step in 1_u8..10,
        ) {
            let cin = char::from(check_letter(account.as_bytes()).unwrap());
            let text = with_check_digits("IT", &format!("{cin}{account}"));
            let read = iban(&text);
            prop_assert_eq!(read.as_str(), text.as_str());
            // A digit becomes another digit, a letter another letter.
            let mut slipped = text.into_bytes();
            let (first, count) = if slipped[place].is_ascii_digit() { (b'0', 10) } else { (b'A', 26) };
            slipped[place] = first + (slipped[place] - first + step) % count;
            prop_assert!(String::from_utf8(slipped).unwrap().parse::<Iban>().is_err());
        }

        #[test]
        fn any_text_is_refused_or_read_without_a_panic(text in "[A-Z]{0,2}\\PC{0,34}") {
            if let Ok(read) = text.parse::<Iban>() {
                prop_assert_eq!(read.as_str().parse::<Iban>(), Ok(read.clone()));
            }
        }
    }
}
