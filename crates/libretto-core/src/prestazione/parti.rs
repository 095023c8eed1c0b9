//! The two parties as the law looks at them: nothing of who they are, so that a decision can be kept for ever with
//! everything that it rested on.

use crate::ids::{PrestatoreId, UtilizzatoreId};
use crate::month::age_on;
use crate::prestatore::Prestatore;
use crate::regime::Regime;
use crate::utilizzatore::Utilizzatore;
use crate::weighting;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The household.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Famiglia {
    /// The profile. Not kept with a decision, whose event names it.
    #[serde(skip, default = "no_household")]
    pub id: UtilizzatoreId,
    /// Whether a death is recorded.
    #[serde(default, skip_serializing_if = "crate::compact::is_default")]
    pub deceduta: bool,
}

/// The worker, on the day of the work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lavoratore {
    /// The profile. Not kept with a decision, whose event names it.
    #[serde(skip, default = "no_worker")]
    pub id: PrestatoreId,
    /// Instant of the registration.
    pub registrato_il: DateTime<Utc>,
    /// Completed years on the day of the work; none for a day before the birth.
    pub eta: u32,
    /// Whether the reduced weight of comma 8 applies on the day of the work.
    #[serde(default, skip_serializing_if = "crate::compact::is_default")]
    pub ridotto: bool,
    /// Whether the worker is the household's own person (ELG-05).
    #[serde(default, skip_serializing_if = "crate::compact::is_default")]
    pub stessa_persona: bool,
}

impl From<&Utilizzatore> for Famiglia {
    fn from(profile: &Utilizzatore) -> Self {
        Self { id: profile.id, deceduta: profile.decesso.is_some() }
    }
}

impl Lavoratore {
    /// A worker on a day of work for a household. On a day without law nothing weighs less.
    pub fn on(day: NaiveDate, profile: &Prestatore, household: Option<&Utilizzatore>) -> Self {
        Self {
            id: profile.id,
            registrato_il: profile.registrato_il,
            eta: u32::try_from(age_on(profile.persona.data_nascita, day)).unwrap_or(0),
            ridotto: Regime::on(day).is_ok_and(|regime| weighting::is_reduced(profile, day, &regime)),
            stessa_persona: household.is_some_and(|one| one.persona.id == profile.persona.id),
        }
    }
}

const fn no_household() -> UtilizzatoreId {
    UtilizzatoreId(Uuid::nil())
}

const fn no_worker() -> PrestatoreId {
    PrestatoreId(Uuid::nil())
}
