//! The port of views. Each method is one statement, whatever the number of records; lists go by keyset, so that a page
//! costs the same wherever it lies.

mod accessi;
mod anni;
mod confronta;
mod deleghe;
mod eredi;
mod pagamenti;
mod persone;
mod portafoglio;
mod prestazioni;
mod rapporti;
mod registri;
mod registro;
mod rimborsi;
mod scrivania;

use crate::connection::PostgresStore;
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

/// Cuts a page out of items of which one more than `limit` was asked for.
fn page<T>(mut items: Vec<T>, limit: u32, position: impl Fn(&T) -> Position) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(position);
    Page { items, next }
}

/// One more than a page holds: it tells whether there is a next one.
fn one_more(limit: u32) -> i64 {
    i64::from(limit) + 1
}

#[async_trait]
impl Queries for PostgresStore {
    async fn profili(&self, codice_fiscale: &CodiceFiscale) -> Result<Option<Profili>, StoreError> {
        persone::profili(self, codice_fiscale).await
    }

    async fn utilizzatore(&self, id: UtilizzatoreId) -> Result<Option<Utilizzatore>, StoreError> {
        persone::utilizzatore(self, id).await
    }

    async fn prestatore(&self, id: PrestatoreId) -> Result<Option<Prestatore>, StoreError> {
        persone::prestatore(self, id).await
    }

    async fn iban(&self, id: PrestatoreId) -> Result<Option<Iban>, StoreError> {
        persone::iban(self, id).await
    }

    async fn prestazione(&self, id: PrestazioneId) -> Result<Option<PrestazioneCompleta>, StoreError> {
        prestazioni::prestazione(self, id).await
    }

    async fn prestazioni(
        &self,
        filtro: &FiltroPrestazioni,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Prestazione>, StoreError> {
        prestazioni::prestazioni(self, filtro, after, limit).await
    }

    async fn versamento(&self, id: VersamentoId) -> Result<Option<Versamento>, StoreError> {
        portafoglio::versamento(self, id).await
    }

    async fn versamenti(
        &self,
        utilizzatore: UtilizzatoreId,
        stato: Option<StatoVersamento>,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Versamento>, StoreError> {
        portafoglio::versamenti(self, utilizzatore, stato, after, limit).await
    }

    async fn bonus(&self, utilizzatore: UtilizzatoreId) -> Result<Vec<Bonus>, StoreError> {
        portafoglio::bonus(self, utilizzatore).await
    }

    async fn portafoglio(&self, utilizzatore: UtilizzatoreId) -> Result<SaldoPortafoglio, StoreError> {
        portafoglio::portafoglio(self, utilizzatore).await
    }

    async fn movimenti(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<MovimentoPortafoglio>, StoreError> {
        portafoglio::movimenti(self, utilizzatore, after, limit).await
    }

    async fn anno_utilizzatore(&self, id: UtilizzatoreId, anno: i32) -> Result<AnnoUtilizzatore, StoreError> {
        anni::anno_utilizzatore(self, id, anno).await
    }

    async fn anno_prestatore(&self, id: PrestatoreId, anno: i32) -> Result<AnnoPrestatore, StoreError> {
        anni::anno_prestatore(self, id, anno).await
    }

    async fn lavoratori(&self, id: UtilizzatoreId, anno: i32) -> Result<Vec<LavoratoreInAnno>, StoreError> {
        anni::lavoratori(self, id, anno).await
    }

    async fn scrivania(&self, id: UtilizzatoreId, anno: i32) -> Result<Option<Scrivania>, StoreError> {
        scrivania::scrivania(self, id, anno).await
    }

    async fn corse(&self, mese: Option<Month>) -> Result<Vec<Corsa>, StoreError> {
        pagamenti::corse(self, mese).await
    }

    async fn corsa(&self, id: CorsaId) -> Result<Option<Corsa>, StoreError> {
        pagamenti::corsa(self, id).await
    }

    async fn da_pagare(
        &self,
        mese: Month,
        after: Option<PrestatoreId>,
        limit: u32,
    ) -> Result<Vec<DaPagare>, StoreError> {
        pagamenti::da_pagare(self, mese, after, limit).await
    }

    async fn conta_da_pagare(&self, mese: Month) -> Result<u64, StoreError> {
        pagamenti::conta_da_pagare(self, mese).await
    }

    async fn pagamenti(
        &self,
        corsa: CorsaId,
        after: Option<PagamentoId>,
        limit: u32,
    ) -> Result<Vec<PagamentoCompleto>, StoreError> {
        pagamenti::pagamenti(self, corsa, after, limit).await
    }

    async fn rimborso(&self, id: RimborsoId) -> Result<Option<RimborsoCompleto>, StoreError> {
        rimborsi::rimborso(self, id).await
    }

    async fn rimborsi(
        &self,
        filtro: FiltroRimborsi,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<RimborsoCompleto>, StoreError> {
        rimborsi::rimborsi(self, filtro, after, limit).await
    }

    async fn rimborsi_da_inviare(&self, limit: u32) -> Result<Vec<RimborsoId>, StoreError> {
        rimborsi::da_inviare(self, limit).await
    }

    async fn corse_rimborsi(&self, below: Option<u32>, limit: u32) -> Result<Vec<CorsaRimborsi>, StoreError> {
        rimborsi::corse(self, below, limit).await
    }

    async fn invii_rimborsi(&self, corsa: CorsaRimborsiId) -> Result<Vec<InvioCompleto>, StoreError> {
        rimborsi::invii(self, corsa).await
    }

    async fn erede(&self, id: EredeId) -> Result<Option<Erede>, StoreError> {
        eredi::erede(self, id).await
    }

    async fn pratica(&self, utilizzatore: UtilizzatoreId) -> Result<Option<PraticaCompleta>, StoreError> {
        eredi::pratica(self, utilizzatore).await
    }

    async fn pratiche(
        &self,
        filtro: FiltroPratiche,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<PraticaCompleta>, StoreError> {
        eredi::pratiche(self, filtro, after, limit).await
    }

    async fn atti_pratica(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<EventId>,
    ) -> Result<Vec<Event>, StoreError> {
        eredi::atti_pratica(self, utilizzatore, after).await
    }

    async fn saldi(&self) -> Result<Vec<Saldo>, StoreError> {
        registro::saldi(self).await
    }

    async fn eventi(&self, after: Option<EventId>, limit: u32) -> Result<Vec<Event>, StoreError> {
        registro::eventi(self, after, limit).await
    }

    async fn decisioni(&self, id: PrestazioneId) -> Result<Vec<Event>, StoreError> {
        registro::decisioni(self, id).await
    }

    async fn spiegazioni(&self, ids: &[EventId]) -> Result<Vec<(EventId, Option<Explanation>)>, StoreError> {
        registro::spiegazioni(self, ids).await
    }

    async fn ultimo_istante(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        registro::ultimo_istante(self).await
    }

    async fn persone(&self, ids: &[PersonaId]) -> Result<Vec<PersonalRecord>, StoreError> {
        persone::persone(self, ids).await
    }

    async fn confronta(&self, replayed: &World) -> Result<Vec<Differenza>, StoreError> {
        confronta::confronta(self, replayed).await
    }
}
