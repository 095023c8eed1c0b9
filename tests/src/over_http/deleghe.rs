//! Delegations, as requests.

use super::answer::outcome;
use super::{OverHttp, body};
use crate::scenario::{Breakdown, ConferisceDelega, Ente, Parte, PlayDeleghe, Risposta};

impl PlayDeleghe for OverHttp {
    fn conferisce_delega(&mut self, chi: &Parte, ente: &Ente, cosa: &ConferisceDelega) -> Result<Risposta, Breakdown> {
        outcome(&self.citizen(chi)?.post("/deleghe", &body::delegation(chi, ente, cosa)))
    }

    fn revoca_delega(&mut self, chi: &Parte, delega: &str) -> Result<Risposta, Breakdown> {
        // It needs no version: whoever revokes does so whatever has changed.
        outcome(&self.citizen(chi)?.act("POST", &format!("/deleghe/{delega}/revoca"), None, "*"))
    }
}
