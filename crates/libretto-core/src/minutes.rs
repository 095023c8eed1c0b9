//! Durations in whole minutes: the only unit in which the *prestazioni* are measured.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

const MINUTES_PER_HOUR: u32 = 60;

/// A duration in whole minutes, never negative. As JSON it is a plain number of minutes.
///
/// Addition stops at `u32::MAX` minutes (8,000 years) and subtraction at zero, so that neither can panic or wrap round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(u32);

impl Minutes {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many minutes.
    pub const fn new(minutes: u32) -> Self {
        Self(minutes)
    }

    /// So many hours of sixty minutes, stopping at `u32::MAX` minutes.
    pub const fn from_hours(hours: u32) -> Self {
        Self(hours.saturating_mul(MINUTES_PER_HOUR))
    }

    /// The number of minutes.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The hours needed to hold this duration: 60 minutes are one hour, 61 are two.
    pub const fn ceil_hours(self) -> u32 {
        self.0.div_ceil(MINUTES_PER_HOUR)
    }

    /// No time at all.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The time elapsed from `start` to `end`, real time: a night in which the clocks change is an hour shorter or
    /// longer.
    ///
    /// `None` when `end` is before `start`, when the distance is not a whole number of minutes, or when it does not
    /// fit. Equal instants give zero.
    pub fn between(start: DateTime<Utc>, end: DateTime<Utc>) -> Option<Self> {
        let elapsed = end.signed_duration_since(start);
        let whole = elapsed.subsec_nanos() == 0 && elapsed.num_seconds() % 60 == 0;
        if !whole {
            return None;
        }
        u32::try_from(elapsed.num_minutes()).ok().map(Self)
    }
}

impl Add for Minutes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Minutes {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Minutes {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Minutes {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(durations: I) -> Self {
        durations.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Minutes {
    fn sum<I: Iterator<Item = &'a Self>>(durations: I) -> Self {
        durations.copied().sum()
    }
}

/// Italian, for people: `2 h 30 min`, `2 h`, `30 min`, `0 min`.
impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / MINUTES_PER_HOUR, self.0 % MINUTES_PER_HOUR) {
            (0, minutes) => write!(f, "{minutes} min"),
            (hours, 0) => write!(f, "{hours} h"),
            (hours, minutes) => write!(f, "{hours} h {minutes} min"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use chrono::TimeDelta;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn hours_are_rounded_up() {
        for (minutes, hours) in [(0, 0), (1, 1), (59, 1), (60, 1), (61, 2), (120, 2), (121, 3)] {
            assert_eq!(Minutes::new(minutes).ceil_hours(), hours, "{minutes}");
        }
        assert_eq!(Minutes::from_hours(280), Minutes::new(16_800));
        assert_eq!(Minutes::from_hours(u32::MAX).get(), u32::MAX);
        assert_eq!(Minutes::new(u32::MAX).ceil_hours(), 71_582_789);
    }

    #[test]
    fn arithmetic_stops_at_the_ends() {
        let mut sum = Minutes::new(90) + Minutes::new(30);
        assert_eq!(sum, Minutes::from_hours(2));
        sum += Minutes::new(1);
        sum -= Minutes::new(120);
        assert_eq!(sum.get(), 1);
        assert_eq!(Minutes::new(10) - Minutes::new(11), Minutes::ZERO);
        assert_eq!(Minutes::new(u32::MAX) + Minutes::new(1), Minutes::new(u32::MAX));
        let all = [Minutes::new(1), Minutes::new(2)];
        assert_eq!(all.iter().sum::<Minutes>(), Minutes::new(3));
        assert_eq!(all.into_iter().sum::<Minutes>(), Minutes::new(3));
        assert!(Minutes::ZERO.is_zero() && !Minutes::new(1).is_zero());
    }

    #[test]
    fn elapsed_time_is_whole_minutes_or_nothing() {
        let start = at("2026-02-14T08:00:00Z");
        let after = |delta| Minutes::between(start, start + delta);
        assert_eq!(after(TimeDelta::zero()), Some(Minutes::ZERO));
        assert_eq!(after(TimeDelta::minutes(150)), Some(Minutes::new(150)));
        assert_eq!(after(TimeDelta::seconds(59)), None);
        assert_eq!(after(TimeDelta::seconds(61)), None);
        assert_eq!(after(TimeDelta::nanoseconds(1)), None);
        assert_eq!(after(TimeDelta::minutes(1) + TimeDelta::nanoseconds(1)), None);
        assert_eq!(after(TimeDelta::minutes(-1)), None);
        assert_eq!(Minutes::between(DateTime::<Utc>::MIN_UTC, start), None);
    }

    #[test]
    fn two_odd_seconds_may_still_be_whole_minutes_apart() {
        let (start, end) = (at("2026-02-14T08:00:30Z"), at("2026-02-14T08:05:30Z"));
        assert_eq!(Minutes::between(start, end), Some(Minutes::new(5)));
    }

    #[test]
    fn italian_form() {
        for (minutes, text) in [(0, "0 min"), (30, "30 min"), (60, "1 h"), (150, "2 h 30 min"), (16_800, "280 h")] {
            assert_eq!(Minutes::new(minutes).to_string(), text);
        }
    }

    #[test]
    fn json_is_a_number() {
        assert_eq!(serde_json::to_string(&Minutes::new(90)).unwrap(), "90");
        assert_eq!(serde_json::from_str::<Minutes>("90").unwrap(), Minutes::new(90));
        for refused in ["-1", "1.5", "\"90\"", "4294967296"] {
            assert!(serde_json::from_str::<Minutes>(refused).is_err(), "{refused}");
        }
    }
}
