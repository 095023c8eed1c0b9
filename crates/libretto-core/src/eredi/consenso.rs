//! A recognised heir consents that another is paid the whole (HER-16): with their own digital identity, in place of a
//! delegation on paper.

use super::Pratica;
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::ids::PersonaId;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a consent.
///
/// # Errors
/// [`Rejected`] when who consents is not recognised, or consents to themselves or to somebody who is no heir of the case.
pub fn decide(pratica: &Pratica, da: PersonaId, a: PersonaId, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    evaluation.require(Codice::EredeNonConvalidato, pratica.validated(da).is_some(), Measure::NONE);
    let another = da != a && pratica.known_heirs().contains(&a);
    evaluation.require(Codice::CoeredeNonValido, another, Measure::NONE);
    Ok(evaluation.finish()?)
}
