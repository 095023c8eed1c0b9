//! Delegations, in the core alone.

use super::answer::{self, Caught};
use super::read::{body, identity, optional_day, variant};
use super::{InCore, citizen};
use crate::scenario::{Breakdown, ConferisceDelega, Ente, Parte, PlayDeleghe, Risposta, SIGNED_SHA256};
use libretto_core::contract::ready;
use libretto_core::delega::DocumentoDelega;
use libretto_core::delega::conferimento::Conferimento;
use libretto_core::ids::DelegaId;
use libretto_core::use_cases::{ConferisceDelega as Conferisce, EsitoDelega};
use serde_json::json;

/// The document that the body keeps.
fn signed(riferimento: &str) -> Result<DocumentoDelega, Breakdown> {
    Ok(serde_json::from_value(json!({"riferimento": riferimento, "sha256": SIGNED_SHA256}))?)
}

impl PlayDeleghe for InCore {
    fn conferisce_delega(&mut self, chi: &Parte, ente: &Ente, cosa: &ConferisceDelega) -> Result<Risposta, Breakdown> {
        let conferimento = Conferimento {
            ente: body(ente)?,
            ruolo: variant(&cosa.ruolo)?,
            ambiti: cosa.ambiti.iter().map(|name| variant(name)).collect::<Result<_, _>>()?,
            dal: optional_day(cosa.dal.as_ref())?,
            al: optional_day(cosa.al.as_ref())?,
            documento: cosa.documento.as_deref().map(signed).transpose()?,
        };
        let command = Conferisce { delegante: identity(chi)?, conferimento };
        let (caught, now) = (Caught::default(), self.libretto().clock.now());
        let render = |one: &EsitoDelega| caught.keep(answer::delegation(one, now));
        let reply = ready(self.libretto().conferisce_delega(&citizen(chi)?, &command, &render));
        caught.answer(reply)
    }

    fn revoca_delega(&mut self, chi: &Parte, delega: &str) -> Result<Risposta, Breakdown> {
        let id: DelegaId = delega.parse()?;
        let (caught, now) = (Caught::default(), self.libretto().clock.now());
        let render = |one: &EsitoDelega| caught.keep(answer::delegation(one, now));
        let reply = ready(self.libretto().revoca_delega(&citizen(chi)?, id, &render));
        caught.answer(reply)
    }
}
