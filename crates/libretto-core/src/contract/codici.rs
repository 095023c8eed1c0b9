//! Synthetic fiscal codes and accounts: well formed, with the right check letters, and nobody's.

use crate::codice_fiscale::{CodiceFiscale, check_letter};
use crate::iban::Iban;
use chrono::{Datelike, NaiveDate};

/// Letters of the months in a fiscal code.
const MONTHS: &[u8; 12] = b"ABCDEHLMPRST";

/// Added to the day of birth of a woman.
const FEMALE_DAY: u32 = 40;

/// The code of the `number`-th synthetic person born on a day, as a woman of Rome (H501): the six letters of the name
/// count, so that different numbers give different codes.
pub fn codice_fiscale(number: u32, born: NaiveDate) -> CodiceFiscale {
    let month = char::from(MONTHS[usize::try_from(born.month0()).unwrap()]);
    let (year, day) = (born.year().rem_euclid(100), born.day() + FEMALE_DAY);
    let mut text = format!("{}{year:02}{month}{day:02}H501", letters(number));
    let check = check_letter(text.as_bytes()).unwrap();
    text.push(char::from(check));
    text.parse().unwrap()
}

/// Six letters that begin with `ZZ` and count.
pub(super) fn letters(number: u32) -> String {
    let mut rest = number;
    let mut counted = [b'A'; 4];
    for place in counted.iter_mut().rev() {
        *place = b'A' + u8::try_from(rest % 26).unwrap_or_default();
        rest /= 26;
    }
    format!("ZZ{}", String::from_utf8_lossy(&counted))
}

/// The account with this number in a bank that does not exist, with its CIN and its check digits.
pub fn iban(number: u32) -> Iban {
    let account = format!("9999999999{number:012}");
    let cin = char::from(check_letter(account.as_bytes()).unwrap());
    let national = format!("{cin}{account}");
    let remainder = format!("{national}IT00").bytes().fold(0_u32, |rest, byte| {
        let value = char::from(byte).to_digit(36).unwrap_or_default();
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    });
    format!("IT{:02}{national}", 98 - remainder).parse().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::date;

    #[test]
    fn codes_and_accounts_are_well_formed_and_differ() {
        let born = date(1990, 5, 12);
        let one = codice_fiscale(1, born);
        assert_eq!(one.birth_date(date(2026, 1, 1)), Some(born));
        assert_ne!(one, codice_fiscale(27, born));
        assert_ne!(iban(1), iban(2));
    }
}
