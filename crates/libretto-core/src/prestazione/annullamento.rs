//! The cancellation of a record (COM-08): until it is irrevocable; money and limits are free again, exactly once.

use super::Prestazione;
use super::rettifica::check_revocable;
use crate::event::Fatto;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a cancellation.
///
/// # Errors
/// [`Rejected`] when the record is irrevocable or cancelled already.
pub fn decide(prestazione: &Prestazione, now: DateTime<Utc>) -> Result<Fatto, Rejected> {
    check_revocable(prestazione, now)?;
    Ok(Fatto::PrestazioneAnnullata { prestazione: prestazione.id, dati: prestazione.dati.clone() })
}
