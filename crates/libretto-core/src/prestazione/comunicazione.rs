//! The communication of work (comma 12; COM-01…COM-14): at the end of the work and by the 3rd of the next month.

use super::{Presupposti, Richiesta, Situazione, valuta};
use crate::deadlines::month_closes;
use crate::event::Fatto;
use crate::explanation::Explanation;
use crate::ids::PrestazioneId;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// A communication that was accepted.
#[derive(Clone, Debug)]
pub struct Accettata {
    /// What happened.
    pub fatto: Fatto,
    /// Why.
    pub spiegazione: Explanation,
}

/// Decides a communication.
///
/// # Errors
/// [`Rejected`] with every violation, in legal precedence.
pub fn decide(
    id: PrestazioneId,
    richiesta: &Richiesta,
    situazione: &Situazione<'_>,
    now: DateTime<Utc>,
) -> Result<Accettata, Rejected> {
    let valutata = valuta(richiesta, situazione, now)?;
    let revocabile_fino = closing(&valutata.dati, now);
    let fatto = Fatto::PrestazioneComunicata { prestazione: id, dati: valutata.dati, revocabile_fino };
    let presupposti = Presupposti::Comunicazione {
        istante: now,
        richiesta: richiesta.clone(),
        situazione: situazione.clone().into_owned(),
    };
    Ok(Accettata { fatto, spiegazione: valutata.spiegazione.resting_on(presupposti) })
}

/// The first instant at which an accepted record can no longer be changed (COM-09): the cut-off of the run that pays it.
pub(super) fn closing(dati: &super::Dati, now: DateTime<Utc>) -> DateTime<Utc> {
    // An accepted record has a day within the law; were it not so, it would be irrevocable at once.
    month_closes(dati.mese_pagamento()).unwrap_or(now)
}
