//! The death of an utilizzatore (COM-14): from the instant at which it is recorded nobody acts for the household but a
//! recognised heir. The money and the work accepted before stay as they are.

use super::Utilizzatore;
use crate::catalogue::{Campo, Codice};
use crate::civil_time::{CivilTime, rome_date};
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::prestazione;
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A recorded death.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decesso {
    /// The Italian day of the death.
    pub giorno: NaiveDate,
    /// The instant of the death on that day, when the hour is known.
    pub ora: Option<DateTime<Utc>>,
    /// Instant of the record: from here on, inclusive, COM-14 applies.
    pub registrato_il: DateTime<Utc>,
}

/// Decides the recording of a death. `ora` is a time of `giorno`, when it is known.
///
/// # Errors
/// [`Rejected`] when a death is recorded already, or when this one is still to come or before the birth.
pub fn decide(
    utilizzatore: &Utilizzatore,
    giorno: NaiveDate,
    ora: Option<CivilTime>,
    now: DateTime<Utc>,
) -> Result<(Fatto, Explanation), Rejected> {
    let today = rome_date(now);
    let mut evaluation = Evaluation::new(today);
    evaluation.require(Codice::UtilizzatoreDeceduto, utilizzatore.decesso.is_none(), Measure::NONE);
    let possible = utilizzatore.persona.data_nascita <= giorno && giorno <= today;
    let measure = Measure::against(Quantity::Giorno(today), Quantity::Giorno(giorno));
    evaluation.require(Codice::DataDecessoNonValida, possible, measure);
    let ora = ora.and_then(|time| {
        let instant = prestazione::instant(&mut evaluation, &time, Campo::Ora)?;
        let measure = Measure::against(Quantity::Istante(now), Quantity::Istante(instant));
        let possible = time.local().date() == giorno && instant <= now;
        evaluation.require_at(Codice::DataDecessoNonValida, Some(Campo::Ora), possible, measure);
        Some(instant)
    });
    let spiegazione = evaluation.finish()?;
    let fatto = Fatto::DecessoRegistrato { utilizzatore: utilizzatore.id, giorno, ora, da_verificare: Vec::new() };
    Ok((fatto, spiegazione))
}

/// COM-14: nobody acts for a household whose death is recorded.
///
/// # Errors
/// [`Rejected`] once the death is recorded.
pub fn check_living(utilizzatore: &Utilizzatore, now: DateTime<Utc>) -> Result<(), Rejected> {
    match utilizzatore.decesso {
        None => Ok(()),
        Some(_) => Err(Rejected::because(Codice::UtilizzatoreDeceduto, rome_date(now), Measure::NONE)),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::ids::{PersonaId, UtilizzatoreId};
    use crate::parameters::date;
    use crate::persona::Persona;
    use chrono::TimeZone;
    use uuid::Uuid;

    fn household(decesso: Option<Decesso>) -> Utilizzatore {
        Utilizzatore {
            id: UtilizzatoreId(Uuid::nil()),
            persona: Persona {
                id: PersonaId(Uuid::nil()),
                codice_fiscale: "VRDPRV80A01H501O".parse().unwrap(),
                nome_proprio: "Prova".to_owned(),
                cognome: "Verdi".to_owned(),
                data_nascita: date(1980, 1, 1),
            },
            registrato_il: now(),
            dichiarazioni: Vec::new(),
            decesso,
            versione: 1,
        }
    }

    /// 10 March 2026, half past ten in Italy.
    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 10, 9, 30, 0).unwrap()
    }

    fn refused(giorno: NaiveDate, ora: Option<&str>) -> Vec<(Codice, Option<Campo>)> {
        let ora = ora.map(|text| text.parse().unwrap());
        match decide(&household(None), giorno, ora, now()) {
            Ok(_) => Vec::new(),
            Err(rejected) => {
                rejected.explanation.violations().filter_map(|step| step.codice.map(|one| (one, step.campo))).collect()
            }
        }
    }

    #[test]
    fn a_death_lies_between_the_birth_and_now() {
        let day = [(Codice::DataDecessoNonValida, Some(Campo::Giorno))];
        assert_eq!(refused(date(1979, 12, 31), None), day);
        assert_eq!(refused(date(1980, 1, 1), None), []);
        assert_eq!(refused(date(2026, 3, 10), None), []);
        assert_eq!(refused(date(2026, 3, 11), None), day);
    }

    #[test]
    fn its_hour_lies_on_its_day_exists_and_is_past() {
        let hour = |codice| [(codice, Some(Campo::Ora))];
        let wrong = hour(Codice::DataDecessoNonValida);
        assert_eq!(refused(date(2026, 3, 10), Some("2026-03-10T10:30")), []);
        assert_eq!(refused(date(2026, 3, 10), Some("2026-03-10T10:31")), wrong);
        assert_eq!(refused(date(2026, 3, 9), Some("2026-03-10T10:00")), wrong);
        assert_eq!(refused(date(2025, 3, 30), Some("2025-03-30T02:30")), hour(Codice::OrarioInesistente));
        assert_eq!(refused(date(2025, 10, 26), Some("2025-10-26T02:30")), hour(Codice::OrarioAmbiguo));
        assert_eq!(refused(date(2025, 10, 26), Some("2025-10-26T02:30+01:00")), []);
    }

    #[test]
    fn nobody_dies_twice_and_nobody_dead_acts() {
        let recorded = Decesso { giorno: date(2026, 3, 1), ora: None, registrato_il: now() };
        let dead = household(Some(recorded));
        let again = decide(&dead, date(2026, 3, 1), None, now()).err().map(|rejected| rejected.codes());
        assert_eq!(again, Some(vec![Codice::UtilizzatoreDeceduto]));
        let refused = check_living(&dead, now()).err().map(|rejected| rejected.is_conflict());
        assert_eq!(refused, Some(true));
        assert!(check_living(&household(None), now()).is_ok());
    }
}
