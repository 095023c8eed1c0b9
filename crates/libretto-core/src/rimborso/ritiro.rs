//! The withdrawal by the utilizzatore who asked, until the branch has approved: the sum goes back to the wallet. What an heir
//! asked for is withdrawn by a rule of its own.

use super::{Atto, Rimborso, StatoRimborso, stato};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a withdrawal.
///
/// # Errors
/// [`Rejected`] when the refund does not wait for a decision any more.
pub fn decide(rimborso: &Rimborso, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    if rimborso.stato == StatoRimborso::Approvato {
        evaluation.require(Codice::StatoRimborsoIncompatibile, false, Measure::NONE);
    } else {
        stato::check(&mut evaluation, rimborso.stato, Atto::Ritiro);
    }
    Ok(evaluation.finish()?)
}
