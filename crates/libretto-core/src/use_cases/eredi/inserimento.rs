//! A recognised heir enters work that was done before the death, looks first whether it would be admitted, and cancels an
//! entry of their own.

use super::super::comunicazione::{accepted, notice, situazione};
use super::super::identita::with_caller;
use super::super::{
    Circumstance, Comunicazione, Decided, EsitoComunicazione, Libretto, Render, Request, UseCaseError, Verifica,
    check_version, stream,
};
use super::{acting, loaded};
use crate::change::Reply;
use crate::deadlines::{communication_closes, payment_day};
use crate::eredi::annullamento::{self, Annullata};
use crate::eredi::fatti::{InserimentoEredeAnnullato, PrestazioneInserita};
use crate::eredi::{DichiarazioneErede, PerConto, Pratica};
use crate::event::Fatto;
use crate::ids::{PersonaId, PrestazioneId, UtilizzatoreId};
use crate::limits::{Anni, Uso};
use crate::month::Month;
use crate::permessi::Operazione;
use crate::ports::{Scope, Snapshot};
use crate::prestazione::{self, Dati, Prestazione, Situazione, comunicazione};
use crate::regime::Regime;
use crate::utilizzatore::Utilizzatore;
use chrono::{DateTime, Utc};

/// Work to be entered by an heir.
#[derive(Clone, Debug)]
pub struct Inserisci {
    /// The work, for the household of the deceased.
    pub comunicazione: Comunicazione,
    /// Whether the heir states to know of no employment that comma 5 forbids (HER-06).
    pub comma_5: bool,
}

/// An entry that was accepted.
pub type EsitoInserimento = EsitoComunicazione;

impl Inserisci {
    fn scope(&self) -> Scope {
        Scope { pratica: true, ..self.comunicazione.scope() }
    }

    /// What the law looks at, with the case. The household's own declaration of employments is not needed to know the death.
    fn situazione<'a>(&self, snapshot: &'a Snapshot, person: PersonaId, anni: Anni) -> Situazione<'a> {
        let decesso = snapshot.utilizzatore.as_ref().and_then(|one| one.decesso.as_ref());
        let worker = snapshot.prestatore.as_ref().map(|one| one.persona.id);
        let erede = PerConto::of(snapshot.posizione().as_ref(), (person, worker), decesso, self.comma_5);
        Situazione { erede: Some(erede), ..situazione(snapshot, self.comunicazione.giorno(), anni) }
    }
}

/// The caller as a declarant of the case; whoever is none gets no answer.
fn declarant<'a>(
    request: &Request,
    snapshot: &'a Snapshot,
) -> Result<(&'a Utilizzatore, &'a Pratica, &'a DichiarazioneErede), UseCaseError> {
    let (defunto, pratica) = loaded(snapshot)?;
    let own = acting(snapshot, &request.caller).and_then(|person| pratica.of_person(person));
    own.map(|own| (defunto, pratica, own)).ok_or(UseCaseError::NotFound)
}

impl Libretto {
    /// Decides without writing: the same evaluation as the entry.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for whoever has no declaration in the case.
    pub async fn verifica_inserimento(&self, request: &Request, command: &Inserisci) -> Result<Verifica, UseCaseError> {
        let varco = request.varco(Operazione::VerificaInserimento, self.now());
        varco.check()?;
        let snapshot = self.store.load(&with_caller(request, command.scope())).await?;
        self.living_caller(&snapshot)?;
        let (defunto, _, own) = declarant(request, &snapshot)?;
        self.record_look(varco, own.persona, [defunto.persona.id], None).await?;
        let communication = &command.comunicazione;
        let situazione = command.situazione(&snapshot, own.persona, snapshot.anno(communication.anno()));
        let valutata = prestazione::valuta(&communication.richiesta, &situazione, self.now());
        let (decisione, spiegazione, anni) = match valutata {
            Ok(admitted) => {
                let anni = situazione.anni.plus(&admitted.dati.carico());
                (Ok(admitted.dati), admitted.spiegazione, anni)
            }
            Err(refused) => (Err(refused.clone()), refused.explanation, situazione.anni),
        };
        let day = communication.giorno();
        // Whoever is not recognised learns nothing of what the household did in the year.
        let recognised = situazione.erede.as_ref().is_some_and(PerConto::is_recognised);
        let uso = Regime::on(day).ok().filter(|_| recognised).map(|regime| Uso::new(&anni, &regime));
        let paid_with = decisione.as_ref().map_or_else(|_| Month::of(day), Dati::mese_pagamento);
        Ok(Verifica { decisione, spiegazione, uso, pagamento_previsto: payment_day(paid_with).ok() })
    }

    /// Enters work that was done before the death.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for whoever has no declaration in the case; [`UseCaseError::Rejected`] with every
    /// violation.
    pub async fn inserisci(
        &self,
        request: &Request,
        command: &Inserisci,
        render: Render<'_, EsitoInserimento>,
    ) -> Result<Reply, UseCaseError> {
        let id = PrestazioneId(self.ids.next());
        let communication = &command.comunicazione;
        let decide = |snapshot: &Snapshot, now| {
            let (defunto, pratica, own) = declarant(request, snapshot)?;
            let anni = snapshot.anno(communication.anno());
            let situazione = command.situazione(snapshot, own.persona, anni);
            let accettata = comunicazione::decide(id, &communication.richiesta, &situazione, now)?;
            let (person, subject) = (own.persona, Some(defunto.persona.id));
            let circumstance = Circumstance { caller: &request.caller, person, subject, now };
            let why = accettata.spiegazione;
            let flusso = stream(defunto.id.0, id.0, 1);
            let event = self.event(&circumstance, flusso, accettata.fatto, Some(why.clone()));
            let record = Prestazione::evolve(None, &event).ok_or(UseCaseError::NotFound)?;
            let entry = Fatto::PrestazioneInserita(PrestazioneInserita {
                utilizzatore: defunto.id,
                dichiarazione: own.id,
                prestazione: id,
                oltre_termine: expired(&record, &situazione),
            });
            let entry = self.case_event((&request.caller, person), defunto, pratica.versione + 1, (entry, None), now);
            let mut decided = accepted(snapshot, (event, record, why), communication, anni)?;
            decided.events.push(entry);
            Ok(decided)
        };
        self.execute(request, Operazione::InseriscePrestazione, command.scope(), decide, render).await
    }

    /// Cancels an entry of one's own, until the cut-off of the run that will pay it.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for a record that the caller did not enter; [`UseCaseError::Rejected`] when it is
    /// irrevocable.
    pub async fn annulla_inserimento(
        &self,
        request: &Request,
        (utilizzatore, id): (UtilizzatoreId, PrestazioneId),
        render: Render<'_, Prestazione>,
    ) -> Result<Reply, UseCaseError> {
        let scope =
            Scope { utilizzatore: Some(utilizzatore), pratica: true, prestazioni: vec![id], ..Scope::default() };
        let found = self.store.load(&scope).await?.prestazioni.pop().ok_or(UseCaseError::NotFound)?;
        let scope = Scope { prestatore: Some(found.dati.prestatore), ..scope };
        let decide = |snapshot: &Snapshot, now: DateTime<Utc>| {
            let (defunto, pratica, own) = declarant(request, snapshot)?;
            let entered = |one: &&crate::eredi::Inserimento| one.prestazione == id && one.dichiarazione == own.id;
            pratica.inserimenti.iter().find(entered).ok_or(UseCaseError::NotFound)?;
            let record = snapshot.prestazioni.first().ok_or(UseCaseError::NotFound)?;
            check_version(request, record.versione)?;
            let posizione = snapshot.posizione().ok_or(UseCaseError::NotFound)?;
            let Annullata { fatto, spiegazione, pratica: admitted } =
                annullamento::decide(&posizione, own, record, now)?;
            let (person, subject) = (own.persona, Some(defunto.persona.id));
            let circumstance = Circumstance { caller: &request.caller, person, subject, now };
            let flusso = stream(defunto.id.0, id.0, record.versione + 1);
            let event = self.event(&circumstance, flusso, fatto, Some(spiegazione));
            let state = Prestazione::evolve(Some(record.clone()), &event).ok_or(UseCaseError::NotFound)?;
            let undone = InserimentoEredeAnnullato { utilizzatore, dichiarazione: own.id, prestazione: id };
            let undone = (Fatto::InserimentoEredeAnnullato(undone), Some(admitted));
            let entry = self.case_event((&request.caller, person), defunto, pratica.versione + 1, undone, now);
            let workers = snapshot.prestatore.iter();
            let notices = workers.map(|worker| notice(&event, worker.persona.id, &record.dati)).collect();
            Ok(Decided { notices, ..Decided::new(vec![event, entry], state) })
        };
        self.execute(request, Operazione::AnnullaInserimento, scope, decide, render).await
    }
}

/// Whether the ordinary deadline had passed when the utilizzatore died (HER-11).
fn expired(record: &Prestazione, situazione: &Situazione<'_>) -> bool {
    let closes = Regime::on(record.dati.giorno).map(|regime| communication_closes(record.dati.giorno, &regime));
    situazione.erede.zip(closes.ok()).is_some_and(|(erede, closes)| erede.expired_at_death(closes))
}
