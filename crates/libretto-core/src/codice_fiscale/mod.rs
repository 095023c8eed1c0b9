//! The *codice fiscale* of a person (D.P.R. 29-09-1973 n. 605; D.M. 23-12-1976 n. 13813).
//!
//! Two forms are accepted:
//!
//! - sixteen characters, with *omocodia*: when two people would have the same code, the Agenzia delle Entrate
//!   replaces any of the seven digits by a letter, so each of the seven places may hold a digit or its letter, in any
//!   combination;
//! - eleven digits, the provisional numeric code of a person who has no final one yet.
//!
//! What is checked is the form: letters and digits in their places, a real date, the check character. Whether the
//! code was ever issued, and to whom, only the register of the Agenzia delle Entrate knows; nor are the three letters
//! of the name or the code of the place of birth looked up.

mod check_letter;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) use check_letter::check_letter;

const PERSON_LEN: usize = 16;
const PROVISIONAL_LEN: usize = 11;

/// Letters of the months, January to December.
const MONTHS: &[u8; 12] = b"ABCDEHLMPRST";

/// Letters that stand for `0` to `9` in a place touched by omocodia.
const OMOCODIA: &[u8; 10] = b"LMNPQRSTUV";

/// Places (from zero) that hold a digit or its letter of omocodia: year, day, number of the place of birth.
const DIGIT_PLACES: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];

/// Added to the day of birth of a woman.
const FEMALE_DAY: u32 = 40;

/// A well-formed *codice fiscale*, in upper case.
///
/// Two codes that differ only by omocodia are **two different people**: equality is that of the characters. It is
/// personal data: `Debug` shows the [masked](CodiceFiscale::masked) form, there is no `Display`, and the whole text
/// is had only by asking for it with [`CodiceFiscale::as_str`] or by serializing (as a string).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodiceFiscale(
    /// Upper-case ASCII; a provisional code fills eleven places and leaves the others zero.
    [u8; PERSON_LEN],
);

/// A code with its omocodia undone: the same for all people who would have had the same code.
///
/// It is never an identity, only a reason to tell an operator "there is a look-alike, compare with care". It is a
/// type of its own so that it cannot be passed where a [`CodiceFiscale`] is meant. Personal data like the code:
/// `Debug` shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaseForm([u8; PERSON_LEN]);

/// What is wrong with a text that is not a codice fiscale. Never carries the text itself. Places count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodiceFiscaleError {
    /// Neither 16 characters nor 11.
    #[error("{found} characters instead of 16 (or 11 digits)")]
    Length {
        /// How many characters the text has.
        found: usize,
    },
    /// A letter where a digit belongs, a digit where a letter belongs, or another character altogether.
    #[error("wrong kind of character in place {position}")]
    Character {
        /// The first wrong place, from 1.
        position: usize,
    },
    /// The letter of the month (place 9) is none of `ABCDEHLMPRST`.
    #[error("place 9 is not the letter of a month")]
    Month,
    /// The date of birth does not exist, in 19xx nor in 20xx.
    #[error("the date of birth does not exist")]
    Date,
    /// The check letter, or the control digit of a provisional code, does not match the rest.
    #[error("the check character does not match")]
    CheckCharacter,
    /// Eleven zeros: the control digit matches, but no such code exists.
    #[error("eleven zeros are not a code")]
    Zeros,
}

impl CodiceFiscale {
    /// The whole code. Personal data: not for logs, URLs or messages.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever stored, so the fallback is never taken.
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The code with only its first three characters and its last one readable: `RSS************U`.
    pub fn masked(&self) -> String {
        let code = self.as_str();
        let hidden = "*".repeat(code.len() - 4);
        format!("{}{hidden}{}", &code[..3], &code[code.len() - 1..])
    }

    /// Whether this is an eleven-digit provisional code, which tells nothing about its person.
    pub const fn is_provisional(&self) -> bool {
        self.0[PROVISIONAL_LEN] == 0
    }

    /// The code with its omocodia undone and without its check letter; see [`BaseForm`]. A provisional code is its
    /// own base.
    pub fn base_form(&self) -> BaseForm {
        let mut base = self.0;
        if !self.is_provisional() {
            for place in DIGIT_PLACES {
                base[place] = digit(base[place]).map_or(base[place], |value| b'0' + value);
            }
            base[PERSON_LEN - 1] = 0;
        }
        BaseForm(base)
    }

    /// The date of birth that the code tells, `None` for a provisional code.
    ///
    /// The code has only two digits of the year, so the century is a guess: the most recent one that puts the birth
    /// on or before `reference`. A person of a hundred years or more is taken for a hundred years younger; where that
    /// matters, ask for the date. `None` also when the date exists in neither of the two centuries up to `reference`.
    pub fn birth_date(&self, reference: NaiveDate) -> Option<NaiveDate> {
        if self.is_provisional() {
            return None;
        }
        let (year, month, day) = birth(&self.0)?;
        let century = reference.year().div_euclid(100) * 100;
        [century, century - 100]
            .into_iter()
            .filter_map(|century| NaiveDate::from_ymd_opt(century + year, month, day))
            .find(|&date| date <= reference)
    }

    fn bytes(&self) -> &[u8] {
        if self.is_provisional() { &self.0[..PROVISIONAL_LEN] } else { &self.0 }
    }
}

impl BaseForm {
    /// The base form: fifteen characters, or the eleven digits of a provisional code. Personal data.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&byte| byte == 0);
        // Only ASCII is ever stored, so the fallback is never taken.
        std::str::from_utf8(&self.0[..end.unwrap_or(PERSON_LEN)]).unwrap_or_default()
    }
}

impl FromStr for CodiceFiscale {
    type Err = CodiceFiscaleError;

    /// Lower case is accepted and raised to upper case; spaces are not.
    fn from_str(text: &str) -> Result<Self, CodiceFiscaleError> {
        if !matches!(text.len(), PERSON_LEN | PROVISIONAL_LEN) {
            let found = text.chars().count();
            return Err(CodiceFiscaleError::Length { found });
        }
        let mut code = [0; PERSON_LEN];
        for (place, byte) in code.iter_mut().zip(text.bytes()) {
            *place = byte.to_ascii_uppercase();
        }
        if text.len() == PERSON_LEN {
            check_person(&code)?;
        } else {
            check_provisional(&code[..PROVISIONAL_LEN])?;
        }
        Ok(Self(code))
    }
}

/// The value of a digit or of a letter of omocodia.
fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        _ => OMOCODIA.iter().zip(0..).find_map(|(&letter, value)| (letter == character).then_some(value)),
    }
}

/// Two digits of the year, month and day of birth, the day without the mark of a woman. `None` when a place does not
/// fit.
fn birth(code: &[u8; PERSON_LEN]) -> Option<(i32, u32, u32)> {
    let two_digits = |place: usize| Some(digit(code[place])? * 10 + digit(code[place + 1])?);
    let year = i32::from(two_digits(6)?);
    let (_, month) = MONTHS.iter().zip(1..).find(|&(&letter, _)| letter == code[8])?;
    let day = u32::from(two_digits(9)?);
    let day = if day > FEMALE_DAY { day - FEMALE_DAY } else { day };
    Some((year, month, day))
}

fn check_person(code: &[u8; PERSON_LEN]) -> Result<(), CodiceFiscaleError> {
    for (place, &character) in code.iter().enumerate() {
        let right =
            if DIGIT_PLACES.contains(&place) { digit(character).is_some() } else { character.is_ascii_uppercase() };
        if !right {
            return Err(CodiceFiscaleError::Character { position: place + 1 });
        }
    }
    // Every digit place was checked above, so only the month can be missing.
    let (year, month, day) = birth(code).ok_or(CodiceFiscaleError::Month)?;
    let exists = |century: i32| NaiveDate::from_ymd_opt(century + year, month, day).is_some();
    if !exists(1900) && !exists(2000) {
        return Err(CodiceFiscaleError::Date);
    }
    let (&last, characters) = code.split_last().ok_or(CodiceFiscaleError::CheckCharacter)?;
    if check_letter(characters) != Some(last) {
        return Err(CodiceFiscaleError::CheckCharacter);
    }
    Ok(())
}

fn check_provisional(digits: &[u8]) -> Result<(), CodiceFiscaleError> {
    if let Some(place) = digits.iter().position(|byte| !byte.is_ascii_digit()) {
        return Err(CodiceFiscaleError::Character { position: place + 1 });
    }
    if digits.iter().all(|&byte| byte == b'0') {
        return Err(CodiceFiscaleError::Zeros);
    }
    if !check_letter::control_digit_is_right(digits) {
        return Err(CodiceFiscaleError::CheckCharacter);
    }
    Ok(())
}

impl fmt::Debug for CodiceFiscale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CodiceFiscale({})", self.masked())
    }
}

impl fmt::Debug for BaseForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BaseForm(***)")
    }
}

impl Serialize for CodiceFiscale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CodiceFiscale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
