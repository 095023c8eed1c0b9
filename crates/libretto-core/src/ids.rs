//! Identifiers. Every one is a `UUIDv7` made outside the core (port [`crate::ports::Ids`]); none says anything about a person.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

identifiers! {
    /// A person: one codice fiscale, whatever the profiles they hold.
    PersonaId;
    /// The profile of an *utilizzatore* (the household).
    UtilizzatoreId;
    /// The profile of a *prestatore* (the worker).
    PrestatoreId;
    /// One communicated piece of work.
    PrestazioneId;
    /// One top-up of a wallet.
    VersamentoId;
    /// One bonus granted to a household.
    BonusId;
    /// One receipt of the payment system, derived from the receipt's own code.
    RicevutaId;
    /// One payment to one worker.
    PagamentoId;
    /// One run of payments of a month.
    CorsaId;
    /// An IBAN kept among the personal data, apart from the events.
    CoordinateId;
    /// An employment relationship of a pair, declared or communicated by the registry.
    RapportoId;
    /// One request of a refund.
    RimborsoId;
    /// One run of refunds.
    CorsaRimborsiId;
    /// One employment in the registry of *comunicazioni obbligatorie*, derived from its protocol.
    ComunicazioneObbligatoriaId;
    /// The profile of an heir.
    EredeId;
    /// One declaration of being heir.
    DichiarazioneId;
    /// One uploaded document.
    DocumentoId;
    /// A patronato or an intermediary, as the interoperability platform names it.
    EnteId;
    /// One delegation.
    DelegaId;
    /// One look at somebody's data.
    AccessoId;
    /// One event of the register.
    EventId;
}

/// Namespace of the identifiers that are derived from a name instead of drawn: the same name gives the same identifier,
/// so that a repeated receipt or a resumed run meets its own trace.
const DERIVED: Uuid = Uuid::from_u128(0x6c69_6272_6574_746f_8000_6661_6d69_676c);

impl RicevutaId {
    /// The identifier of the receipt with this code, as the payment system writes it.
    pub fn of(code: &str) -> Self {
        Self(Uuid::new_v5(&DERIVED, format!("ricevuta/{code}").as_bytes()))
    }
}

impl UtilizzatoreId {
    /// The stream, under the household, of the case of its heirs: one for each deceased (HER-15).
    pub fn pratica_eredi(self) -> Uuid {
        Uuid::new_v5(&DERIVED, format!("pratica-eredi/{}", self.0).as_bytes())
    }
}

impl CorsaRimborsiId {
    /// The identifier of the `number`-th run of refunds, from 1.
    pub fn of(number: u32) -> Self {
        Self(Uuid::new_v5(&DERIVED, format!("corsa-rimborsi/{number}").as_bytes()))
    }
}

impl ComunicazioneObbligatoriaId {
    /// The identifier of the employment with this protocol of the registry.
    pub fn of(protocol: &str) -> Self {
        Self(Uuid::new_v5(&DERIVED, format!("comunicazione-obbligatoria/{protocol}").as_bytes()))
    }
}

/// The stream of what a worker earned in a year outside the Libretto Famiglia.
pub fn anno_di(worker: PrestatoreId, year: i32) -> Uuid {
    Uuid::new_v5(&DERIVED, format!("compensi-esterni/{worker}/{year}").as_bytes())
}

impl CorsaId {
    /// The identifier of the `number`-th run (from 1) of the month written `YYYY-MM`.
    pub fn of(month: &str, number: u32) -> Self {
        Self(Uuid::new_v5(&DERIVED, format!("corsa/{month}/{number}").as_bytes()))
    }
}
