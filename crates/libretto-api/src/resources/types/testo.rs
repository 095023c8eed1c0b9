//! Texts on the wire: bounded, and without control characters.

use crate::problem::extract::own_message;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::iban::Iban;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

/// A text of at most `MAX` characters, inclusive, without control characters. It may be empty: whether something must be
/// said is for the law to decide.
#[derive(Clone, PartialEq, Eq)]
pub struct Testo<const MAX: usize>(String);

impl<const MAX: usize> Testo<MAX> {
    /// The text as sent.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether nothing but white space was sent.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Testo<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.chars().count() > MAX {
            return Err(D::Error::custom(own_message(&format!("non deve superare {MAX} caratteri"))));
        }
        if text.chars().any(char::is_control) {
            return Err(D::Error::custom(own_message("non deve contenere caratteri di controllo")));
        }
        Ok(Self(text))
    }
}

/// An identifier given by another system: 1 to `MAX` visible ASCII characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Sigla<const MAX: usize>(String);

impl<const MAX: usize> Sigla<MAX> {
    /// The identifier as sent.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Sigla<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let visible = (1..=MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if visible {
            Ok(Self(text))
        } else {
            Err(D::Error::custom(own_message(&format!("deve essere formato da 1 a {MAX} caratteri ASCII visibili"))))
        }
    }
}

/// Codice fiscale: 16 caratteri, oppure le 11 cifre di un codice provvisorio.
#[derive(Clone, Copy, ToSchema)]
#[schema(
    as = CodiceFiscale,
    value_type = String,
    pattern = "^([A-Za-z]{6}[0-9A-Za-z]{9}[A-Za-z]|[0-9]{11})$",
    min_length = 11,
    max_length = 16,
    example = "BNCNNA75C55F205P"
)]
pub struct CodiceFiscaleJson(pub CodiceFiscale);

impl<'de> Deserialize<'de> for CodiceFiscaleJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer, "non è un codice fiscale valido", |text| text.parse().ok().map(Self))
    }
}

/// IBAN del conto, del libretto o della carta del prestatore.
#[derive(Clone, ToSchema)]
#[schema(
    as = Iban,
    value_type = String,
    pattern = "^[A-Za-z]{2}[0-9]{2}[0-9A-Za-z ]{11,38}$",
    min_length = 15,
    max_length = 42,
    example = "IT60X0542811101000000123456"
)]
pub struct IbanJson(pub Iban);

impl<'de> Deserialize<'de> for IbanJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer, "non è un IBAN valido", |text| text.parse().ok().map(Self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    #[test]
    fn a_text_is_bounded_in_characters_and_has_no_control_characters() {
        let read = |text: &str| from_value::<Testo<3>>(json!(text)).is_ok();
        assert!(read("") && read("àèì") && !read("abcd") && !read("a\u{0}") && !read("a\nb"));
    }

    #[test]
    fn an_identifier_is_visible_and_not_empty() {
        let read = |text: &str| from_value::<Sigla<3>>(json!(text)).is_ok();
        assert!(read("a-1") && !read("") && !read("abcd") && !read("a b") && !read("à"));
    }

    #[test]
    fn a_wrong_code_or_account_is_not_repeated_in_the_message() {
        let code = from_value::<CodiceFiscaleJson>(json!("RSSMRA80A01H501X")).err().map(|error| error.to_string());
        assert!(code.is_some_and(|message| !message.contains("RSS")));
        let account = from_value::<IbanJson>(json!("IT00X0542811101000000123456")).err().map(|error| error.to_string());
        assert!(account.is_some_and(|message| !message.contains("IT00")));
        assert!(from_value::<IbanJson>(json!("it60 x054 2811 1010 0000 0123 456")).is_ok());
    }
}
