//! The fiscal code of the body that collects a pagoPA payment.

use std::fmt;
use std::str::FromStr;

/// The 11-digit fiscal code of an *ente creditore*, its check digit verified.
///
/// It stands in the QR code of every notice: a wrong digit would send the money to another body, so it is
/// checked once, when the configuration is read. It is public and not masked: it identifies a body, not a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnteCreditore(String);

/// A text that is not the fiscal code of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnteCreditoreError {
    /// Not exactly eleven ASCII digits.
    #[error("the fiscal code of a creditor body has exactly 11 digits")]
    Shape,
    /// The last digit does not follow from the first ten.
    #[error("the check digit of the creditor's fiscal code is wrong")]
    CheckDigit,
}

impl EnteCreditore {
    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EnteCreditore {
    type Err = EnteCreditoreError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 11 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(EnteCreditoreError::Shape);
        }
        // Luhn, as the Agenzia delle Entrate prescribes for eleven-digit codes.
        let sum: u32 = text
            .bytes()
            .enumerate()
            .map(|(place, byte)| {
                let digit = u32::from(byte - b'0');
                match (place % 2, digit) {
                    (0, _) => digit,
                    (_, 0..=4) => digit * 2,
                    _ => digit * 2 - 9,
                }
            })
            .sum();
        if sum.is_multiple_of(10) { Ok(Self(text.to_owned())) } else { Err(EnteCreditoreError::CheckDigit) }
    }
}

impl fmt::Display for EnteCreditore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_codes_of_real_bodies() {
        for code in ["80078750587", "02121151001"] {
            assert_eq!(code.parse::<EnteCreditore>().map(|ente| ente.as_str().to_owned()), Ok(code.to_owned()));
        }
    }

    #[test]
    fn refuses_every_other_check_digit() {
        for digit in (0..10).filter(|digit| *digit != 7) {
            let code = format!("8007875058{digit}");
            assert_eq!(code.parse::<EnteCreditore>(), Err(EnteCreditoreError::CheckDigit), "{code}");
        }
    }

    #[test]
    fn refuses_other_shapes() {
        for code in ["", "8007875058", "800787505870", "8007875058A", "٨0078750587"] {
            assert_eq!(code.parse::<EnteCreditore>(), Err(EnteCreditoreError::Shape), "{code:?}");
        }
    }
}
