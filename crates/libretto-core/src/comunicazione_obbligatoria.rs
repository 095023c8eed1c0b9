//! What the registry of *comunicazioni obbligatorie* says of an employment: the notice by which an employer tells the
//! administration that it begins, is prolonged or ends. It names two persons, registered with Libretto or not: a notice
//! that comes before its parties counts for comma 5 (ELG-04) as soon as both have a profile.

use crate::catalogue::{Campo, Codice};
use crate::civil_time::rome_date;
use crate::codice_fiscale::CodiceFiscale;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::{ComunicazioneObbligatoriaId, PersonaId, PrestatoreId, RapportoId, UtilizzatoreId};
use crate::persona::Persona;
use crate::rapporto::{self, Fonte, Rapporto, TipoRapporto};
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// An employment as the registry knows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ComunicazioneObbligatoria {
    /// Identifier, derived from the protocol.
    pub id: ComunicazioneObbligatoriaId,
    /// Protocol given by the registry: the notices of one employment share it.
    pub protocollo: String,
    /// The employer.
    pub datore: PersonaId,
    /// The employee.
    pub lavoratore: PersonaId,
    /// Kind.
    pub tipo: TipoRapporto,
    /// First day, inclusive.
    pub dal: NaiveDate,
    /// Last day, inclusive; `None` while it lasts.
    pub al: Option<NaiveDate>,
}

/// A notice with the number of notices of its protocol so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comunicata {
    /// What the last notice says.
    pub comunicazione: ComunicazioneObbligatoria,
    /// How many notices changed it, the first included.
    pub versione: u32,
}

/// A notice as it arrives.
#[derive(Clone, Debug)]
pub struct Notifica {
    /// Protocol.
    pub protocollo: String,
    /// Fiscal code of the employer.
    pub datore: CodiceFiscale,
    /// Fiscal code of the employee.
    pub lavoratore: CodiceFiscale,
    /// Kind.
    pub tipo: TipoRapporto,
    /// First day, inclusive.
    pub dal: NaiveDate,
    /// Last day, inclusive; `None` while it lasts.
    pub al: Option<NaiveDate>,
}

impl ComunicazioneObbligatoria {
    /// The employment between the profiles of the two persons.
    pub const fn rapporto(&self, utilizzatore: UtilizzatoreId, prestatore: PrestatoreId) -> Rapporto {
        Rapporto {
            id: RapportoId(self.id.0),
            utilizzatore,
            prestatore,
            tipo: self.tipo,
            dal: self.dal,
            al: self.al,
            fonte: Fonte::Registro,
        }
    }
}

/// Decides whether a notice makes sense between two persons; `known` is what its protocol said before. The last notice of
/// a protocol holds, whatever it changes but the parties.
///
/// # Errors
/// [`Rejected`] with every violation: the protocol belongs to others, the parties are one person, or the days cannot be.
pub fn decide(
    notifica: &Notifica,
    (datore, lavoratore): (&Persona, &Persona),
    known: Option<&ComunicazioneObbligatoria>,
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let same_parties = known.is_none_or(|known| (known.datore, known.lavoratore) == (datore.id, lavoratore.id));
    evaluation.require_at(Codice::ProtocolloDiAltri, Some(Campo::Protocollo), same_parties, Measure::NONE);
    let two = notifica.datore != notifica.lavoratore;
    evaluation.require_at(Codice::StessaPersona, Some(Campo::Lavoratore), two, Measure::NONE);
    let born = datore.data_nascita.max(lavoratore.data_nascita);
    rapporto::check_days(&mut evaluation, (notifica.dal, notifica.al), born);
    Ok(evaluation.finish()?)
}

/// The person of a fiscal code that no registered profile has: the code tells the day of birth, and who they are called is
/// not known until they register.
///
/// # Errors
/// [`Rejected`] when the code is a provisional one, which tells no birthday.
pub fn unregistered(
    id: PersonaId,
    codice_fiscale: CodiceFiscale,
    campo: Campo,
    now: DateTime<Utc>,
) -> Result<Persona, Rejected> {
    let today = rome_date(now);
    if let Some(data_nascita) = codice_fiscale.birth_date(today) {
        let (nome_proprio, cognome) = (String::new(), String::new());
        return Ok(Persona { id, codice_fiscale, nome_proprio, cognome, data_nascita });
    }
    let mut evaluation = Evaluation::new(today);
    evaluation.require_at(Codice::RapportoNonValido, Some(campo), false, Measure::asked(Quantity::Giorno(today)));
    match evaluation.finish() {
        Ok(explanation) | Err(explanation) => Err(explanation.into()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::parameters::date;
    use chrono::TimeZone;
    use uuid::Uuid;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap()
    }

    fn person(number: u128, code: &str) -> Persona {
        unregistered(PersonaId(Uuid::from_u128(number)), code.parse().unwrap(), Campo::Lavoratore, now()).unwrap()
    }

    fn notice(dal: NaiveDate, al: Option<NaiveDate>) -> Notifica {
        Notifica {
            protocollo: "1000026200000001".to_owned(),
            datore: "RSSMRA80A01H501U".parse().unwrap(),
            lavoratore: "PRVNNA85E52H501W".parse().unwrap(),
            tipo: TipoRapporto::Subordinato,
            dal,
            al,
        }
    }

    fn codes(notifica: &Notifica, known: Option<&ComunicazioneObbligatoria>) -> Vec<Codice> {
        let parties = (person(1, "RSSMRA80A01H501U"), person(2, "PRVNNA85E52H501W"));
        let decided = decide(notifica, (&parties.0, &parties.1), known, now());
        decided.err().map(|rejected| rejected.codes()).unwrap_or_default()
    }

    #[test]
    fn the_days_of_an_employment_are_those_of_living_people_in_order() {
        assert_eq!(codes(&notice(date(2025, 1, 1), None), None), []);
        assert_eq!(codes(&notice(date(1985, 5, 12), Some(date(1985, 5, 12))), None), []);
        assert_eq!(codes(&notice(date(1985, 5, 11), None), None), [Codice::RapportoNonValido]);
        assert_eq!(codes(&notice(date(2025, 1, 2), Some(date(2025, 1, 1))), None), [Codice::RapportoNonValido]);
    }

    #[test]
    fn a_protocol_stays_with_its_parties() {
        let mut known = ComunicazioneObbligatoria {
            id: ComunicazioneObbligatoriaId::of("1000026200000001"),
            protocollo: "1000026200000001".to_owned(),
            datore: PersonaId(Uuid::from_u128(1)),
            lavoratore: PersonaId(Uuid::from_u128(2)),
            tipo: TipoRapporto::Collaborazione,
            dal: date(2024, 1, 1),
            al: None,
        };
        assert_eq!(codes(&notice(date(2025, 1, 1), None), Some(&known)), []);
        known.lavoratore = PersonaId(Uuid::from_u128(3));
        assert_eq!(codes(&notice(date(2025, 1, 1), None), Some(&known)), [Codice::ProtocolloDiAltri]);
    }

    #[test]
    fn a_provisional_code_tells_no_birthday_and_is_refused_by_its_field() {
        let code: CodiceFiscale = "12345670017".parse().unwrap();
        let refused = unregistered(PersonaId(Uuid::nil()), code, Campo::DatoreLavoro, now()).unwrap_err();
        assert_eq!(refused.explanation.violations().next().unwrap().campo, Some(Campo::DatoreLavoro));
    }
}
