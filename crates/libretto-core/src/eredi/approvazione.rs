//! The branch approves a refund of an heir. Who is paid the whole is so on the consents of the others (HER-16), which are
//! looked at once more: one may have been taken back, and another heir may have appeared.

use super::fase::{self, AttoPratica};
use super::{Posizione, rimborso as quote};
use crate::civil_time::rome_date;
use crate::explanation::Evaluation;
use crate::persona::Persona;
use crate::rimborso::Rimborso;
use crate::rimborso::approvazione::{Approvata, Correzione, correct};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides the approval of a refund of an heir, `erede`. What an heir is paid does not ask that the deceased be alive.
///
/// # Errors
/// [`Rejected`] when the refund does not wait for a decision; otherwise when a consent is missing, and with everything that
/// is wrong with the correction.
pub fn decide(
    posizione: &Posizione<'_>,
    (rimborso, erede): (&Rimborso, &Persona),
    correzione: &Correzione,
    now: DateTime<Utc>,
) -> Result<Approvata, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    if fase::check(&mut evaluation, posizione.of_refund(rimborso), AttoPratica::Approvazione) {
        quote::check_consents(&mut evaluation, posizione, rimborso.id);
    }
    correct(evaluation, rimborso, erede, correzione)
}
