//! An heir cancels an entry of their own. The record itself says until when: the cut-off of the run that will pay it.

use super::fase::{self, AttoPratica};
use super::{DichiarazioneErede, Posizione};
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation};
use crate::prestazione::{Prestazione, annullamento};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// A cancellation that is admitted.
#[derive(Clone, Debug)]
pub struct Annullata {
    /// What happens to the record.
    pub fatto: Fatto,
    /// Why the record may be cancelled.
    pub spiegazione: Explanation,
    /// Why the heir may do it.
    pub pratica: Explanation,
}

/// Decides the cancellation of an entry of an heir's.
///
/// # Errors
/// [`Rejected`] when the heir is not recognised, nothing is left to cancel, or the record is irrevocable.
pub fn decide(
    posizione: &Posizione<'_>,
    own: &DichiarazioneErede,
    record: &Prestazione,
    now: DateTime<Utc>,
) -> Result<Annullata, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    fase::check(&mut evaluation, posizione.of_person(own.persona), AttoPratica::AnnullamentoInserimento);
    let pratica = evaluation.finish()?;
    let (fatto, spiegazione) = annullamento::decide(record, now)?;
    Ok(Annullata { fatto, spiegazione, pratica })
}
