//! The end of a delegation by who gave it, or by the body that gives it back: at once (DEL-01).

use super::{DelegaNota, DelegaRevocata, StatoDelega};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a revocation. One that is to begin can be revoked as well.
///
/// # Errors
/// [`Rejected`] when it has ended already, by itself or with a death (DEL-03).
pub fn decide(nota: &DelegaNota, now: DateTime<Utc>) -> Result<(Fatto, Explanation), Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let delega = &nota.delega;
    let lives = matches!(delega.stato(now), StatoDelega::Attiva | StatoDelega::Futura) && nota.decesso.is_none();
    evaluation.require(Codice::DelegaNonAttiva, lives, Measure::NONE);
    let why = evaluation.finish()?;
    let fatto = DelegaRevocata { delega: delega.id, delegante: delega.conferita.delegante };
    Ok((Fatto::DelegaRevocata(fatto), why))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{day, delega, noon};
    use super::super::{Delega, Ruolo};
    use super::*;

    #[test]
    fn what_has_ended_is_not_ended_again() {
        let mut one = delega(Ruolo::Prestatore, &[]);
        let ends = |one: &Delega| decide(&DelegaNota { delega: one.clone(), decesso: None }, noon());
        assert!(ends(&one).is_ok());
        one.conferita.dal = day(6, 20);
        assert!(ends(&one).is_ok(), "it is still to begin");
        let codes = |one: &Delega| ends(one).err().map(|refused| refused.codes());
        one.revocata_il = Some(noon());
        assert_eq!(codes(&one), Some(vec![Codice::DelegaNonAttiva]));
        one.revocata_il = None;
        one.conferita.dal = day(5, 1);
        one.conferita.al = Some(day(5, 31));
        assert_eq!(codes(&one), Some(vec![Codice::DelegaNonAttiva]));
    }
}
