//! The cancellation of a record (COM-08): until it is irrevocable; money and limits are free again, exactly once.

use super::Prestazione;
use super::rettifica::check_revocable;
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a cancellation.
///
/// # Errors
/// [`Rejected`] when the record is irrevocable or cancelled already.
pub fn decide(prestazione: &Prestazione, now: DateTime<Utc>) -> Result<(Fatto, Explanation), Rejected> {
    check_revocable(prestazione, now)?;
    let mut evaluation = Evaluation::new(rome_date(now));
    let measure = Measure::against(Quantity::Istante(prestazione.revocabile_fino), Quantity::Istante(now));
    evaluation.require(Codice::Irrevocabile, true, measure);
    let fatto = Fatto::PrestazioneAnnullata { prestazione: prestazione.id, dati: prestazione.dati.clone() };
    Ok((fatto, evaluation.finish()?))
}
