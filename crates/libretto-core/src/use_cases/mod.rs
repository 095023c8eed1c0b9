//! The use cases: load, decide, commit, each a value of its own. Callers come in with a [`Request`] and get the [`Reply`]
//! that was committed with the change, so that repeating a request can never do it twice.

mod bonus;
mod compensi_esterni;
mod comunicazione;
mod comunicazione_obbligatoria;
mod consegna;
mod decesso;
mod deleghe;
mod eredi;
mod identita;
mod paga;
mod prestatore;
mod rapporto;
mod registrazione;
mod rettifica;
mod ricerca;
mod rimborsa;
mod rimborso;
mod sigillo;
mod simulazione;
mod varco;
mod verifica_registro;
mod versamento;
mod viste;

pub use compensi_esterni::{CompensiRegistrati, NuoviCompensi};
pub use comunicazione::{Comunicazione, EsitoComunicazione, Verifica};
pub use comunicazione_obbligatoria::{EsitoNotifica, Notificata};
pub use consegna::NOTICES_BATCH_MAX;
pub use decesso::RegistraDecesso;
pub use deleghe::{ConferisceDelega, EsitoDelega};
pub use eredi::{
    AllegaDocumento, ApriDichiarazione, ChiediQuota, CoeredeScritto, CompilaDichiarazione, Confronto, Dichiarata,
    DichiarazioneRef, DocumentoLetto, EsitoInserimento, EsitoPratica, EsitoQuota, Inserisci, PraticaVista, Prospetto,
    RegistraErede,
};
pub use paga::{EsitoPaga, Progress};
pub use prestatore::{Autocertifica, NuovaModalita};
pub use rapporto::DichiaraRapporto;
pub use registrazione::{Identita, ModalitaRichiesta, RegistraPrestatore, RegistraUtilizzatore};
pub use rettifica::Rettifica;
pub use rimborsa::EsitoRimborsa;
pub use rimborso::{ApprovaRimborso, ChiediRimborso, EsitoRimborso};
pub use simulazione::Piano;
pub use verifica_registro::EsitoVerifica;
pub use versamento::EsitoAccredito;
pub use viste::{LimitiPrestatore, LimitiUtilizzatore};

use crate::change::{ChangeSet, CommitError, Idempotency, Recorded, Reply};
use crate::context::Caller;
use crate::eredi::Pratica;
use crate::event::{Event, Fatto, Flusso};
use crate::explanation::Explanation;
use crate::ids::{EventId, PersonaId, PrestatoreId, UtilizzatoreId};
use crate::parameters::NotInForce;
use crate::permessi::Operazione;
use crate::persona::PersonalRecord;
use crate::portafoglio::Borsa;
use crate::ports::{
    Clock, Directory, DirectoryError, DocumentError, Documents, Funding, FundingError, Ids, Notice, NoticeError,
    PayoutError, Payouts, Queries, Scope, Snapshot, Store, StoreError,
};
use crate::violation::Rejected;
use chrono::{DateTime, SubsecRound, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;
use uuid::Uuid;
use varco::Varco;

/// How often a command is decided anew when the state changed under it, before the caller is asked to come back.
const ATTEMPTS_MAX: u32 = 32;

/// The application: the ports behind the use cases.
#[derive(Clone)]
pub struct Libretto {
    /// State.
    pub store: Arc<dyn Store>,
    /// Views.
    pub queries: Arc<dyn Queries>,
    /// Money in.
    pub funding: Arc<dyn Funding>,
    /// Money out.
    pub payouts: Arc<dyn Payouts>,
    /// What heirs upload.
    pub documents: Arc<dyn Documents>,
    /// The register of population.
    pub directory: Arc<dyn Directory>,
    /// Now.
    pub clock: Arc<dyn Clock>,
    /// New identifiers.
    pub ids: Arc<dyn Ids>,
}

/// Who asks, and how to recognise a repetition.
#[derive(Clone, Debug)]
pub struct Request {
    /// The authenticated caller.
    pub caller: Caller,
    /// The key of the command.
    pub idempotency: Option<Idempotency>,
    /// The version of the entity that the caller saw; `None` accepts any.
    pub versione_attesa: Option<u32>,
}

impl Request {
    /// What the caller wants to do.
    const fn varco(&self, operazione: Operazione, now: DateTime<Utc>) -> Varco<'_> {
        Varco { caller: &self.caller, operazione, now }
    }
}

/// How an outcome becomes the reply that is stored with the change.
pub type Render<'a, T> = &'a (dyn Fn(&T) -> Reply + Send + Sync);

/// Why a use case did not do what was asked.
#[derive(Debug, Error)]
pub enum UseCaseError {
    /// The law refuses it.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// It does not exist, or it is not the caller's to know.
    #[error("not found")]
    NotFound,
    /// The caller's role does not admit the operation.
    #[error("the role of the caller does not admit the operation")]
    Forbidden,
    /// The key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The entity has changed since the caller saw it.
    #[error("the entity is at version {current}")]
    Stale {
        /// Its version now.
        current: u32,
    },
    /// Too many others change the same things.
    #[error("the same records are being changed by too many others")]
    Contended,
    /// The identity lacks something that the profile needs.
    #[error("the digital identity does not carry {0}")]
    IncompleteIdentity(&'static str),
    /// Outside the law in time.
    #[error(transparent)]
    NotInForce(#[from] NotInForce),
    /// The store failed while reading.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store failed while writing.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The payment system failed.
    #[error(transparent)]
    Funding(#[from] FundingError),
    /// The payment files failed.
    #[error(transparent)]
    Payout(#[from] PayoutError),
    /// The documents failed.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The register of population failed.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The dispatcher of notices failed.
    #[error(transparent)]
    Notice(#[from] NoticeError),
}

/// What a decision yields: what happened and what to answer.
pub(crate) struct Decided<T> {
    events: Vec<Event>,
    personal: Vec<PersonalRecord>,
    notices: Vec<Notice>,
    coppie_viste: BTreeMap<(UtilizzatoreId, PrestatoreId, i32), u32>,
    borse_viste: BTreeMap<UtilizzatoreId, BTreeMap<Borsa, u32>>,
    outcome: T,
}

impl<T> Decided<T> {
    fn new(events: Vec<Event>, outcome: T) -> Self {
        Self {
            events,
            personal: Vec::new(),
            notices: Vec::new(),
            coppie_viste: BTreeMap::new(),
            borse_viste: BTreeMap::new(),
            outcome,
        }
    }
}

/// The circumstances of an event: who, for whom, when.
pub(crate) struct Circumstance<'a> {
    caller: &'a Caller,
    /// Acting person, when the caller is one.
    person: PersonaId,
    /// Person acted for.
    subject: Option<PersonaId>,
    now: DateTime<Utc>,
}

impl Libretto {
    /// The instant of a command, in whole microseconds: the finest that every store keeps.
    fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(6)
    }

    /// Loads what a command looks at, with the delegations of the body that calls.
    async fn load_for(&self, caller: &Caller, scope: Scope) -> Result<Snapshot, UseCaseError> {
        let ente = caller.ente().map(|ente| ente.id);
        Ok(self.store.load(&Scope { ente, ..scope }).await?)
    }

    /// Loads, decides and commits; again when the state changed in between.
    async fn execute<T>(
        &self,
        request: &Request,
        operazione: Operazione,
        scope: Scope,
        decide: impl Fn(&Snapshot, DateTime<Utc>) -> Result<Decided<T>, UseCaseError> + Send + Sync,
        render: Render<'_, T>,
    ) -> Result<Reply, UseCaseError> {
        request.varco(operazione, self.now()).check()?;
        let mut scope = identita::with_caller(request, scope);
        scope.ente = request.caller.ente().map(|ente| ente.id);
        scope.idempotency = request.idempotency.as_ref().map(|one| (one.caller.clone(), one.key.clone()));
        for _ in 0..ATTEMPTS_MAX {
            let snapshot = self.store.load(&scope).await?;
            if let Some(reply) = repeated(request, &snapshot)? {
                return Ok(reply);
            }
            self.living_caller(&snapshot)?;
            let now = self.now();
            let mut decided = decide(&snapshot, now)?;
            if let Some(delega) = request.varco(operazione, now).delega(&snapshot) {
                decided.events.iter_mut().for_each(|event| event.delega = Some(delega));
            }
            let reply = render(&decided.outcome);
            let recorded =
                request.idempotency.clone().map(|idempotency| Recorded { idempotency, reply: reply.clone() });
            let pratiche = cases_after(&scope, &snapshot, &decided.events);
            let change = ChangeSet {
                events: decided.events,
                personal: decided.personal,
                coppie_viste: decided.coppie_viste,
                borse_viste: decided.borse_viste,
                pratiche,
                notices: decided.notices,
                recorded,
            };
            match self.store.commit(change).await {
                Ok(()) => return Ok(reply),
                // After an unknown outcome the reload finds the recorded reply, or a state to decide on again.
                Err(CommitError::Conflict | CommitError::OutcomeUnknown) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(UseCaseError::Contended)
    }

    fn event(
        &self,
        circumstance: &Circumstance<'_>,
        flusso: Flusso,
        fatto: Fatto,
        spiegazione: Option<Explanation>,
    ) -> Event {
        Event {
            id: EventId(self.ids.next()),
            istante: circumstance.now,
            attore: circumstance.caller.actor(circumstance.person),
            soggetto: circumstance.subject,
            canale: circumstance.caller.channel(),
            credenziale: circumstance.caller.credenziale(),
            // Whoever needs one is told apart where the command was admitted.
            delega: None,
            flusso,
            fatto,
            spiegazione,
        }
    }
}

/// The case of the heirs after the events, when some of them are about it.
fn cases_after(scope: &Scope, snapshot: &Snapshot, events: &[Event]) -> BTreeMap<UtilizzatoreId, Pratica> {
    let Some(utilizzatore) = scope.utilizzatore.filter(|_| scope.pratica) else { return BTreeMap::new() };
    let case = utilizzatore.pratica_eredi();
    let acts: Vec<_> = events.iter().filter(|event| event.flusso.entita == case).collect();
    let before = snapshot.pratica.clone().filter(|_| !acts.is_empty());
    let after = acts.into_iter().fold(before, Pratica::evolve);
    after.map(|pratica| (utilizzatore, pratica)).into_iter().collect()
}

/// The first reply to this key, or an error when the key belonged to another request.
fn repeated(request: &Request, snapshot: &Snapshot) -> Result<Option<Reply>, UseCaseError> {
    let Some((asked, recorded)) = request.idempotency.as_ref().zip(snapshot.recorded.as_ref()) else {
        return Ok(None);
    };
    if asked.fingerprint == recorded.idempotency.fingerprint {
        Ok(Some(recorded.reply.clone()))
    } else {
        Err(UseCaseError::KeyReused)
    }
}

/// Refuses a command that was made on another version of the entity.
fn check_version(request: &Request, current: u32) -> Result<(), UseCaseError> {
    match request.versione_attesa {
        Some(expected) if expected != current => Err(UseCaseError::Stale { current }),
        _ => Ok(()),
    }
}

/// The `numero`-th event of an entity that lives under a home key.
const fn stream(casa: Uuid, entita: Uuid, numero: u32) -> Flusso {
    Flusso { casa, entita, numero }
}
