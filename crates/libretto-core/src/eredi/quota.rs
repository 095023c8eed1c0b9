//! The shares of the heirs (HER-16): fractions that sum to one at most, and the division of a residue among them to the
//! cent, by largest remainder, in the order of the declarations.

use crate::ids::DichiarazioneId;
use crate::money::{Euro, allocate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Largest denominator of a share, inclusive.
const DENOMINATOR_MAX: u32 = 10_000;

/// A share of the inheritance, as a fraction between zero (excluded) and one (included), in lowest terms.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quota {
    numeratore: u32,
    denominatore: u32,
}

/// Not a share.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("una quota è una frazione come 1/3, maggiore di zero e al massimo uno")]
pub struct QuotaError;

impl Quota {
    /// A share; `None` for zero, for more than one or for a denominator above ten thousand.
    pub fn new(numeratore: u32, denominatore: u32) -> Option<Self> {
        let admitted = numeratore >= 1 && numeratore <= denominatore && denominatore <= DENOMINATOR_MAX;
        let common = gcd(u64::from(numeratore), u64::from(denominatore));
        let reduced = |part: u32| u64::from(part).checked_div(common).and_then(|part| u32::try_from(part).ok());
        let (numeratore, denominatore) = (reduced(numeratore)?, reduced(denominatore)?);
        admitted.then_some(Self { numeratore, denominatore })
    }
}

impl fmt::Display for Quota {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.numeratore, self.denominatore)
    }
}

impl FromStr for Quota {
    type Err = QuotaError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (above, below) = text.split_once('/').ok_or(QuotaError)?;
        let part = |text: &str| {
            let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u32>().ok().filter(|_| plain).ok_or(QuotaError)
        };
        Self::new(part(above)?, part(below)?).ok_or(QuotaError)
    }
}

impl TryFrom<String> for Quota {
    type Error = QuotaError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Quota> for String {
    fn from(quota: Quota) -> Self {
        quota.to_string()
    }
}

/// How a residue is divided: fixed by the first request of a refund, whenever the others ask (HER-17).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Divisione {
    /// What is divided.
    pub residuo: Euro,
    /// The part of each declaration with a share, in the order of the declarations.
    pub parti: Vec<(DichiarazioneId, Euro)>,
    /// What belongs to nobody who has declared a share.
    pub resto: Euro,
}

/// Why shares cannot be divided.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum DivisioneError {
    /// They sum to more than one.
    #[error("the shares sum to more than one")]
    Eccedente,
    /// Their common denominator is too large to count with.
    #[error("the shares have no common denominator within reach")]
    Incalcolabile,
}

impl Divisione {
    /// Divides a residue among shares, with the undeclared rest as a last, silent share.
    ///
    /// # Errors
    /// [`DivisioneError`] when the shares sum to more than one or cannot be brought to one denominator.
    pub fn of(residuo: Euro, quote: &[(DichiarazioneId, Quota)]) -> Result<Self, DivisioneError> {
        let whole = common_denominator(quote)?;
        let weight = |quota: &Quota| u64::from(quota.numeratore) * (whole / u64::from(quota.denominatore));
        let mut weights: Vec<u64> = quote.iter().map(|(_, quota)| weight(quota)).collect();
        let declared = weights.iter().sum::<u64>();
        weights.push(whole.checked_sub(declared).ok_or(DivisioneError::Eccedente)?);
        let weights: Option<Vec<u32>> = weights.into_iter().map(|weight| u32::try_from(weight).ok()).collect();
        let parts = weights.and_then(|weights| allocate(residuo, &weights)).ok_or(DivisioneError::Incalcolabile)?;
        let parti: Vec<_> = quote.iter().map(|(id, _)| *id).zip(parts.iter().copied()).collect();
        let resto = parts.last().copied().unwrap_or(residuo);
        Ok(Self { residuo, parti, resto })
    }

    /// The part of a declaration, if it has one.
    pub fn part(&self, id: DichiarazioneId) -> Option<Euro> {
        self.parti.iter().find(|(of, _)| *of == id).map(|(_, part)| *part)
    }
}

fn common_denominator(quote: &[(DichiarazioneId, Quota)]) -> Result<u64, DivisioneError> {
    quote.iter().try_fold(1_u64, |whole, (_, quota)| {
        let denominator = u64::from(quota.denominatore);
        let next = (whole / gcd(whole, denominator)).checked_mul(denominator);
        next.filter(|next| u32::try_from(*next).is_ok()).ok_or(DivisioneError::Incalcolabile)
    })
}

const fn gcd(mut left: u64, mut right: u64) -> u64 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use uuid::Uuid;

    fn shares(quote: &[&str]) -> Vec<(DichiarazioneId, Quota)> {
        let id = |number: usize| DichiarazioneId(Uuid::from_u128(u128::try_from(number).unwrap()));
        quote.iter().enumerate().map(|(number, text)| (id(number), text.parse().unwrap())).collect()
    }

    fn divided(cents: i64, quote: &[&str]) -> Result<(Vec<i64>, i64), DivisioneError> {
        let divisione = Divisione::of(Euro::from_cents(cents), &shares(quote))?;
        Ok((divisione.parti.iter().map(|(_, part)| part.cents()).collect(), divisione.resto.cents()))
    }

    #[test]
    fn the_parts_sum_to_the_residue_and_the_first_gets_the_cent_left_over() {
        assert_eq!(divided(100_000, &["1/3", "1/3", "1/3"]), Ok((vec![33_334, 33_333, 33_333], 0)));
        assert_eq!(divided(100_001, &["1/2", "1/2"]), Ok((vec![50_001, 50_000], 0)));
        assert_eq!(divided(1, &["1/2", "1/2"]), Ok((vec![1, 0], 0)));
        assert_eq!(divided(60_000, &["1/1"]), Ok((vec![60_000], 0)));
    }

    #[test]
    fn what_nobody_declared_is_a_silent_share() {
        assert_eq!(divided(100_000, &["1/2", "1/3"]), Ok((vec![50_000, 33_333], 16_667)));
        assert_eq!(divided(100_000, &["1/3"]), Ok((vec![33_333], 66_667)));
        assert_eq!(divided(500, &[]), Ok((vec![], 500)));
    }

    #[test]
    fn shares_sum_to_one_at_most() {
        assert_eq!(divided(100, &["1/2", "1/3", "1/6"]), Ok((vec![50, 33, 17], 0)));
        assert_eq!(divided(100, &["1/2", "1/3", "1/5"]), Err(DivisioneError::Eccedente));
        let far = ["1/9973", "1/9967", "1/9949"];
        assert_eq!(divided(100, &far), Err(DivisioneError::Incalcolabile));
    }

    #[test]
    fn a_share_is_a_plain_fraction() {
        let text = |text: &str| text.parse::<Quota>().map(|quota| quota.to_string());
        assert_eq!(text("2/6"), Ok("1/3".to_owned()));
        assert_eq!(text("1/1"), Ok("1/1".to_owned()));
        for wrong in ["0/1", "2/1", "1/0", "1", "", "1/", "/2", "+1/2", "1/10001", "-1/2", "1/2/3"] {
            assert_eq!(text(wrong), Err(QuotaError), "{wrong}");
        }
    }
}
