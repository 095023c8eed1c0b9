//! Bodies that act for others, and what people give them.

use super::people::Person;
use super::stage::{Stage, by, silent};
use crate::change::Reply;
use crate::context::Caller;
use crate::delega::conferimento::Conferimento;
use crate::delega::{Ambito, CategoriaEnte, DocumentoDelega, Ente, Ruolo};
use crate::ids::{DelegaId, EnteId};
use crate::use_cases::{ConferisceDelega, EsitoDelega, UseCaseError};
use std::sync::Mutex;
use uuid::Uuid;

/// A patronato by its number.
pub const fn patronato(number: u128) -> Ente {
    Ente { id: EnteId(Uuid::from_u128(0xe000 + number)), categoria: CategoriaEnte::Patronato }
}

/// Somebody of a body, as a caller.
pub fn of(ente: Ente) -> Caller {
    Caller::Intermediario { ente, operatore: "operatore-7".to_owned(), finalita: Some("finalita-1".to_owned()) }
}

/// A delegation to a body, from today on and without end.
pub fn to(ente: Ente, ruolo: Ruolo, ambiti: &[Ambito]) -> Conferimento {
    Conferimento { ente, ruolo, ambiti: ambiti.iter().copied().collect(), dal: None, al: None, documento: None }
}

/// The same, signed on paper.
pub fn on_paper(conferimento: Conferimento) -> Conferimento {
    let documento = DocumentoDelega { riferimento: "faldone 12".to_owned(), sha256: [7; 32] };
    Conferimento { documento: Some(documento), ..conferimento }
}

impl Stage {
    /// Gives a delegation as `caller`.
    pub async fn delegate(
        &self,
        caller: &Caller,
        person: &Person,
        conferimento: Conferimento,
    ) -> Result<EsitoDelega, UseCaseError> {
        let kept = Mutex::new(None);
        let render = |one: &EsitoDelega| -> Reply {
            *kept.lock().unwrap() = Some(one.clone());
            silent(one)
        };
        let command = ConferisceDelega { delegante: person.identita(), conferimento };
        let outcome = self.libretto.conferisce_delega(&by(caller), &command, &render).await;
        outcome.map(|_| kept.into_inner().unwrap().unwrap())
    }

    /// Ends a delegation as `caller`.
    pub async fn revoke(&self, caller: &Caller, id: DelegaId) -> Result<EsitoDelega, UseCaseError> {
        let kept = Mutex::new(None);
        let render = |one: &EsitoDelega| -> Reply {
            *kept.lock().unwrap() = Some(one.clone());
            silent(one)
        };
        let outcome = self.libretto.revoca_delega(&by(caller), id, &render).await;
        outcome.map(|_| kept.into_inner().unwrap().unwrap())
    }
}
