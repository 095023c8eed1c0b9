//! Giving a delegation (DEL-01): by the person, online; or on paper, entered and confirmed by the body that keeps it.

use super::{Ambito, Delega, DelegaConferita, DelegaNota, DocumentoDelega, Ente, Ruolo, StatoDelega};
use crate::catalogue::{Campo, Codice};
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::{DelegaId, PersonaId};
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;

/// What is delegated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conferimento {
    /// To whom.
    pub ente: Ente,
    /// In which role.
    pub ruolo: Ruolo,
    /// For what; at least one scope.
    pub ambiti: BTreeSet<Ambito>,
    /// First Italian day; today when absent.
    pub dal: Option<NaiveDate>,
    /// Last Italian day, inclusive; until it is revoked when absent.
    pub al: Option<NaiveDate>,
    /// The signed document.
    pub documento: Option<DocumentoDelega>,
}

/// Decides a delegation of `delegante`, who may have died. `known` are the delegations between the two; `on_paper` tells
/// that the body enters it, and not the person.
///
/// # Errors
/// [`Rejected`] when the delegator has died, when there is no scope, when the days are in the past or the wrong way
/// round, when one of the same role holds or will hold already, or when a delegation on paper names no document.
pub fn decide(
    id: DelegaId,
    delegante: PersonaId,
    command: &Conferimento,
    (known, dead, on_paper): (&[DelegaNota], bool, bool),
    now: DateTime<Utc>,
) -> Result<(Fatto, Explanation), Rejected> {
    let today = rome_date(now);
    let mut evaluation = Evaluation::new(today);
    // A body that shows a paper is not told whether somebody is alive.
    let refusal = if on_paper { Codice::DelegaAssente } else { Codice::UtilizzatoreDeceduto };
    evaluation.require(refusal, !dead, Measure::NONE);
    let lives = |one: &Delega| matches!(one.stato(now), StatoDelega::Attiva | StatoDelega::Futura);
    let twin = known
        .iter()
        .map(|one| &one.delega)
        .find(|one| one.conferita.delegante == delegante && one.conferita.ruolo == command.ruolo && lives(one));
    evaluation.require(Codice::DelegaGiaPresente, twin.is_none(), Measure::NONE);
    evaluation.require(Codice::AmbitiDelegaMancanti, !command.ambiti.is_empty(), Measure::NONE);
    let dal = command.dal.unwrap_or(today);
    let last = command.al.unwrap_or(NaiveDate::MAX);
    let days = Measure::against(Quantity::Giorno(today.max(dal)), Quantity::Giorno(command.al.unwrap_or(dal)));
    let campo = if command.al.is_some() { Campo::Al } else { Campo::Dal };
    let days = if command.al.is_some() { days } else { Measure::NONE };
    let possible = today <= dal && dal <= last;
    evaluation.require_at(Codice::PeriodoDelegaNonValido, Some(campo).filter(|_| !possible), possible, days);
    if on_paper {
        let named = command.documento.as_ref().is_some_and(|one| !one.riferimento.trim().is_empty());
        evaluation.require(Codice::DocumentoDelegaMancante, named, Measure::NONE);
    }
    let why = evaluation.finish()?;
    let fatto = Fatto::DelegaConferita(DelegaConferita {
        delega: id,
        delegante,
        ruolo: command.ruolo,
        ente: command.ente,
        ambiti: command.ambiti.clone(),
        dal,
        al: command.al,
        documento: command.documento.clone(),
    });
    Ok((fatto, why))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{day, delega, noon};
    use super::*;
    use uuid::Uuid;

    fn command() -> Conferimento {
        let ambiti = BTreeSet::from([Ambito::Prestazioni]);
        let ente = delega(Ruolo::Utilizzatore, &[]).conferita.ente;
        Conferimento { ente, ruolo: Ruolo::Utilizzatore, ambiti, dal: None, al: None, documento: None }
    }

    fn codes(command: &Conferimento, known: &[Delega], (dead, on_paper): (bool, bool)) -> Vec<Codice> {
        let known: Vec<_> = known.iter().map(|one| DelegaNota { delega: one.clone(), decesso: None }).collect();
        let id = DelegaId(Uuid::from_u128(7));
        let decided = decide(id, PersonaId(Uuid::from_u128(2)), command, (&known, dead, on_paper), noon());
        decided.err().map(|refused| refused.codes()).unwrap_or_default()
    }

    #[test]
    fn a_delegation_needs_scopes_and_days_that_are_to_come() {
        assert_eq!(codes(&command(), &[], (false, false)), []);
        let none = Conferimento { ambiti: BTreeSet::new(), ..command() };
        assert_eq!(codes(&none, &[], (false, false)), [Codice::AmbitiDelegaMancanti]);
        let bad = [(Some(day(5, 31)), None), (None, Some(day(5, 31))), (Some(day(6, 3)), Some(day(6, 2)))];
        for (dal, al) in bad {
            let command = Conferimento { dal, al, ..command() };
            assert_eq!(codes(&command, &[], (false, false)), [Codice::PeriodoDelegaNonValido], "{dal:?} {al:?}");
        }
        let today = Conferimento { dal: Some(day(6, 1)), al: Some(day(6, 1)), ..command() };
        assert_eq!(codes(&today, &[], (false, false)), [], "one day is enough");
    }

    #[test]
    fn one_of_a_role_is_enough_while_it_lives() {
        let mut other = delega(Ruolo::Utilizzatore, &[Ambito::Consultazione]);
        assert_eq!(codes(&command(), std::slice::from_ref(&other), (false, false)), [Codice::DelegaGiaPresente]);
        let worker = delega(Ruolo::Prestatore, &[Ambito::Consultazione]);
        assert_eq!(codes(&command(), &[worker], (false, false)), [], "another role");
        other.revocata_il = Some(noon());
        assert_eq!(codes(&command(), &[other], (false, false)), [], "a revoked one");
    }

    #[test]
    fn the_dead_delegate_nobody_and_paper_is_named() {
        assert_eq!(codes(&command(), &[], (true, false)), [Codice::UtilizzatoreDeceduto]);
        assert_eq!(codes(&command(), &[], (false, true)), [Codice::DocumentoDelegaMancante]);
        let blank = Some(DocumentoDelega { riferimento: " ".to_owned(), sha256: [0; 32] });
        let command = Conferimento { documento: blank, ..command() };
        assert_eq!(codes(&command, &[], (false, true)), [Codice::DocumentoDelegaMancante]);
    }
}
