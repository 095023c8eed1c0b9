//! The wallet (*portafoglio elettronico*) of a household: filled first, spent later, never below zero (comma 10; WAL-01, WAL-08).

pub mod versamento;

pub use versamento::{Avviso, StatoVersamento, Versamento};

use crate::money::Euro;
use serde::{Deserialize, Serialize};

/// State of a wallet.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Portafoglio {
    /// Credited by top-ups so far.
    pub versato: Euro,
    /// Reserved now by records that are not paid yet.
    pub impegnato: Euro,
    /// Spent on records that were paid.
    pub speso: Euro,
    /// Given back to the utilizzatore.
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
}
