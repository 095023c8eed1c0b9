//! The approval by the branch (REF-04), which may correct amount and account at the request of who asked.

use super::conto::{self, Conto, ContoAmmesso};
use super::{Atto, Rimborso, stato};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::money::Euro;
use crate::persona::Persona;
use crate::utilizzatore::Utilizzatore;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// What the branch corrects; `None` leaves it as it was asked for.
#[derive(Clone, Debug, Default)]
pub struct Correzione {
    /// A lower amount.
    pub importo: Option<Euro>,
    /// Another account.
    pub conto: Option<Conto>,
}

/// An approval that is admitted.
#[derive(Clone, Debug)]
pub struct Approvata {
    /// What will be sent.
    pub importo: Euro,
    /// The other account, if one was given.
    pub conto: Option<ContoAmmesso>,
    /// Why.
    pub spiegazione: Explanation,
}

/// Decides an approval for the utilizzatore; what an heir asked for has its own decision. Nobody is refunded after their
/// death (COM-14).
///
/// # Errors
/// [`Rejected`] when the household has died or the refund does not wait for a decision; otherwise with everything that is
/// wrong with the correction.
pub fn decide(
    rimborso: &Rimborso,
    utilizzatore: &Utilizzatore,
    correzione: &Correzione,
    now: DateTime<Utc>,
) -> Result<Approvata, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    evaluation.require(Codice::UtilizzatoreDeceduto, utilizzatore.decesso.is_none(), Measure::NONE);
    stato::check(&mut evaluation, rimborso.stato, Atto::Approvazione);
    correct(evaluation, rimborso, &utilizzatore.persona, correzione)
}

/// The correction of an approval that may be. The amount lies between one cent and what the request has reserved, both
/// included (REF-05): what is free besides may serve a communication at any moment.
pub(crate) fn correct(
    mut evaluation: Evaluation,
    rimborso: &Rimborso,
    beneficiario: &Persona,
    correzione: &Correzione,
) -> Result<Approvata, Rejected> {
    let importo = correzione.importo.unwrap_or(rimborso.importo);
    let conto = if evaluation.is_violated() {
        None
    } else {
        check_correction(&mut evaluation, rimborso, beneficiario, (importo, correzione.conto.as_ref()))
    };
    Ok(Approvata { importo, conto, spiegazione: evaluation.finish()? })
}

fn check_correction(
    evaluation: &mut Evaluation,
    rimborso: &Rimborso,
    beneficiario: &Persona,
    (importo, conto): (Euro, Option<&Conto>),
) -> Option<ContoAmmesso> {
    let asked = Quantity::Euro(importo);
    evaluation.require(Codice::ImportoNonPositivo, importo.is_positive(), Measure::asked(asked));
    let measure = Measure::against(Quantity::Euro(rimborso.importo), asked);
    evaluation.require(Codice::RimborsoEccedente, importo <= rimborso.importo, measure);
    conto.and_then(|account| conto::check(evaluation, account, &beneficiario.codice_fiscale))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::ids::{CoordinateId, PersonaId, RimborsoId, UtilizzatoreId};
    use crate::parameters::date;
    use crate::rimborso::{Protocollo, StatoRimborso};
    use crate::utilizzatore::Decesso;
    use chrono::TimeZone;
    use uuid::Uuid;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 10, 9, 30, 0).unwrap()
    }

    fn household(dead: bool) -> Utilizzatore {
        let decesso = Decesso { giorno: date(2026, 3, 1), ora: None, registrato_il: now() };
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
            decesso: dead.then_some(decesso),
            versione: 1,
        }
    }

    /// 60.00 asked for, of which 50.00 could be reserved.
    fn refund(stato: StatoRimborso) -> Rimborso {
        let id = RimborsoId(Uuid::nil());
        Rimborso {
            id,
            utilizzatore: UtilizzatoreId(Uuid::nil()),
            beneficiario: PersonaId(Uuid::nil()),
            protocollo: Protocollo::of(id, 2026),
            richiesto: Euro::from_cents(6_000),
            importo: Euro::from_cents(5_000),
            coordinate: CoordinateId(Uuid::nil()),
            cointestato: false,
            stato,
            motivo: None,
            restituzione: None,
            invio: None,
            presentato_il: now(),
            aggiornato_il: now(),
            versione: 1,
        }
    }

    fn approved(cents: Option<i64>) -> Result<i64, Vec<Codice>> {
        let correction = Correzione { importo: cents.map(Euro::from_cents), conto: None };
        let outcome = decide(&refund(StatoRimborso::Presentato), &household(false), &correction, now());
        outcome.map(|one| one.importo.cents()).map_err(|rejected| rejected.codes())
    }

    #[test]
    fn the_amount_is_corrected_downwards_only() {
        assert_eq!(approved(None), Ok(5_000));
        assert_eq!(approved(Some(5_000)), Ok(5_000));
        assert_eq!(approved(Some(1)), Ok(1));
        assert_eq!(approved(Some(5_001)), Err(vec![Codice::RimborsoEccedente]));
        assert_eq!(approved(Some(0)), Err(vec![Codice::ImportoNonPositivo]));
    }

    #[test]
    fn another_account_is_judged_like_the_first() {
        let conto = Conto { iban: "IT00".to_owned(), intestatari: Vec::new() };
        let correction = Correzione { importo: None, conto: Some(conto) };
        let refused = decide(&refund(StatoRimborso::InEsame), &household(false), &correction, now()).unwrap_err();
        assert_eq!(refused.codes(), [Codice::IbanNonValido, Codice::IbanNonIntestato]);
    }

    #[test]
    fn only_the_living_and_only_what_waits() {
        let none = Correzione::default();
        let both = decide(&refund(StatoRimborso::Inviato), &household(true), &none, now()).unwrap_err();
        assert_eq!(both.codes(), [Codice::UtilizzatoreDeceduto, Codice::StatoRimborsoIncompatibile]);
        assert!(both.is_conflict());
    }
}
