//! The registers beside the views: employments, external pay and delegations from memory, looks from the file; and the
//! seal on the file.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use libretto_core::compensi_esterni::EsterniNoti;
use libretto_core::delega::DelegaNota;
use libretto_core::ids::{DelegaId, EnteId, PersonaId, PrestatoreId, UtilizzatoreId};
use libretto_core::ports::queries::{Differenza, Page, Position};
use libretto_core::ports::{
    Accesso, DelegaCompleta, FiltroDeleghe, RegistroAccessi, RegistroCompensi, RegistroDeleghe, RegistroRapporti,
    Sigillo, StoreError,
};
use libretto_core::rapporto::Rapporto;

use crate::chain::{self, Broken};
use crate::looks;
use crate::store::EmbeddedStore;

#[async_trait]
impl RegistroRapporti for EmbeddedStore {
    async fn rapporti(&self, utilizzatore: UtilizzatoreId) -> Result<Vec<Rapporto>, StoreError> {
        self.view(|state| state.world.rapporti_di(utilizzatore))
    }
}

#[async_trait]
impl RegistroCompensi for EmbeddedStore {
    async fn compensi_esterni(&self, id: PrestatoreId, anno: i32) -> Result<Option<EsterniNoti>, StoreError> {
        self.view(|state| state.world.esterni_noti((id, anno)))
    }
}

#[async_trait]
impl RegistroDeleghe for EmbeddedStore {
    async fn delega(&self, id: DelegaId) -> Result<Option<DelegaCompleta>, StoreError> {
        self.view(|state| state.world.delega(id))
    }

    async fn deleghe(
        &self,
        filtro: FiltroDeleghe,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<DelegaCompleta>, StoreError> {
        self.view(|state| state.world.elenco_deleghe(filtro, after, limit))
    }

    async fn deleghe_tra(&self, delegante: PersonaId, ente: EnteId) -> Result<Vec<DelegaNota>, StoreError> {
        self.view(|state| state.world.deleghe_tra(delegante, ente))
    }
}

#[async_trait]
impl RegistroAccessi for EmbeddedStore {
    async fn record_accessi(&self, accessi: &[Accesso]) -> Result<(), StoreError> {
        if accessi.is_empty() {
            return Ok(());
        }
        let rows = looks::encode(accessi).map_err(|error| StoreError::Corrupt(error.into()))?;
        self.record_looks(rows).await
    }

    async fn accessi(
        &self,
        persona: PersonaId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Accesso>, StoreError> {
        self.with_journal(move |journal| journal.looks(persona, after, limit)).await
    }
}

#[async_trait]
impl Sigillo for EmbeddedStore {
    /// Every event is chained as it is committed.
    async fn seal(&self, _: DateTime<Utc>, _: Duration, _: u32) -> Result<u32, StoreError> {
        Ok(0)
    }

    /// Follows the file once more: it was followed when it was opened, and may have been altered since.
    async fn verify_chain(&self, _: DateTime<Utc>) -> Result<Vec<Differenza>, StoreError> {
        let broken = self.with_journal(|journal| chain::broken(&journal.connection)).await?;
        let told = |Broken(seq)| Differenza {
            invariante: "I12",
            descrizione: format!("the chain of the journal is broken at event number {seq}"),
        };
        Ok(broken.map(told).into_iter().collect())
    }
}
