//! Top-ups: opened by the household, settled by the payment system.

use super::comunicazione::living_household;
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, repeated, stream};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::event::{Event, Fatto};
use crate::ids::{PersonaId, RicevutaId, UtilizzatoreId, VersamentoId};
use crate::money::Euro;
use crate::permessi::Operazione;
use crate::portafoglio::Versamento;
use crate::portafoglio::versamento::{self, EsitoRicevuta, Ricevuta, RicevutaRegistrata};
use crate::ports::{Notice, Scope, Snapshot};
use crate::utilizzatore::Utilizzatore;
use chrono::{DateTime, Utc};

/// What became of a receipt.
#[derive(Clone, Debug)]
pub struct EsitoAccredito {
    /// The receipt as recorded.
    pub ricevuta: RicevutaRegistrata,
    /// Whether it had been recorded before: nothing changed now.
    pub ripetuta: bool,
}

impl Libretto {
    /// Opens a top-up and its pagoPA notice.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] for an amount that is no multiple of a voucher, or when the household has died.
    pub async fn apri_versamento(
        &self,
        request: &Request,
        utilizzatore: UtilizzatoreId,
        importo: Euro,
        render: Render<'_, Versamento>,
    ) -> Result<Reply, UseCaseError> {
        let scope = Scope { utilizzatore: Some(utilizzatore), ..Scope::default() };
        let id = VersamentoId(self.ids.next());
        // No notice is asked of the payment system for a top-up that would be refused; none inside the transaction either.
        let idempotency = request.idempotency.as_ref().map(|one| (one.caller.clone(), one.key.clone()));
        request.varco(Operazione::ApriVersamento, self.now()).check()?;
        let snapshot = self.load_for(&request.caller, Scope { idempotency, ..scope.clone() }).await?;
        if let Some(reply) = repeated(request, &snapshot)? {
            return Ok(reply);
        }
        let now = self.now();
        living_household(request.varco(Operazione::ApriVersamento, now), &snapshot)?;
        versamento::open(importo, rome_date(now))?;
        let avviso = self.funding.open(id, importo).await?;
        let decide = |snapshot: &Snapshot, now| {
            let household = living_household(request.varco(Operazione::ApriVersamento, now), snapshot)?;
            let why = versamento::open(importo, rome_date(now))?;
            let person = household.persona.id;
            let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
            let fatto = Fatto::VersamentoAperto { versamento: id, utilizzatore, importo, avviso: avviso.clone() };
            let event = self.event(&circumstance, stream(utilizzatore.0, id.0, 1), fatto, Some(why));
            let state = Versamento::evolve(None, &event).ok_or(UseCaseError::NotFound)?;
            Ok(Decided::new(vec![event], state))
        };
        self.execute(request, Operazione::ApriVersamento, scope, decide, render).await
    }

    /// Records a receipt of the payment system. Its code is its own key: a repetition changes nothing and gets the same
    /// answer; what cannot be credited waits in suspense; nothing is lost.
    ///
    /// # Errors
    /// [`UseCaseError::KeyReused`] when the code came before with another amount or notice.
    pub async fn registra_ricevuta(
        &self,
        request: &Request,
        ricevuta: &Ricevuta,
        render: Render<'_, EsitoAccredito>,
    ) -> Result<Reply, UseCaseError> {
        request.varco(Operazione::RegistraRicevuta, self.now()).check()?;
        let id = RicevutaId::of(&ricevuta.codice);
        let numero_avviso = Some(ricevuta.numero_avviso.clone());
        let scope = Scope { ricevuta: Some(id), numero_avviso, ..Scope::default() };
        let household = self.store.load(&scope).await?.versamento.map(|found| found.utilizzatore);
        let scope = Scope { utilizzatore: household, ..scope };
        let decide = |snapshot: &Snapshot, now| {
            if let Some(known) = &snapshot.ricevuta {
                let same = known.importo == ricevuta.importo && known.numero_avviso == ricevuta.numero_avviso;
                let outcome = EsitoAccredito { ricevuta: known.clone(), ripetuta: true };
                return if same { Ok(Decided::new(Vec::new(), outcome)) } else { Err(UseCaseError::KeyReused) };
            }
            Ok(self.settle(request, ricevuta, snapshot, (id, now)))
        };
        self.execute(request, Operazione::RegistraRicevuta, scope, decide, render).await
    }

    fn settle(
        &self,
        request: &Request,
        ricevuta: &Ricevuta,
        snapshot: &Snapshot,
        (id, now): (RicevutaId, DateTime<Utc>),
    ) -> Decided<EsitoAccredito> {
        let found = snapshot.versamento.as_ref().zip(snapshot.utilizzatore.as_ref());
        let esito = versamento::settle(ricevuta, found.map(|(versamento, _)| versamento));
        let person = found.map(|(_, household)| household.persona.id);
        // The payment system is no person: the actor does not use this identifier.
        let circumstance =
            Circumstance { caller: &request.caller, person: person.unwrap_or(PersonaId(id.0)), subject: person, now };
        let record = RicevutaRegistrata {
            id,
            numero_avviso: ricevuta.numero_avviso.clone(),
            importo: ricevuta.importo,
            esito,
            registrata_il: now,
        };
        let fatto = Fatto::RicevutaRegistrata {
            ricevuta: id,
            numero_avviso: record.numero_avviso.clone(),
            importo: record.importo,
            esito,
        };
        let mut events = vec![self.event(&circumstance, stream(id.0, id.0, 1), fatto, None)];
        let mut notices = Vec::new();
        if let (EsitoRicevuta::Accreditata { versamento }, Some((state, household))) = (esito, found) {
            let (utilizzatore, importo) = (state.utilizzatore, state.importo);
            let fatto = Fatto::VersamentoAccreditato { versamento, utilizzatore, importo, ricevuta: id };
            let flusso = stream(utilizzatore.0, versamento.0, state.versione + 1);
            let event = self.event(&circumstance, flusso, fatto, None);
            notices.push(credited(&event, household, importo));
            events.push(event);
        }
        Decided { notices, ..Decided::new(events, EsitoAccredito { ricevuta: record, ripetuta: false }) }
    }
}

fn credited(event: &Event, household: &Utilizzatore, importo: Euro) -> Notice {
    Notice {
        evento: event.id,
        destinatario: household.persona.id,
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: format!(
            "Il versamento di {} è stato accreditato nel portafoglio del Libretto Famiglia.",
            importo.italian()
        ),
    }
}
