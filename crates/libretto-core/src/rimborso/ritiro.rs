//! The withdrawal by who asked, until the branch has approved: the sum goes back to the wallet.

use super::{Atto, Rimborso, stato};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a withdrawal.
///
/// # Errors
/// [`Rejected`] when the refund does not wait for a decision any more.
pub fn decide(rimborso: &Rimborso, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, rimborso.stato, Atto::Ritiro);
    Ok(evaluation.finish()?)
}
