//! Who acts, for whom, through which channel.

use crate::codice_fiscale::CodiceFiscale;
use crate::ids::PersonaId;
use crate::prestatore::Prestatore;
use crate::utilizzatore::Utilizzatore;
use serde::{Deserialize, Serialize};

/// The channel an act came through (COM-07).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The web portal.
    Portale,
    /// The INPS Mobile app.
    App,
    /// The multichannel contact centre.
    ContactCenter,
    /// The payment system, the bank, the scheduler: no person.
    Sistema,
}

/// Who performed an act. The person acted for is the event's `soggetto`: actor and subject are two things.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "tipo", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A person with their own digital identity.
    Persona(PersonaId),
    /// A member of the back office, by the opaque subject of their token.
    Operatore(String),
    /// The payment system (pagoPA).
    SistemaPagamenti,
    /// Libretto itself: the pay run, a job.
    Libretto,
}

/// What the authenticated caller may be.
#[derive(Clone, Debug)]
pub enum Caller {
    /// A citizen, known by the fiscal code of their digital identity.
    Cittadino {
        /// Fiscal code asserted by the identity.
        codice_fiscale: CodiceFiscale,
        /// Channel of the call.
        channel: Channel,
    },
    /// The back office.
    BackOffice {
        /// Opaque subject of the token.
        subject: String,
    },
    /// The payment system.
    SistemaPagamenti,
    /// A job of Libretto.
    Libretto,
}

impl Caller {
    /// The channel of the call.
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Cittadino { channel, .. } => *channel,
            Self::BackOffice { .. } => Channel::Portale,
            Self::SistemaPagamenti | Self::Libretto => Channel::Sistema,
        }
    }

    /// Whether the caller acts as this utilizzatore.
    pub fn is_utilizzatore(&self, profile: &Utilizzatore) -> bool {
        matches!(self, Self::Cittadino { codice_fiscale, .. } if *codice_fiscale == profile.persona.codice_fiscale)
    }

    /// Whether the caller acts as this prestatore.
    pub fn is_prestatore(&self, profile: &Prestatore) -> bool {
        matches!(self, Self::Cittadino { codice_fiscale, .. } if *codice_fiscale == profile.persona.codice_fiscale)
    }

    /// Whether the caller belongs to the back office or is a job of it.
    pub const fn is_back_office(&self) -> bool {
        matches!(self, Self::BackOffice { .. } | Self::Libretto)
    }

    /// The actor to be written in an event about `person`.
    pub fn actor(&self, person: PersonaId) -> Actor {
        match self {
            Self::Cittadino { .. } => Actor::Persona(person),
            Self::BackOffice { subject } => Actor::Operatore(subject.clone()),
            Self::SistemaPagamenti => Actor::SistemaPagamenti,
            Self::Libretto => Actor::Libretto,
        }
    }
}
