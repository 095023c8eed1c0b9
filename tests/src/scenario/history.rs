//! What is given, as acts in order of time.

use super::instant::{InstantError, instant};
use super::{Contenuto, Dato, PrestazioniAccettate};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

/// The hour at which every shift of the given work starts.
const FIRST_HOUR: u32 = 8;

/// One act of what is given.
#[derive(Debug)]
pub(super) enum Given<'a> {
    /// A household registers and pays in.
    Utilizzatore(&'a str),
    /// A worker registers.
    Prestatore(&'a str),
    /// An heir goes the whole way to the recognition.
    Erede(&'a str),
    /// The employment with this place in the list is declared.
    Rapporto(usize),
    /// Work of the entry with this place in the list is communicated.
    Prestazione(usize, Box<Contenuto>),
}

/// All acts with their instants, in order of time; those of one instant in the order in which one needs the other.
pub(super) fn timeline(dato: &Dato) -> Result<Vec<(DateTime<Utc>, Given<'_>)>, InstantError> {
    let mut acts = Vec::new();
    let at = |registrato: &Option<String>| instant(registrato.as_deref().unwrap_or(&dato.dal));
    for (name, one) in dato.utilizzatori.iter().filter(|(_, one)| one.registrato.as_deref() != Some("mai")) {
        acts.push((at(&one.registrato)?, Given::Utilizzatore(name)));
    }
    for (name, one) in dato.prestatori.iter().filter(|(_, one)| one.registrato.as_deref() != Some("mai")) {
        acts.push((at(&one.registrato)?, Given::Prestatore(name)));
    }
    for place in 0..dato.rapporti.len() {
        acts.push((instant(&dato.dal)?, Given::Rapporto(place)));
    }
    for (place, entry) in dato.prestazioni_accettate.iter().enumerate() {
        for (evening, contenuto) in shifts(entry)? {
            acts.push((evening, Given::Prestazione(place, Box::new(contenuto))));
        }
    }
    for (name, one) in &dato.eredi {
        if let Some(when) = &one.convalidato {
            acts.push((instant(when)?, Given::Erede(name)));
        }
    }
    acts.sort_by_key(|(instant, _)| *instant);
    Ok(acts)
}

/// The shifts of an entry, each with the evening on which it is communicated.
fn shifts(entry: &PrestazioniAccettate) -> Result<Vec<(DateTime<Utc>, Contenuto)>, InstantError> {
    let wrong = || InstantError(entry.dal.clone());
    let mut day: NaiveDate = entry.dal.parse().map_err(|_| wrong())?;
    let mut lengths = Vec::new();
    let mut left = entry.minuti;
    while left > 0 {
        lengths.push(left.min(entry.al_giorno.max(1)));
        left -= left.min(entry.al_giorno.max(1));
    }
    let mut all = Vec::with_capacity(lengths.len());
    for (minutes, vouchers) in lengths.iter().zip(spread(&lengths, entry.titoli)) {
        let start = day.and_hms_opt(FIRST_HOUR, 0, 0).ok_or_else(wrong)?;
        let end = start + TimeDelta::minutes(i64::from(*minutes));
        let form = "%Y-%m-%dT%H:%M";
        let contenuto = Contenuto {
            ambito: "lavori_domestici".to_owned(),
            inizio: start.format(form).to_string(),
            fine: end.format(form).to_string(),
            pausa_minuti: 0,
            luogo: "Via delle Prove 1, Roma".to_owned(),
            costo: format!("{}.00", vouchers * 10),
            compenso: None,
            titoli: None,
            borsa: "propria".to_owned(),
            assistenza_bambini: false,
            parentela: "nessuna".to_owned(),
        };
        all.push((instant(&contenuto.fine)?, contenuto));
        day = day.checked_add_days(Days::new(1)).ok_or_else(wrong)?;
    }
    Ok(all)
}

/// One voucher for each hour begun, and what is beyond that spread evenly, the first shifts getting one more.
fn spread(lengths: &[u32], vouchers: u32) -> Vec<u32> {
    let needed: Vec<u32> = lengths.iter().map(|minutes| minutes.div_ceil(60)).collect();
    let beyond = vouchers.saturating_sub(needed.iter().sum());
    let count = u32::try_from(lengths.len()).unwrap_or(u32::MAX).max(1);
    let (each, more) = (beyond / count, beyond % count);
    needed.iter().zip(0..).map(|(least, place)| least + each + u32::from(place < more)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vouchers_are_spread_and_none_is_lost() {
        assert_eq!(spread(&[480, 480, 30], 20), [9, 9, 2]);
        assert_eq!(spread(&[60], 312), [312]);
        assert_eq!(spread(&[480, 480], 16), [8, 8]);
    }

    #[test]
    fn a_shift_a_day_until_all_minutes_are_worked() {
        let entry = PrestazioniAccettate {
            utilizzatore: "rossi".to_owned(),
            prestatore: "anna".to_owned(),
            titoli: 17,
            minuti: 1_000,
            dal: "2026-02-27".to_owned(),
            al_giorno: 480,
        };
        let days: Vec<_> =
            shifts(&entry).into_iter().flatten().map(|(_, one)| (one.inizio, one.fine, one.costo)).collect();
        let expected = [
            ("2026-02-27T08:00", "2026-02-27T16:00", "80.00"),
            ("2026-02-28T08:00", "2026-02-28T16:00", "80.00"),
            ("2026-03-01T08:00", "2026-03-01T08:40", "10.00"),
        ];
        assert_eq!(days, expected.map(|(start, end, cost)| (start.to_owned(), end.to_owned(), cost.to_owned())));
    }
}
