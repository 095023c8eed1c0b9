//! The port of the register of delegations. Whoever decides reads them in the one load of their state
//! ([`Scope::ente`](super::Scope)); this trait is for looking at them, and for the gates of views.

use super::StoreError;
use super::queries::{Page, Position};
use crate::delega::DelegaNota;
use crate::ids::{DelegaId, EnteId, PersonaId, PrestatoreId, UtilizzatoreId};
use crate::persona::Persona;
use async_trait::async_trait;

/// A delegation with everything that is shown of it.
#[derive(Clone, Debug)]
pub struct DelegaCompleta {
    /// The delegation, and the recorded death of who gave it.
    pub nota: DelegaNota,
    /// Who gave it.
    pub delegante: Persona,
    /// Their profile as utilizzatore.
    pub utilizzatore: Option<UtilizzatoreId>,
    /// Their profile as prestatore.
    pub prestatore: Option<PrestatoreId>,
}

/// Whose delegations to list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FiltroDeleghe {
    /// Those that this person gave.
    Delegante(PersonaId),
    /// Those that this body was given.
    Ente(EnteId),
}

/// The register of delegations.
#[async_trait]
pub trait RegistroDeleghe: Send + Sync {
    /// A delegation.
    async fn delega(&self, id: DelegaId) -> Result<Option<DelegaCompleta>, StoreError>;

    /// Delegations by instant of their beginning, latest first, whatever their state.
    async fn deleghe(
        &self,
        filtro: FiltroDeleghe,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<DelegaCompleta>, StoreError>;

    /// The delegations that a person ever gave to a body, in order of identifier.
    async fn deleghe_tra(&self, delegante: PersonaId, ente: EnteId) -> Result<Vec<DelegaNota>, StoreError>;
}
