//! An heir withdraws a request of a refund, until the money is sent (HER-17): its sum is in the wallet again, and who has no
//! part yet may enter work again.

use super::Posizione;
use super::fase::{self, AttoPratica};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::rimborso::Rimborso;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides the withdrawal of a request of an heir's.
///
/// # Errors
/// [`Rejected`] when the money is out or the request is over.
pub fn decide(posizione: &Posizione<'_>, rimborso: &Rimborso, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    fase::check(&mut evaluation, posizione.of_refund(rimborso), AttoPratica::Ritiro);
    Ok(evaluation.finish()?)
}
