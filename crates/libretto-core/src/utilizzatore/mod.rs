//! The *utilizzatore*: a natural person who buys vouchers for their household.

pub mod decesso;
pub mod registrazione;

pub use decesso::Decesso;

use crate::event::{Event, Fatto};
use crate::ids::UtilizzatoreId;
use crate::persona::Persona;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a declaration is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TipoDichiarazione {
    /// Responsibility under the rules of occasional work (D.P.R. 445/2000).
    Responsabilita,
    /// The privacy terms were read.
    InformativaPrivacy,
}

/// A declaration given, in a version. Its instant is that of the event that holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Dichiarazione {
    /// What it is about.
    pub tipo: TipoDichiarazione,
    /// Version of the text that was shown.
    pub versione: String,
}

/// The declarations that open a profile, with the version in force.
pub const DICHIARAZIONI_IN_VIGORE: [(TipoDichiarazione, &str); 2] =
    [(TipoDichiarazione::Responsabilita, "2026-11"), (TipoDichiarazione::InformativaPrivacy, "2026-01")];

/// State of the profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Utilizzatore {
    /// Identifier of the profile.
    pub id: UtilizzatoreId,
    /// The person.
    pub persona: Persona,
    /// Instant of the registration.
    pub registrato_il: DateTime<Utc>,
    /// Declarations given at registration.
    pub dichiarazioni: Vec<Dichiarazione>,
    /// The death, once it is recorded.
    pub decesso: Option<Decesso>,
    /// Number of events so far.
    pub versione: u32,
}

impl Utilizzatore {
    /// The state after an event. The person is joined from the personal data, which events do not hold.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event, persona: &Persona) -> Option<Self> {
        match (&event.fatto, state) {
            (Fatto::UtilizzatoreRegistrato { utilizzatore, dichiarazioni, .. }, None) => Some(Self {
                id: *utilizzatore,
                persona: persona.clone(),
                registrato_il: event.istante,
                dichiarazioni: dichiarazioni.clone(),
                decesso: None,
                versione: event.flusso.numero,
            }),
            (Fatto::DecessoRegistrato { giorno, ora, .. }, Some(state)) => {
                let decesso = Some(Decesso { giorno: *giorno, ora: *ora, registrato_il: event.istante });
                Some(Self { decesso, versione: event.flusso.numero, ..state })
            }
            (_, state) => state,
        }
    }
}
