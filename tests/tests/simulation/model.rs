//! The model: whole euro and whole hours, everything recomputed from the list of records at every question. It shares
//! nothing with the engine but the numbers of the law, written here once more by hand.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

/// What the model knows of a record.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) house: usize,
    pub(crate) worker: usize,
    pub(crate) work: Work,
    pub(crate) cancelled: bool,
    pub(crate) paid: bool,
    /// The midnight from which it cannot be changed.
    pub(crate) frozen_from: NaiveDateTime,
}

/// A piece of work: whole hours of one day, so many vouchers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    pub(crate) day: NaiveDate,
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) vouchers: u32,
}

impl Work {
    fn hours(self) -> u32 {
        self.to - self.from
    }

    pub(crate) fn end(self) -> NaiveDateTime {
        self.day.and_hms_opt(self.to, 0, 0).unwrap()
    }

    /// The midnight after the 3rd of the next month.
    pub(crate) fn deadline(self) -> NaiveDateTime {
        let next = self.day.with_day(1).unwrap() + Months::new(1);
        (next + Days::new(3)).and_hms_opt(0, 0, 0).unwrap()
    }
}

/// Everything, as a list.
#[derive(Debug, Default)]
pub(crate) struct Model {
    /// Euro paid in, by household.
    pub(crate) paid_in: Vec<u32>,
    pub(crate) records: Vec<Record>,
    /// Refunds asked for: the household, the euro, whether it was withdrawn or refused.
    pub(crate) refunds: Vec<(usize, u32, bool)>,
}

impl Model {
    fn alive(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(|one| !one.cancelled)
    }

    /// Euro that a household can spend.
    pub(crate) fn available(&self, house: usize) -> u32 {
        self.paid_in[house]
            - self.alive().filter(|one| one.house == house).map(|one| one.work.vouchers * 10).sum::<u32>()
            - self.refunds.iter().filter(|one| one.0 == house && !one.2).map(|one| one.1).sum::<u32>()
    }

    /// The codes with which the law refuses a piece of work, leaving aside one record (the one that is corrected).
    pub(crate) fn judge(
        &self,
        parties: (usize, usize),
        work: Work,
        now: NaiveDateTime,
        aside: Option<usize>,
    ) -> Vec<&'static str> {
        if work.vouchers < work.hours() {
            return vec!["titoli-insufficienti"];
        }
        let others: Vec<&Record> = self
            .records
            .iter()
            .enumerate()
            .filter(|(index, one)| !one.cancelled && Some(*index) != aside)
            .map(|(_, one)| one)
            .collect();
        let (house, worker) = parties;
        let year = |one: &&&Record| one.work.day.year() == work.day.year();
        let of_worker = others.iter().filter(year).filter(|one| one.worker == worker);
        let of_house = others.iter().filter(year).filter(|one| one.house == house);
        let of_pair: Vec<&&Record> = of_house.clone().filter(|one| one.worker == worker).collect();
        let overlap = others.iter().any(|one| {
            (one.house, one.worker) == parties
                && one.work.day == work.day
                && one.work.from < work.to
                && work.from < one.work.to
        });
        let own = aside.map_or(0, |index| self.records[index].work.vouchers * 10);
        let checks = [
            (now >= work.deadline(), "termine-scaduto"),
            (now < work.end(), "prestazione-non-conclusa"),
            (overlap, "sovrapposizione"),
            (
                8 * (of_worker.map(|one| one.work.vouchers).sum::<u32>() + work.vouchers) > 5_000,
                "limite-prestatore-superato",
            ),
            (
                8 * (of_house.map(|one| one.work.vouchers).sum::<u32>() + work.vouchers) > 10_000,
                "limite-utilizzatore-superato",
            ),
            (
                8 * (of_pair.iter().map(|one| one.work.vouchers).sum::<u32>() + work.vouchers) > 2_500,
                "limite-coppia-superato",
            ),
            (of_pair.iter().map(|one| one.work.hours()).sum::<u32>() + work.hours() > 280, "limite-ore-superato"),
            (work.vouchers * 10 > self.available(house) + own, "fondi-insufficienti"),
        ];
        checks.into_iter().filter(|(broken, _)| *broken).map(|(_, code)| code).collect()
    }

    /// Whether a record can still be changed.
    pub(crate) fn is_open(&self, index: usize, now: NaiveDateTime) -> bool {
        let record = &self.records[index];
        !record.cancelled && !record.paid && now < record.frozen_from
    }

    /// Pays a month: the net euro of each worker.
    pub(crate) fn pay(&mut self, year: i32, month: u32) -> Vec<(usize, u32)> {
        let mut sums: Vec<(usize, u32)> = Vec::new();
        for record in &mut self.records {
            let due =
                !record.cancelled && !record.paid && (record.work.day.year(), record.work.day.month()) == (year, month);
            if due {
                record.paid = true;
                match sums.iter_mut().find(|(worker, _)| *worker == record.worker) {
                    Some((_, sum)) => *sum += record.work.vouchers * 8,
                    None => sums.push((record.worker, record.work.vouchers * 8)),
                }
            }
        }
        sums
    }
}
