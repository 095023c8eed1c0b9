//! Instants as scenarios write them.

use chrono::{DateTime, TimeDelta, Utc};
use libretto_core::civil_time::CivilTime;

/// Length of `2026-02-14T09:00`.
const MINUTE: usize = 16;

/// The text is not an instant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InstantError(pub String);

impl std::fmt::Display for InstantError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "«{}» is not an instant such as 2026-02-14T09:00 or 2026-03-03T23:59:59.999", self.0)
    }
}

impl std::error::Error for InstantError {}

/// The instant of a text: civil time in Italy, with seconds and thousandths if they matter and an offset where the clock
/// shows a time twice; or, with a final `Z`, a UTC instant.
///
/// # Errors
/// [`InstantError`] for any other text, and for a time that the clock skips or shows twice.
pub fn instant(text: &str) -> Result<DateTime<Utc>, InstantError> {
    let wrong = || InstantError(text.to_owned());
    if text.ends_with('Z') {
        return text.parse().map_err(|_| wrong());
    }
    let (minute, rest) = text.split_at_checked(MINUTE).ok_or_else(wrong)?;
    let (seconds, offset) = rest.split_at(rest.find(['+', '-']).unwrap_or(rest.len()));
    let start =
        format!("{minute}{offset}").parse::<CivilTime>().and_then(|time| time.resolve()).map_err(|_| wrong())?;
    Ok(start + thousandths(seconds).ok_or_else(wrong)?)
}

/// `:59.999` as a duration; nothing is zero.
fn thousandths(text: &str) -> Option<TimeDelta> {
    let Some(digits) = text.strip_prefix(':') else { return text.is_empty().then(TimeDelta::zero) };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "000"));
    let seconds: i64 = whole.parse().ok().filter(|seconds| whole.len() == 2 && (0..60).contains(seconds))?;
    let milliseconds: i64 = fraction.parse().ok().filter(|part| fraction.len() == 3 && *part >= 0)?;
    Some(TimeDelta::milliseconds(seconds * 1_000 + milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn italian_and_utc_instants() {
        let utc = |text| instant(text).map(|instant| instant.to_rfc3339());
        assert_eq!(utc("2026-02-14T09:00"), Ok("2026-02-14T08:00:00+00:00".to_owned()));
        assert_eq!(utc("2026-03-03T23:59:59.999"), Ok("2026-03-03T22:59:59.999+00:00".to_owned()));
        assert_eq!(utc("2026-10-25T02:30+01:00"), Ok("2026-10-25T01:30:00+00:00".to_owned()));
        assert_eq!(utc("2026-04-03T21:59:59Z"), Ok("2026-04-03T21:59:59+00:00".to_owned()));
        for wrong in ["2026-02-14", "2026-03-29T02:30", "2026-10-25T02:30", "2026-02-14T09:00:60", "2026-02-14T09:00x"]
        {
            assert!(instant(wrong).is_err(), "{wrong}");
        }
    }
}
