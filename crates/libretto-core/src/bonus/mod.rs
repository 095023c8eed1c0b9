//! The Covid baby-sitting bonus (BON-01…BON-08): granted by an administration, claimed by the household within its term, then
//! money of a purse of its own.

pub mod appropriazione;
pub mod concessione;

use crate::civil_time::start_of_day;
use crate::event::{Event, Fatto};
use crate::ids::{BonusId, UtilizzatoreId};
use crate::money::Euro;
use crate::parameters::bonus::GIORNI_APPROPRIAZIONE;
use chrono::{DateTime, Days, NaiveDate, Utc};

/// State of a bonus at an instant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StatoBonus {
    /// Granted: it can be claimed.
    Concesso,
    /// Claimed: its money is in the purse.
    Appropriato,
    /// Not claimed in time: tacitly renounced (BON-02).
    Rinunciato,
}

/// A bonus.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bonus {
    /// Identifier.
    pub id: BonusId,
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// Amount, euro.
    pub importo: Euro,
    /// Day of the notice of acceptance, from which the term runs.
    pub accolto_il: NaiveDate,
    /// Instant of the record of the grant.
    pub concesso_il: DateTime<Utc>,
    /// Instant of the claim.
    pub appropriato_il: Option<DateTime<Utc>>,
    /// Number of events so far.
    pub versione: u32,
}

impl Bonus {
    /// The last day on which the bonus can be claimed, inclusive (BON-02).
    pub fn ultimo_giorno(&self) -> NaiveDate {
        // A bonus whose notice is of a day without a term is never granted; were there one, its term would be that day.
        let days = GIORNI_APPROPRIAZIONE.on(self.accolto_il).unwrap_or(0);
        self.accolto_il.checked_add_days(Days::new(u64::from(days))).unwrap_or(self.accolto_il)
    }

    /// The first instant at which the bonus can no longer be claimed.
    pub fn scade_il(&self) -> DateTime<Utc> {
        start_of_day(self.ultimo_giorno().succ_opt().unwrap_or(NaiveDate::MAX))
    }

    /// The state at an instant.
    pub fn stato(&self, now: DateTime<Utc>) -> StatoBonus {
        match self.appropriato_il {
            Some(_) => StatoBonus::Appropriato,
            None if now < self.scade_il() => StatoBonus::Concesso,
            None => StatoBonus::Rinunciato,
        }
    }

    /// The state after an event.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event) -> Option<Self> {
        match (&event.fatto, state) {
            (Fatto::BonusConcesso { bonus, utilizzatore, importo, accolto_il }, None) => Some(Self {
                id: *bonus,
                utilizzatore: *utilizzatore,
                importo: *importo,
                accolto_il: *accolto_il,
                concesso_il: event.istante,
                appropriato_il: None,
                versione: event.flusso.numero,
            }),
            (Fatto::BonusAppropriato { .. }, Some(state)) => {
                Some(Self { appropriato_il: Some(event.istante), versione: event.flusso.numero, ..state })
            }
            (_, state) => state,
        }
    }
}
