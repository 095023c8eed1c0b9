//! The days on which something of the law turns, from which histories are drawn.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc, Weekday};
use libretto_tests::dice::Dice;

/// Days on which the law or a figure changes, with their neighbours.
const TURNS: [(i32, u32, u32); 16] = [
    (2017, 6, 23),
    (2017, 6, 24),
    (2017, 6, 25),
    (2018, 8, 10),
    (2018, 8, 11),
    (2018, 8, 12),
    (2018, 8, 13),
    (2018, 10, 16),
    (2018, 10, 17),
    (2022, 12, 31),
    (2023, 1, 1),
    (2023, 1, 2),
    (2020, 2, 29),
    (2024, 2, 29),
    (2025, 12, 31),
    (2026, 1, 1),
];

/// Days on which the bonus of 2020 or its terms change, with their neighbours.
const BONUS_TURNS: [(i32, u32, u32); 12] = [
    (2020, 3, 4),
    (2020, 3, 5),
    (2020, 6, 16),
    (2020, 6, 17),
    (2020, 8, 31),
    (2020, 9, 1),
    (2020, 11, 8),
    (2020, 11, 9),
    (2020, 12, 3),
    (2020, 12, 4),
    (2021, 3, 31),
    (2021, 4, 30),
];

/// Instants at which terms of the bonus turn, as the clocks of Italy show them.
const BONUS_TERMS: [(i32, u32, u32); 4] = [(2020, 6, 17), (2021, 5, 1), (2021, 5, 4), (2020, 7, 4)];

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

pub(crate) fn shift(date: NaiveDate, days: i64) -> NaiveDate {
    date + TimeDelta::days(days)
}

/// The day around which a history turns.
pub(crate) fn anchor(dice: &mut Dice) -> NaiveDate {
    let year = 2017 + i32::try_from(dice.small(11)).unwrap_or_default();
    match dice.small(14) {
        12 | 13 => {
            let (year, month, number) = dice.one(&BONUS_TURNS);
            day(year, month, number)
        }
        0..=2 => {
            let (year, month, number) = dice.one(&TURNS);
            day(year, month, number)
        }
        3 | 4 => shift(day(year, 12, 31), dice.between(-2, 4)),
        5 | 6 => clock_change(dice, year),
        7 => shift(day(year, 3, 1), dice.between(-2, 0)),
        8 => shift(day(year, 1 + dice.small(12), 1), dice.between(-1, 1)),
        _ => shift(day(2017, 6, 24), dice.between(0, 3_900)),
    }
}

/// The Sunday on which the clocks of `year` change, in spring or in autumn.
fn clock_change(dice: &mut Dice, year: i32) -> NaiveDate {
    let last = day(year, dice.one(&[3, 10]), 31);
    shift(last, -i64::from(last.weekday().num_days_from_sunday()))
}

/// Whether the clocks may change on this day.
pub(crate) fn clocks_may_change(date: NaiveDate) -> bool {
    date.weekday() == Weekday::Sun && matches!(date.month(), 3 | 10) && date.day() > 24
}

/// A midnight at which a term of the bonus turns.
pub(crate) fn bonus_term(dice: &mut Dice) -> NaiveDate {
    let (year, month, number) = dice.one(&BONUS_TERMS);
    day(year, month, number)
}

/// Whether work around this day may have been paid with the bonus.
pub(crate) fn bonus_may_pay(date: NaiveDate) -> bool {
    (day(2020, 2, 1)..day(2021, 6, 1)).contains(&date)
}

/// A birth for which an age of the law is reached around `anchor`, or any other.
pub(crate) fn birth(dice: &mut Dice, anchor: NaiveDate) -> NaiveDate {
    let years = dice.one(&[16, 18, 25, 25]);
    match dice.small(10) {
        0..=3 => shift(anchor - Months::new(years * 12), dice.between(-1, 1)),
        4 | 5 => {
            // The 29 February next to the year that would give this age.
            let year = anchor.year() - i32::try_from(years).unwrap_or_default();
            day(year.div_euclid(4) * 4, 2, 29)
        }
        _ => shift(day(1950, 1, 1), dice.between(0, 18_000)),
    }
}

/// The last day of a relationship for which the ban ends around `anchor`.
pub(crate) fn end_of_employment(dice: &mut Dice, anchor: NaiveDate) -> NaiveDate {
    let about = anchor - Months::new(6);
    if dice.percent(25) {
        // The end of a month, where the month six months later may be shorter.
        let next = day(about.year(), about.month(), 1) + Months::new(1 + dice.small(2));
        return next - Days::new(1);
    }
    shift(about, dice.between(-2, 2))
}

/// An instant around the beginning or the middle of an Italian day.
pub(crate) fn instant_near(dice: &mut Dice, date: NaiveDate) -> DateTime<Utc> {
    let (hour, minute) = dice.one(&[(0, 0), (9, 30), (21, 59), (22, 0), (22, 59), (23, 0)]);
    let time = date.and_hms_opt(hour, minute, 0).expect("a time of day").and_utc();
    time + TimeDelta::seconds(dice.one(&[-1, 0, 0, 1]))
}
