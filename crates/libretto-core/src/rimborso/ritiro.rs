//! The withdrawal by who asked: the sum goes back to the wallet. The utilizzatore can until the branch has approved, an heir
//! until the money is sent (HER-17).

use super::{Atto, Rimborso, StatoRimborso, stato};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a withdrawal. `erede` tells whether an heir had asked.
///
/// # Errors
/// [`Rejected`] when the refund does not wait for a decision any more.
pub fn decide(rimborso: &Rimborso, erede: bool, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let approved = rimborso.stato == StatoRimborso::Approvato;
    if approved && !erede {
        evaluation.require(Codice::StatoRimborsoIncompatibile, false, Measure::NONE);
    } else {
        stato::check(&mut evaluation, rimborso.stato, Atto::Ritiro);
    }
    Ok(evaluation.finish()?)
}
