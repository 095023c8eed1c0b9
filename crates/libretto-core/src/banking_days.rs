//! Banking days: the days on which a payment can be settled, computed and never listed by hand (rule PAY-02).
//!
//! A day is not a banking day when it is a Saturday, a Sunday, a closing day of TARGET (1 January, Good Friday,
//! Easter Monday, 1 May, 25 and 26 December) or an Italian national holiday (L. 27-05-1949 n. 260 as amended; 4
//! October from 2026). The rules are those of the years of the scheme, from 2017 on; the feast of a town's patron
//! saint is not a closing day of banks elsewhere and does not count.

use std::iter::successors;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// First year in which 4 October, St Francis, is a national holiday again.
const ST_FRANCIS_SINCE: i32 = 2026;

/// Holidays with a fixed date, TARGET's and Italy's together, as (month, day).
const FIXED_HOLIDAYS: [(u32, u32); 10] =
    [(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)];

/// Whether banks settle payments on `date`.
pub fn is_banking_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(date)
}

/// `date` itself when it is a banking day, otherwise the last banking day before it.
pub fn banking_day_on_or_before(date: NaiveDate) -> NaiveDate {
    successors(Some(date), NaiveDate::pred_opt)
        .find(|&day| is_banking_day(day))
        // Only at the first day of the calendar is there nothing before.
        .unwrap_or(date)
}

/// `date` itself when it is a banking day, otherwise the first banking day after it.
pub fn banking_day_on_or_after(date: NaiveDate) -> NaiveDate {
    successors(Some(date), NaiveDate::succ_opt)
        .find(|&day| is_banking_day(day))
        // Only at the last day of the calendar is there nothing after.
        .unwrap_or(date)
}

/// Easter Sunday of `year` in the Gregorian calendar, from 22 March to 25 April.
///
/// The anonymous Gregorian algorithm (*Nature*, 1876): exact for every year, with no table. A year beyond the
/// calendar counts as the nearest one in it.
pub fn easter_sunday(year: i32) -> NaiveDate {
    let year = year.clamp(NaiveDate::MIN.year(), NaiveDate::MAX.year());
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let of_century = year.rem_euclid(100);
    let correction = (century + 8).div_euclid(25);
    let moon_shift = (century - correction + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - moon_shift + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    // 0 is 22 March.
    let days = epact + to_sunday - 7 * late;
    NaiveDate::from_ymd_opt(year, 3, 22)
        .zip(u64::try_from(days).ok())
        .and_then(|(first, days)| first.checked_add_days(Days::new(days)))
        // The year is inside the calendar and `days` is between 0 and 34, so the fallback is never taken.
        .unwrap_or_default()
}

fn is_holiday(date: NaiveDate) -> bool {
    let month_and_day = (date.month(), date.day());
    FIXED_HOLIDAYS.contains(&month_and_day)
        || (month_and_day == (10, 4) && date.year() >= ST_FRANCIS_SINCE)
        || is_easter_closing(date)
}

/// Good Friday (TARGET) and Easter Monday (both): between 20 March and 26 April.
fn is_easter_closing(date: NaiveDate) -> bool {
    if !matches!(date.month(), 3 | 4) {
        return false;
    }
    let from_easter = date.signed_duration_since(easter_sunday(date.year())).num_days();
    matches!(from_easter, -2 | 1)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_of_known_years() {
        let known = [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2016-03-27",
            "2017-04-16",
            "2018-04-01",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21",
            "2038-04-25",
            "2049-04-18",
        ];
        for text in known {
            assert_eq!(easter_sunday(day(text).year()), day(text));
        }
        assert_eq!(easter_sunday(i32::MAX).year(), NaiveDate::MAX.year());
        assert_eq!(easter_sunday(i32::MIN).year(), NaiveDate::MIN.year());
    }

    #[test]
    fn closing_days_of_2026() {
        let closed = [
            "2026-01-01",
            "2026-01-06",
            "2026-04-03",
            "2026-04-06",
            "2026-05-01",
            "2026-06-02",
            "2026-12-08",
            "2026-12-25",
            "2026-03-14",
            "2026-03-15",
            "2026-04-25",
            "2026-08-15",
            "2026-10-04",
            "2026-11-01",
            "2026-12-26",
        ];
        for text in closed {
            assert!(!is_banking_day(day(text)), "{text}");
        }
        let open = [
            "2026-01-02",
            "2026-01-05",
            "2026-01-07",
            "2026-04-02",
            "2026-04-07",
            "2026-05-04",
            "2026-12-24",
            "2026-12-28",
        ];
        for text in open {
            assert!(is_banking_day(day(text)), "{text}");
        }
        let all = NaiveDate::iter_days(&day("2026-01-01")).take(365);
        // 365 days, 104 on week-ends and 8 holidays on working days.
        assert_eq!(all.filter(|&date| is_banking_day(date)).count(), 253);
    }

    #[test]
    fn holidays_on_working_days_in_other_years() {
        for text in ["2018-11-01", "2018-08-15", "2019-04-25", "2023-12-26", "2024-03-29", "2024-04-01", "2027-10-04"] {
            assert!(!is_banking_day(day(text)), "{text}");
        }
    }

    #[test]
    fn st_francis_counts_from_2026_only() {
        assert!(is_banking_day(day("2018-10-04")));
        assert!(is_banking_day(day("2024-10-04")));
        assert!(!is_banking_day(day("2027-10-04")));
        assert!(!is_banking_day(day("2028-10-04")));
    }

    #[test]
    fn the_fifteenth_moves_back_to_a_banking_day() {
        let paid = [
            ("2026-03-15", "2026-03-13"), // a Sunday
            ("2026-08-15", "2026-08-14"), // a Saturday and a holiday
            ("2025-08-15", "2025-08-14"), // a Friday and a holiday
            ("2022-04-15", "2022-04-14"), // Good Friday
            ("2026-07-15", "2026-07-15"),
        ];
        for (fifteenth, expected) in paid {
            assert_eq!(banking_day_on_or_before(day(fifteenth)), day(expected));
        }
    }

    #[test]
    fn long_closures_are_passed_over_both_ways() {
        assert_eq!(banking_day_on_or_before(day("2026-04-06")), day("2026-04-02"));
        assert_eq!(banking_day_on_or_after(day("2026-04-03")), day("2026-04-07"));
        assert_eq!(banking_day_on_or_after(day("2026-12-25")), day("2026-12-28"));
        assert_eq!(banking_day_on_or_after(day("2026-07-15")), day("2026-07-15"));
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for end in [NaiveDate::MIN, NaiveDate::MAX] {
            banking_day_on_or_after(end);
            banking_day_on_or_before(end);
        }
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_in_its_five_weeks(year in -5_000_i32..10_000) {
            let easter = easter_sunday(year);
            prop_assert_eq!(easter.weekday(), Weekday::Sun);
            prop_assert_eq!(easter.year(), year);
            prop_assert!((3, 22) <= (easter.month(), easter.day()) && (easter.month(), easter.day()) <= (4, 25));
        }

        #[test]
        fn the_nearest_banking_day_is_near(offset in 0_u64..200_000) {
            let date = day("1950-01-01") + Days::new(offset);
            let (before, after) = (banking_day_on_or_before(date), banking_day_on_or_after(date));
            prop_assert!(is_banking_day(before) && is_banking_day(after));
            prop_assert!(before <= date && date <= after);
            prop_assert_eq!(is_banking_day(date), before == after);
            prop_assert!(after.signed_duration_since(before).num_days() <= 7);
        }
    }
}
