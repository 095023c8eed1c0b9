//! An operator recognises an heir (HER-04): only from here on may the heir act. When no death is recorded yet, the one that
//! was declared is recorded with it, with everything that follows from a death.

use super::DichiarazioneErede;
use super::stato::{self, AttoDichiarazione};
use crate::catalogue::Regola;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::utilizzatore::Decesso;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides whether an heir is recognised; `registrato` is the death on record, if there is one.
///
/// # Errors
/// [`Rejected`] when the declaration is not being examined.
pub fn decide(
    dichiarazione: &DichiarazioneErede,
    registrato: Option<&Decesso>,
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, dichiarazione.stato, AttoDichiarazione::Convalida);
    let declared = dichiarazione.contenuto.decesso.giorno;
    let counts = registrato.map_or(declared, |one| one.giorno);
    // The day on record counts; when it is another than the declared one, the heir is told.
    let other = (counts != declared).then_some(Quantity::Giorno(declared));
    evaluation.note(Regola::Her08, Measure { usato: other, ..Measure::asked(Quantity::Giorno(counts)) });
    Ok(evaluation.finish()?)
}
