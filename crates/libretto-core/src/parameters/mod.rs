//! Every number fixed by law, as dated and cited series. A rule never holds a literal: it asks the [`crate::regime::Regime`]
//! of the day, which asks these series. A day outside a series is an error, never the nearest value.

pub mod bonus;
pub mod deadlines;
pub mod delega;
pub mod limits;
pub mod payment;
pub mod people;
pub mod rest;
pub mod titolo;

use crate::citation::Citation;
use crate::minutes::Minutes;
use chrono::NaiveDate;
use thiserror::Error;

/// One value with its validity.
#[derive(Clone, Copy, Debug)]
pub struct Dated<T: 'static> {
    /// First day of validity, inclusive.
    pub from: NaiveDate,
    /// Last day of validity, inclusive; `None` while in force.
    pub to: Option<NaiveDate>,
    /// The value, in the unit of the series.
    pub value: T,
    /// Where it is written.
    pub citation: Citation,
    /// The day on which someone last checked it against the source.
    pub verified_on: NaiveDate,
}

/// A parameter over time.
#[derive(Clone, Copy, Debug)]
pub struct Series<T: 'static> {
    /// Stable name.
    pub key: &'static str,
    /// What it is, in Italian.
    pub description: &'static str,
    /// Unit of the values.
    pub unit: &'static str,
    /// The values, in order of time, without gap or overlap.
    pub entries: &'static [Dated<T>],
}

/// A day on which a parameter has no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("{key} is not in force on {day}")]
pub struct NotInForce {
    /// The parameter.
    pub key: &'static str,
    /// The day asked for.
    pub day: NaiveDate,
    /// First day of the series.
    pub first: Option<NaiveDate>,
    /// Last day of the series, when it has one.
    pub last: Option<NaiveDate>,
}

impl<T: Copy> Series<T> {
    /// The value in force on a day.
    ///
    /// # Errors
    /// [`NotInForce`] when no entry covers the day.
    pub fn on(&self, day: NaiveDate) -> Result<T, NotInForce> {
        self.entry_on(day).map(|entry| entry.value)
    }

    /// The entry in force on a day, with its citation.
    ///
    /// # Errors
    /// [`NotInForce`] when no entry covers the day.
    pub fn entry_on(&self, day: NaiveDate) -> Result<&'static Dated<T>, NotInForce> {
        self.entries.iter().rev().find(|entry| entry.from <= day && entry.to.is_none_or(|to| day <= to)).ok_or_else(
            || NotInForce {
                key: self.key,
                day,
                first: self.entries.first().map(|entry| entry.from),
                last: self.entries.last().and_then(|entry| entry.to),
            },
        )
    }
}

/// A calendar day known when the program is written. An impossible day becomes the earliest day there is, which the
/// test of temporal coverage refuses.
pub(crate) const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

/// First day of the scheme: art. 54-bis entered into force (COM-13).
pub const START: NaiveDate = date(2017, 6, 24);

/// Day of the last full check of the series against their sources.
pub(crate) const VERIFIED: NaiveDate = date(2026, 7, 31);

/// One line of the table of parameters, whatever the type of its value.
#[derive(Clone, Debug)]
pub struct Row {
    /// Stable name.
    pub key: &'static str,
    /// What it is, in Italian.
    pub description: &'static str,
    /// Unit of the value.
    pub unit: &'static str,
    /// The value as text.
    pub value: String,
    /// First day, inclusive.
    pub from: NaiveDate,
    /// Last day, inclusive.
    pub to: Option<NaiveDate>,
    /// Source.
    pub citation: Citation,
    /// Last check.
    pub verified_on: NaiveDate,
}

fn rows<T: std::fmt::Display>(series: &Series<T>) -> Vec<Row> {
    rows_as(series, T::to_string)
}

/// Durations in the unit of their series, where [`Minutes`] by itself is written for people.
fn rows_of_minutes(series: &Series<Minutes>) -> Vec<Row> {
    rows_as(series, |minutes| minutes.get().to_string())
}

fn rows_as<T>(series: &Series<T>, text: impl Fn(&T) -> String) -> Vec<Row> {
    series
        .entries
        .iter()
        .map(|entry| Row {
            key: series.key,
            description: series.description,
            unit: series.unit,
            value: text(&entry.value),
            from: entry.from,
            to: entry.to,
            citation: entry.citation,
            verified_on: entry.verified_on,
        })
        .collect()
}

/// Every entry of every series, for tables and tests of coverage.
pub fn table() -> Vec<Row> {
    [
        titolo::table(),
        limits::table(),
        people::table(),
        deadlines::table(),
        payment::table(),
        rest::table(),
        bonus::table(),
        delega::table(),
    ]
    .concat()
}

/// The entries in force on a day, one for each parameter that has a value then.
pub fn in_force(day: NaiveDate) -> Vec<Row> {
    let mut rows = table();
    rows.retain(|row| row.from <= day && row.to.is_none_or(|to| day <= to));
    rows
}

/// Every parameter in force on a day, in the order of the table.
///
/// # Errors
/// [`NotInForce`] on a day before the law.
pub fn in_force_on(day: NaiveDate) -> Result<Vec<Row>, NotInForce> {
    if day < START {
        return Err(NotInForce { key: "art-54-bis", day, first: Some(START), last: None });
    }
    Ok(in_force(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_series_has_a_gap_or_an_overlap_and_none_ends() {
        let mut series: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
        for row in table() {
            series.entry(row.key).or_default().push(row);
        }
        assert!(series.len() >= 18, "the table lists every parameter");
        for (key, rows) in series {
            assert!(rows[0].from >= START, "{key} begins before the law");
            for pair in rows.windows(2) {
                assert_eq!(
                    pair[0].to.and_then(|to| to.succ_opt()),
                    Some(pair[1].from),
                    "{key} has a gap or an overlap"
                );
            }
            assert!(rows.last().is_some_and(|row| row.to.is_none()), "{key} ends");
        }
    }

    #[test]
    fn on_a_day_each_parameter_has_at_most_one_value() {
        let keys = |day| -> Vec<_> { in_force_on(day).into_iter().flatten().map(|row| (row.key, row.value)).collect() };
        let (before, after) = (keys(date(2022, 12, 31)), keys(date(2023, 1, 1)));
        let unique: std::collections::BTreeSet<_> = before.iter().map(|(key, _)| key).collect();
        assert_eq!(unique.len(), before.len());
        assert!(before.contains(&("limite-utilizzatore", "5000.00".to_owned())));
        assert!(after.contains(&("limite-utilizzatore", "10000.00".to_owned())));
        assert!(in_force_on(START).is_ok_and(|rows| rows.iter().all(|row| row.key != "onere-mandato-postale")));
        assert!(in_force_on(date(2017, 6, 23)).is_err());
    }

    #[test]
    fn a_value_is_written_in_its_unit() {
        for row in table().iter().filter(|row| matches!(row.unit, "minuti" | "anni" | "mesi" | "giorni" | "percento")) {
            assert!(row.value.bytes().all(|byte| byte.is_ascii_digit()), "{}: {}", row.key, row.value);
        }
        let hours: Vec<_> = table().into_iter().filter(|row| row.key == "limite-ore").map(|row| row.value).collect();
        assert_eq!(hours, ["16800"]);
    }

    #[test]
    fn a_day_before_the_law_has_no_value() {
        let error = limits::COPPIA.on(date(2017, 6, 23)).err();
        assert_eq!(error.and_then(|error| error.first), Some(START));
    }

    #[test]
    fn the_limit_of_the_utilizzatore_doubles_in_2023() {
        assert_eq!(limits::UTILIZZATORE.on(date(2022, 12, 31)).map(|euro| euro.to_string()), Ok("5000.00".into()));
        assert_eq!(limits::UTILIZZATORE.on(date(2023, 1, 1)).map(|euro| euro.to_string()), Ok("10000.00".into()));
    }
}
