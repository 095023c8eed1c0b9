//! The ports over a state in memory: nothing survives, everything is immediate. It keeps the suite honest, since it is
//! the shortest store that can pass it, and lets scenarios run in the core alone.

use super::Adapter;
use super::fakes::lock;
use crate::bonus::Bonus;
use crate::change::{ChangeSet, CommitError, Recorded};
use crate::codice_fiscale::CodiceFiscale;
use crate::compensi_esterni::EsterniNoti;
use crate::eredi::Erede;
use crate::event::{Event, Fatto};
use crate::explanation::Explanation;
use crate::iban::Iban;
use crate::ids::{
    CorsaId, CorsaRimborsiId, EredeId, EventId, PagamentoId, PersonaId, PrestatoreId, PrestazioneId, RimborsoId,
    UtilizzatoreId, VersamentoId,
};
use crate::limits::{AnnoPrestatore, AnnoUtilizzatore};
use crate::memory::World;
use crate::month::Month;
use crate::pagamento::Corsa;
use crate::persona::PersonalRecord;
use crate::portafoglio::{StatoVersamento, Versamento};
use crate::ports::queries::{
    DaPagare, Differenza, FiltroPratiche, FiltroPrestazioni, FiltroRimborsi, InvioCompleto, LavoratoreInAnno,
    MovimentoPortafoglio, PagamentoCompleto, Page, Position, PraticaCompleta, PrestazioneCompleta, Profili,
    RimborsoCompleto, Saldo, SaldoPortafoglio, Scrivania,
};
use crate::ports::{Accesso, Notice, Queries, RegistroCompensi, RegistroRapporti, Scope, Snapshot, Store, StoreError};
use crate::prestatore::Prestatore;
use crate::prestazione::Prestazione;
use crate::rapporto::Rapporto;
use crate::rimborso::CorsaRimborsi;
use crate::utilizzatore::Utilizzatore;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::ops::Bound;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

/// A notice that waits, and until when someone holds it.
struct Waiting {
    notice: Notice,
    leased_until: Option<DateTime<Utc>>,
}

/// Everything that a store keeps.
#[derive(Default)]
pub(super) struct State {
    pub(super) world: World,
    events: BTreeMap<EventId, Event>,
    explanations: BTreeMap<EventId, Explanation>,
    replies: HashMap<(String, String), Recorded>,
    outbox: BTreeMap<(EventId, PersonaId), Waiting>,
    pub(super) accessi: Vec<Accesso>,
}

impl State {
    fn commit(&mut self, change: &ChangeSet) -> Result<(), CommitError> {
        let key = change.recorded.as_ref().map(|one| (one.idempotency.caller.clone(), one.idempotency.key.clone()));
        if key.as_ref().is_some_and(|key| self.replies.contains_key(key)) {
            return Err(CommitError::Conflict);
        }
        self.world.admits(change)?;
        change.personal.iter().for_each(|record| self.world.learn(record));
        change.events.iter().for_each(|event| self.keep(event));
        self.replies.extend(key.zip(change.recorded.clone()));
        let waiting = change.notices.iter().map(|notice| {
            ((notice.evento, notice.destinatario), Waiting { notice: notice.clone(), leased_until: None })
        });
        self.outbox.extend(waiting);
        Ok(())
    }

    fn keep(&mut self, event: &Event) {
        self.world.apply(event);
        let mut bare = event.clone();
        self.explanations.extend(bare.spiegazione.take().map(|why| (bare.id, why)));
        self.events.insert(bare.id, bare);
    }

    /// The explained events of a record, in order.
    fn decisions(&self, id: PrestazioneId) -> Vec<Event> {
        let of_record = self.events.values().filter(|event| event.flusso.entita == id.0);
        let mut explained: Vec<Event> = of_record
            .filter_map(|event| {
                let spiegazione = Some(self.explanations.get(&event.id)?.clone());
                Some(Event { spiegazione, ..event.clone() })
            })
            .collect();
        explained.sort_unstable_by_key(|event| event.flusso.numero);
        explained
    }
}

#[derive(Default)]
pub(super) struct Memory(Mutex<State>);

impl Memory {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }
}

/// An adapter on a new empty store in memory.
pub fn memory_adapter() -> Adapter {
    let memory = Arc::new(Memory::default());
    Adapter::new(memory.clone(), memory)
}

/// The value of a future that never waits, as those of the adapter in memory never do.
pub fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a future over the memory had to wait"),
    }
}

#[async_trait]
impl Store for Memory {
    async fn load(&self, scope: &Scope) -> Result<Snapshot, StoreError> {
        let state = self.state();
        let recorded = scope.idempotency.as_ref().and_then(|key| state.replies.get(key)).cloned();
        Ok(Snapshot { recorded, ..state.world.snapshot(scope) })
    }

    async fn load_all(&self, scopes: &[Scope]) -> Result<Vec<Snapshot>, StoreError> {
        let state = self.state();
        Ok(scopes.iter().map(|scope| state.world.snapshot(scope)).collect())
    }

    async fn commit(&self, change: ChangeSet) -> Result<(), CommitError> {
        self.state().commit(&change)
    }

    async fn claim_notices(
        &self,
        limit: u32,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
    ) -> Result<Vec<Notice>, StoreError> {
        let mut state = self.state();
        let free = state.outbox.values_mut().filter(|one| one.leased_until.is_none_or(|until| until <= now));
        let leased = free.take(usize::try_from(limit).unwrap_or(usize::MAX)).map(|one| {
            one.leased_until = Some(lease_until);
            one.notice.clone()
        });
        Ok(leased.collect())
    }

    async fn notices_delivered(&self, notices: &[Notice]) -> Result<(), StoreError> {
        let mut state = self.state();
        for notice in notices {
            state.outbox.remove(&(notice.evento, notice.destinatario));
        }
        Ok(())
    }

    async fn health(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl RegistroRapporti for Memory {
    async fn rapporti(&self, utilizzatore: UtilizzatoreId) -> Result<Vec<Rapporto>, StoreError> {
        Ok(self.state().world.rapporti_di(utilizzatore))
    }
}

#[async_trait]
impl RegistroCompensi for Memory {
    async fn compensi_esterni(&self, id: PrestatoreId, anno: i32) -> Result<Option<EsterniNoti>, StoreError> {
        Ok(self.state().world.esterni_noti((id, anno)))
    }
}

#[async_trait]
impl Queries for Memory {
    async fn profili(&self, codice_fiscale: &CodiceFiscale) -> Result<Option<Profili>, StoreError> {
        Ok(self.state().world.profili(codice_fiscale))
    }

    async fn utilizzatore(&self, id: UtilizzatoreId) -> Result<Option<Utilizzatore>, StoreError> {
        Ok(self.state().world.utilizzatore(id))
    }

    async fn prestatore(&self, id: PrestatoreId) -> Result<Option<Prestatore>, StoreError> {
        Ok(self.state().world.prestatore(id))
    }

    async fn iban(&self, id: PrestatoreId) -> Result<Option<Iban>, StoreError> {
        Ok(self.state().world.iban(id))
    }

    async fn prestazione(&self, id: PrestazioneId) -> Result<Option<PrestazioneCompleta>, StoreError> {
        let state = self.state();
        let content = state.decisions(id).into_iter().rev().find(|event| {
            matches!(event.fatto, Fatto::PrestazioneComunicata { .. } | Fatto::PrestazioneRettificata { .. })
        });
        let spiegazione = content.and_then(|event| event.spiegazione);
        Ok(state.world.prestazione(id).map(|found| PrestazioneCompleta { spiegazione, ..found }))
    }

    async fn prestazioni(
        &self,
        filtro: &FiltroPrestazioni,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Prestazione>, StoreError> {
        Ok(self.state().world.prestazioni(filtro, after, limit))
    }

    async fn versamento(&self, id: VersamentoId) -> Result<Option<Versamento>, StoreError> {
        Ok(self.state().world.versamento(id))
    }

    async fn versamenti(
        &self,
        utilizzatore: UtilizzatoreId,
        stato: Option<StatoVersamento>,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Versamento>, StoreError> {
        Ok(self.state().world.versamenti(utilizzatore, stato, after, limit))
    }

    async fn bonus(&self, utilizzatore: UtilizzatoreId) -> Result<Vec<Bonus>, StoreError> {
        Ok(self.state().world.bonus_di(utilizzatore))
    }

    async fn portafoglio(&self, utilizzatore: UtilizzatoreId) -> Result<SaldoPortafoglio, StoreError> {
        Ok(self.state().world.portafoglio(utilizzatore))
    }

    async fn movimenti(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<MovimentoPortafoglio>, StoreError> {
        Ok(self.state().world.movimenti(utilizzatore, after, limit))
    }

    async fn anno_utilizzatore(&self, id: UtilizzatoreId, anno: i32) -> Result<AnnoUtilizzatore, StoreError> {
        Ok(self.state().world.anno_utilizzatore(id, anno))
    }

    async fn anno_prestatore(&self, id: PrestatoreId, anno: i32) -> Result<AnnoPrestatore, StoreError> {
        Ok(self.state().world.anno_prestatore(id, anno))
    }

    async fn lavoratori(&self, id: UtilizzatoreId, anno: i32) -> Result<Vec<LavoratoreInAnno>, StoreError> {
        Ok(self.state().world.lavoratori(id, anno))
    }

    async fn scrivania(&self, id: UtilizzatoreId, anno: i32) -> Result<Option<Scrivania>, StoreError> {
        Ok(self.state().world.scrivania(id, anno))
    }

    async fn corse(&self, mese: Option<Month>) -> Result<Vec<Corsa>, StoreError> {
        Ok(self.state().world.corse(mese))
    }

    async fn corsa(&self, id: CorsaId) -> Result<Option<Corsa>, StoreError> {
        Ok(self.state().world.corsa(id))
    }

    async fn da_pagare(
        &self,
        mese: Month,
        after: Option<PrestatoreId>,
        limit: u32,
    ) -> Result<Vec<DaPagare>, StoreError> {
        Ok(self.state().world.da_pagare(mese, after, limit))
    }

    async fn conta_da_pagare(&self, mese: Month) -> Result<u64, StoreError> {
        Ok(self.state().world.conta_da_pagare(mese))
    }

    async fn pagamenti(
        &self,
        corsa: CorsaId,
        after: Option<PagamentoId>,
        limit: u32,
    ) -> Result<Vec<PagamentoCompleto>, StoreError> {
        Ok(self.state().world.pagamenti(corsa, after, limit))
    }

    async fn rimborso(&self, id: RimborsoId) -> Result<Option<RimborsoCompleto>, StoreError> {
        Ok(self.state().world.rimborso(id))
    }

    async fn rimborsi(
        &self,
        filtro: FiltroRimborsi,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<RimborsoCompleto>, StoreError> {
        Ok(self.state().world.rimborsi(filtro, after, limit))
    }

    async fn rimborsi_da_inviare(&self, limit: u32) -> Result<Vec<RimborsoId>, StoreError> {
        Ok(self.state().world.rimborsi_da_inviare(limit))
    }

    async fn corse_rimborsi(&self, below: Option<u32>, limit: u32) -> Result<Vec<CorsaRimborsi>, StoreError> {
        Ok(self.state().world.corse_rimborsi(below, limit))
    }

    async fn invii_rimborsi(&self, corsa: CorsaRimborsiId) -> Result<Vec<InvioCompleto>, StoreError> {
        Ok(self.state().world.invii_rimborsi(corsa))
    }

    async fn erede(&self, id: EredeId) -> Result<Option<Erede>, StoreError> {
        Ok(self.state().world.erede(id))
    }

    async fn pratica(&self, utilizzatore: UtilizzatoreId) -> Result<Option<PraticaCompleta>, StoreError> {
        Ok(self.state().world.pratica(utilizzatore))
    }

    async fn pratiche(
        &self,
        filtro: FiltroPratiche,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<PraticaCompleta>, StoreError> {
        Ok(self.state().world.pratiche(filtro, after, limit))
    }

    async fn atti_pratica(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<EventId>,
    ) -> Result<Vec<Event>, StoreError> {
        Ok(self.state().world.atti_pratica(utilizzatore, after))
    }

    async fn saldi(&self) -> Result<Vec<Saldo>, StoreError> {
        Ok(self.state().world.saldi())
    }

    async fn eventi(&self, after: Option<EventId>, limit: u32) -> Result<Vec<Event>, StoreError> {
        let state = self.state();
        let start = after.map_or(Bound::Unbounded, Bound::Excluded);
        let page = state.events.range((start, Bound::Unbounded)).take(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(page.map(|(_, event)| event.clone()).collect())
    }

    async fn decisioni(&self, id: PrestazioneId) -> Result<Vec<Event>, StoreError> {
        Ok(self.state().decisions(id))
    }

    async fn spiegazioni(&self, ids: &[EventId]) -> Result<Vec<(EventId, Option<Explanation>)>, StoreError> {
        let state = self.state();
        let found = ids.iter().filter_map(|id| Some((*id, Some(state.explanations.get(id)?.clone()))));
        Ok(found.collect())
    }

    async fn ultimo_istante(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(self.state().world.last_instant())
    }

    async fn persone(&self, ids: &[PersonaId]) -> Result<Vec<PersonalRecord>, StoreError> {
        Ok(self.state().world.persone(ids))
    }

    async fn confronta(&self, replayed: &World) -> Result<Vec<Differenza>, StoreError> {
        Ok(replayed.differences(&self.state().world))
    }
}
