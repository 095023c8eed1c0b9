//! Rests (comma 3; art. 7, 8 and 9 D.Lgs. 66/2003; RST-01…RST-03), seen from the shifts that a pair recorded. They are the
//! worker's rights, which others enforce: what a record leaves too short is told, and never refused.

use crate::catalogue::Codice;
use crate::explanation::{Evaluation, Measure, Quantity};
use crate::minutes::Minutes;
use crate::regime::Regime;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What a pair worked on one civil day: the records that start on it (COM-10).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Giornata {
    /// The day in Italy.
    pub giorno: NaiveDate,
    /// Start of its first shift.
    pub inizio: DateTime<Utc>,
    /// End of its last shift, which may lie in the next day.
    pub fine: DateTime<Utc>,
}

/// The record whose rests are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Lavoro {
    /// Day, start and end.
    pub giornata: Giornata,
    /// Time worked, without breaks.
    pub minuti: Minutes,
    /// Breaks.
    pub pausa: Minutes,
}

/// The days, both inclusive, whose work matters for the rests around a day: every window of the weekly rest that holds it.
pub fn days_around(day: NaiveDate, regime: &Regime) -> (NaiveDate, NaiveDate) {
    let reach = Days::new(u64::from(regime.riposo_periodo.saturating_sub(1)));
    (day.checked_sub_days(reach).unwrap_or(day), day.checked_add_days(reach).unwrap_or(day))
}

/// A rest that a record leaves too short.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Carenza {
    /// What is told of it.
    pub codice: Codice,
    /// What is due, and what there is.
    pub misura: Measure,
}

impl Carenza {
    /// The shortcoming, when what there is falls short of what is due.
    fn below<T: PartialOrd + Copy>(codice: Codice, due: T, found: T, quantity: fn(T) -> Quantity) -> Option<Self> {
        (found < due).then(|| Self { codice, misura: Measure::against(quantity(due), quantity(found)) })
    }
}

/// Tells which rests a record leaves too short. `giornate` are the other days worked around it, and its own day without it.
pub fn check(evaluation: &mut Evaluation, lavoro: &Lavoro, giornate: &[Giornata], regime: &Regime) {
    let days = giornate.iter().map(|one| one.giorno);
    let found = [
        daily(&lavoro.giornata, giornate, regime),
        pause(lavoro.minuti, lavoro.pausa, regime),
        weekly(lavoro.giornata.giorno, days, regime),
    ];
    for Carenza { codice, misura } in found.into_iter().flatten() {
        evaluation.warn(codice, true, misura);
    }
}

/// RST-01: less rest than is due between the work of two days, where the record borders it.
pub fn daily(lavoro: &Giornata, giornate: &[Giornata], regime: &Regime) -> Option<Carenza> {
    let rest = shortest_rest(lavoro, giornate)?;
    Carenza::below(Codice::RiposoGiornalieroInsufficiente, regime.riposo_giornaliero, rest, Quantity::Minuti)
}

/// RST-02: a record that lasts longer than the threshold, breaks left out, with less break than is due.
pub fn pause(minuti: Minutes, pausa: Minutes, regime: &Regime) -> Option<Carenza> {
    let long = minuti > regime.pausa_soglia;
    long.then(|| Carenza::below(Codice::PausaMancante, regime.pausa_minima, pausa, Quantity::Minuti)).flatten()
}

/// RST-03: fewer days without work than are due in some period that holds the day; `worked` are the other days of work
/// around it.
pub fn weekly(day: NaiveDate, worked: impl Iterator<Item = NaiveDate>, regime: &Regime) -> Option<Carenza> {
    let free = fewest_free_days(day, worked, regime.riposo_periodo);
    Carenza::below(Codice::RiposoSettimanaleInsufficiente, regime.riposo_giorni, free, Quantity::Giorni)
}

/// RST-01: the shorter of the rests that the record itself borders: from the last work of the day before to its start when
/// nothing on its own day comes earlier, and from its end to the first work of the day after when nothing comes later.
fn shortest_rest(lavoro: &Giornata, giornate: &[Giornata]) -> Option<Minutes> {
    let own = giornate.iter().find(|one| one.giorno == lavoro.giorno);
    let before = giornate.iter().filter(|one| one.giorno < lavoro.giorno).max_by_key(|one| one.giorno);
    let after = giornate.iter().filter(|one| one.giorno > lavoro.giorno).min_by_key(|one| one.giorno);
    let first = own.is_none_or(|own| lavoro.inizio < own.inizio);
    let last = own.is_none_or(|own| own.fine < lavoro.fine);
    // Work that crosses the end of a month is split at midnight (COM-10): what touches is one piece of work, and no rest.
    let rest = |from, to| Minutes::between(from, to).filter(|rest| !rest.is_zero());
    let preceding = before.filter(|_| first).and_then(|one| rest(one.fine, lavoro.inizio));
    let following = after.filter(|_| last).and_then(|one| rest(lavoro.fine, one.inizio));
    preceding.into_iter().chain(following).min()
}

/// RST-03: the days without work in that window of so many days around the record which has fewest.
fn fewest_free_days(day: NaiveDate, worked: impl Iterator<Item = NaiveDate>, period: u32) -> u32 {
    let reach = period.saturating_sub(1);
    // One bit for each day from the first day of the first window to the last day of the last.
    let bit = |giorno: NaiveDate| {
        let place = (giorno - day).num_days() + i64::from(reach);
        u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or(0)
    };
    let worked = worked.fold(bit(day), |worked, one| worked | bit(one));
    let window = 1_u64.checked_shl(period).unwrap_or(0).wrapping_sub(1);
    let busiest = (0..=reach).map(|start| (worked >> start & window).count_ones()).max().unwrap_or(0);
    period.saturating_sub(busiest)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::civil_time::CivilTime;
    use crate::parameters::date;
    use chrono::TimeDelta;

    /// A day worked from one civil time to another, `HH:MM`; an end before the start lies in the next day.
    fn worked(giorno: NaiveDate, from: &str, to: &str) -> Giornata {
        let at = |day: NaiveDate, time: &str| format!("{day}T{time}").parse::<CivilTime>().unwrap().resolve().unwrap();
        let inizio = at(giorno, from);
        let end = at(giorno, to);
        let fine = if end > inizio { end } else { at(giorno.succ_opt().unwrap(), to) };
        Giornata { giorno, inizio, fine }
    }

    fn warnings(giornata: Giornata, pausa: u32, giornate: &[Giornata]) -> Vec<Codice> {
        let regime = Regime::on(giornata.giorno).unwrap();
        let pausa = Minutes::new(pausa);
        let minuti = Minutes::between(giornata.inizio, giornata.fine).unwrap() - pausa;
        let mut evaluation = Evaluation::new(giornata.giorno);
        check(&mut evaluation, &Lavoro { giornata, minuti, pausa }, giornate, &regime);
        evaluation.finish().unwrap().warnings().filter_map(|step| step.codice).collect()
    }

    const DAILY: [Codice; 1] = [Codice::RiposoGiornalieroInsufficiente];
    const WEEKLY: [Codice; 1] = [Codice::RiposoSettimanaleInsufficiente];

    #[test]
    fn eleven_hours_lie_between_two_days_of_work() {
        let (monday, tuesday) = (date(2026, 2, 9), date(2026, 2, 10));
        let evening = worked(monday, "20:00", "23:00");
        assert_eq!(warnings(worked(tuesday, "09:00", "10:00"), 0, &[evening]), DAILY);
        assert_eq!(warnings(worked(tuesday, "10:00", "11:00"), 0, &[evening]), []);
        // The same rest is seen from the record that comes before it.
        let morning = worked(tuesday, "09:00", "10:00");
        assert_eq!(warnings(worked(monday, "21:00", "23:00"), 0, &[morning]), DAILY);
        assert_eq!(warnings(worked(monday, "21:00", "22:00"), 0, &[morning]), []);
    }

    #[test]
    fn only_what_the_record_borders_is_told() {
        let (monday, tuesday) = (date(2026, 2, 9), date(2026, 2, 10));
        let others = [worked(monday, "20:00", "23:00"), worked(tuesday, "08:00", "09:00")];
        assert_eq!(warnings(worked(tuesday, "15:00", "16:00"), 0, &others), [], "the work of 8 was told before");
        assert_eq!(warnings(worked(tuesday, "07:00", "08:00"), 0, &others), DAILY);
        let split = [worked(tuesday, "09:00", "10:00")];
        assert_eq!(warnings(worked(tuesday, "11:00", "12:00"), 0, &split), [], "split work is one day of work");
    }

    #[test]
    fn the_last_work_of_a_day_borders_the_rest_after_it() {
        let (monday, tuesday) = (date(2026, 2, 9), date(2026, 2, 10));
        let around = |own| [own, worked(tuesday, "08:00", "09:00")];
        let evening = worked(monday, "21:00", "23:00");
        assert_eq!(warnings(evening, 0, &around(worked(monday, "08:00", "09:00"))), DAILY);
        assert_eq!(warnings(evening, 0, &around(worked(monday, "08:00", "23:30"))), [], "other work ends later");
        assert_eq!(
            warnings(evening, 0, &around(worked(monday, "20:00", "23:00"))),
            [],
            "nothing ends later than before"
        );
        let before = [evening, worked(tuesday, "08:00", "09:00")];
        let together = worked(tuesday, "08:00", "10:00");
        assert_eq!(warnings(together, 0, &before), [], "nothing begins earlier than before");
    }

    #[test]
    fn the_days_that_matter_are_those_of_every_window_of_two_weeks() {
        let day = date(2026, 2, 14);
        let around = days_around(day, &Regime::on(day).unwrap());
        assert_eq!(around, (date(2026, 2, 1), date(2026, 2, 27)));
    }

    #[test]
    fn a_night_counts_until_it_ends() {
        let night = worked(date(2026, 2, 9), "22:00", "06:00");
        assert_eq!(warnings(worked(date(2026, 2, 10), "16:00", "17:00"), 0, &[night]), DAILY);
        assert_eq!(warnings(worked(date(2026, 2, 10), "17:00", "18:00"), 0, &[night]), []);
    }

    #[test]
    fn work_that_was_split_at_midnight_is_one() {
        let evening = worked(date(2026, 2, 28), "22:00", "00:00");
        assert_eq!(warnings(worked(date(2026, 3, 1), "00:00", "02:00"), 0, &[evening]), []);
        assert_eq!(warnings(worked(date(2026, 3, 1), "00:01", "02:00"), 0, &[evening]), DAILY);
    }

    #[test]
    fn the_clock_that_changes_shortens_the_rest() {
        let saturday = worked(date(2026, 3, 28), "20:00", "22:30");
        assert_eq!(warnings(worked(date(2026, 3, 29), "10:00", "11:00"), 0, &[saturday]), DAILY, "10 hours and a half");
        let saturday = worked(date(2026, 10, 24), "20:00", "23:00");
        assert_eq!(warnings(worked(date(2026, 10, 25), "09:00", "10:00"), 0, &[saturday]), [], "eleven hours");
    }

    #[test]
    fn more_than_six_hours_ask_for_ten_minutes() {
        let day = date(2026, 2, 10);
        let (six, longer) = (worked(day, "08:00", "14:00"), worked(day, "08:00", "14:01"));
        assert_eq!(warnings(six, 0, &[]), []);
        assert_eq!(warnings(longer, 0, &[]), [Codice::PausaMancante]);
        assert_eq!(warnings(longer, 1, &[]), [], "six hours are left");
        assert_eq!(warnings(worked(day, "08:00", "14:10"), 9, &[]), [Codice::PausaMancante]);
        assert_eq!(warnings(worked(day, "08:00", "16:00"), 10, &[]), []);
    }

    #[test]
    fn any_fourteen_days_have_two_without_work() {
        let first = date(2026, 2, 1);
        let on = |offset: i64| worked(first + TimeDelta::days(offset), "09:00", "10:00");
        let twelve: Vec<_> = (0..12).map(on).collect();
        assert_eq!(warnings(on(11), 0, &twelve[..11]), []);
        assert_eq!(warnings(on(12), 0, &twelve), WEEKLY);
        assert_eq!(warnings(on(13), 0, &twelve), WEEKLY);
        let other_shift = Giornata { inizio: on(12).inizio - TimeDelta::hours(3), ..on(12) };
        let twice: Vec<_> = twelve.iter().copied().chain([other_shift]).collect();
        assert_eq!(warnings(on(12), 0, &twice), WEEKLY, "a day with two shifts is one day of work");
        assert_eq!(warnings(on(14), 0, &twelve), [], "the first day has left the window");
        assert_eq!(warnings(on(6), 0, &(0..13).filter(|day| *day != 6).map(on).collect::<Vec<_>>()), WEEKLY);
        let weekends: Vec<_> = (0..27).filter(|day| day % 7 < 6 && *day != 13).map(on).collect();
        assert_eq!(warnings(on(13), 0, &weekends), WEEKLY, "the free day between two weeks is worked");
    }
}
