//! No day without a law: every series has exactly one value on every day from its beginning to the end of next year.

use chrono::{Datelike, NaiveDate};
use libretto_core::parameters::{Row, START, table};
use std::collections::BTreeMap;

/// Series that begin later than the law, with the day on which their matter began.
const LATER: [(&str, (i32, u32, u32)); 5] = [
    ("onere-mandato-postale", (2018, 10, 17)),
    ("bonus-ultimo-inserimento", (2020, 3, 5)),
    ("bonus-giorni-appropriazione", (2020, 3, 17)),
    ("bonus-importo-massimo", (2020, 3, 17)),
    ("bonus-importo-massimo-sanita", (2020, 3, 17)),
];

fn series() -> BTreeMap<&'static str, Vec<Row>> {
    let mut series: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in table() {
        series.entry(row.key).or_default().push(row);
    }
    series
}

/// The year after the last full check of the figures: by the table itself, so that the same text gives the same verdict on any day.
fn horizon() -> NaiveDate {
    let checked = table().iter().map(|row| row.verified_on).max().unwrap();
    NaiveDate::from_ymd_opt(checked.year() + 1, 12, 31).unwrap()
}

fn first_day(key: &str) -> NaiveDate {
    let later = LATER.iter().find(|(name, _)| *name == key);
    later.map_or(START, |(_, (year, month, day))| NaiveDate::from_ymd_opt(*year, *month, *day).unwrap())
}

fn values_on(rows: &[Row], day: NaiveDate) -> usize {
    rows.iter().filter(|row| row.from <= day && row.to.is_none_or(|to| day <= to)).count()
}

#[test]
fn every_series_has_one_value_on_every_day_from_its_beginning_to_the_end_of_next_year() {
    assert_eq!(START, NaiveDate::from_ymd_opt(2017, 6, 24).unwrap());
    for (key, rows) in series() {
        let first = first_day(key);
        for day in START.iter_days().take_while(|day| *day <= horizon()) {
            let values = values_on(&rows, day);
            assert_eq!(values, usize::from(day >= first), "{key} on {day}");
        }
    }
}

#[test]
fn no_entry_ends_before_it_begins_and_every_entry_was_checked_after_it_began() {
    for row in table() {
        assert!(row.to.is_none_or(|to| row.from <= to), "{}", row.key);
        assert!(
            row.verified_on >= row.from,
            "{} begins on {} and was checked on {}",
            row.key,
            row.from,
            row.verified_on
        );
    }
}
