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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::civil_time::start_of_day;
    use crate::ids::{PersonaId, PrestatoreId};
    use crate::parameters::date;
    use crate::persona::Persona;
    use chrono::TimeDelta;
    use uuid::Uuid;

    /// Born on 15 May 2001: 25 on 15 May 2026.
    const BORN: (i32, u32, u32) = (2001, 5, 15);

    fn worker(autocertificazioni: &[Autocertificazione]) -> Prestatore {
        let persona = Persona {
            id: PersonaId(Uuid::nil()),
            codice_fiscale: "RSSMRA01E15H501Z".parse().unwrap(),
            nome_proprio: "Nome".into(),
            cognome: "Cognome".into(),
            data_nascita: date(BORN.0, BORN.1, BORN.2),
        };
        Prestatore {
            id: PrestatoreId(Uuid::nil()),
            persona,
            registrato_il: start_of_day(date(2018, 1, 1)),
            modalita: Vec::new(),
            autocertificazioni: autocertificazioni.to_vec(),
            versione: 1,
        }
    }

    /// A status from a day on, certified at the beginning of another.
    fn status(categoria: Categoria, dal: NaiveDate, given: NaiveDate) -> Autocertificazione {
        Autocertificazione { categoria, dal, al: None, resa_il: start_of_day(given) }
    }

    fn reduced(certified: &[Autocertificazione], day: NaiveDate) -> bool {
        is_reduced(&worker(certified), day, &Regime::on(day).unwrap())
    }

    #[test]
    fn nobody_weighs_less_without_a_status_that_lasts_on_the_day() {
        let (first, last) = (date(2026, 2, 10), date(2026, 2, 20));
        let retired = Autocertificazione { al: Some(last), ..status(Categoria::Pensionato, first, date(2026, 1, 2)) };
        assert!(!reduced(&[], first));
        assert!(!reduced(&[retired], date(2026, 2, 9)));
        assert!(reduced(&[retired], first));
        assert!(reduced(&[retired], last), "the last day still counts");
        assert!(!reduced(&[retired], date(2026, 2, 21)));
        let unemployed = status(Categoria::Disoccupato, date(2026, 2, 21), first);
        assert!(reduced(&[retired, unemployed], date(2026, 2, 21)), "any of several suffices");
    }

    #[test]
    fn a_student_weighs_less_until_the_day_before_the_twenty_fifth_birthday() {
        let since = date(2025, 10, 1);
        let (student, retired) =
            (status(Categoria::Studente, since, since), status(Categoria::Pensionato, since, since));
        assert!(reduced(&[student], date(2026, 5, 14)));
        assert!(!reduced(&[student], date(2026, 5, 15)));
        assert!(!reduced(&[student], date(2027, 5, 15)));
        assert!(reduced(&[retired], date(2026, 5, 15)), "age matters to students only");
    }

    #[test]
    fn since_august_2018_a_certification_counts_from_the_day_it_is_given() {
        let (before, from) = (date(2018, 8, 11), date(2018, 8, 12));
        let later = status(Categoria::Disoccupato, date(2018, 1, 1), date(2018, 8, 13));
        assert!(reduced(&[later], before), "the dates of the status were enough");
        assert!(!reduced(&[later], from));
        assert!(reduced(&[later], date(2018, 8, 13)));
        let in_the_evening = Autocertificazione { resa_il: later.resa_il + TimeDelta::hours(23), ..later };
        assert!(reduced(&[in_the_evening], date(2018, 8, 13)), "the day counts, not the hour");
    }

    #[test]
    fn the_reduced_share_is_three_quarters() {
        let regime = Regime::on(date(2026, 2, 10)).unwrap();
        assert_eq!(computed(Euro::from_cents(800), true, &regime), Euro::from_cents(600));
        assert_eq!(computed(Euro::from_cents(800), false, &regime), Euro::from_cents(800));
    }
}
