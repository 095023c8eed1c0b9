//! A recognised heir consents that another is paid the whole (HER-16): with their own digital identity, in place of a
//! delegation on paper.

use super::fase::{self, AttoPratica};
use super::{Causa, Posizione};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::ids::PersonaId;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// How many consents one heir gives in a case at most, the same one given twice counted twice and those that were taken back
/// not at all. The bound is of this system and not of the law: it keeps a case small, where an heir consents once.
pub const CONSENSI_MAX: usize = 20;

/// Decides a consent.
///
/// # Errors
/// [`Rejected`] when who consents is not recognised, consents to themselves or to somebody who is no heir of the case, or has
/// given as many consents as one can.
pub fn decide(
    posizione: &Posizione<'_>,
    da: PersonaId,
    a: PersonaId,
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    fase::check(&mut evaluation, posizione.of_person(da), AttoPratica::Consenso);
    let wrong = if da == a {
        Some(Causa::SeStesso)
    } else {
        (!posizione.pratica.known_heirs().contains(&a)).then_some(Causa::EstraneoAllaPratica)
    };
    evaluation.require(Codice::CoeredeNonValido, wrong.is_none(), Measure::because(wrong));
    let given = posizione.pratica.consensi.iter().filter(|one| one.da == da).count();
    evaluation.require(Codice::TroppiConsensi, given < CONSENSI_MAX, Measure::of_counts(CONSENSI_MAX, given));
    Ok(evaluation.finish()?)
}
