//! The branch refuses a refund of an heir: its sum is in the wallet again.

use super::Posizione;
use super::fase::{self, AttoPratica};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::rimborso::Rimborso;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides the refusal of a refund of an heir.
///
/// # Errors
/// [`Rejected`] when it does not wait for a decision.
pub fn decide(posizione: &Posizione<'_>, rimborso: &Rimborso, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    fase::check(&mut evaluation, posizione.of_refund(rimborso), AttoPratica::Reiezione);
    Ok(evaluation.finish()?)
}
