//! Registration of an utilizzatore (commi 6 and 9; ELG-01, ELG-09).

use super::{DICHIARAZIONI_IN_VIGORE, Dichiarazione};
use crate::catalogue::Codice;
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::violation::Rejected;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The kinds of user that the law knows; only natural persons use the Libretto Famiglia.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TipoUtilizzatore {
    /// A natural person outside business or profession (comma 6, lett. a).
    PersonaFisica,
    /// A professional or a firm (comma 6, lett. b).
    Impresa,
    /// A public body (comma 7).
    PubblicaAmministrazione,
    /// A professional sports club with stewards.
    SocietaSportiva,
}

/// What is declared at registration.
#[derive(Clone, Debug)]
pub struct Registrazione {
    /// Kind of user.
    pub tipo: TipoUtilizzatore,
    /// Declarations, each in a version.
    pub dichiarazioni: Vec<Dichiarazione>,
}

/// Whether the declarations are those in force.
pub fn declarations_complete(given: &[Dichiarazione]) -> bool {
    DICHIARAZIONI_IN_VIGORE
        .iter()
        .all(|(tipo, version)| given.iter().any(|one| one.tipo == *tipo && one.versione == *version))
}

/// Decides a registration. `already` tells whether the person has the profile.
///
/// # Errors
/// [`Rejected`] with every violation.
pub fn decide(command: &Registrazione, already: bool, today: NaiveDate) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(today);
    evaluation.require(Codice::GiaRegistrato, !already, Measure::NONE);
    evaluation.require(
        Codice::TipoUtilizzatoreNonGestito,
        command.tipo == TipoUtilizzatore::PersonaFisica,
        Measure::NONE,
    );
    evaluation.require(Codice::DichiarazioneMancante, declarations_complete(&command.dichiarazioni), Measure::NONE);
    Ok(evaluation.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::START;

    fn complete() -> Vec<Dichiarazione> {
        DICHIARAZIONI_IN_VIGORE
            .iter()
            .map(|(tipo, versione)| Dichiarazione { tipo: *tipo, versione: (*versione).to_owned() })
            .collect()
    }

    #[test]
    fn without_both_declarations_nothing_opens() {
        let mut dichiarazioni = complete();
        dichiarazioni.pop();
        let command = Registrazione { tipo: TipoUtilizzatore::PersonaFisica, dichiarazioni };
        let codes = decide(&command, false, START).map_err(|rejected| rejected.codes());
        assert_eq!(codes.err(), Some(vec![Codice::DichiarazioneMancante]));
    }

    #[test]
    fn all_violations_come_at_once() {
        let command = Registrazione { tipo: TipoUtilizzatore::SocietaSportiva, dichiarazioni: Vec::new() };
        let codes = decide(&command, true, START).map_err(|rejected| rejected.codes());
        let expected = vec![Codice::GiaRegistrato, Codice::TipoUtilizzatoreNonGestito, Codice::DichiarazioneMancante];
        assert_eq!(codes.err(), Some(expected));
    }

    #[test]
    fn a_person_with_the_declarations_in_force_is_registered() {
        let command = Registrazione { tipo: TipoUtilizzatore::PersonaFisica, dichiarazioni: complete() };
        assert!(decide(&command, false, START).is_ok());
    }
}
