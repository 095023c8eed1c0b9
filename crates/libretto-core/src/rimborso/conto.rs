//! Where a refund goes (REF-02): an account, a prepaid card or a postal savings book with an IBAN, in the name of who
//! receives the money, alone or with others. Whether the bank agrees, only the bank knows: the holders are declared.

use crate::catalogue::{Campo, Codice};
use crate::codice_fiscale::CodiceFiscale;
use crate::explanation::{Evaluation, Measure};
use crate::iban::Iban;

/// An account as it is declared.
#[derive(Clone, PartialEq, Eq)]
pub struct Conto {
    /// The IBAN as written.
    pub iban: String,
    /// Everybody in whose name it is. Looked at and not kept: others than who asks have nothing to do with the refund.
    pub intestatari: Vec<CodiceFiscale>,
}

impl std::fmt::Debug for Conto {
    // Personal data of several people: nothing of it goes into a log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Conto").finish_non_exhaustive()
    }
}

/// An account that can receive a refund.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContoAmmesso {
    /// Its IBAN.
    pub iban: Iban,
    /// Whether others hold it too.
    pub cointestato: bool,
}

/// Checks an account for a person: its form (check digits, Italian CIN, within reach of a SEPA transfer) and its holders.
/// `None` when something is wrong, which the evaluation then tells.
pub(crate) fn check(evaluation: &mut Evaluation, conto: &Conto, persona: &CodiceFiscale) -> Option<ContoAmmesso> {
    let iban = conto.iban.parse::<Iban>().ok().filter(Iban::is_sepa);
    evaluation.require_at(Codice::IbanNonValido, Some(Campo::Iban), iban.is_some(), Measure::NONE);
    let owned = conto.intestatari.contains(persona);
    evaluation.require_at(Codice::IbanNonIntestato, Some(Campo::Intestatari), owned, Measure::NONE);
    let cointestato = conto.intestatari.iter().any(|holder| holder != persona);
    iban.filter(|_| owned).map(|iban| ContoAmmesso { iban, cointestato })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::parameters::START;

    const MINE: &str = "VRDPRV80A01H501O";
    const OTHER: &str = "RSSMRA80A01H501U";

    fn checked(iban: &str, holders: &[&str]) -> (Option<bool>, Vec<Codice>) {
        let mut evaluation = Evaluation::new(START);
        let intestatari = holders.iter().map(|code| code.parse().unwrap()).collect();
        let conto = Conto { iban: iban.to_owned(), intestatari };
        let admitted = check(&mut evaluation, &conto, &MINE.parse().unwrap());
        let explanation = match evaluation.finish() {
            Ok(explanation) | Err(explanation) => explanation,
        };
        let codes = explanation.violations().filter_map(|step| step.codice).collect();
        (admitted.map(|one| one.cointestato), codes)
    }

    #[test]
    fn it_is_in_the_name_of_who_asks_alone_or_with_others() {
        let iban = "IT60X0542811101000000123456";
        assert_eq!(checked(iban, &[MINE]), (Some(false), vec![]));
        assert_eq!(checked(iban, &[OTHER, MINE]), (Some(true), vec![]));
        assert_eq!(checked(iban, &[OTHER]), (None, vec![Codice::IbanNonIntestato]));
        assert_eq!(checked(iban, &[]), (None, vec![Codice::IbanNonIntestato]));
    }

    #[test]
    fn its_iban_is_well_formed_and_within_reach() {
        assert_eq!(checked("IT61X0542811101000000123456", &[MINE]), (None, vec![Codice::IbanNonValido]));
        assert_eq!(checked("DE89370400440532013000", &[MINE]), (Some(false), vec![]));
        assert_eq!(checked("BR1800360305000010009795493C1", &[MINE]), (None, vec![Codice::IbanNonValido]), "not SEPA");
        let both = vec![Codice::IbanNonValido, Codice::IbanNonIntestato];
        assert_eq!(checked("", &[OTHER]), (None, both));
    }
}
