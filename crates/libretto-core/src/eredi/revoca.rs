//! An heir takes back the consent that another is paid the whole (HER-16): until the refund that rests on it is approved.

use super::Posizione;
use super::fase::{self, AttoPratica};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::ids::PersonaId;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides whether `da` takes back the consent given to `a`.
///
/// # Errors
/// [`Rejected`] when who consented is not recognised, or a refund that rests on the consent is approved or paid.
pub fn decide(
    posizione: &Posizione<'_>,
    da: PersonaId,
    a: PersonaId,
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    fase::check(&mut evaluation, posizione.of_consent(da, a), AttoPratica::RevocaConsenso);
    Ok(evaluation.finish()?)
}
