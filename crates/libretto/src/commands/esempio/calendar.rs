//! The year as a list of things that happen, in the order in which they do.

use super::data::{Annullamento, Correzione, Decesso, Rifiuto, Turni, Year};
use super::lutto::{self, Passo};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use libretto_core::money::Euro;
use libretto_core::month::Month;

/// Something that happens.
#[derive(Clone, Debug)]
pub(super) enum Happening<'a> {
    /// A household pays in.
    Versamento { famiglia: usize, importo: Euro },
    /// Work was done and is communicated.
    Turno { turni: &'a Turni, orario: Orario },
    /// The record of this morning is corrected.
    Correzione { dati: &'a Correzione, orario: Orario },
    /// The record of this morning is cancelled.
    Annullamento(&'a Annullamento),
    /// A communication that the law refuses.
    Rifiuto { dati: &'a Rifiuto, orario: Orario },
    /// A step on the way of the heirs.
    Lutto { decesso: &'a Decesso, passo: Passo },
    /// The back office pays a month.
    Paga(Month),
}

/// Start and end of a piece of work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Orario {
    pub(super) inizio: NaiveDateTime,
    pub(super) fine: NaiveDateTime,
}

/// Everything that happens in a year, with its Italian time, in order.
pub(super) fn happenings(year: &Year) -> Result<Vec<(NaiveDateTime, Happening<'_>)>, String> {
    let mut list = Vec::new();
    for (famiglia, household) in year.famiglie.iter().enumerate() {
        for one in &household.versamenti {
            let at = on(year.anno, one.mese, 1)?.and_time(time("10:00")?);
            list.push((at, Happening::Versamento { famiglia, importo: one.importo }));
        }
    }
    for turni in &year.turni {
        for (&mese, &giorno) in turni.mesi.iter().flat_map(|mese| turni.giorni.iter().map(move |giorno| (mese, giorno)))
        {
            let orario = hours(on(year.anno, mese, giorno)?, &turni.inizio, &turni.fine)?;
            list.push((orario.fine, Happening::Turno { turni, orario }));
        }
    }
    for dati in &year.correzioni {
        let work = shift(year, (&dati.famiglia, &dati.prestatore), (dati.mese, dati.giorno))?;
        let orario = hours(on(year.anno, dati.mese, dati.giorno)?, &work.inizio, &dati.fine)?;
        list.push((orario.fine + TimeDelta::hours(1), Happening::Correzione { dati, orario }));
    }
    for dati in &year.annullamenti {
        let work = shift(year, (&dati.famiglia, &dati.prestatore), (dati.mese, dati.giorno))?;
        let orario = hours(on(year.anno, dati.mese, dati.giorno)?, &work.inizio, &work.fine)?;
        list.push((orario.fine + TimeDelta::hours(1), Happening::Annullamento(dati)));
    }
    for dati in &year.rifiuti {
        let orario = hours(on(year.anno, dati.mese, dati.giorno)?, &dati.inizio, &dati.fine)?;
        let at = match &dati.comunicata_il {
            Some(text) => instant(text)?,
            None => orario.fine,
        };
        list.push((at + TimeDelta::minutes(5), Happening::Rifiuto { dati, orario }));
    }
    for decesso in &year.decessi {
        let steps = lutto::steps(decesso)?.into_iter();
        list.extend(steps.map(|(at, passo)| (at, Happening::Lutto { decesso, passo })));
    }
    for mese in 1..=12 {
        let month = Month::of(on(year.anno, mese, 1)?);
        list.push((month.next().day(4).and_time(time("09:00")?), Happening::Paga(month)));
    }
    list.sort_by_key(|(at, _)| *at);
    Ok(list)
}

fn shift<'a>(
    year: &'a Year,
    (famiglia, prestatore): (&str, &str),
    (mese, giorno): (u32, u32),
) -> Result<&'a Turni, String> {
    let found = year.turni.iter().find(|one| {
        one.famiglia == famiglia
            && one.prestatore == prestatore
            && one.mesi.contains(&mese)
            && one.giorni.contains(&giorno)
    });
    found.ok_or_else(|| format!("nessun turno di {prestatore} da {famiglia} il {giorno}/{mese}"))
}

pub(super) fn on(anno: i32, mese: u32, giorno: u32) -> Result<NaiveDate, String> {
    NaiveDate::from_ymd_opt(anno, mese, giorno).ok_or_else(|| format!("il giorno {giorno}/{mese}/{anno} non esiste"))
}

fn time(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|error| format!("{text}: {error}"))
}

/// An Italian time of the year.
pub(super) fn instant(text: &str) -> Result<NaiveDateTime, String> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").map_err(|error| format!("{text}: {error}"))
}

/// An end before the start is on the next day.
pub(super) fn hours(day: NaiveDate, inizio: &str, fine: &str) -> Result<Orario, String> {
    let (start, end) = (time(inizio)?, time(fine)?);
    let last = if end <= start { day + Days::new(1) } else { day };
    Ok(Orario { inizio: day.and_time(start), fine: last.and_time(end) })
}
