//! Whether a body may act for somebody now (DEL-01, DEL-03).

use super::{Ambito, Delega, DelegaNota, Ruolo, StatoDelega};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Measure, Quantity};
use crate::ids::{DelegaId, PersonaId};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// What a body needs a delegation for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bisogno {
    /// For whom.
    pub delegante: PersonaId,
    /// In which role.
    pub ruolo: Ruolo,
    /// For what.
    pub ambito: Ambito,
}

/// The delegation by which a body acts. `deleghe` are those of the body, whoever gave them.
///
/// # Errors
/// [`Rejected`] with `delega-estinta` when the delegator has died (DEL-03, art. 1722 n. 4 c.c.), with `delega-assente`
/// when no delegation holds now for the role and the scope (DEL-01). The refusal is the same whether the person exists
/// or not, as long as they never delegated this body.
pub fn decide<'a>(
    deleghe: impl IntoIterator<Item = &'a DelegaNota>,
    bisogno: Bisogno,
    now: DateTime<Utc>,
) -> Result<DelegaId, Rejected> {
    let given: Vec<&DelegaNota> =
        deleghe.into_iter().filter(|one| one.delega.conferita.delegante == bisogno.delegante).collect();
    // Of the death hears only who could have gone on acting.
    let lives = |one: &&&DelegaNota| {
        one.delega.conferita.ruolo == bisogno.ruolo
            && matches!(one.delega.stato(now), StatoDelega::Attiva | StatoDelega::Futura)
    };
    if let Some(death) = given.iter().filter(lives).find_map(|one| one.decesso) {
        let ended = Measure::against(Quantity::Giorno(death.giorno), Quantity::Istante(now));
        return Err(Rejected::because(Codice::DelegaEstinta, rome_date(now), ended));
    }
    let given: Vec<&Delega> = given.into_iter().map(|one| &one.delega).collect();
    let fits = |one: &&&Delega| {
        let conferita = &one.conferita;
        // Whoever may act must be able to look at what they act on.
        let covers = bisogno.ambito == Ambito::Consultazione || conferita.ambiti.contains(&bisogno.ambito);
        conferita.ruolo == bisogno.ruolo && covers
    };
    let active = given.iter().filter(|one| one.stato(now) == StatoDelega::Attiva).find(fits);
    active.map(|one| one.id).ok_or_else(|| assente(&given, bisogno, now))
}

/// The refusal, with what comes nearest: what a party of a delegation may know of it.
fn assente(given: &[&Delega], bisogno: Bisogno, now: DateTime<Utc>) -> Rejected {
    let of_role = given.iter().filter(|one| one.conferita.ruolo == bisogno.ruolo);
    let nearest = of_role.max_by_key(|one| (one.stato(now) == StatoDelega::Attiva, one.conferita_il));
    let misura = nearest.map_or(Measure::NONE, |one| match one.stato(now) {
        StatoDelega::Attiva => Measure::NONE,
        StatoDelega::Futura => Measure { limite: Some(Quantity::Giorno(one.conferita.dal)), ..Measure::NONE },
        StatoDelega::Scaduta => Measure { usato: one.conferita.al.map(Quantity::Giorno), ..Measure::NONE },
        StatoDelega::Revocata => Measure { usato: one.revocata_il.map(Quantity::Istante), ..Measure::NONE },
    });
    Rejected::because(Codice::DelegaAssente, rome_date(now), misura)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{day, delega, noon};
    use super::*;
    use crate::utilizzatore::Decesso;
    use uuid::Uuid;

    const HOUSEHOLD: Bisogno =
        Bisogno { delegante: PersonaId(Uuid::from_u128(2)), ruolo: Ruolo::Utilizzatore, ambito: Ambito::Prestazioni };

    fn ask(deleghe: &[Delega], bisogno: Bisogno, decesso: Option<Decesso>) -> Result<DelegaId, Vec<Codice>> {
        let known: Vec<_> = deleghe.iter().map(|one| DelegaNota { delega: one.clone(), decesso }).collect();
        decide(&known, bisogno, noon()).map_err(|refused| refused.codes())
    }

    #[test]
    fn a_delegation_of_the_role_and_scope_that_holds_now_is_needed() {
        let absent = Err(vec![Codice::DelegaAssente]);
        let good = delega(Ruolo::Utilizzatore, &[Ambito::Prestazioni]);
        assert_eq!(ask(&[], HOUSEHOLD, None), absent);
        assert_eq!(ask(std::slice::from_ref(&good), HOUSEHOLD, None), Ok(good.id));
        assert_eq!(ask(&[delega(Ruolo::Prestatore, &[Ambito::Prestazioni])], HOUSEHOLD, None), absent, "another role");
        assert_eq!(
            ask(&[delega(Ruolo::Utilizzatore, &[Ambito::Consultazione])], HOUSEHOLD, None),
            absent,
            "another scope"
        );
        let look = Bisogno { ambito: Ambito::Consultazione, ..HOUSEHOLD };
        assert_eq!(ask(std::slice::from_ref(&good), look, None), Ok(good.id), "whoever acts may look");
        let mut ended = good.clone();
        ended.conferita.al = Some(day(5, 31));
        assert_eq!(ask(&[ended], HOUSEHOLD, None), absent, "expired");
        let revoked = Delega { revocata_il: Some(noon()), ..good.clone() };
        assert_eq!(ask(&[revoked], HOUSEHOLD, None), absent, "revoked");
        let other = Bisogno { delegante: PersonaId(Uuid::from_u128(9)), ..HOUSEHOLD };
        assert_eq!(ask(&[good], other, None), absent, "another's");
    }

    #[test]
    fn with_the_death_of_the_delegator_it_ends() {
        let good = delega(Ruolo::Utilizzatore, &[Ambito::Prestazioni]);
        let death = Decesso { giorno: day(5, 31), ora: None, registrato_il: noon() };
        assert_eq!(ask(&[good], HOUSEHOLD, Some(death)), Err(vec![Codice::DelegaEstinta]));
        assert_eq!(ask(&[], HOUSEHOLD, Some(death)), Err(vec![Codice::DelegaAssente]), "a stranger learns of no death");
        let revoked = Delega { revocata_il: Some(noon()), ..delega(Ruolo::Utilizzatore, &[Ambito::Prestazioni]) };
        assert_eq!(ask(&[revoked], HOUSEHOLD, Some(death)), Err(vec![Codice::DelegaAssente]), "nor who was sent away");
    }
}
