//! The number of a pagoPA payment notice (*numero avviso*, NAV) and what is read from it.

use std::fmt;
use std::str::FromStr;

use libretto_core::ids::VersamentoId;

use super::EnteCreditore;

/// How many different bases a notice number can have: thirteen decimal digits.
const BASES: u64 = 10_000_000_000_000;
/// The modulus of the two check digits.
const CHECK_MODULUS: u64 = 93;
/// The auxiliary digit of a body that has several archives of positions, told apart by the segregation code.
/// The digits 0, 1 and 2 are deprecated and never issued.
const AUXILIARY_DIGIT: u64 = 3;
/// The largest amount that a QR code holds, in cents, inclusive: ten digits.
pub const QR_CENTS_MAX: u64 = 9_999_999_999;

/// An 18-digit notice number: `3`, two digits of segregation code, thirteen of base, two of check.
///
/// The check digits are the first sixteen modulo 93. A value of this type always has the right ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeNumber(u64);

/// Why a notice number or its QR code cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeNumberError {
    /// Not exactly eighteen ASCII digits.
    #[error("a notice number has exactly 18 digits")]
    Shape,
    /// The first digit is not `3`.
    #[error("only notice numbers with auxiliary digit 3 are in use")]
    AuxiliaryDigit,
    /// The last two digits do not follow from the first sixteen.
    #[error("the check digits of the notice number are wrong")]
    CheckDigits,
    /// A segregation code of more than two digits.
    #[error("a segregation code goes from 0 to 99, not {0}")]
    Segregation(u8),
    /// A base of more than thirteen digits.
    #[error("the base of a notice number has at most 13 digits")]
    Base,
    /// An amount of zero or of more than ten digits.
    #[error("a payment notice asks for 1 to {QR_CENTS_MAX} cents, not {0}")]
    Amount(u64),
}

impl NoticeNumber {
    /// Makes the number of a segregation code (0 to 99) and a base (0 to 9 999 999 999 999), both inclusive.
    ///
    /// # Errors
    /// [`NoticeNumberError::Segregation`] and [`NoticeNumberError::Base`] beyond those.
    pub fn from_base(segregation: u8, base: u64) -> Result<Self, NoticeNumberError> {
        if segregation > 99 {
            return Err(NoticeNumberError::Segregation(segregation));
        }
        if base >= BASES {
            return Err(NoticeNumberError::Base);
        }
        let head = (AUXILIARY_DIGIT * 100 + u64::from(segregation)) * BASES + base;
        Ok(Self(head * 100 + head % CHECK_MODULUS))
    }

    /// The base that belongs to a *versamento*: its id folded to thirteen digits.
    ///
    /// The same id always gives the same base, so a top-up that is opened again after a crash gets the notice
    /// it had. Two ids can share a base (about one chance in 10^13 for a given pair): the store holds the
    /// notice number under a unique constraint, and who meets it draws another id.
    pub fn base_of(versamento: VersamentoId) -> u64 {
        let folded = versamento.0.as_u128() % u128::from(BASES);
        // Below 10^13 by construction: the conversion cannot fail, and 0 is a base like any other.
        u64::try_from(folded).unwrap_or_default()
    }

    /// The *identificativo univoco di versamento*: the seventeen digits after the auxiliary one.
    pub fn iuv(self) -> String {
        format!("{:017}", self.0 % 100_000_000_000_000_000)
    }

    /// The segregation code, 0 to 99.
    pub fn segregation(self) -> u8 {
        u8::try_from(self.0 / (BASES * 100) % 100).unwrap_or_default()
    }

    /// The text of the notice's QR code, for an amount in cents from 1 to [`QR_CENTS_MAX`] inclusive.
    ///
    /// # Errors
    /// [`NoticeNumberError::Amount`] outside those.
    pub fn qr(self, creditor: &EnteCreditore, cents: u64) -> Result<String, NoticeNumberError> {
        if cents == 0 || cents > QR_CENTS_MAX {
            return Err(NoticeNumberError::Amount(cents));
        }
        Ok(format!("PAGOPA|002|{self}|{creditor}|{cents:02}"))
    }
}

impl FromStr for NoticeNumber {
    type Err = NoticeNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 18 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NoticeNumberError::Shape);
        }
        let number: u64 = text.parse().map_err(|_| NoticeNumberError::Shape)?;
        let (head, check) = (number / 100, number % 100);
        if head / (BASES * 100) != AUXILIARY_DIGIT {
            return Err(NoticeNumberError::AuxiliaryDigit);
        }
        if head % CHECK_MODULUS != check {
            return Err(NoticeNumberError::CheckDigits);
        }
        Ok(Self(number))
    }
}

impl fmt::Display for NoticeNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:018}", self.0)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn base_of(id: u128) -> u64 {
        NoticeNumber::base_of(VersamentoId(Uuid::from_u128(id)))
    }

    const PUBLISHED: [&str; 3] = ["301000000000000144", "301000000000000245", "301999999999999982"];

    #[test]
    fn published_numbers_are_read_and_written_back() {
        for text in PUBLISHED {
            let number: NoticeNumber = text.parse().unwrap();
            assert_eq!(number.to_string(), text);
            assert_eq!(number.segregation(), 1);
            assert_eq!(number.iuv(), text[1..]);
        }
    }

    #[test]
    fn published_numbers_are_made_from_their_base() {
        let made = [1, 2, 9_999_999_999_999].map(|base| NoticeNumber::from_base(1, base).unwrap().to_string());
        assert_eq!(made, PUBLISHED);
    }

    #[test]
    fn every_wrong_check_is_refused() {
        for check in (0..100).filter(|check| *check != 44) {
            let text = format!("3010000000000001{check:02}");
            assert_eq!(text.parse::<NoticeNumber>(), Err(NoticeNumberError::CheckDigits), "{text}");
        }
    }

    #[test]
    fn other_auxiliary_digits_and_shapes_are_refused() {
        assert_eq!("001340000013900808".parse::<NoticeNumber>(), Err(NoticeNumberError::AuxiliaryDigit));
        for text in ["", "30100000000000014", "3010000000000001440", "30100000000000014 ", "+01000000000000144"] {
            assert_eq!(text.parse::<NoticeNumber>(), Err(NoticeNumberError::Shape), "{text:?}");
        }
    }

    #[test]
    fn the_boundaries_of_segregation_and_base() {
        assert!(NoticeNumber::from_base(0, 0).is_ok());
        assert!(NoticeNumber::from_base(99, BASES - 1).is_ok());
        assert_eq!(NoticeNumber::from_base(100, 0), Err(NoticeNumberError::Segregation(100)));
        assert_eq!(NoticeNumber::from_base(0, BASES), Err(NoticeNumberError::Base));
    }

    #[test]
    fn the_qr_code_pads_cents_to_two_digits_and_stops_at_ten() {
        let inps: EnteCreditore = "80078750587".parse().unwrap();
        let number: NoticeNumber = PUBLISHED[0].parse().unwrap();
        let qr = |cents| number.qr(&inps, cents);
        assert_eq!(qr(1000).unwrap(), "PAGOPA|002|301000000000000144|80078750587|1000");
        assert_eq!(qr(1).unwrap(), "PAGOPA|002|301000000000000144|80078750587|01");
        assert_eq!(qr(QR_CENTS_MAX).unwrap(), "PAGOPA|002|301000000000000144|80078750587|9999999999");
        assert_eq!(qr(0), Err(NoticeNumberError::Amount(0)));
        assert_eq!(qr(QR_CENTS_MAX + 1), Err(NoticeNumberError::Amount(QR_CENTS_MAX + 1)));
    }

    #[test]
    fn the_base_of_an_id_is_its_value_folded_to_thirteen_digits() {
        assert_eq!(base_of(7), 7);
        assert_eq!(base_of(10_000_000_000_007), 7);
        assert_eq!(base_of(9_999_999_999_999), 9_999_999_999_999);
    }

    proptest! {
        #[test]
        fn what_is_made_is_read_back(segregation in 0..=99_u8, base in 0..BASES) {
            let number = NoticeNumber::from_base(segregation, base).unwrap();
            let text = number.to_string();
            prop_assert_eq!(text.len(), 18);
            prop_assert_eq!(text.parse(), Ok(number));
            prop_assert_eq!(number.segregation(), segregation);
            prop_assert_eq!(format!("3{}", number.iuv()), text.clone());
            prop_assert_eq!(&text[3..16], format!("{base:013}"));
        }

        /// 93 shares no factor with 10 and is greater than 9, so no single mistyped digit goes unseen.
        #[test]
        fn one_mistyped_digit_never_passes(
            segregation in 0..=99_u8, base in 0..BASES, place in 0..18_usize, shift in 1..10_u8,
        ) {
            let mut text = NoticeNumber::from_base(segregation, base).unwrap().to_string().into_bytes();
            text[place] = b'0' + (text[place] - b'0' + shift) % 10;
            let mistyped = String::from_utf8(text).unwrap();
            prop_assert!(mistyped.parse::<NoticeNumber>().is_err(), "{}", mistyped);
        }

        #[test]
        fn any_id_has_a_base_that_makes_a_number(id in any::<u128>()) {
            let base = base_of(id);
            prop_assert!(NoticeNumber::from_base(0, base).is_ok());
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,24}|[0-9]{17,19}") {
            let _ = text.parse::<NoticeNumber>();
        }
    }
}
