//! The bank gives back what was sent to an heir: the refund is examined again, and its sum stays reserved.

use super::Posizione;
use super::fase::{self, AttoPratica};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::rimborso::Rimborso;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides the record of a transfer to an heir that came back.
///
/// # Errors
/// [`Rejected`] when no transfer of this refund is out.
pub fn decide(posizione: &Posizione<'_>, rimborso: &Rimborso, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    fase::check(&mut evaluation, posizione.of_refund(rimborso), AttoPratica::Restituzione);
    Ok(evaluation.finish()?)
}
