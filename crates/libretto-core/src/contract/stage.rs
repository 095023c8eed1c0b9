//! The stage on which a case plays: the use cases over an adapter, a clock that stands still, and people.

use super::people::{Person, day};
use super::race::StartingLine;
use super::{Adapter, CountingIds, FixedClock, KeptDocuments, NumberedFunding, RecordedPayouts, ToldDirectory};
use crate::bonus::Bonus;
use crate::bonus::concessione::Concessione;
use crate::change::{Idempotency, Reply};
use crate::civil_time::{CivilTime, rome_date};
use crate::context::{Caller, Channel, Tramite};
use crate::event::Event;
use crate::ids::{BonusId, PrestatoreId, PrestazioneId, UtilizzatoreId};
use crate::limits::{AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::portafoglio::versamento::{EsitoRicevuta, Ricevuta};
use crate::portafoglio::{Borsa, Versamento};
use crate::ports::Clock;
use crate::prestazione::{Ambito, Dati, Parentela, Prestazione, Richiesta};
use crate::use_cases::{Comunicazione, EsitoAccredito, Libretto, Request, Rettifica, UseCaseError};
use chrono::TimeDelta;
use std::sync::{Arc, Mutex};

/// The time in Italy at which every case begins: February can still be communicated, until the next midnight but one.
pub const BEGINNING: &str = "2026-03-02T20:00";

/// The use cases over one adapter.
pub struct Stage {
    /// The use cases.
    pub libretto: Libretto,
    /// Their clock.
    pub clock: Arc<FixedClock>,
    /// Their identifiers.
    pub ids: Arc<CountingIds>,
    /// Their bank and post.
    pub payouts: Arc<RecordedPayouts>,
    /// What heirs upload.
    pub documents: Arc<KeptDocuments>,
    /// Their register of population.
    pub directory: Arc<ToldDirectory>,
}

/// A registered household.
#[derive(Clone, Debug)]
pub struct Household {
    /// Its profile.
    pub id: UtilizzatoreId,
    /// Its person as a caller.
    pub caller: Caller,
}

/// A registered worker.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The profile.
    pub id: PrestatoreId,
    /// The person as a caller.
    pub caller: Caller,
}

/// A piece of work: when it starts in Italy, how long it lasts, how many vouchers pay it.
#[derive(Clone, Copy, Debug)]
pub struct Work(pub &'static str, pub u32, pub u32);

impl Work {
    /// What is asked for.
    pub fn richiesta(self) -> Richiesta {
        let Self(start, minutes, vouchers) = self;
        let inizio: CivilTime = start.parse().unwrap();
        let fine = CivilTime::new(inizio.local() + TimeDelta::minutes(i64::from(minutes)), None).unwrap();
        Richiesta {
            ambito: Some(Ambito::LavoriDomestici),
            inizio,
            fine,
            pausa: Minutes::ZERO,
            luogo_indicato: true,
            costo: vouchers_cost(vouchers),
            compenso: None,
            titoli: None,
            borsa: Borsa::Propria,
            assistenza_bambini: false,
            parentela: Parentela::Nessuna,
        }
    }
}

/// The cost of so many vouchers.
pub fn vouchers_cost(vouchers: u32) -> Euro {
    Euro::from_cents(1_000).times(vouchers)
}

/// The net pay of so many vouchers.
pub fn vouchers_pay(vouchers: u32) -> Euro {
    Euro::from_cents(800).times(vouchers)
}

/// A reply that says nothing.
pub fn silent<T>(_: &T) -> Reply {
    Reply { status: 200, headers: Vec::new(), body: String::new() }
}

/// A request without a key.
pub fn by(caller: &Caller) -> Request {
    Request { caller: caller.clone(), idempotency: None, versione_attesa: None }
}

/// A request with a key; `body` stands for the fingerprint of the whole request.
pub fn keyed(caller: &Caller, who: &str, key: &str, body: u8) -> Request {
    let idempotency = Idempotency { caller: who.to_owned(), key: key.to_owned(), fingerprint: [body; 32] };
    Request { idempotency: Some(idempotency), ..by(caller) }
}

/// What a use case yields, taken out of its reply.
pub(super) struct Caught<T>(Mutex<Option<T>>);

impl<T: Clone + Send> Caught<T> {
    pub(super) const fn nothing() -> Self {
        Self(Mutex::new(None))
    }

    pub(super) fn keep(&self, value: &T) -> Reply {
        *super::fakes::lock(&self.0) = Some(value.clone());
        silent(value)
    }

    pub(super) fn take(self, outcome: Result<Reply, UseCaseError>) -> Result<T, UseCaseError> {
        outcome.map(|_| self.0.into_inner().unwrap().unwrap())
    }
}

impl Stage {
    /// The use cases over an adapter, at [`BEGINNING`].
    pub fn on(adapter: &Adapter) -> Self {
        let clock = Arc::new(FixedClock::at_rome(BEGINNING));
        let ids = Arc::new(CountingIds::new());
        let payouts = Arc::new(RecordedPayouts::default());
        let documents = Arc::new(KeptDocuments::default());
        let directory = Arc::new(ToldDirectory::default());
        let libretto = Libretto {
            store: adapter.store.clone(),
            queries: adapter.queries.clone(),
            funding: Arc::new(NumberedFunding),
            payouts: payouts.clone(),
            documents: documents.clone(),
            directory: directory.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
        };
        Self { libretto, clock, ids, payouts, documents, directory }
    }

    /// The same stage, where so many commands commit their first attempt at once.
    #[must_use]
    pub fn at_once(&self, lanes: usize) -> Self {
        let store = Arc::new(StartingLine::new(self.libretto.store.clone(), lanes));
        Self {
            libretto: Libretto { store, ..self.libretto.clone() },
            clock: self.clock.clone(),
            ids: self.ids.clone(),
            payouts: self.payouts.clone(),
            documents: self.documents.clone(),
            directory: self.directory.clone(),
        }
    }

    /// Registers a household with so much money, in whole euro.
    pub async fn household(&self, number: u32, euro: u32) -> Household {
        let person = Person::number(number);
        let caught = Caught::nothing();
        let request = by(&person.caller());
        let reply =
            self.libretto.registra_utilizzatore(&request, &person.as_utilizzatore(), &|one| caught.keep(one)).await;
        let household = Household { id: caught.take(reply).unwrap().id, caller: person.caller() };
        if euro > 0 {
            let top_up = self.top_up(&household, euro).await;
            self.pay_notice(&format!("R{number}-{euro}"), &top_up).await.unwrap();
        }
        household
    }

    /// Registers a worker.
    pub async fn worker(&self, person: Person) -> Worker {
        let caught = Caught::nothing();
        let request = by(&person.caller());
        let reply = self.libretto.registra_prestatore(&request, &person.as_prestatore(), &|one| caught.keep(one)).await;
        Worker { id: caught.take(reply).unwrap().id, caller: person.caller() }
    }

    /// Opens a top-up of so many whole euro.
    pub async fn top_up(&self, household: &Household, euro: u32) -> Versamento {
        let caught = Caught::nothing();
        let amount = Euro::from_cents(100).times(euro);
        let render = |one: &Versamento| caught.keep(one);
        let reply = self.libretto.apri_versamento(&by(&household.caller), household.id, amount, &render).await;
        caught.take(reply).unwrap()
    }

    /// Brings the receipt of a top-up's notice, paid in full.
    pub async fn pay_notice(&self, code: &str, top_up: &Versamento) -> Result<EsitoAccredito, UseCaseError> {
        self.receipt(code, &top_up.avviso.numero_avviso, top_up.importo).await
    }

    /// Brings a receipt.
    pub async fn receipt(&self, code: &str, notice: &str, amount: Euro) -> Result<EsitoAccredito, UseCaseError> {
        let ricevuta = Ricevuta { codice: code.to_owned(), numero_avviso: notice.to_owned(), importo: amount };
        let caught = Caught::nothing();
        let render = |one: &EsitoAccredito| caught.keep(one);
        let reply = self.libretto.registra_ricevuta(&by(&Caller::SistemaPagamenti), &ricevuta, &render).await;
        caught.take(reply)
    }

    /// Communicates work.
    pub async fn communicate(
        &self,
        household: &Household,
        worker: &Worker,
        work: Work,
    ) -> Result<Prestazione, UseCaseError> {
        let command = command(household, worker, work);
        let caught = Caught::nothing();
        let render = |one: &crate::use_cases::EsitoComunicazione| caught.keep(&one.prestazione);
        let reply = self.libretto.comunica(&by(&household.caller), &command, &render).await;
        caught.take(reply)
    }

    /// Communicates home care of children that the bonus pays.
    pub async fn baby_sit(
        &self,
        household: &Household,
        worker: &Worker,
        work: Work,
    ) -> Result<Prestazione, UseCaseError> {
        let mut command = command(household, worker, work);
        command.richiesta.ambito = Some(Ambito::AssistenzaDomiciliare);
        command.richiesta.assistenza_bambini = true;
        command.richiesta.borsa = Borsa::Bonus;
        let caught = Caught::nothing();
        let render = |one: &crate::use_cases::EsitoComunicazione| caught.keep(&one.prestazione);
        let reply = self.libretto.comunica(&by(&household.caller), &command, &render).await;
        caught.take(reply)
    }

    /// Grants a household a bonus of so many whole euro, with the notice of today.
    pub async fn grant(&self, household: &Household, euro: u32) -> Bonus {
        let command = Concessione {
            utilizzatore: household.id,
            importo: Euro::from_cents(100).times(euro),
            accolto_il: rome_date(self.clock.now()),
            personale_sanitario: false,
        };
        let office = by(&Caller::BackOffice { subject: "ufficio".to_owned() });
        let caught = Caught::nothing();
        let reply = self.libretto.concede_bonus(&office, &command, &|one: &Bonus| caught.keep(one)).await;
        caught.take(reply).unwrap()
    }

    /// Claims a bonus.
    pub async fn claim(&self, household: &Household, id: BonusId) -> Result<Bonus, UseCaseError> {
        let caught = Caught::nothing();
        let render = |one: &Bonus| caught.keep(one);
        let reply = self.libretto.si_appropria_del_bonus(&by(&household.caller), (household.id, id), &render).await;
        caught.take(reply)
    }

    /// Corrects a record.
    pub async fn correct(
        &self,
        household: &Household,
        id: PrestazioneId,
        work: Work,
    ) -> Result<Prestazione, UseCaseError> {
        let (luogo, nota) = ("Via delle Prove 2, Roma".to_owned(), Some("dopo la rettifica".to_owned()));
        let command = Rettifica { prestazione: id, richiesta: work.richiesta(), luogo, nota };
        let caught = Caught::nothing();
        let render = |one: &crate::use_cases::EsitoComunicazione| caught.keep(&one.prestazione);
        let reply = self.libretto.rettifica(&by(&household.caller), &command, &render).await;
        caught.take(reply)
    }

    /// Cancels a record.
    pub async fn cancel(&self, household: &Household, id: PrestazioneId) -> Result<Prestazione, UseCaseError> {
        let caught = Caught::nothing();
        let render = |one: &Prestazione| caught.keep(one);
        let reply = self.libretto.annulla(&by(&household.caller), id, &render).await;
        caught.take(reply)
    }

    /// What a record of this work would hold, by a dry run.
    pub async fn weighed(&self, household: &Household, worker: &Worker, work: Work) -> Dati {
        let looked_at = self.libretto.verifica(&by(&household.caller), &command(household, worker, work)).await;
        looked_at.unwrap().decisione.unwrap()
    }

    /// The counters of a household, a worker and their pair in a year.
    pub async fn years(
        &self,
        household: &Household,
        worker: &Worker,
        year: i32,
    ) -> (AnnoUtilizzatore, AnnoPrestatore, AnnoCoppia) {
        let queries = &self.libretto.queries;
        let pairs = queries.lavoratori(household.id, year).await.unwrap();
        (
            queries.anno_utilizzatore(household.id, year).await.unwrap(),
            queries.anno_prestatore(worker.id, year).await.unwrap(),
            pairs.iter().find(|one| one.prestatore == worker.id).map(|one| one.coppia).unwrap_or_default(),
        )
    }

    /// What a household can spend.
    pub async fn available(&self, household: &Household) -> Euro {
        self.libretto.queries.portafoglio(household.id).await.unwrap().portafoglio.disponibile()
    }

    /// The whole register.
    pub async fn register(&self) -> Vec<Event> {
        self.libretto.queries.eventi(None, 100_000).await.unwrap()
    }

    /// Ends a case: the register replayed agrees with the store, and the accounts balance.
    pub async fn audit(&self) {
        let outcome = self.libretto.verifica_registro(&|_| ()).await.unwrap();
        assert_eq!(outcome.differenze, Vec::new(), "the register and the store agree");
        assert!(outcome.eventi > 0, "a case leaves events behind");
        let sum: Euro = self.libretto.queries.saldi().await.unwrap().iter().map(|one| one.importo).sum();
        assert_eq!(sum, Euro::ZERO, "the ledger sums to zero");
    }
}

/// The command that communicates a piece of work.
pub fn command(household: &Household, worker: &Worker, work: Work) -> Comunicazione {
    Comunicazione {
        utilizzatore: household.id,
        prestatore: worker.id,
        richiesta: work.richiesta(),
        luogo: "Via delle Prove 1, Roma".to_owned(),
        nota: None,
    }
}

/// The same caller through the contact centre.
pub fn by_phone(caller: &Caller) -> Caller {
    match caller {
        Caller::Cittadino { codice_fiscale, .. } => Caller::Cittadino {
            codice_fiscale: *codice_fiscale,
            channel: Channel::ContactCenter,
            credenziale: None,
            tramite: Some(Tramite::ContactCenter("telefono".to_owned())),
        },
        other => other.clone(),
    }
}

/// Whether a receipt was credited.
pub fn credited(outcome: &EsitoAccredito) -> bool {
    matches!(outcome.ricevuta.esito, EsitoRicevuta::Accreditata { .. })
}

/// The codes of a refusal; panics on anything else.
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, UseCaseError>) -> Vec<&'static str> {
    match outcome {
        Err(UseCaseError::Rejected(rejected)) => rejected.codes().iter().map(|code| code.as_str()).collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// Of several outcomes, the accepted ones and the codes of the others.
pub fn sorted<T: std::fmt::Debug>(outcomes: Vec<Result<T, UseCaseError>>) -> (Vec<T>, Vec<&'static str>) {
    let (mut accepted, mut codes) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(value) => accepted.push(value),
            refusal => codes.extend(refused(refusal)),
        }
    }
    (accepted, codes)
}

/// The first day of a case's month, for filters.
pub fn february() -> (chrono::NaiveDate, chrono::NaiveDate) {
    (day("2026-02-01"), day("2026-02-28"))
}
