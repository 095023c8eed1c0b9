//! An operator takes a declaration up.

use super::DichiarazioneErede;
use super::stato::{self, AttoDichiarazione};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides whether a declaration is taken up.
///
/// # Errors
/// [`Rejected`] when it does not wait for it.
pub fn decide(dichiarazione: &DichiarazioneErede, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, dichiarazione.stato, AttoDichiarazione::Esame);
    Ok(evaluation.finish()?)
}
