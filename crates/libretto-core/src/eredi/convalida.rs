//! An operator recognises an heir (HER-04): only from here on may the heir act. When no death is recorded yet, the one that
//! was declared is recorded with it, with everything that follows from a death.

use super::DichiarazioneErede;
use super::stato::{self, AttoDichiarazione};
use crate::catalogue::Regola;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides whether an heir is recognised.
///
/// # Errors
/// [`Rejected`] when the declaration is not being examined.
pub fn decide(dichiarazione: &DichiarazioneErede, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, dichiarazione.stato, AttoDichiarazione::Convalida);
    evaluation.note(Regola::Her08, Measure::asked(Quantity::Giorno(dichiarazione.contenuto.decesso.giorno)));
    Ok(evaluation.finish()?)
}
