//! The wallet (*portafoglio elettronico*) of a household: filled first, spent later, never below zero (comma 10; WAL-01, WAL-08). It
//! has a purse for own money and one for bonus money, each with its own bound (WAL-09).

mod borsa;
pub mod versamento;

pub use borsa::Borsa;
pub use versamento::{Avviso, StatoVersamento, Versamento};

use crate::compact::is_default;
use crate::money::Euro;
use serde::{Deserialize, Serialize};

/// State of one purse of a wallet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Portafoglio {
    /// Credited by top-ups, or by claimed bonuses, so far.
    #[serde(skip_serializing_if = "is_default")]
    pub versato: Euro,
    /// Reserved now by records that are not paid yet.
    #[serde(skip_serializing_if = "is_default")]
    pub impegnato: Euro,
    /// Spent on records that were paid.
    #[serde(skip_serializing_if = "is_default")]
    pub speso: Euro,
    /// Asked back by the utilizzatore and not refused: reserved for a refund, or sent.
    #[serde(skip_serializing_if = "is_default")]
    pub rimborsato: Euro,
}

impl Portafoglio {
    /// What can be used now: credited − reserved − spent − refunded (WAL-08).
    pub fn disponibile(&self) -> Euro {
        self.versato - self.impegnato - self.speso - self.rimborsato
    }

    /// The wallet after a movement.
    #[must_use]
    pub fn plus(mut self, movement: &Movimento) -> Self {
        self.versato += movement.versato;
        self.impegnato += movement.impegnato;
        self.speso += movement.speso;
        self.rimborsato += movement.rimborsato;
        self
    }
}

/// What an event does to a wallet; each part may be negative.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Movimento {
    /// Change of what was credited.
    pub versato: Euro,
    /// Change of what is reserved.
    pub impegnato: Euro,
    /// Change of what was spent.
    pub speso: Euro,
    /// Change of what was asked back.
    pub rimborsato: Euro,
}
