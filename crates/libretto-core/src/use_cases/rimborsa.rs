//! The run of refunds. A run and its transfers are one change, so that a run that is killed has sent all of them or none;
//! its file is written afterwards, the same however often it is written, and the run is closed.

use super::rimborso::told;
use super::{ATTEMPTS_MAX, Circumstance, Libretto, Request, UseCaseError, stream};
use crate::change::{ChangeSet, CommitError};
use crate::event::{Event, Fatto};
use crate::ids::{CorsaRimborsiId, PersonaId, RimborsoId};
use crate::pagamento::Totale;
use crate::permessi::Operazione;
use crate::ports::{PayoutError, RefundBatch, Scope, Transfer};
use crate::rimborso::corsa::{REFUNDS_PER_RUN_MAX, open, send};
use crate::rimborso::{CorsaRimborsi, CorsaRimborsiChiusura, Rimborso};
use chrono::{DateTime, Utc};

/// What a call did.
#[derive(Clone, Debug, Default)]
pub struct EsitoRimborsa {
    /// The runs it worked on, closed, in order; the last run when there was nothing to send; none when there never was.
    pub corse: Vec<CorsaRimborsi>,
    /// Refunds whose order was written by this call; 0 when everything had been sent before.
    pub rimborsi_inviati: u64,
}

impl Libretto {
    /// Sends the approved refunds: orders one transfer each, books the ledger, writes the files. Run twice, or killed and
    /// run again, it sends each once.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] for who is not of the back office.
    pub async fn rimborsa(&self, request: &Request) -> Result<EsitoRimborsa, UseCaseError> {
        request.varco(Operazione::AvviaCorsaRimborsi, self.now()).check()?;
        let mut outcome = EsitoRimborsa::default();
        let mut conflicts = 0;
        while conflicts < ATTEMPTS_MAX {
            let last = self.queries.corse_rimborsi(None, 1).await?.pop();
            let numero = last.as_ref().map_or(1, |run| run.numero + 1);
            // An open run is finished before another begins: there is never more than one.
            if let Some(run) = last.as_ref().filter(|run| !run.is_closed()) {
                let run = self.close_refunds(request, run.clone()).await?;
                let totals = run.chiusura.as_ref().map(|totals| totals.bonifici).unwrap_or_default();
                outcome.rimborsi_inviati += u64::from(totals.numero);
                outcome.corse.push(run);
                continue;
            }
            let waiting = self.queries.rimborsi_da_inviare(REFUNDS_PER_RUN_MAX).await?;
            if waiting.is_empty() {
                if let (Some(run), true) = (last, outcome.corse.is_empty()) {
                    // A file that was lost is written again, the same.
                    outcome.corse.push(self.close_refunds(request, run).await?);
                }
                return Ok(outcome);
            }
            if !self.open_refunds(request, numero, waiting).await? {
                conflicts += 1;
            }
        }
        Err(UseCaseError::Contended)
    }

    /// Opens a run with its transfers; `false` when the state was not as it had been seen.
    async fn open_refunds(
        &self,
        request: &Request,
        numero: u32,
        rimborsi: Vec<RimborsoId>,
    ) -> Result<bool, UseCaseError> {
        let scope = Scope { rimborsi, ..Scope::default() };
        let found = self.store.load(&scope).await?.rimborsi;
        let now = self.now();
        let (corsa, fatto) = open(numero, now);
        let mut change =
            ChangeSet { events: vec![self.refunds_event(request, corsa, 1, now, fatto)], ..ChangeSet::default() };
        for before in &found {
            let Some(invio) = send(corsa, before) else { continue };
            let person = before.beneficiario;
            let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
            let flusso = stream(before.utilizzatore.0, before.id.0, before.versione + 1);
            let event = self.event(&circumstance, flusso, Fatto::RimborsoInviato { invio }, None);
            let Some(after) = Rimborso::evolve(Some(before.clone()), &event) else { continue };
            change.notices.push(told(&event, &after));
            change.events.push(event);
        }
        if change.events.len() == 1 {
            return Ok(false);
        }
        match self.store.commit(change).await {
            Ok(()) => Ok(true),
            Err(CommitError::Conflict | CommitError::OutcomeUnknown) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn refunds_event(
        &self,
        request: &Request,
        corsa: CorsaRimborsiId,
        numero: u32,
        now: DateTime<Utc>,
        fatto: Fatto,
    ) -> Event {
        // The back office and the scheduler are no persons: the actor does not use this identifier.
        let circumstance = Circumstance { caller: &request.caller, person: PersonaId(corsa.0), subject: None, now };
        self.event(&circumstance, stream(corsa.0, corsa.0, numero), fatto, None)
    }

    /// Writes the files of a run and closes it, unless it is closed.
    async fn close_refunds(&self, request: &Request, corsa: CorsaRimborsi) -> Result<CorsaRimborsi, UseCaseError> {
        let (batch, bonifici) = self.refund_batch(&corsa).await?;
        let chiusura = CorsaRimborsiChiusura { bonifici, file: self.payouts.write_refunds(&batch).await? };
        let mut corsa = corsa;
        for _ in 0..ATTEMPTS_MAX {
            if corsa.is_closed() {
                return Ok(corsa);
            }
            let fatto = Fatto::CorsaRimborsiChiusa { corsa: corsa.id, chiusura: chiusura.clone() };
            let event = self.refunds_event(request, corsa.id, corsa.versione + 1, self.now(), fatto);
            match self.store.commit(ChangeSet { events: vec![event.clone()], ..ChangeSet::default() }).await {
                Ok(()) => return CorsaRimborsi::evolve(Some(corsa), &event).ok_or(UseCaseError::NotFound),
                Err(CommitError::Conflict | CommitError::OutcomeUnknown) => {}
                Err(error) => return Err(error.into()),
            }
            // Another process closed the same run with the same file, or this one did unawares.
            let same = self.queries.corse_rimborsi(corsa.numero.checked_add(1), 1).await?;
            corsa = same.into_iter().next().ok_or(UseCaseError::NotFound)?;
        }
        Err(UseCaseError::Contended)
    }

    async fn refund_batch(&self, corsa: &CorsaRimborsi) -> Result<(RefundBatch, Totale), UseCaseError> {
        let mut batch = RefundBatch {
            corsa: corsa.id,
            numero: corsa.numero,
            created_at: corsa.aperta_il,
            execution_day: corsa.esecuzione,
            transfers: Vec::new(),
        };
        let mut totale = Totale::default();
        for one in self.queries.invii_rimborsi(corsa.id).await? {
            let pagamento = one.invio.id;
            // Never a file that silently lacks a transfer which the register says was sent.
            let iban =
                one.iban.ok_or_else(|| PayoutError::Format(format!("the payment {pagamento} has no account")))?;
            totale.numero += 1;
            totale.importo += one.invio.importo;
            let (holder, amount) = (one.persona.full_name(), one.invio.importo);
            batch.transfers.push(Transfer { pagamento, iban, holder, amount });
        }
        Ok((batch, totale))
    }
}
