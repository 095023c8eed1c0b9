//! What follows from the record of a death (HER-18, HER-19): records that would begin after it are void, their money is free
//! again and the worker is told; the branch gets a list of those that it must look at.

use super::super::comunicazione::notice;
use super::super::{Circumstance, Libretto, UseCaseError, stream};
use crate::civil_time::{CivilTime, start_of_day};
use crate::event::{Event, Fatto};
use crate::explanation::Explanation;
use crate::ports::{Notice, Snapshot};
use crate::prestazione::{self, Effetto};
use crate::utilizzatore::{Decesso, Utilizzatore};
use chrono::{DateTime, NaiveDate, Utc};

/// The events of a death, in order, with what people are told.
#[derive(Debug, Default)]
pub(in super::super) struct Successive {
    /// The death, then the records that it voids.
    pub(crate) events: Vec<Event>,
    /// What the workers are told.
    pub(crate) notices: Vec<Notice>,
}

/// The earliest instant at which a record must end to be touched by a death.
pub(in super::super) fn since(giorno: NaiveDate, ora: Option<CivilTime>) -> DateTime<Utc> {
    let hour = ora.and_then(|time| time.resolve().ok());
    hour.unwrap_or_else(|| giorno.succ_opt().map_or(DateTime::<Utc>::MAX_UTC, start_of_day))
}

impl Libretto {
    /// The events of the record of a death, from the records that were loaded to be touched by it.
    pub(in super::super) fn death_events(
        &self,
        circumstance: &Circumstance<'_>,
        household: &Utilizzatore,
        snapshot: &Snapshot,
        (fatto, why): (Fatto, Explanation),
    ) -> Result<Successive, UseCaseError> {
        let Fatto::DecessoRegistrato { utilizzatore, giorno, ora, .. } = fatto else {
            return Err(UseCaseError::NotFound);
        };
        let now = circumstance.now;
        let decesso = Decesso { giorno, ora, registrato_il: now };
        let of = |wanted| {
            let touched = snapshot.dopo.iter();
            touched.filter(move |(record, _)| prestazione::effetto(record, &decesso) == wanted)
        };
        let da_verificare = of(Effetto::DaVerificare).map(|(record, _)| record.id).collect();
        let fatto = Fatto::DecessoRegistrato { utilizzatore, giorno, ora, da_verificare };
        let own = stream(household.id.0, household.id.0, household.versione + 1);
        let mut successive = Successive::default();
        successive.events.push(self.event(circumstance, own, fatto, Some(why)));
        for (record, worker) in of(Effetto::Annullata) {
            let (fatto, why) = prestazione::annulla_per_decesso(record, &decesso, now)?;
            let flusso = stream(household.id.0, record.id.0, record.versione + 1);
            let event = self.event(circumstance, flusso, fatto, Some(why));
            successive.notices.push(notice(&event, *worker, &record.dati));
            successive.events.push(event);
        }
        Ok(successive)
    }
}
