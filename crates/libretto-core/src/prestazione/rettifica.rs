//! The correction of a record (COM-08): an atomic cancellation and a new evaluation in which the old record does not count.
//! The parties stay; everything else may change, within the earlier of the two deadlines.

use super::comunicazione::{Accettata, closing};
use super::{Prestazione, Presupposti, Richiesta, Situazione, StatoPrestazione, valuta};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Measure, Quantity};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
    let prima_era = Revocabilita::from(prestazione);
    prima_era.check(now)?;
    let pesata = Some((prestazione.dati.giorno, prestazione.dati.peso_ridotto()));
    let situazione = Situazione { pesata, ..situazione.clone() };
    let valutata = valuta(richiesta, &situazione, now)?;
    let revocabile_fino = closing(&valutata.dati, now).min(prestazione.revocabile_fino);
    let prima = prestazione.dati.clone();
    let fatto =
        Fatto::PrestazioneRettificata { prestazione: prestazione.id, prima, dopo: valutata.dati, revocabile_fino };
    let presupposti = Presupposti::Rettifica {
        istante: now,
        prestazione: prima_era,
        richiesta: richiesta.clone(),
        situazione: situazione.into_owned(),
    };
    Ok(Accettata { fatto, spiegazione: valutata.spiegazione.resting_on(presupposti) })
}

/// What decides whether a record can still be changed (COM-08, COM-09).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Revocabilita {
    /// State of the record.
    pub stato: StatoPrestazione,
    /// First instant at which it is irrevocable.
    pub revocabile_fino: DateTime<Utc>,
}

impl From<&Prestazione> for Revocabilita {
    fn from(record: &Prestazione) -> Self {
        Self { stato: record.stato, revocabile_fino: record.revocabile_fino }
    }
}

impl Revocabilita {
    /// Whether the record can still be corrected or cancelled at an instant.
    pub fn holds(self, now: DateTime<Utc>) -> bool {
        self.stato == StatoPrestazione::Accettata && now < self.revocabile_fino
    }

    /// What is compared.
    pub(super) const fn measure(self, now: DateTime<Utc>) -> Measure {
        Measure::against(Quantity::Istante(self.revocabile_fino), Quantity::Istante(now))
    }

    /// COM-08: a record can be changed until it becomes irrevocable.
    pub(super) fn check(self, now: DateTime<Utc>) -> Result<(), Rejected> {
        if self.holds(now) {
            return Ok(());
        }
        Err(Rejected::because(Codice::Irrevocabile, rome_date(now), self.measure(now)))
    }
}
