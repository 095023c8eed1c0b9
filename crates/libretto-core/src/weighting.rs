//! The weight of a net pay for the limit of the utilizzatore (comma 8; WGT-01…WGT-11). Only LIM-B is weighted.

use crate::civil_time::rome_date;
use crate::money::Euro;
use crate::month::age_on;
use crate::politiche::Certificazione;
use crate::prestatore::{Autocertificazione, Categoria, Prestatore};
use crate::regime::Regime;
use chrono::NaiveDate;

/// Whether the worker's pay counts less on a day. Several categories together count less once (WGT-07).
pub fn is_reduced(prestatore: &Prestatore, day: NaiveDate, regime: &Regime) -> bool {
    prestatore.autocertificazioni.iter().any(|one| applies(one, prestatore.persona.data_nascita, day, regime))
}

fn applies(one: &Autocertificazione, born: NaiveDate, day: NaiveDate, regime: &Regime) -> bool {
    let lasts = one.dal <= day && one.al.is_none_or(|al| day <= al);
    // WGT-08: never retroactive since certification is needed; before, the dates of the status were enough.
    let given_in_time = match regime.politiche.certificazione {
        Certificazione::DalGiornoStesso => rome_date(one.resa_il) <= day,
    };
    let certified = !regime.autocertificazione_necessaria || given_in_time;
    let young =
        one.categoria != Categoria::Studente || age_on(born, day) < i32::try_from(regime.eta_studente).unwrap_or(0);
    lasts && certified && young
}

/// What counts for LIM-B of a net pay: all of it, or the reduced share. Exact in cents, because the share of one
/// voucher's pay is.
pub fn computed(compenso: Euro, reduced: bool, regime: &Regime) -> Euro {
    if reduced { Euro::from_cents(compenso.cents() * i64::from(regime.peso_ridotto) / 100) } else { compenso }
}
