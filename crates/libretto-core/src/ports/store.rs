//! The port of state: load what a command looks at, commit what it changes.

use crate::bonus::Bonus;
use crate::change::{ChangeSet, CommitError, Recorded};
use crate::codice_fiscale::CodiceFiscale;
use crate::compensi_esterni::EsterniNoti;
use crate::comunicazione_obbligatoria::Comunicata;
use crate::delega::DelegaNota;
use crate::eredi::{Erede, Posizione, Pratica, Resto};
use crate::ids::{
    BonusId, ComunicazioneObbligatoriaId, CorsaId, DelegaId, EnteId, EredeId, PersonaId, PrestatoreId, PrestazioneId,
    RicevutaId, RimborsoId, UtilizzatoreId,
};
use crate::limits::Anni;
use crate::pagamento::Corsa;
use crate::persona::Persona;
use crate::portafoglio::versamento::RicevutaRegistrata;
use crate::portafoglio::{Borsa, Portafoglio, Versamento};
use crate::ports::{DelegaCompleta, Notice};
use crate::prestatore::Prestatore;
use crate::prestazione::{Prestazione, Turno};
use crate::rapporto::Rapporto;
use crate::rimborso::Rimborso;
use crate::riposi::Giornata;
use crate::utilizzatore::{Decesso, Utilizzatore};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use thiserror::Error;

/// What a command looks at. Each part that is set is loaded; all parts are seen at one moment.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The key of the command.
    pub idempotency: Option<(String, String)>,
    /// Who calls, by fiscal code: whether a death is recorded for them.
    pub chiamante: Option<CodiceFiscale>,
    /// A person, by fiscal code, with their profiles.
    pub persona: Option<CodiceFiscale>,
    /// A notice of the registry of *comunicazioni obbligatorie* by its protocol, with its parties by fiscal code.
    pub comunicazione: Option<ScopeComunicazione>,
    /// A household; with it, the purse below.
    pub utilizzatore: Option<UtilizzatoreId>,
    /// Which purse of the household.
    pub borsa: Borsa,
    /// A bonus of the household.
    pub bonus: Option<BonusId>,
    /// A worker; with a household, also the employments of the pair, declared or communicated by the registry.
    pub prestatore: Option<PrestatoreId>,
    /// The counters of these years, for the household and worker above.
    pub anni: Vec<i32>,
    /// What is known of the worker's external pay in a year.
    pub compensi_esterni: Option<i32>,
    /// The pair's shifts that touch this span: start inclusive, end exclusive.
    pub turni: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// The days on which the pair worked, among these.
    pub giornate: Option<ScopeGiornate>,
    /// Records.
    pub prestazioni: Vec<PrestazioneId>,
    /// A top-up, by the number of its notice.
    pub numero_avviso: Option<String>,
    /// A receipt.
    pub ricevuta: Option<RicevutaId>,
    /// A run.
    pub corsa: Option<CorsaId>,
    /// Refunds.
    pub rimborsi: Vec<RimborsoId>,
    /// An heir.
    pub erede: Option<EredeId>,
    /// Persons by fiscal code, whoever they are: the other heirs that a declaration names.
    pub coeredi: Vec<CodiceFiscale>,
    /// A body that acts: with it, the delegations that it was given by the persons above.
    pub ente: Option<EnteId>,
    /// A delegation.
    pub delega: Option<DelegaId>,
    /// Whether to look at the case of the heirs of the household above.
    pub pratica: bool,
    /// The household's records that count and end after this instant, with how often its purses have moved.
    pub dopo: Option<DateTime<Utc>>,
}

/// A notice of the registry and its parties.
#[derive(Clone, Debug)]
pub struct ScopeComunicazione {
    /// The notice.
    pub id: ComunicazioneObbligatoriaId,
    /// The employer.
    pub datore: CodiceFiscale,
    /// The employee.
    pub lavoratore: CodiceFiscale,
}

/// Which days of work to look at.
#[derive(Clone, Copy, Debug)]
pub struct ScopeGiornate {
    /// From this day, inclusive.
    pub dal: NaiveDate,
    /// To this day, inclusive.
    pub al: NaiveDate,
    /// The record that does not count: the one that is corrected.
    pub senza: Option<PrestazioneId>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The reply that the key got before.
    pub recorded: Option<Recorded>,
    /// Whether the death of who calls is recorded.
    pub chiamante_deceduto: bool,
    /// The person.
    pub persona: Option<Persona>,
    /// The person's profile as utilizzatore.
    pub utilizzatore_di_persona: Option<UtilizzatoreId>,
    /// The person's profile as prestatore.
    pub prestatore_di_persona: Option<PrestatoreId>,
    /// The person's profile as heir.
    pub erede_di_persona: Option<EredeId>,
    /// What the registry said of this protocol before.
    pub comunicazione: Option<Comunicata>,
    /// The employer's person.
    pub datore: Option<Persona>,
    /// The employee's person.
    pub lavoratore: Option<Persona>,
    /// The household.
    pub utilizzatore: Option<Utilizzatore>,
    /// The purse of its wallet that was asked.
    pub portafoglio: Portafoglio,
    /// The bonus.
    pub bonus: Option<Bonus>,
    /// The worker.
    pub prestatore: Option<Prestatore>,
    /// Employments of the pair: the declared ones, then those of the registry, each in order of identifier.
    pub rapporti: Vec<Rapporto>,
    /// The counters, one for each year asked, in the order asked.
    pub anni: Vec<(i32, Anni)>,
    /// The worker's external pay.
    pub compensi_esterni: Option<EsterniNoti>,
    /// The pair's shifts that count.
    pub turni: Vec<Turno>,
    /// The days on which the pair worked, in order, one for each day.
    pub giornate: Vec<Giornata>,
    /// The records found, in the order asked.
    pub prestazioni: Vec<Prestazione>,
    /// The top-up.
    pub versamento: Option<Versamento>,
    /// The receipt.
    pub ricevuta: Option<RicevutaRegistrata>,
    /// The run.
    pub corsa: Option<Corsa>,
    /// The refunds found, in the order asked.
    pub rimborsi: Vec<Rimborso>,
    /// The heir.
    pub erede: Option<Erede>,
    /// The persons found by their codes, in the order asked.
    pub coeredi: Vec<Persona>,
    /// The delegations of the body by the person, the household's person and the worker's person, in order of identifier.
    pub deleghe: Vec<DelegaNota>,
    /// The delegation that was asked for.
    pub delega: Option<DelegaCompleta>,
    /// The recorded death of the person.
    pub decesso_di_persona: Option<Decesso>,
    /// The case of the heirs.
    pub pratica: Option<Pratica>,
    /// The persons of the case, in order of identifier.
    pub persone_pratica: Vec<Persona>,
    /// The refunds of the heirs, in the order of the case.
    pub rimborsi_eredi: Vec<Rimborso>,
    /// What is left in the case.
    pub resto_pratica: Resto,
    /// The household's records after the instant asked, in order of identifier, each with the worker's person.
    pub dopo: Vec<(Prestazione, PersonaId)>,
    /// How often each purse has moved.
    pub borse: BTreeMap<Borsa, u32>,
}

impl Snapshot {
    /// The case of the heirs as an act finds it.
    pub fn posizione(&self) -> Option<Posizione<'_>> {
        let of = |pratica| Posizione { pratica, rimborsi: &self.rimborsi_eredi, resto: self.resto_pratica };
        self.pratica.as_ref().map(of)
    }

    /// A person of the case.
    pub fn persona_pratica(&self, id: PersonaId) -> Option<&Persona> {
        self.persone_pratica.iter().find(|one| one.id == id)
    }

    /// The counters of a year; a year without records counts nothing.
    pub fn anno(&self, anno: i32) -> Anni {
        self.anni.iter().find(|(year, _)| *year == anno).map_or_else(Anni::default, |(_, anni)| *anni)
    }
}

/// Why nothing could be loaded.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The store cannot be reached or used now.
    #[error("the store is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What is stored cannot be understood: a defect, and an alarm.
    #[error("the store holds something that cannot be read")]
    Corrupt(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The store.
#[async_trait]
pub trait Store: Send + Sync {
    /// Loads what a command looks at, at one moment.
    async fn load(&self, scope: &Scope) -> Result<Snapshot, StoreError>;

    /// Loads several scopes, all seen at one moment: as many answers, in their order. Replies by key are not among them.
    async fn load_all(&self, scopes: &[Scope]) -> Result<Vec<Snapshot>, StoreError>;

    /// Commits a change whole or not at all. When it returns `Ok`, the change is durable.
    async fn commit(&self, change: ChangeSet) -> Result<(), CommitError>;

    /// Leases up to `limit` undelivered notices until `lease_until`: until then no one else gets them.
    async fn claim_notices(
        &self,
        limit: u32,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
    ) -> Result<Vec<Notice>, StoreError>;

    /// Marks notices as delivered.
    async fn notices_delivered(&self, notices: &[Notice]) -> Result<(), StoreError>;

    /// Whether the store can be used now.
    async fn health(&self) -> Result<(), StoreError>;
}
