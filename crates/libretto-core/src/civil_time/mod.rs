//! Civil time: the only module that knows the zone, `Europe/Rome`.
//!
//! Instants are UTC everywhere else and legal days are plain dates; whoever needs to go from one to the other asks
//! here. Twice a year that is not one to one: in spring an hour of the clock does not exist, in autumn one comes
//! twice.

use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta,
    TimeZone, Timelike, Utc,
};
use chrono_tz::Europe::Rome;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Length of `2026-02-14T09:00`.
const MINUTE_LEN: usize = 16;

/// The last year that a civil time can be written in: four figures.
const YEAR_MAX: i32 = 9_999;

/// What a clock in Italy shows, to the minute, with the offset from UTC where the writer gave one.
///
/// As text and as JSON `2026-02-14T09:00` or `2026-10-25T02:30+01:00`. Seconds are accepted only as `:00`, and
/// `24:00` is the following day's `00:00`. The offset is needed only in the hour that comes twice; given at another
/// time, it must be the one in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CivilTime {
    local: NaiveDateTime,
    offset: Option<FixedOffset>,
}

/// Why a text is not a civil time, or why a civil time is not one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CivilTimeError {
    /// Not of the form `2026-02-14T09:00`, or no such date or time of day.
    #[error("not a civil time such as \"2026-02-14T09:00\"")]
    Malformed,
    /// Seconds other than zero: work is measured in whole minutes.
    #[error("not a whole minute")]
    NotWholeMinute,
    /// The clocks skip this time, when summer time begins.
    #[error("this time does not exist: the clocks are put forward")]
    Nonexistent,
    /// The clocks show this time twice, when summer time ends, and no offset tells which of the two is meant.
    #[error("this time comes twice: the clocks are put back, the offset is needed")]
    Ambiguous,
    /// Italy does not have the given offset at this time.
    #[error("the offset is not that of Italy at this time")]
    WrongOffset,
}

impl CivilTime {
    /// The civil time `local`, which must be a whole minute, with the offset if known.
    ///
    /// # Errors
    /// [`CivilTimeError::NotWholeMinute`] when `local` has seconds or a fraction of one.
    pub fn new(local: NaiveDateTime, offset: Option<FixedOffset>) -> Result<Self, CivilTimeError> {
        if local.second() != 0 || local.nanosecond() != 0 {
            return Err(CivilTimeError::NotWholeMinute);
        }
        Ok(Self { local, offset })
    }

    /// What the clocks of Italy show at `instant`, seconds left off, with the offset only when the hour comes twice.
    pub fn at(instant: DateTime<Utc>) -> Self {
        let local = rome_local(instant);
        let local = NaiveTime::from_hms_opt(local.hour(), local.minute(), 0)
            .map_or(local, |minute| local.date().and_time(minute));
        let offset = match Rome.offset_from_local_datetime(&local) {
            MappedLocalTime::Ambiguous(..) => Some(rome_offset(instant)),
            MappedLocalTime::Single(_) | MappedLocalTime::None => None,
        };
        Self { local, offset }
    }

    /// Date and time of day as the clock shows them.
    pub const fn local(&self) -> NaiveDateTime {
        self.local
    }

    /// The offset from UTC, where the writer gave one.
    pub const fn offset(&self) -> Option<FixedOffset> {
        self.offset
    }

    /// The instant at which the clocks of Italy show this time.
    ///
    /// # Errors
    /// [`CivilTimeError::Nonexistent`] in the hour skipped in spring, [`CivilTimeError::Ambiguous`] in the hour repeated
    /// in autumn when there is no offset, [`CivilTimeError::WrongOffset`] when there is one and Italy does not have it
    /// at this time (so `Z` is always wrong).
    pub fn resolve(&self) -> Result<DateTime<Utc>, CivilTimeError> {
        let offset = match (Rome.offset_from_local_datetime(&self.local), self.offset) {
            (MappedLocalTime::None, _) => Err(CivilTimeError::Nonexistent),
            (MappedLocalTime::Single(only), None) => Ok(only.fix()),
            (MappedLocalTime::Ambiguous(..), None) => Err(CivilTimeError::Ambiguous),
            (MappedLocalTime::Single(only), Some(given)) if only.fix() == given => Ok(given),
            (MappedLocalTime::Ambiguous(first, second), Some(given))
                if first.fix() == given || second.fix() == given =>
            {
                Ok(given)
            }
            (_, Some(_)) => Err(CivilTimeError::WrongOffset),
        }?;
        self.local.checked_sub_offset(offset).map(|utc| utc.and_utc()).ok_or(CivilTimeError::Malformed)
    }
}

/// The day in Italy at `instant`: the legal day.
pub fn rome_date(instant: DateTime<Utc>) -> NaiveDate {
    rome_local(instant).date()
}

/// Date and time of day in Italy at `instant`.
pub fn rome_local(instant: DateTime<Utc>) -> NaiveDateTime {
    let utc = instant.naive_utc();
    // Only within an hour of the end of the calendar is there no local time.
    utc.checked_add_offset(rome_offset(instant)).unwrap_or(utc)
}

/// The first instant of `date` in Italy: midnight, or the end of the skipped hour if the clocks were put forward at
/// midnight (as in 1966), or the first of two midnights.
pub fn start_of_day(date: NaiveDate) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    let offset = match Rome.offset_from_local_datetime(&midnight) {
        MappedLocalTime::Single(offset) | MappedLocalTime::Ambiguous(offset, _) => offset.fix(),
        // By the offset in force before the change, a skipped midnight is the very instant of the change.
        MappedLocalTime::None => rome_offset((midnight - TimeDelta::hours(12)).and_utc()),
    };
    // Only within an hour of the beginning of the calendar is there no such instant.
    midnight.checked_sub_offset(offset).unwrap_or(midnight).and_utc()
}

/// The day in Italy on which a shift that ends at `end` ends: the day of its last moment, so 24:00 belongs to the day
/// before.
pub fn end_day(end: DateTime<Utc>) -> NaiveDate {
    let last_moment = end.checked_sub_signed(TimeDelta::nanoseconds(1));
    rome_date(last_moment.unwrap_or(end))
}

/// Date and time in Italy for people: `03/03/2026 23:59`.
pub fn format_rome(instant: DateTime<Utc>) -> String {
    rome_local(instant).format("%d/%m/%Y %H:%M").to_string()
}

fn rome_offset(instant: DateTime<Utc>) -> FixedOffset {
    Rome.offset_from_utc_datetime(&instant.naive_utc()).fix()
}

impl FromStr for CivilTime {
    type Err = CivilTimeError;

    fn from_str(text: &str) -> Result<Self, CivilTimeError> {
        let (minute, rest) = text.split_at_checked(MINUTE_LEN).ok_or(CivilTimeError::Malformed)?;
        let rest = match rest.strip_prefix(':') {
            None => rest,
            Some(seconds) => match seconds.split_at_checked(2) {
                Some(("00", rest)) => rest,
                Some((other, _)) if has_shape(other, "00") => return Err(CivilTimeError::NotWholeMinute),
                _ => return Err(CivilTimeError::Malformed),
            },
        };
        let local = parse_minute(minute).ok_or(CivilTimeError::Malformed)?;
        let offset = parse_offset(rest)?;
        Ok(Self { local, offset })
    }
}

/// Whether `text` has a digit wherever `shape` has a zero, and elsewhere the same characters.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(byte, expected): (u8, u8)| {
        if expected == b'0' { byte.is_ascii_digit() } else { byte == expected }
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

fn parse_minute(text: &str) -> Option<NaiveDateTime> {
    if !has_shape(text, "0000-00-00T00:00") {
        return None;
    }
    let date: NaiveDate = text[..10].parse().ok()?;
    if &text[11..] == "24:00" {
        // The day after the last that four figures can write could not be read again.
        let following = date.checked_add_days(Days::new(1)).filter(|day| day.year() <= YEAR_MAX)?;
        return Some(following.and_time(NaiveTime::MIN));
    }
    let time = NaiveTime::from_hms_opt(text[11..13].parse().ok()?, text[14..].parse().ok()?, 0)?;
    Some(date.and_time(time))
}

fn parse_offset(text: &str) -> Result<Option<FixedOffset>, CivilTimeError> {
    if text.is_empty() {
        return Ok(None);
    }
    if text == "Z" {
        return Ok(Some(Utc.fix()));
    }
    let east = has_shape(text, "+00:00");
    if !east && !has_shape(text, "-00:00") {
        return Err(CivilTimeError::Malformed);
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<i32>().ok();
    number(1..3)
        .zip(number(4..6))
        .filter(|&(_, minutes)| minutes < 60)
        .map(|(hours, minutes)| hours * 3_600 + minutes * 60)
        .and_then(|seconds| FixedOffset::east_opt(if east { seconds } else { -seconds }))
        .map(Some)
        .ok_or(CivilTimeError::Malformed)
}

impl fmt::Display for CivilTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.local.format("%Y-%m-%dT%H:%M"))?;
        self.offset.map_or(Ok(()), |offset| write!(f, "{offset}"))
    }
}

impl Serialize for CivilTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CivilTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
