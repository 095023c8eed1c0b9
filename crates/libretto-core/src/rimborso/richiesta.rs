//! The request of a refund by the household: any amount of its own money that is not used or reserved, whenever it likes
//! (REF-01, REF-05, REF-06, REF-07, WAL-10).

use super::conto::{self, Conto, ContoAmmesso};
use crate::catalogue::{Codice, Regola};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::money::Euro;
use crate::portafoglio::Portafoglio;
use crate::utilizzatore::Utilizzatore;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Richiesta {
    /// Amount: any, to the cent (REF-06).
    pub importo: Euro,
    /// Where to.
    pub conto: Conto,
}

/// A request that is admitted.
#[derive(Clone, Debug)]
pub struct Ammessa {
    /// What is reserved: what was asked for, or all there is when that is less (REF-05).
    pub importo: Euro,
    /// Where it goes.
    pub conto: ContoAmmesso,
    /// Why.
    pub spiegazione: Explanation,
}

/// Decides a request. The household must be known to be alive (COM-14).
///
/// # Errors
/// [`Rejected`] with everything that is wrong with amount and account, or when the wallet holds nothing to give back.
pub fn decide(
    utilizzatore: &Utilizzatore,
    portafoglio: &Portafoglio,
    richiesta: &Richiesta,
    now: DateTime<Utc>,
) -> Result<Ammessa, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let asked = Quantity::Euro(richiesta.importo);
    let positive = richiesta.importo.is_positive();
    evaluation.require(Codice::ImportoNonPositivo, positive, Measure::asked(asked));
    let conto = conto::check(&mut evaluation, &richiesta.conto, &utilizzatore.persona.codice_fiscale);
    // Own money only: what was paid in, less what is reserved, spent or asked back already (REF-01, REF-06).
    let available = portafoglio.disponibile();
    let there = Quantity::Euro(available);
    evaluation.require(Codice::NullaDaRimborsare, available.is_positive(), Measure::asked(there));
    let reduced = available.is_positive() && available < richiesta.importo;
    evaluation.warn(Codice::RimborsoRidotto, reduced, Measure::against(there, asked));
    evaluation.note(Regola::Ref03, Measure::NONE);
    evaluation.note(Regola::Ref07, Measure::NONE);
    evaluation.note(Regola::Wal10, Measure::NONE);
    let spiegazione = evaluation.finish()?;
    match conto {
        Some(conto) => Ok(Ammessa { importo: richiesta.importo.min(available), conto, spiegazione }),
        // An account that is not admitted has failed its check above.
        None => Err(Rejected { explanation: spiegazione }),
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

    const MINE: &str = "VRDPRV80A01H501O";
    const IBAN: &str = "IT60X0542811101000000123456";

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 10, 9, 30, 0).unwrap()
    }

    fn household() -> Utilizzatore {
        Utilizzatore {
            id: UtilizzatoreId(Uuid::nil()),
            persona: Persona {
                id: PersonaId(Uuid::nil()),
                codice_fiscale: MINE.parse().unwrap(),
                nome_proprio: "Prova".to_owned(),
                cognome: "Verdi".to_owned(),
                data_nascita: date(1980, 1, 1),
            },
            registrato_il: now(),
            dichiarazioni: Vec::new(),
            decesso: None,
            versione: 1,
        }
    }

    /// 1,000.00 paid in, 300.00 spent, 100.00 reserved, 20.00 asked back before: 580.00 are left.
    fn wallet() -> Portafoglio {
        let [versato, speso, impegnato, rimborsato] = [100_000, 30_000, 10_000, 2_000].map(Euro::from_cents);
        Portafoglio { versato, impegnato, speso, rimborsato }
    }

    fn asks(cents: i64, iban: &str, wallet: &Portafoglio) -> Result<Ammessa, Rejected> {
        let conto = Conto { iban: iban.to_owned(), intestatari: vec![MINE.parse().unwrap()] };
        decide(&household(), wallet, &Richiesta { importo: Euro::from_cents(cents), conto }, now())
    }

    fn reserved(cents: i64) -> (i64, Vec<Codice>) {
        let admitted = asks(cents, IBAN, &wallet()).unwrap();
        (admitted.importo.cents(), admitted.spiegazione.warnings().filter_map(|step| step.codice).collect())
    }

    #[test]
    fn any_amount_up_to_what_is_available_and_no_more() {
        assert_eq!(reserved(1), (1, vec![]));
        assert_eq!(reserved(12_345), (12_345, vec![]));
        assert_eq!(reserved(58_000), (58_000, vec![]));
        assert_eq!(reserved(58_001), (58_000, vec![Codice::RimborsoRidotto]));
        assert_eq!(reserved(1_000_000), (58_000, vec![Codice::RimborsoRidotto]));
    }

    #[test]
    fn nothing_is_given_back_of_nothing() {
        let empty = Portafoglio::default();
        let refused = asks(1_000, IBAN, &empty).unwrap_err();
        assert_eq!((refused.codes(), refused.is_conflict()), (vec![Codice::NullaDaRimborsare], true));
        assert_eq!(asks(0, IBAN, &wallet()).unwrap_err().codes(), [Codice::ImportoNonPositivo]);
        assert_eq!(asks(-1, IBAN, &wallet()).unwrap_err().codes(), [Codice::ImportoNonPositivo]);
        let all = [Codice::ImportoNonPositivo, Codice::IbanNonValido, Codice::NullaDaRimborsare];
        assert_eq!(asks(0, "IT", &empty).unwrap_err().codes(), all);
    }
}
