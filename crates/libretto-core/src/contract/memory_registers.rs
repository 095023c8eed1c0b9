//! The registers of delegations and of looks of the store in memory.

use super::memory_adapter::Memory;
use crate::delega::DelegaNota;
use crate::ids::{DelegaId, EnteId, PersonaId};
use crate::ports::queries::{Differenza, Page, Position};
use crate::ports::{Accesso, DelegaCompleta, FiltroDeleghe, RegistroAccessi, RegistroDeleghe, Sigillo, StoreError};
use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};

#[async_trait]
impl RegistroDeleghe for Memory {
    async fn delega(&self, id: DelegaId) -> Result<Option<DelegaCompleta>, StoreError> {
        Ok(self.state().world.delega(id))
    }

    async fn deleghe(
        &self,
        filtro: FiltroDeleghe,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<DelegaCompleta>, StoreError> {
        Ok(self.state().world.elenco_deleghe(filtro, after, limit))
    }

    async fn deleghe_tra(&self, delegante: PersonaId, ente: EnteId) -> Result<Vec<DelegaNota>, StoreError> {
        Ok(self.state().world.deleghe_tra(delegante, ente))
    }
}

#[async_trait]
impl RegistroAccessi for Memory {
    async fn record_accessi(&self, accessi: &[Accesso]) -> Result<(), StoreError> {
        self.state().accessi.extend_from_slice(accessi);
        Ok(())
    }

    async fn accessi(
        &self,
        persona: PersonaId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Accesso>, StoreError> {
        Ok(crate::memory::looks(&self.state().accessi, persona, after, limit))
    }
}

/// Nobody can reach into this memory, and nothing of it survives to be altered.
#[async_trait]
impl Sigillo for Memory {
    async fn seal(&self, _: DateTime<Utc>, _: Duration, _: u32) -> Result<u32, StoreError> {
        Ok(0)
    }

    async fn verify_chain(&self, _: DateTime<Utc>) -> Result<Vec<Differenza>, StoreError> {
        Ok(Vec::new())
    }
}
