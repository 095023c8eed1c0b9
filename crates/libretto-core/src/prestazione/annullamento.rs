//! The cancellation of a record (COM-08): until it is irrevocable; money and limits are free again, exactly once.

use super::rettifica::Revocabilita;
use super::{MotivoAnnullamento, Prestazione, Presupposti};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a cancellation.
///
/// # Errors
/// [`Rejected`] when the record is irrevocable or cancelled already.
pub fn decide(prestazione: &Prestazione, now: DateTime<Utc>) -> Result<(Fatto, Explanation), Rejected> {
    let record = Revocabilita::from(prestazione);
    let spiegazione = check(record, now)?.resting_on(Presupposti::Annullamento { istante: now, prestazione: record });
    let (prestazione, dati, motivo) = (prestazione.id, prestazione.dati.clone(), MotivoAnnullamento::Richiesta);
    let fatto = Fatto::PrestazioneAnnullata { prestazione, dati, motivo };
    Ok((fatto, spiegazione))
}

/// The checks of a cancellation.
pub(super) fn check(record: Revocabilita, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    evaluation.require(Codice::Irrevocabile, record.holds(now), record.measure(now));
    Ok(evaluation.finish()?)
}
