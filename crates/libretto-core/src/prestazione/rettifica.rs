//! The correction of a record (COM-08): an atomic cancellation and a new evaluation in which the old record does not count.
//! The parties stay; everything else may change, within the earlier of the two deadlines.

use super::comunicazione::{Accettata, closing};
use super::{Prestazione, Richiesta, Situazione, valuta};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Measure, Quantity};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a correction. `situazione` already excludes the record that is corrected.
///
/// # Errors
/// [`Rejected`] when the record is irrevocable, or with every violation of the new content.
pub fn decide(
    prestazione: &Prestazione,
    richiesta: &Richiesta,
    situazione: &Situazione<'_>,
    now: DateTime<Utc>,
) -> Result<Accettata, Rejected> {
    check_revocable(prestazione, now)?;
    let pesata = Some((prestazione.dati.giorno, prestazione.dati.peso_ridotto()));
    let valutata = valuta(richiesta, &Situazione { pesata, ..*situazione }, now)?;
    let revocabile_fino = closing(&valutata.dati, now).min(prestazione.revocabile_fino);
    let prima = prestazione.dati.clone();
    let fatto =
        Fatto::PrestazioneRettificata { prestazione: prestazione.id, prima, dopo: valutata.dati, revocabile_fino };
    Ok(Accettata { fatto, spiegazione: valutata.spiegazione })
}

/// COM-08: a record can be changed until it becomes irrevocable.
pub(super) fn check_revocable(prestazione: &Prestazione, now: DateTime<Utc>) -> Result<(), Rejected> {
    if prestazione.is_revocable(now) {
        return Ok(());
    }
    let measure = Measure::against(Quantity::Istante(prestazione.revocabile_fino), Quantity::Istante(now));
    Err(Rejected::because(Codice::Irrevocabile, rome_date(now), measure))
}
