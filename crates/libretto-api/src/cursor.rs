//! Pages of a list: an opaque cursor and a limit.

use crate::problem::extract::own_message;
use crate::problem::{Problem, ProblemType};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// Longest cursor that is looked at, inclusive.
const CURSOR_MAX: usize = 512;

/// Where a page begins, as text that means nothing to the caller. Inside is the JSON of any type that the list chooses, so
/// a cursor never carries more than the position. It gives no right: the list is filtered by the caller anyway.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[schema(max_length = 512, min_length = 1, pattern = "^[A-Za-z0-9_-]+$", example = "WyIyMDI2LTAyLTExIiw3XQ")]
pub struct Cursor(String);

impl Cursor {
    /// A cursor at this position.
    ///
    /// # Errors
    /// `errore-interno` when the position does not serialise: a defect of the list.
    pub fn encode(position: &impl Serialize) -> Result<Self, Problem> {
        let json = serde_json::to_vec(position).map_err(Problem::internal)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(json)))
    }

    /// The position.
    ///
    /// # Errors
    /// `cursore-non-valido` when the text is not a cursor of this list.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let invalid = || Problem::new(ProblemType::CursoreNonValido).field("/cursor", "cursore non valido");
        if self.0.len() > CURSOR_MAX {
            return Err(invalid());
        }
        let json = URL_SAFE_NO_PAD.decode(&self.0).map_err(|_| invalid())?;
        serde_json::from_slice(&json).map_err(|_| invalid())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How many items a page has at most: 1 to 100, inclusive; 20 unless said otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ToSchema)]
#[schema(value_type = u16, minimum = 1, maximum = 100, default = 20, example = 20)]
pub struct PageLimit(u16);

impl PageLimit {
    /// Largest page, inclusive.
    pub const MAX: u16 = 100;

    /// The number of items.
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

impl Default for PageLimit {
    fn default() -> Self {
        Self(20)
    }
}

impl<'de> Deserialize<'de> for PageLimit {
    /// From a number or, because a query string has only text, from its digits.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Limit;
        impl Visitor<'_> for Limit {
            type Value = PageLimit;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number from 1 to 100")
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<PageLimit, E> {
                u16::try_from(value)
                    .ok()
                    .filter(|value| (1..=PageLimit::MAX).contains(value))
                    .map(PageLimit)
                    .ok_or_else(|| E::custom(own_message("deve essere un numero intero da 1 a 100")))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<PageLimit, E> {
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                self.visit_u64(text.parse().ok().filter(|_| digits).unwrap_or(0))
            }
        }
        deserializer.deserialize_any(Limit)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_cursor_gives_back_the_position_it_was_made_from() {
        let position = ("2026-02-11".to_owned(), 7_u64);
        let cursor = Cursor::encode(&position).unwrap();
        assert_eq!(cursor.decode::<(String, u64)>().unwrap(), position);
        assert!(cursor.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')));
    }

    #[test]
    fn what_is_not_a_cursor_of_the_list_is_refused() {
        let other_list = Cursor::encode(&"text").unwrap();
        let padded = Cursor("WyJ4Il0=".into());
        for bad in [
            Cursor(String::new()),
            Cursor("%%%".into()),
            Cursor("e30".into()),
            Cursor("a".repeat(513)),
            other_list,
            padded,
        ] {
            let problem = bad.decode::<(String, u64)>().unwrap_err();
            assert_eq!(problem.kind(), ProblemType::CursoreNonValido, "{bad:?}");
        }
    }

    #[test]
    fn the_limit_runs_from_one_to_a_hundred() {
        #[derive(Deserialize)]
        struct Query {
            #[serde(default)]
            limit: PageLimit,
        }
        let read = |query: &str| serde_urlencoded::from_str::<Query>(query).map(|query| query.limit.get()).ok();
        assert_eq!(read(""), Some(20));
        assert_eq!(read("limit=1"), Some(1));
        assert_eq!(read("limit=100"), Some(100));
        for bad in
            ["limit=0", "limit=101", "limit=-1", "limit=+5", "limit=", "limit=dieci", "limit=99999999999999999999"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(serde_json::from_str::<PageLimit>("50").unwrap().get(), 50);
    }
}
