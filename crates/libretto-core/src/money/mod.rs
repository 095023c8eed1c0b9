//! Money: [`Euro`], exact to the cent, and the one way to share a sum among several people.
//!
//! There is no float and no rounding here. A value enters through a checked constructor or from whole cents, and every
//! operation on it works on whole cents, so two decimals in are always two decimals out.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Digits before the decimal point that a sum may have, in text and in `NUMERIC(12,2)`.
const INTEGER_DIGITS_MAX: usize = 10;

/// A sum of euro with exactly two decimals, positive, zero or negative.
///
/// Values from outside (text, [`Decimal`], JSON) are at most 9,999,999,999.99 in magnitude, the bound of the
/// `NUMERIC(12,2)` columns; [`Euro::MAX`] is allowed. Sums inside a computation may pass that bound: they stay exact
/// up to the cents an `i64` holds (about 92 million billion euro), where the operators stop instead of wrapping
/// round. [`Euro::checked_add`] and [`Euro::checked_sub`] refuse to pass the bound at all.
///
/// As JSON it is a string such as `"10.00"`; a JSON number is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Euro(Decimal);

/// Why a value is not a sum of euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// More than two decimals that are not zero: a fraction of a cent.
    #[error("more than two decimals")]
    TooManyDecimals,
    /// The magnitude passes 9,999,999,999.99.
    #[error("magnitude above 9999999999.99")]
    OutOfRange,
    /// The text is not of the form `-?digits.dd` without superfluous zeros.
    #[error("not an amount such as \"10.00\"")]
    Malformed,
}

impl Euro {
    /// No money.
    pub const ZERO: Self = Self::from_cents(0);

    /// The largest sum accepted from outside: 9,999,999,999.99.
    pub const MAX: Self = Self::from_cents(999_999_999_999);

    /// The sum of so many whole cents.
    ///
    /// Meant for constants and for cents that were computed from other sums, so the bound on values from outside is not
    /// applied; every `i64` is represented exactly, since a [`Decimal`] carries 28 digits.
    pub const fn from_cents(cents: i64) -> Self {
        let bytes = cents.unsigned_abs().to_le_bytes();
        let low = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        let middle = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
        Self(Decimal::from_parts(low, middle, 0, cents < 0, 2))
    }

    /// The sum in whole cents.
    pub fn cents(self) -> i64 {
        // Every value was made by `from_cents`, with scale two: the mantissa is the cents and always fits.
        i64::try_from(self.0.mantissa()).unwrap_or(i64::MAX)
    }

    /// The sum as a decimal with two decimals, for SQL and for documents.
    pub const fn as_decimal(self) -> Decimal {
        self.0
    }

    /// Below zero; zero is not negative.
    pub const fn is_negative(self) -> bool {
        self.0.is_sign_negative()
    }

    /// Exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Above zero; zero is not positive.
    pub const fn is_positive(self) -> bool {
        !self.is_negative() && !self.is_zero()
    }

    /// `self + other`, or `None` when the result passes [`Euro::MAX`] in magnitude.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self + other).within_bound()
    }

    /// `self - other`, or `None` when the result passes [`Euro::MAX`] in magnitude.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        (self - other).within_bound()
    }

    /// This sum taken `count` times.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self::from_cents(self.cents().saturating_mul(i64::from(count)))
    }

    /// How many whole times `other` fits in this sum: `0` when this sum is negative.
    ///
    /// `None` when `other` is zero or negative, or when the count does not fit in a `u32`.
    pub fn checked_div_floor(self, other: Self) -> Option<u32> {
        if !other.is_positive() {
            return None;
        }
        u32::try_from(self.cents().max(0) / other.cents()).ok()
    }

    /// This sum as a percentage of `whole`, with one decimal, rounded down: 2,499.99 of 2,500.00 is 99.9.
    ///
    /// Rounded down so that "100.0" is shown only when nothing is left. `None` when `whole` is zero or negative, or
    /// when the percentage is too large for a [`Decimal`].
    pub fn percent_of(self, whole: Self) -> Option<Decimal> {
        if !whole.is_positive() {
            return None;
        }
        let tenths = (i128::from(self.cents()) * 1_000).div_euclid(i128::from(whole.cents()));
        Decimal::try_from_i128_with_scale(tenths, 1).ok()
    }

    /// The smaller distance to zero: this sum without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self::from_cents(self.cents().saturating_abs())
    }

    /// The sum as Italians write it: `1.234,56 €`.
    pub fn italian(self) -> String {
        let cents = self.cents().unsigned_abs();
        let digits = (cents / 100).to_string();
        let mut text = String::with_capacity(digits.len() + 12);
        if self.is_negative() {
            text.push('-');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push('.');
            }
            text.push(digit);
        }
        format!("{text},{:02} €", cents % 100)
    }

    fn within_bound(self) -> Option<Self> {
        (self.abs() <= Self::MAX).then_some(self)
    }
}

/// Shares `total` in proportion to `weights`, to the cent: the parts always sum to `total`.
///
/// Largest remainder: everyone gets the whole cents of the exact share, and the cents left over go one each to the
/// largest fractions, the earlier weight first when two are equal (HER-16). A weight of zero gets nothing. A negative
/// total is shared like its magnitude. `None` when there are no weights or all are zero.
pub fn allocate(total: Euro, weights: &[u32]) -> Option<Vec<Euro>> {
    let whole: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if whole == 0 {
        return None;
    }
    let cents = u128::from(total.cents().unsigned_abs());
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, &weight) in weights.iter().enumerate() {
        let product = cents * u128::from(weight);
        parts.push(product / whole);
        remainders.push((product % whole, index));
    }
    let mut left = cents - parts.iter().sum::<u128>();
    // The sort is stable: equal remainders stay in the order of the weights.
    remainders.sort_by_key(|&(remainder, _)| std::cmp::Reverse(remainder));
    for (_, index) in remainders {
        if left == 0 {
            break;
        }
        parts[index] += 1;
        left -= 1;
    }
    let signed = |part: u128| {
        // A part is never larger than the total, which is an `i64` of cents.
        let part = Euro::from_cents(i64::try_from(part).unwrap_or(i64::MAX));
        if total.is_negative() { -part } else { part }
    };
    Some(parts.into_iter().map(signed).collect())
}

impl Default for Euro {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Add for Euro {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::from_cents(self.cents().saturating_add(other.cents()))
    }
}

impl Sub for Euro {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::from_cents(self.cents().saturating_sub(other.cents()))
    }
}

impl Neg for Euro {
    type Output = Self;

    fn neg(self) -> Self {
        Self::from_cents(self.cents().saturating_neg())
    }
}

impl AddAssign for Euro {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Euro {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Euro {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Euro {
    fn sum<I: Iterator<Item = &'a Self>>(sums: I) -> Self {
        sums.copied().sum()
    }
}

impl TryFrom<Decimal> for Euro {
    type Error = MoneyError;

    /// Accepts any scale as long as nothing finer than a cent is lost: `10`, `10.0` and `10.000` are all ten euro.
    fn try_from(value: Decimal) -> Result<Self, MoneyError> {
        if value.abs() > Self::MAX.0 {
            return Err(MoneyError::OutOfRange);
        }
        let shortest = value.normalize();
        let missing = 2_u32.checked_sub(shortest.scale()).ok_or(MoneyError::TooManyDecimals)?;
        let cents = shortest.mantissa() * 10_i128.pow(missing);
        i64::try_from(cents).map(Self::from_cents).map_err(|_| MoneyError::OutOfRange)
    }
}

impl FromStr for Euro {
    type Err = MoneyError;

    /// Reads the one form in which a sum is written, that of [`Display`](fmt::Display): no sign but a minus, no
    /// superfluous zero, no exponent, exactly two decimals. `-0.00` is refused, so whatever is accepted prints as it
    /// was read.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (integer, decimals) = digits.split_once('.').ok_or(MoneyError::Malformed)?;
        let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let leading_zero = integer.len() > 1 && integer.starts_with('0');
        if integer.is_empty() || leading_zero || decimals.len() != 2 {
            return Err(MoneyError::Malformed);
        }
        if !only_digits(integer) || !only_digits(decimals) {
            return Err(MoneyError::Malformed);
        }
        if integer.len() > INTEGER_DIGITS_MAX {
            return Err(MoneyError::OutOfRange);
        }
        let cents = integer.bytes().chain(decimals.bytes()).fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        match (negative, cents) {
            (true, 0) => Err(MoneyError::Malformed),
            (true, _) => Ok(Self::from_cents(-cents)),
            (false, _) => Ok(Self::from_cents(cents)),
        }
    }
}

impl fmt::Display for Euro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Euro {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Euro {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
