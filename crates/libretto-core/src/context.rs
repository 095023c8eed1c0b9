//! Who acts, for whom, through which channel and with which credential.

use crate::codice_fiscale::CodiceFiscale;
use crate::delega::{CategoriaEnte, Ente};
use crate::ids::{EnteId, PersonaId};
use crate::prestatore::Prestatore;
use crate::utilizzatore::Utilizzatore;
use serde::{Deserialize, Serialize};

/// The channel an act came through (COM-07).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The web portal.
    Portale,
    /// The INPS Mobile app.
    App,
    /// The multichannel contact centre.
    ContactCenter,
    /// A branch of INPS.
    Sede,
    /// The interoperability platform (PDND): the programs of patronati and intermediaries.
    Interoperabilita,
    /// The payment system, the bank, the scheduler: no person.
    Sistema,
}

/// With what a person showed who they are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credenziale {
    /// SPID, two factors.
    Spid2,
    /// SPID, two factors with a certificate in a device.
    Spid3,
    /// The electronic identity card, two factors.
    Cie2,
    /// The electronic identity card with its chip.
    Cie3,
    /// The national services card.
    Cns,
    /// An identity of another country of the Union.
    Eidas,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 6] =
        [Self::Portale, Self::App, Self::ContactCenter, Self::Sede, Self::Interoperabilita, Self::Sistema];

    /// Whether the channel admits a credential of a person: the portal those of the notice of INPS, with the card at its
    /// highest level; the app neither CNS nor eIDAS. The other channels identify people in a way of their own.
    pub const fn admits(self, credenziale: Credenziale) -> bool {
        match self {
            Self::Portale => !matches!(credenziale, Credenziale::Cie2),
            Self::App => matches!(credenziale, Credenziale::Spid2 | Credenziale::Spid3 | Credenziale::Cie3),
            Self::ContactCenter | Self::Sede | Self::Interoperabilita | Self::Sistema => false,
        }
    }
}

impl Credenziale {
    /// Every credential.
    pub const ALL: [Self; 6] = [Self::Spid2, Self::Spid3, Self::Cie2, Self::Cie3, Self::Cns, Self::Eidas];
}

/// Who performed an act. The person acted for is the event's `soggetto`: actor and subject are two things.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "tipo", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A person with their own digital identity.
    Persona(PersonaId),
    /// A person with the delegation of another's digital identity, by the opaque subject of their token.
    Delegato(String),
    /// A member of the branch or of the contact centre, by the opaque subject of their token.
    Operatore(String),
    /// A patronato or an intermediary, and who operates there.
    Intermediario {
        /// The body.
        ente: EnteId,
        /// Who operates, by the name that the body gives.
        operatore: String,
    },
    /// The payment system (pagoPA).
    SistemaPagamenti,
    /// Libretto itself: the pay run, a job.
    Libretto,
}

/// Who stands between the service and the person a call is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tramite {
    /// The holder of a delegation of the person's digital identity, by the opaque subject of the token.
    Delegato(String),
    /// An operator of the contact centre who has identified the caller, by the opaque subject of the token.
    ContactCenter(String),
}

/// What the authenticated caller may be.
#[derive(Clone, Debug)]
pub enum Caller {
    /// A person, known by the fiscal code of their digital identity, or whoever acts with it.
    Cittadino {
        /// Fiscal code of the person acted for.
        codice_fiscale: CodiceFiscale,
        /// Channel of the call.
        channel: Channel,
        /// What the identity was shown with; none when an operator identified the person.
        credenziale: Option<Credenziale>,
        /// Who acts, when it is not the person.
        tramite: Option<Tramite>,
    },
    /// A patronato or an intermediary of L. 12/1979.
    Intermediario {
        /// The body.
        ente: Ente,
        /// Who operates there.
        operatore: String,
        /// For which purpose, as the platform knows it.
        finalita: Option<String>,
    },
    /// The branch.
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
    /// A person with their own digital identity.
    pub const fn cittadino(codice_fiscale: CodiceFiscale, channel: Channel) -> Self {
        Self::Cittadino { codice_fiscale, channel, credenziale: None, tramite: None }
    }

    /// The channel of the call.
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Cittadino { channel, .. } => *channel,
            Self::Intermediario { .. } => Channel::Interoperabilita,
            Self::BackOffice { .. } => Channel::Sede,
            Self::SistemaPagamenti | Self::Libretto => Channel::Sistema,
        }
    }

    /// What the person's identity was shown with.
    pub const fn credenziale(&self) -> Option<Credenziale> {
        match self {
            Self::Cittadino { credenziale, .. } => *credenziale,
            _ => None,
        }
    }

    /// The body that calls.
    pub const fn ente(&self) -> Option<Ente> {
        match self {
            Self::Intermediario { ente, .. } => Some(*ente),
            _ => None,
        }
    }

    /// Whether the caller is a patronato.
    pub const fn is_patronato(&self) -> bool {
        matches!(self, Self::Intermediario { ente: Ente { categoria: CategoriaEnte::Patronato, .. }, .. })
    }

    /// Whether the caller is this utilizzatore, or acts with their identity.
    pub fn is_utilizzatore(&self, profile: &Utilizzatore) -> bool {
        self.is_person(&profile.persona.codice_fiscale)
    }

    /// Whether the caller is this prestatore, or acts with their identity.
    pub fn is_prestatore(&self, profile: &Prestatore) -> bool {
        self.is_person(&profile.persona.codice_fiscale)
    }

    /// Whether the caller is the person with this fiscal code, or acts with their identity.
    pub fn is_person(&self, code: &CodiceFiscale) -> bool {
        matches!(self, Self::Cittadino { codice_fiscale, .. } if codice_fiscale == code)
    }

    /// Whether the caller belongs to the branch or is a job of it.
    pub const fn is_back_office(&self) -> bool {
        matches!(self, Self::BackOffice { .. } | Self::Libretto)
    }

    /// The actor to be written in an event about `person`.
    pub fn actor(&self, person: PersonaId) -> Actor {
        match self {
            Self::Cittadino { tramite: None, .. } => Actor::Persona(person),
            Self::Cittadino { tramite: Some(Tramite::Delegato(subject)), .. } => Actor::Delegato(subject.clone()),
            Self::Cittadino { tramite: Some(Tramite::ContactCenter(subject)), .. } | Self::BackOffice { subject } => {
                Actor::Operatore(subject.clone())
            }
            Self::Intermediario { ente, operatore, .. } => {
                Actor::Intermediario { ente: ente.id, operatore: operatore.clone() }
            }
            Self::SistemaPagamenti => Actor::SistemaPagamenti,
            Self::Libretto => Actor::Libretto,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Credenziale::{Cie3, Cns, Eidas, Spid2, Spid3};

    #[test]
    fn each_channel_admits_its_credentials() {
        let admitted =
            |channel: Channel| Credenziale::ALL.into_iter().filter(|one| channel.admits(*one)).collect::<Vec<_>>();
        assert_eq!(admitted(Channel::Portale), [Spid2, Spid3, Cie3, Cns, Eidas]);
        assert_eq!(admitted(Channel::App), [Spid2, Spid3, Cie3], "neither CNS nor eIDAS");
        for other in [Channel::ContactCenter, Channel::Sede, Channel::Interoperabilita, Channel::Sistema] {
            assert!(admitted(other).is_empty(), "{other:?} has no credential of a citizen");
        }
    }
}
