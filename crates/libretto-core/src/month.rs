//! Calendar months, and the arithmetic of months and birthdays that the law asks for. No zone: days only.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A month of a year, such as February 2026. As text and as JSON: `2026-02`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// A month is held as its first day, which always exists: that makes every operation below total.
    first_day: NaiveDate,
}

/// The text is not a month of the form `2026-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month such as \"2026-02\"")]
pub struct MonthError;

impl Month {
    /// The month `month` (1 to 12) of `year`; `None` outside that range.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, 1).map(|first_day| Self { first_day })
    }

    /// The month in which `date` falls.
    pub fn of(date: NaiveDate) -> Self {
        // Every month has a first day, so the fallback is never taken.
        Self { first_day: date.with_day(1).unwrap_or(date) }
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.first_day.year()
    }

    /// The number of the month, 1 to 12.
    pub fn month(self) -> u32 {
        self.first_day.month()
    }

    /// Its first day.
    pub const fn first_day(self) -> NaiveDate {
        self.first_day
    }

    /// Its last day, the 28th to the 31st.
    pub fn last_day(self) -> NaiveDate {
        self.day(31)
    }

    /// The month after; the last month of the calendar is its own successor.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first_day: add_months_clamped(self.first_day, 1) }.or_same(self)
    }

    /// The month before; the first month of the calendar is its own predecessor.
    #[must_use]
    pub fn previous(self) -> Self {
        Self { first_day: add_months_clamped(self.first_day, -1) }.or_same(self)
    }

    /// Whether `date` falls in this month.
    pub fn contains(self, date: NaiveDate) -> bool {
        date.year() == self.year() && date.month() == self.month()
    }

    /// Its day `day`, or its first or last day when it has no such day: day 31 of February 2026 is the 28th.
    pub fn day(self, day: u32) -> NaiveDate {
        let last = u32::from(self.first_day.num_days_in_month());
        // A day between the first and the last exists, so the fallback is never taken.
        self.first_day.with_day(day.clamp(1, last)).unwrap_or(self.first_day)
    }

    /// At the two ends of the calendar month arithmetic stops at a day that need not be a first day.
    fn or_same(self, same: Self) -> Self {
        if self.first_day.day() == 1 { self } else { same }
    }
}

/// The day `months` months after `date` (before it, when negative) with the same day number, or the last day of that
/// month when it is shorter: 31 August plus six months is 28 February (art. 2963 c.c.).
///
/// Stops at the first and the last day of the calendar, more than 260,000 years away.
pub fn add_months_clamped(date: NaiveDate, months: i32) -> NaiveDate {
    let distance = Months::new(months.unsigned_abs());
    if months < 0 {
        date.checked_sub_months(distance).unwrap_or(NaiveDate::MIN)
    } else {
        date.checked_add_months(distance).unwrap_or(NaiveDate::MAX)
    }
}

/// The birthday in `year` of a person born on `birth`: who was born on 29 February has it on 28 February in common
/// years (rule WGT-06). A year beyond the calendar counts as the nearest one in it.
pub fn birthday_in(birth: NaiveDate, year: i32) -> NaiveDate {
    let year = year.clamp(NaiveDate::MIN.year(), NaiveDate::MAX.year());
    birth
        .with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        // Only 29 February is missing from some years, so the fallback is never taken.
        .unwrap_or(birth)
}

/// The completed years on `day` of a person born on `birth`; the birthday itself counts as completed (rule WGT-05),
/// with 29 February as in [`birthday_in`]. Negative when `day` is before the birth.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> i32 {
    let years = day.year() - birth.year();
    if day < birthday_in(birth, day.year()) { years - 1 } else { years }
}

impl FromStr for Month {
    type Err = MonthError;

    /// Reads exactly `yyyy-mm`.
    fn from_str(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').ok_or(MonthError)?;
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !all_digits(year) || !all_digits(month) {
            return Err(MonthError);
        }
        let year = year.parse().map_err(|_| MonthError)?;
        let month = month.parse().map_err(|_| MonthError)?;
        Self::new(year, month).ok_or(MonthError)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Month({self})")
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn text_and_json() {
        assert_eq!(month("2026-02").to_string(), "2026-02");
        assert_eq!(format!("{:?}", month("2026-02")), "Month(2026-02)");
        assert_eq!(serde_json::to_string(&month("2026-02")).unwrap(), "\"2026-02\"");
        assert_eq!(serde_json::from_str::<Month>("\"2026-02\"").unwrap(), month("2026-02"));
        let refused = [
            "",
            "2026",
            "2026-2",
            "2026-13",
            "2026-00",
            "2026-02-01",
            "+026-02",
            "-026-02",
            "2026/02",
            " 2026-02",
            "2026-+2",
        ];
        for text in refused {
            assert_eq!(text.parse::<Month>(), Err(MonthError), "{text:?}");
        }
        assert!(serde_json::from_str::<Month>("202602").is_err());
        assert_eq!(Month::new(2026, 0), None);
        assert_eq!(Month::new(2026, 13), None);
    }

    #[test]
    fn first_and_last_days() {
        for (text, last) in
            [("2026-02", 28), ("2028-02", 29), ("2026-04", 30), ("2026-12", 31), ("1900-02", 28), ("2000-02", 29)]
        {
            assert_eq!(month(text).last_day().day(), last, "{text}");
            assert_eq!(month(text).first_day().day(), 1);
        }
        assert_eq!(Month::of(day("2026-02-28")), month("2026-02"));
        assert_eq!((month("2026-02").year(), month("2026-02").month()), (2026, 2));
    }

    #[test]
    fn neighbours_cross_the_year() {
        assert_eq!(month("2025-12").next(), month("2026-01"));
        assert_eq!(month("2026-01").previous(), month("2025-12"));
        assert_eq!(Month::of(NaiveDate::MAX).next(), Month::of(NaiveDate::MAX));
        assert_eq!(Month::of(NaiveDate::MIN).previous(), Month::of(NaiveDate::MIN));
    }

    #[test]
    fn a_month_holds_its_own_days_only() {
        let february = month("2026-02");
        assert!(february.contains(day("2026-02-01")) && february.contains(day("2026-02-28")));
        for outside in ["2026-01-31", "2026-03-01", "2025-02-10"] {
            assert!(!february.contains(day(outside)), "{outside}");
        }
        assert_eq!(february.day(15), day("2026-02-15"));
        assert_eq!(february.day(0), day("2026-02-01"));
        assert_eq!(february.day(31), day("2026-02-28"));
    }

    #[test]
    fn months_are_added_to_the_last_day_at_most() {
        assert_eq!(add_months_clamped(day("2025-08-31"), 6), day("2026-02-28"));
        assert_eq!(add_months_clamped(day("2027-08-31"), 6), day("2028-02-29"));
        assert_eq!(add_months_clamped(day("2026-02-28"), 6), day("2026-08-28"));
        assert_eq!(add_months_clamped(day("2026-03-31"), -1), day("2026-02-28"));
        assert_eq!(add_months_clamped(day("2026-03-31"), 0), day("2026-03-31"));
        assert_eq!(add_months_clamped(day("2026-03-31"), i32::MAX), NaiveDate::MAX);
        assert_eq!(add_months_clamped(day("2026-03-31"), i32::MIN), NaiveDate::MIN);
    }

    #[test]
    fn a_birthday_of_29_february_moves_to_the_28th() {
        let leap = day("2004-02-29");
        assert_eq!(birthday_in(leap, 2029), day("2029-02-28"));
        assert_eq!(birthday_in(leap, 2028), day("2028-02-29"));
        assert_eq!(age_on(leap, day("2029-02-27")), 24);
        assert_eq!(age_on(leap, day("2029-02-28")), 25);
        assert_eq!(age_on(leap, day("2028-02-28")), 23);
        assert_eq!(age_on(leap, day("2028-02-29")), 24);
        assert_eq!(birthday_in(leap, i32::MAX).year(), NaiveDate::MAX.year());
        assert_eq!(birthday_in(leap, i32::MIN).year(), NaiveDate::MIN.year());
    }

    #[test]
    fn the_birthday_completes_the_year() {
        let birth = day("2001-06-15");
        assert_eq!(age_on(birth, day("2026-06-14")), 24);
        assert_eq!(age_on(birth, day("2026-06-15")), 25);
        assert_eq!(age_on(birth, birth), 0);
        assert_eq!(age_on(birth, day("2001-06-14")), -1);
    }

    proptest! {
        #[test]
        fn neighbours_touch(year in 1_i32..9_999, number in 1_u32..=12) {
            let month = Month::new(year, number).unwrap();
            prop_assert_eq!(month.to_string().parse::<Month>(), Ok(month));
            prop_assert_eq!(month.last_day().succ_opt(), Some(month.next().first_day()));
            prop_assert_eq!(month.next().previous(), month);
            prop_assert!(month < month.next());
        }
    }
}
