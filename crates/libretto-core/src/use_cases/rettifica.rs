//! Correction, cancellation and validation of a record.

use super::comunicazione::{
    Comunicazione, EsitoComunicazione, accepted, giornate, living_household, notice, situazione, span,
};
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, check_version, stream};
use crate::change::Reply;
use crate::event::Fatto;
use crate::explanation::Explanation;
use crate::ids::PrestazioneId;
use crate::permessi::Operazione;
use crate::ports::{Scope, Snapshot};
use crate::prestazione::{Prestazione, Richiesta, Situazione, annullamento, convalida, rettifica};
use chrono::{DateTime, Datelike, Utc};

/// A correction: the whole new content; the parties stay.
#[derive(Clone, Debug)]
pub struct Rettifica {
    /// The record.
    pub prestazione: PrestazioneId,
    /// The new content.
    pub richiesta: Richiesta,
    /// Place of the work.
    pub luogo: String,
    /// Note of the utilizzatore.
    pub nota: Option<String>,
}

impl Libretto {
    /// Corrects a record: an atomic cancellation and new communication.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] when the household has died, when it is irrevocable or when the new content breaks a rule; the record stays as it was.
    pub async fn rettifica(
        &self,
        request: &Request,
        command: &Rettifica,
        render: Render<'_, EsitoComunicazione>,
    ) -> Result<Reply, UseCaseError> {
        let record = self.locate(request, Operazione::RettificaPrestazione, command.prestazione).await?;
        let communication = Comunicazione {
            utilizzatore: record.dati.utilizzatore,
            prestatore: record.dati.prestatore,
            richiesta: command.richiesta.clone(),
            luogo: command.luogo.clone(),
            nota: command.nota.clone(),
        };
        let year = communication.anno();
        let mut scope = record_scope(&record);
        scope.borsa = command.richiesta.borsa;
        scope.turni = span(&command.richiesta.inizio, &command.richiesta.fine);
        scope.giornate = giornate(&command.richiesta.inizio, Some(record.id));
        // A record can move by a month at most; another correction meanwhile can have moved it by one more.
        let near = record.dati.giorno.year();
        scope.anni.extend((near - 1..=near + 1).chain([year]));
        scope.anni.sort_unstable();
        scope.anni.dedup();
        let decide = |snapshot: &Snapshot, now| {
            living_household(request.varco(Operazione::RettificaPrestazione, now), snapshot)?;
            let record = current(request, snapshot)?;
            let mut anni = snapshot.anno(year);
            if record.dati.anno() == year {
                anni = anni.minus(&record.dati.carico());
            }
            let mut portafoglio = snapshot.portafoglio;
            // The record's money comes back to the purse that it was taken from.
            if record.dati.borsa == command.richiesta.borsa {
                portafoglio.impegnato -= record.dati.ripartizione.costo;
            }
            let turni = snapshot.turni.iter().filter(|turno| turno.prestazione != record.id).copied().collect();
            let without = situazione(snapshot, communication.giorno(), anni);
            let without = Situazione { portafoglio, turni, ..without };
            let accettata = rettifica::decide(record, &command.richiesta, &without, now)?;
            let (event, state) =
                self.next_of(request, snapshot, (accettata.fatto, Some(accettata.spiegazione.clone())), now)?;
            accepted(snapshot, (event, state, accettata.spiegazione), &communication, anni)
        };
        self.execute(request, Operazione::RettificaPrestazione, scope, decide, render).await
    }

    /// Cancels a record: its money and its share of the limits are free again.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] when the household has died or the record is irrevocable.
    pub async fn annulla(
        &self,
        request: &Request,
        id: PrestazioneId,
        render: Render<'_, Prestazione>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |record: &Prestazione, _: &Snapshot, now| {
            let (fatto, why) = annullamento::decide(record, now)?;
            Ok((fatto, Some(why)))
        };
        self.act(request, (Operazione::AnnullaPrestazione, id), decide, render).await
    }

    /// Validates a record for a postal mandate.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] when the household has died, the worker is not paid by mandates or the record is
    /// irrevocable.
    pub async fn convalida(
        &self,
        request: &Request,
        id: PrestazioneId,
        render: Render<'_, Prestazione>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |record: &Prestazione, snapshot: &Snapshot, now| {
            let worker = snapshot.prestatore.as_ref().ok_or(UseCaseError::NotFound)?;
            let (fatto, why) = convalida::decide(record, worker, now)?;
            Ok((fatto, Some(why)))
        };
        self.act(request, (Operazione::ConvalidaPrestazione, id), decide, render).await
    }

    /// An act on a record that changes nothing but its state.
    async fn act(
        &self,
        request: &Request,
        (operazione, id): (Operazione, PrestazioneId),
        decide: impl Fn(&Prestazione, &Snapshot, DateTime<Utc>) -> Result<(Fatto, Option<Explanation>), UseCaseError>
        + Send
        + Sync,
        render: Render<'_, Prestazione>,
    ) -> Result<Reply, UseCaseError> {
        let scope = record_scope(&self.locate(request, operazione, id).await?);
        let whole = |snapshot: &Snapshot, now| {
            living_household(request.varco(operazione, now), snapshot)?;
            let record = current(request, snapshot)?;
            let (event, state) = self.next_of(request, snapshot, decide(record, snapshot, now)?, now)?;
            let notices =
                snapshot.prestatore.iter().map(|worker| notice(&event, worker.persona.id, &record.dati)).collect();
            Ok(Decided { notices, ..Decided::new(vec![event], state) })
        };
        self.execute(request, operazione, scope, whole, render).await
    }

    /// The next event of the loaded record, and the record after it.
    fn next_of(
        &self,
        request: &Request,
        snapshot: &Snapshot,
        (fatto, why): (Fatto, Option<Explanation>),
        now: DateTime<Utc>,
    ) -> Result<(crate::event::Event, Prestazione), UseCaseError> {
        let (record, household) =
            snapshot.prestazioni.first().zip(snapshot.utilizzatore.as_ref()).ok_or(UseCaseError::NotFound)?;
        let person = household.persona.id;
        let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
        let event = self.event(&circumstance, stream(household.id.0, record.id.0, record.versione + 1), fatto, why);
        let state = Prestazione::evolve(Some(record.clone()), &event).ok_or(UseCaseError::NotFound)?;
        Ok((event, state))
    }

    async fn locate(
        &self,
        request: &Request,
        operazione: Operazione,
        id: PrestazioneId,
    ) -> Result<Prestazione, UseCaseError> {
        let varco = self.varco(&request.caller, operazione);
        varco.check()?;
        let scope = Scope { prestazioni: vec![id], ..Scope::default() };
        self.store.load(&scope).await?.prestazioni.into_iter().next().ok_or_else(|| varco.hidden())
    }
}

fn record_scope(record: &Prestazione) -> Scope {
    Scope {
        utilizzatore: Some(record.dati.utilizzatore),
        prestatore: Some(record.dati.prestatore),
        prestazioni: vec![record.id],
        ..Scope::default()
    }
}

/// The record as loaded, at the version the caller saw.
fn current<'a>(request: &Request, snapshot: &'a Snapshot) -> Result<&'a Prestazione, UseCaseError> {
    let record = snapshot.prestazioni.first().ok_or(UseCaseError::NotFound)?;
    check_version(request, record.versione)?;
    Ok(record)
}
