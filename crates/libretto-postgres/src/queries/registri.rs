//! The ports of the registers beside the views.

use super::{accessi, anni, deleghe, rapporti};
use crate::connection::PostgresStore;
use async_trait::async_trait;
use libretto_core::compensi_esterni::EsterniNoti;
use libretto_core::delega::DelegaNota;
use libretto_core::ids::{DelegaId, EnteId, PersonaId, PrestatoreId, UtilizzatoreId};
use libretto_core::ports::queries::{Page, Position};
use libretto_core::ports::{
    Accesso, DelegaCompleta, FiltroDeleghe, RegistroAccessi, RegistroCompensi, RegistroDeleghe, RegistroRapporti,
    StoreError,
};
use libretto_core::rapporto::Rapporto;

#[async_trait]
impl RegistroRapporti for PostgresStore {
    async fn rapporti(&self, utilizzatore: UtilizzatoreId) -> Result<Vec<Rapporto>, StoreError> {
        rapporti::rapporti(self, utilizzatore).await
    }
}

#[async_trait]
impl RegistroCompensi for PostgresStore {
    async fn compensi_esterni(&self, id: PrestatoreId, anno: i32) -> Result<Option<EsterniNoti>, StoreError> {
        anni::compensi_esterni(self, id, anno).await
    }
}

#[async_trait]
impl RegistroDeleghe for PostgresStore {
    async fn delega(&self, id: DelegaId) -> Result<Option<DelegaCompleta>, StoreError> {
        deleghe::delega(self, id).await
    }

    async fn deleghe(
        &self,
        filtro: FiltroDeleghe,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<DelegaCompleta>, StoreError> {
        deleghe::deleghe(self, filtro, after, limit).await
    }

    async fn deleghe_tra(&self, delegante: PersonaId, ente: EnteId) -> Result<Vec<DelegaNota>, StoreError> {
        deleghe::tra(self, delegante, ente).await
    }
}

#[async_trait]
impl RegistroAccessi for PostgresStore {
    async fn record_accessi(&self, accessi: &[Accesso]) -> Result<(), StoreError> {
        self.record_looks(accessi).await
    }

    async fn accessi(
        &self,
        persona: PersonaId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Accesso>, StoreError> {
        accessi::accessi(self, persona, after, limit).await
    }
}
