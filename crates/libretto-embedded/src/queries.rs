//! The views: served from memory, but for explanations and events, which are read from the file.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use libretto_core::bonus::Bonus;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::eredi::Erede;
use libretto_core::event::Event;
use libretto_core::explanation::Explanation;
use libretto_core::iban::Iban;
use libretto_core::ids::{
    CorsaId, CorsaRimborsiId, EredeId, EventId, PagamentoId, PersonaId, PrestatoreId, PrestazioneId, RimborsoId,
    UtilizzatoreId, VersamentoId,
};
use libretto_core::limits::{AnnoPrestatore, AnnoUtilizzatore};
use libretto_core::memory::World;
use libretto_core::month::Month;
use libretto_core::pagamento::Corsa;
use libretto_core::persona::PersonalRecord;
use libretto_core::portafoglio::{StatoVersamento, Versamento};
use libretto_core::ports::queries::{
    DaPagare, Differenza, FiltroPratiche, FiltroPrestazioni, FiltroRimborsi, InvioCompleto, LavoratoreInAnno,
    MovimentoPortafoglio, PagamentoCompleto, Page, Position, PraticaCompleta, PrestazioneCompleta, Profili,
    RimborsoCompleto, Saldo, SaldoPortafoglio, Scrivania,
};
use libretto_core::ports::{Queries, StoreError};
use libretto_core::prestatore::Prestatore;
use libretto_core::prestazione::Prestazione;
use libretto_core::rimborso::CorsaRimborsi;
use libretto_core::utilizzatore::Utilizzatore;

use crate::error::JournalError;
use crate::store::EmbeddedStore;

#[async_trait]
impl Queries for EmbeddedStore {
    async fn profili(&self, codice_fiscale: &CodiceFiscale) -> Result<Option<Profili>, StoreError> {
        self.view(|state| state.world.profili(codice_fiscale))
    }

    async fn utilizzatore(&self, id: UtilizzatoreId) -> Result<Option<Utilizzatore>, StoreError> {
        self.view(|state| state.world.utilizzatore(id))
    }

    async fn prestatore(&self, id: PrestatoreId) -> Result<Option<Prestatore>, StoreError> {
        self.view(|state| state.world.prestatore(id))
    }

    async fn iban(&self, id: PrestatoreId) -> Result<Option<Iban>, StoreError> {
        self.view(|state| state.world.iban(id))
    }

    async fn prestazione(&self, id: PrestazioneId) -> Result<Option<PrestazioneCompleta>, StoreError> {
        let Some(mut found) = self.view(|state| state.world.prestazione(id))? else {
            return Ok(None);
        };
        found.spiegazione = self.with_journal(move |journal| journal.explanation(id)).await?;
        Ok(Some(found))
    }

    async fn prestazioni(
        &self,
        filtro: &FiltroPrestazioni,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Prestazione>, StoreError> {
        self.view(|state| state.world.prestazioni(filtro, after, limit))
    }

    async fn versamento(&self, id: VersamentoId) -> Result<Option<Versamento>, StoreError> {
        self.view(|state| state.world.versamento(id))
    }

    async fn versamenti(
        &self,
        utilizzatore: UtilizzatoreId,
        stato: Option<StatoVersamento>,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Versamento>, StoreError> {
        self.view(|state| state.world.versamenti(utilizzatore, stato, after, limit))
    }

    async fn bonus(&self, utilizzatore: UtilizzatoreId) -> Result<Vec<Bonus>, StoreError> {
        self.view(|state| state.world.bonus_di(utilizzatore))
    }

    async fn portafoglio(&self, utilizzatore: UtilizzatoreId) -> Result<SaldoPortafoglio, StoreError> {
        self.view(|state| state.world.portafoglio(utilizzatore))
    }

    async fn movimenti(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<MovimentoPortafoglio>, StoreError> {
        self.view(|state| state.world.movimenti(utilizzatore, after, limit))
    }

    async fn anno_utilizzatore(&self, id: UtilizzatoreId, anno: i32) -> Result<AnnoUtilizzatore, StoreError> {
        self.view(|state| state.world.anno_utilizzatore(id, anno))
    }

    async fn anno_prestatore(&self, id: PrestatoreId, anno: i32) -> Result<AnnoPrestatore, StoreError> {
        self.view(|state| state.world.anno_prestatore(id, anno))
    }

    async fn lavoratori(&self, id: UtilizzatoreId, anno: i32) -> Result<Vec<LavoratoreInAnno>, StoreError> {
        self.view(|state| state.world.lavoratori(id, anno))
    }

    async fn scrivania(&self, id: UtilizzatoreId, anno: i32) -> Result<Option<Scrivania>, StoreError> {
        self.view(|state| state.world.scrivania(id, anno))
    }

    async fn corse(&self, mese: Option<Month>) -> Result<Vec<Corsa>, StoreError> {
        self.view(|state| state.world.corse(mese))
    }

    async fn corsa(&self, id: CorsaId) -> Result<Option<Corsa>, StoreError> {
        self.view(|state| state.world.corsa(id))
    }

    async fn da_pagare(
        &self,
        mese: Month,
        after: Option<PrestatoreId>,
        limit: u32,
    ) -> Result<Vec<DaPagare>, StoreError> {
        self.view(|state| state.world.da_pagare(mese, after, limit))
    }

    async fn conta_da_pagare(&self, mese: Month) -> Result<u64, StoreError> {
        self.view(|state| state.world.conta_da_pagare(mese))
    }

    async fn pagamenti(
        &self,
        corsa: CorsaId,
        after: Option<PagamentoId>,
        limit: u32,
    ) -> Result<Vec<PagamentoCompleto>, StoreError> {
        self.view(|state| state.world.pagamenti(corsa, after, limit))
    }

    async fn rimborso(&self, id: RimborsoId) -> Result<Option<RimborsoCompleto>, StoreError> {
        self.view(|state| state.world.rimborso(id))
    }

    async fn rimborsi(
        &self,
        filtro: FiltroRimborsi,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<RimborsoCompleto>, StoreError> {
        self.view(|state| state.world.rimborsi(filtro, after, limit))
    }

    async fn rimborsi_da_inviare(&self, limit: u32) -> Result<Vec<RimborsoId>, StoreError> {
        self.view(|state| state.world.rimborsi_da_inviare(limit))
    }

    async fn corse_rimborsi(&self, below: Option<u32>, limit: u32) -> Result<Vec<CorsaRimborsi>, StoreError> {
        self.view(|state| state.world.corse_rimborsi(below, limit))
    }

    async fn invii_rimborsi(&self, corsa: CorsaRimborsiId) -> Result<Vec<InvioCompleto>, StoreError> {
        self.view(|state| state.world.invii_rimborsi(corsa))
    }

    async fn erede(&self, id: EredeId) -> Result<Option<Erede>, StoreError> {
        self.view(|state| state.world.erede(id))
    }

    async fn pratica(&self, utilizzatore: UtilizzatoreId) -> Result<Option<PraticaCompleta>, StoreError> {
        self.view(|state| state.world.pratica(utilizzatore))
    }

    async fn pratiche(
        &self,
        filtro: FiltroPratiche,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<PraticaCompleta>, StoreError> {
        self.view(|state| state.world.pratiche(filtro, after, limit))
    }

    async fn atti_pratica(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<EventId>,
    ) -> Result<Vec<Event>, StoreError> {
        self.view(|state| state.world.atti_pratica(utilizzatore, after))
    }

    async fn saldi(&self) -> Result<Vec<Saldo>, StoreError> {
        self.view(|state| state.world.saldi())
    }

    async fn eventi(&self, after: Option<EventId>, limit: u32) -> Result<Vec<Event>, StoreError> {
        let rows = self.with_journal(move |journal| journal.events(after, limit)).await?;
        let parse = |(seq, text): &(i64, String)| {
            serde_json::from_str(text).map_err(|error| JournalError::unreadable("eventi", *seq, &error).into())
        };
        rows.iter().map(parse).collect()
    }

    async fn decisioni(&self, id: PrestazioneId) -> Result<Vec<Event>, StoreError> {
        self.with_journal(move |journal| journal.decisions(id)).await
    }

    async fn spiegazioni(&self, ids: &[EventId]) -> Result<Vec<(EventId, Option<Explanation>)>, StoreError> {
        let ids = ids.to_vec();
        self.with_journal(move |journal| journal.explanations(&ids)).await
    }

    async fn ultimo_istante(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.view(|state| state.world.last_instant())
    }

    async fn persone(&self, ids: &[PersonaId]) -> Result<Vec<PersonalRecord>, StoreError> {
        self.view(|state| state.world.persone(ids))
    }

    /// Compares the state that is served with a replay, and every explanation with its hash (I12). Looks at everything:
    /// meant for `verifica-registro`, not for a request.
    async fn confronta(&self, replayed: &World) -> Result<Vec<Differenza>, StoreError> {
        let mut found = self.view(|state| replayed.differences(&state.world))?;
        let altered = self.with_journal(|journal| journal.altered_explanations()).await?;
        found.extend(altered.into_iter().map(|seq| Differenza {
            invariante: "I12",
            descrizione: format!("the explanation of event number {seq} is not what was written"),
        }));
        Ok(found)
    }
}
