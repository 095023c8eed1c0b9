//! The port of views. Reads may be served by a replica; decisions never use them.

use crate::bonus::Bonus;
use crate::codice_fiscale::CodiceFiscale;
use crate::eredi::{Erede, Posizione, Pratica, Resto, StatoPratica};
use crate::event::Event;
use crate::explanation::Explanation;
use crate::iban::Iban;
use crate::ids::{
    CorsaId, CorsaRimborsiId, EredeId, EventId, PagamentoId, PersonaId, PrestatoreId, PrestazioneId, RimborsoId,
    UtilizzatoreId, VersamentoId,
};
use crate::limits::{AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore};
use crate::money::Euro;
use crate::month::Month;
use crate::pagamento::{Corsa, Pagamento};
use crate::persona::{Persona, PersonalRecord};
use crate::portafoglio::{Borsa, Portafoglio, StatoVersamento, Versamento};
use crate::ports::{RegistroAccessi, RegistroCompensi, RegistroDeleghe, RegistroRapporti, Sigillo, StoreError};
use crate::prestatore::Prestatore;
use crate::prestazione::{Prestazione, StatoPrestazione};
use crate::rimborso::{CorsaRimborsi, InvioRimborso, Rimborso, StatoRimborso};
use crate::utilizzatore::Utilizzatore;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

/// A person's profiles.
#[derive(Clone, Debug)]
pub struct Profili {
    /// The person.
    pub persona: Persona,
    /// Profile as utilizzatore.
    pub utilizzatore: Option<UtilizzatoreId>,
    /// Profile as prestatore.
    pub prestatore: Option<PrestatoreId>,
}

/// One record with everything that is shown of it.
#[derive(Clone, Debug)]
pub struct PrestazioneCompleta {
    /// The record.
    pub prestazione: Prestazione,
    /// The household's person.
    pub utilizzatore: Persona,
    /// The worker's person.
    pub prestatore: Persona,
    /// Place of the work.
    pub luogo: String,
    /// Note of the utilizzatore.
    pub nota: Option<String>,
    /// Explanation of the last decision about its content (communication or correction).
    pub spiegazione: Option<Explanation>,
}

/// Which records to list. At least one of `utilizzatore` and `prestatore` is set.
#[derive(Clone, Debug, Default)]
pub struct FiltroPrestazioni {
    /// Of this household.
    pub utilizzatore: Option<UtilizzatoreId>,
    /// Of this worker.
    pub prestatore: Option<PrestatoreId>,
    /// In this state.
    pub stato: Option<StatoPrestazione>,
    /// From this day of work, inclusive.
    pub dal: Option<NaiveDate>,
    /// To this day of work, inclusive.
    pub al: Option<NaiveDate>,
}

/// The place after which a page begins. Pages go from the latest to the earliest by `(istante, id)`, so that a record
/// written meanwhile never moves what was not shown yet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// Sort instant of the last item of the page before.
    pub istante: DateTime<Utc>,
    /// Its identifier.
    pub id: uuid::Uuid,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items, latest first.
    pub items: Vec<T>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Position>,
}

/// A movement of a wallet: an entry of its account.
#[derive(Clone, Debug)]
pub struct MovimentoPortafoglio {
    /// The event.
    pub evento: EventId,
    /// Name of the fact.
    pub causale: String,
    /// The record, top-up or bonus it belongs to.
    pub riferimento: uuid::Uuid,
    /// The purse.
    pub borsa: Borsa,
    /// Signed amount: positive in, negative out.
    pub importo: Euro,
    /// Instant.
    pub istante: DateTime<Utc>,
}

/// A wallet as it is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct SaldoPortafoglio {
    /// The purse of own money.
    pub portafoglio: Portafoglio,
    /// The purse of bonus money, for a household that ever had any.
    pub bonus: Option<Portafoglio>,
    /// Top-ups asked for and not paid yet.
    pub in_attesa: Euro,
}

/// A worker of a household in a year.
#[derive(Clone, Debug)]
pub struct LavoratoreInAnno {
    /// The profile.
    pub prestatore: PrestatoreId,
    /// The person.
    pub persona: Persona,
    /// The pair's counters.
    pub coppia: AnnoCoppia,
    /// Whether the worker has reached LIM-A so far that not one more voucher fits. No number of it is told.
    pub limite_raggiunto: bool,
}

/// The dashboard of a household.
#[derive(Clone, Debug)]
pub struct Scrivania {
    /// The household.
    pub utilizzatore: Utilizzatore,
    /// Its wallet.
    pub saldo: SaldoPortafoglio,
    /// Its counter of the year.
    pub anno: AnnoUtilizzatore,
    /// Its workers of the year, by name.
    pub lavoratori: Vec<LavoratoreInAnno>,
    /// Its latest records, latest work first.
    pub ultime: Vec<Prestazione>,
    /// Its records that are under way: accepted or validated, not paid yet, latest work first.
    pub in_corso: Vec<Prestazione>,
    /// Its top-ups that wait for a payment.
    pub versamenti_in_attesa: Vec<Versamento>,
}

/// How many bonuses of a household are listed at most: the law gave a few.
pub const BONUS_MAX: u32 = 100;

/// How many items the sections of the dashboard show at most.
pub const SCRIVANIA_ITEMS_MAX: u32 = 10;

/// What is needed to pay one worker.
#[derive(Clone, Debug)]
pub struct DaPagare {
    /// The worker.
    pub prestatore: PrestatoreId,
    /// The unpaid records that the month's run pays.
    pub prestazioni: Vec<PrestazioneId>,
}

/// A payment with the personal data that a file needs.
#[derive(Clone, Debug)]
pub struct PagamentoCompleto {
    /// The payment.
    pub pagamento: Pagamento,
    /// The worker.
    pub persona: Persona,
    /// The account, for a transfer.
    pub iban: Option<Iban>,
}

/// A refund with who receives it and where.
#[derive(Clone, Debug)]
pub struct RimborsoCompleto {
    /// The refund.
    pub rimborso: Rimborso,
    /// Who receives the money.
    pub persona: Persona,
    /// The account; `None` once it was erased.
    pub iban: Option<Iban>,
}

/// Which refunds to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct FiltroRimborsi {
    /// Of this wallet.
    pub utilizzatore: Option<UtilizzatoreId>,
    /// In this state.
    pub stato: Option<StatoRimborso>,
}

/// The transfer of a refund with the personal data that a file needs.
#[derive(Clone, Debug)]
pub struct InvioCompleto {
    /// The transfer.
    pub invio: InvioRimborso,
    /// Who receives the money.
    pub persona: Persona,
    /// The account; `None` once it was erased.
    pub iban: Option<Iban>,
}

/// Which cases of heirs to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct FiltroPratiche {
    /// Those in which this heir has a declaration, whatever its state.
    pub erede: Option<EredeId>,
    /// Only those in which the branch has something to do.
    pub da_lavorare: bool,
}

/// How many acts of a case are read at once at most.
pub const OPERAZIONI_MAX: usize = 1_000;

/// A case of heirs with everything that is shown of it.
#[derive(Clone, Debug)]
pub struct PraticaCompleta {
    /// The case.
    pub pratica: Pratica,
    /// The deceased.
    pub defunto: Utilizzatore,
    /// Heirs and persons named as heirs, in order of identifier.
    pub persone: Vec<Persona>,
    /// The refunds of the heirs, in the order of the case.
    pub rimborsi: Vec<Rimborso>,
    /// The purse of own money.
    pub portafoglio: Portafoglio,
    /// Whether accepted work waits for its payment.
    pub lavoro_in_sospeso: bool,
}

impl PraticaCompleta {
    /// The state of the case.
    pub fn stato(&self) -> StatoPratica {
        let denaro = self.portafoglio.disponibile().is_positive();
        let resto = Resto { denaro, lavoro: self.lavoro_in_sospeso };
        let posizione = Posizione { pratica: &self.pratica, rimborsi: &self.rimborsi, resto };
        StatoPratica::of(posizione.quadro())
    }

    /// A person of the case.
    pub fn persona(&self, id: PersonaId) -> Option<&Persona> {
        self.persone.iter().find(|one| one.id == id)
    }
}

/// The balance of a kind of account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saldo {
    /// Name of the kind of account.
    pub conto: String,
    /// Sum of its entries.
    pub importo: Euro,
}

/// A difference between what the events say and what the tables hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Differenza {
    /// Which invariant.
    pub invariante: &'static str,
    /// Where and what, without personal data.
    pub descrizione: String,
}

/// Views.
#[async_trait]
pub trait Queries: RegistroRapporti + RegistroCompensi + RegistroDeleghe + RegistroAccessi + Sigillo {
    /// A person by fiscal code.
    async fn profili(&self, codice_fiscale: &CodiceFiscale) -> Result<Option<Profili>, StoreError>;
    /// A household.
    async fn utilizzatore(&self, id: UtilizzatoreId) -> Result<Option<Utilizzatore>, StoreError>;
    /// A worker.
    async fn prestatore(&self, id: PrestatoreId) -> Result<Option<Prestatore>, StoreError>;
    /// The account that a worker's present payment mode refers to.
    async fn iban(&self, id: PrestatoreId) -> Result<Option<Iban>, StoreError>;
    /// A record.
    async fn prestazione(&self, id: PrestazioneId) -> Result<Option<PrestazioneCompleta>, StoreError>;
    /// Records by start of the work, latest first.
    async fn prestazioni(
        &self,
        filtro: &FiltroPrestazioni,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Prestazione>, StoreError>;
    /// A top-up.
    async fn versamento(&self, id: VersamentoId) -> Result<Option<Versamento>, StoreError>;
    /// Top-ups of a household by instant of the request, latest first.
    async fn versamenti(
        &self,
        utilizzatore: UtilizzatoreId,
        stato: Option<StatoVersamento>,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Versamento>, StoreError>;
    /// Bonuses of a household by instant of the grant, latest first; at most [`BONUS_MAX`].
    async fn bonus(&self, utilizzatore: UtilizzatoreId) -> Result<Vec<Bonus>, StoreError>;
    /// The wallet of a household.
    async fn portafoglio(&self, utilizzatore: UtilizzatoreId) -> Result<SaldoPortafoglio, StoreError>;
    /// Movements of a wallet by instant, latest first.
    async fn movimenti(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<MovimentoPortafoglio>, StoreError>;
    /// The counter of a household's year.
    async fn anno_utilizzatore(&self, id: UtilizzatoreId, anno: i32) -> Result<AnnoUtilizzatore, StoreError>;
    /// The counter of a worker's year.
    async fn anno_prestatore(&self, id: PrestatoreId, anno: i32) -> Result<AnnoPrestatore, StoreError>;
    /// The workers of a household's year, with the pairs' counters, by name.
    async fn lavoratori(&self, id: UtilizzatoreId, anno: i32) -> Result<Vec<LavoratoreInAnno>, StoreError>;
    /// The dashboard of a household.
    async fn scrivania(&self, id: UtilizzatoreId, anno: i32) -> Result<Option<Scrivania>, StoreError>;
    /// Runs, latest first.
    async fn corse(&self, mese: Option<Month>) -> Result<Vec<Corsa>, StoreError>;
    /// A run.
    async fn corsa(&self, id: CorsaId) -> Result<Option<Corsa>, StoreError>;
    /// Workers with unpaid records that a month's run pays, after a worker, in order of identifier.
    async fn da_pagare(
        &self,
        mese: Month,
        after: Option<PrestatoreId>,
        limit: u32,
    ) -> Result<Vec<DaPagare>, StoreError>;
    /// How many workers have unpaid records that a month's run pays.
    async fn conta_da_pagare(&self, mese: Month) -> Result<u64, StoreError>;
    /// Payments of a run in order of identifier, after one.
    async fn pagamenti(
        &self,
        corsa: CorsaId,
        after: Option<PagamentoId>,
        limit: u32,
    ) -> Result<Vec<PagamentoCompleto>, StoreError>;
    /// A refund.
    async fn rimborso(&self, id: RimborsoId) -> Result<Option<RimborsoCompleto>, StoreError>;
    /// Refunds by instant of the request, latest first.
    async fn rimborsi(
        &self,
        filtro: FiltroRimborsi,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<RimborsoCompleto>, StoreError>;
    /// Approved refunds that wait for a run, in order of identifier; without those that a household asked for whose death is
    /// recorded.
    async fn rimborsi_da_inviare(&self, limit: u32) -> Result<Vec<RimborsoId>, StoreError>;
    /// Runs of refunds whose number is below one, latest first.
    async fn corse_rimborsi(&self, below: Option<u32>, limit: u32) -> Result<Vec<CorsaRimborsi>, StoreError>;
    /// The transfers of a run of refunds, in order of identifier. A run has a bounded number of them.
    async fn invii_rimborsi(&self, corsa: CorsaRimborsiId) -> Result<Vec<InvioCompleto>, StoreError>;
    /// An heir.
    async fn erede(&self, id: EredeId) -> Result<Option<Erede>, StoreError>;
    /// The case of the heirs of a household.
    async fn pratica(&self, utilizzatore: UtilizzatoreId) -> Result<Option<PraticaCompleta>, StoreError>;
    /// Cases of heirs by instant of their first declaration, latest first.
    async fn pratiche(
        &self,
        filtro: FiltroPratiche,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<PraticaCompleta>, StoreError>;
    /// The acts of a case, and the facts of its household that [`crate::event::Fatto::BESIDE_A_CASE`] names, in order of
    /// identifier after one, without their explanations; at most [`OPERAZIONI_MAX`].
    async fn atti_pratica(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<EventId>,
    ) -> Result<Vec<Event>, StoreError>;
    /// Balances of the kinds of account, by name. They sum to zero.
    async fn saldi(&self) -> Result<Vec<Saldo>, StoreError>;
    /// Events without their explanations, in order of identifier, after one.
    async fn eventi(&self, after: Option<EventId>, limit: u32) -> Result<Vec<Event>, StoreError>;
    /// The decisions about a record, in order: its events that were explained, each with its explanation. Empty when there
    /// is no such record. An explanation that is not the one that was written is an error.
    async fn decisioni(&self, id: PrestazioneId) -> Result<Vec<Event>, StoreError>;
    /// The explanations of some events, for verifications; `None` for one that cannot be read. Events without an
    /// explanation are left out, and so is one whose explanation was altered where [`Queries::confronta`] tells so.
    async fn spiegazioni(&self, ids: &[EventId]) -> Result<Vec<(EventId, Option<Explanation>)>, StoreError>;
    /// The latest instant of any event; `None` when nothing ever happened.
    async fn ultimo_istante(&self) -> Result<Option<DateTime<Utc>>, StoreError>;
    /// Personal data of some people and records that a page of events refers to.
    async fn persone(&self, ids: &[PersonaId]) -> Result<Vec<PersonalRecord>, StoreError>;
    /// Compares what the store's tables hold with what a replay of the events gives.
    async fn confronta(&self, replayed: &crate::memory::World) -> Result<Vec<Differenza>, StoreError>;
}
