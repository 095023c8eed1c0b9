//! What a worker certifies of themselves for the reduced weight of comma 8 (WGT-02, WGT-03). The category is the worker's
//! own affair: others see only that the reduced weight applies.

use super::Prestatore;
use crate::catalogue::{Campo, Codice};
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The categories of comma 8. They are no requirement to work (WGT-11).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Categoria {
    /// Letter a): holders of an old-age or disability pension.
    Pensionato,
    /// Letter b): under 25 and enrolled in a school or university.
    Studente,
    /// Letter c): unemployed (art. 19 D.Lgs. 150/2015).
    Disoccupato,
    /// Letter d): recipients of income support.
    SostegnoAlReddito,
}

/// A self-certification and its validity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Autocertificazione {
    /// The category.
    pub categoria: Categoria,
    /// First day of the status, inclusive.
    pub dal: NaiveDate,
    /// Last day of the status, inclusive; `None` while it lasts.
    pub al: Option<NaiveDate>,
    /// Instant at which it was certified.
    pub resa_il: DateTime<Utc>,
}

impl Autocertificazione {
    /// Whether the status lasts, as far as it is known.
    pub const fn is_open(&self) -> bool {
        self.al.is_none()
    }
}

/// Every status begins in the life of who certifies it (WGT-02). `campo` is where the first days stand in the command.
pub fn check_days(
    evaluation: &mut Evaluation,
    first_days: impl IntoIterator<Item = NaiveDate>,
    born: NaiveDate,
    campo: Campo,
) {
    for dal in first_days {
        let measure = Measure::against(Quantity::Giorno(born), Quantity::Giorno(dal));
        evaluation.require_at(Codice::AutocertificazioneNonValida, Some(campo), born <= dal, measure);
    }
}

/// Decides a certification given after the registration.
///
/// # Errors
/// [`Rejected`] when the status would begin before the worker was born.
pub fn certify(prestatore: &Prestatore, dal: NaiveDate, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    check_days(&mut evaluation, [dal], prestatore.persona.data_nascita, Campo::Dal);
    Ok(evaluation.finish()?)
}

/// Decides the end of a status (WGT-09), on the day of the declaration unless another is given. It ends every open
/// certification of the category.
///
/// # Errors
/// [`Rejected`] when no certification of the category is open, or when one would end before its first day.
pub fn cease(
    prestatore: &Prestatore,
    categoria: Categoria,
    al: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<(Fatto, Explanation), Rejected> {
    let today = rome_date(now);
    let al = al.unwrap_or(today);
    let open = prestatore.autocertificazioni.iter().filter(|one| one.categoria == categoria && one.is_open());
    let began = open.map(|one| one.dal).max();
    let measure = Measure { limite: began.map(Quantity::Giorno), ..Measure::asked(Quantity::Giorno(al)) };
    let mut evaluation = Evaluation::new(today);
    evaluation.require(Codice::AutocertificazioneNonAperta, began.is_some_and(|began| began <= al), measure);
    let spiegazione = evaluation.finish()?;
    Ok((Fatto::AutocertificazioneCessata { prestatore: prestatore.id, categoria, al }, spiegazione))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::ids::{PersonaId, PrestatoreId};
    use crate::parameters::date;
    use crate::persona::Persona;
    use chrono::TimeZone;
    use uuid::Uuid;

    fn certifying(categorie: &[(Categoria, NaiveDate, Option<NaiveDate>)]) -> Prestatore {
        let resa_il = Utc.with_ymd_and_hms(2026, 1, 2, 9, 0, 0).unwrap();
        let certified =
            categorie.iter().map(|&(categoria, dal, al)| Autocertificazione { categoria, dal, al, resa_il });
        Prestatore {
            id: PrestatoreId(Uuid::nil()),
            persona: Persona {
                id: PersonaId(Uuid::nil()),
                codice_fiscale: "RSSPRV80A01H501S".parse().unwrap(),
                nome_proprio: "Prova".to_owned(),
                cognome: "Rossi".to_owned(),
                data_nascita: date(1980, 1, 1),
            },
            registrato_il: resa_il,
            modalita: Vec::new(),
            autocertificazioni: certified.collect(),
            versione: 1,
        }
    }

    fn ends(prestatore: &Prestatore, al: Option<NaiveDate>) -> Option<NaiveDate> {
        let now = Utc.with_ymd_and_hms(2026, 3, 10, 9, 0, 0).unwrap();
        match cease(prestatore, Categoria::Studente, al, now) {
            Ok((Fatto::AutocertificazioneCessata { al, .. }, _)) => Some(al),
            Ok((other, _)) => unreachable!("{other:?}"),
            Err(rejected) => {
                assert_eq!(rejected.codes(), [Codice::AutocertificazioneNonAperta]);
                None
            }
        }
    }

    #[test]
    fn no_status_begins_before_the_birth() {
        let now = Utc.with_ymd_and_hms(2026, 3, 10, 9, 0, 0).unwrap();
        let prestatore = certifying(&[]);
        assert!(certify(&prestatore, date(1980, 1, 1), now).is_ok());
        let refused = certify(&prestatore, date(1979, 12, 31), now).unwrap_err();
        let step = *refused.explanation.violations().next().unwrap();
        assert_eq!((step.codice, step.campo), (Some(Codice::AutocertificazioneNonValida), Some(Campo::Dal)));
    }

    #[test]
    fn only_a_status_in_course_ends() {
        assert_eq!(ends(&certifying(&[]), None), None);
        assert_eq!(ends(&certifying(&[(Categoria::Disoccupato, date(2026, 1, 1), None)]), None), None);
        let over = (Categoria::Studente, date(2026, 1, 1), Some(date(2026, 2, 1)));
        assert_eq!(ends(&certifying(&[over]), None), None);
        let open = (Categoria::Studente, date(2026, 2, 2), None);
        assert_eq!(ends(&certifying(&[over, open]), None), Some(date(2026, 3, 10)));
    }

    #[test]
    fn no_status_ends_before_it_begins() {
        let early = (Categoria::Studente, date(2026, 1, 1), None);
        assert_eq!(ends(&certifying(&[early]), Some(date(2025, 12, 31))), None);
        assert_eq!(ends(&certifying(&[early]), Some(date(2026, 1, 1))), Some(date(2026, 1, 1)));
        // Certified twice: the end holds for both.
        let late = (Categoria::Studente, date(2026, 2, 1), None);
        assert_eq!(ends(&certifying(&[early, late]), Some(date(2026, 1, 31))), None);
        assert_eq!(ends(&certifying(&[late, early]), Some(date(2026, 2, 1))), Some(date(2026, 2, 1)));
    }
}
