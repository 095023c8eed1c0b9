//! An operator asks for more documents (HER-22).

use super::stato::{self, AttoDichiarazione};
use super::{DichiarazioneErede, TipoDocumento};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides whether documents are asked for: at least one kind.
///
/// # Errors
/// [`Rejected`] when the declaration is not being examined, or no kind is named.
pub fn decide(
    dichiarazione: &DichiarazioneErede,
    richiesti: &[TipoDocumento],
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, dichiarazione.stato, AttoDichiarazione::RichiestaDocumenti);
    evaluation.require(Codice::DocumentoMancante, !richiesti.is_empty(), Measure::of_counts(1, richiesti.len()));
    Ok(evaluation.finish()?)
}
