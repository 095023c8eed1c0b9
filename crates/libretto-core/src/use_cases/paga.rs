//! The pay run of a month, with what was entered late and falls into it (BON-05): one change set per worker, so that a run that is killed resumes where it stopped, and one
//! file at the end, the same however often it is written.

use super::{Circumstance, Decided, Libretto, Request, UseCaseError, stream};
use crate::catalogue::Codice;
use crate::change::{ChangeSet, CommitError, Reply};
use crate::civil_time::rome_date;
use crate::context::Caller;
use crate::deadlines::month_closes;
use crate::event::{Event, Fatto};
use crate::explanation::{Measure, Quantity};
use crate::ids::{CorsaId, PagamentoId, PersonaId};
use crate::month::Month;
use crate::pagamento::corsa::{execution_day, pay};
use crate::pagamento::{Corsa, CorsaChiusura, Pagamento};
use crate::permessi::Operazione;
use crate::ports::queries::{DaPagare, PagamentoCompleto};
use crate::ports::{Domiciled, Notice, PayoutBatch, Scope, Snapshot, Transfer};
use crate::prestatore::{Modalita, Prestatore};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Workers read at a time.
const PAGE: u32 = 500;

/// Hears how far a run is: workers paid, of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// The result of a run.
#[derive(Clone, Debug)]
pub struct EsitoPaga {
    /// The run, closed; `None` when the month has nothing to pay and never had a run.
    pub corsa: Option<Corsa>,
    /// Workers paid by this call; 0 when everything had been paid before.
    pub prestatori_pagati: u64,
}

impl Libretto {
    /// Pays a month: makes its records irrevocable, orders one payment per worker, books the ledger, credits the
    /// contributions, writes the files. Run twice, or killed and run again, it pays once.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] before the month is closed (day 4 of the next month, 00:00 in Italy);
    /// [`UseCaseError::Forbidden`] for who is not of the back office.
    pub async fn paga(
        &self,
        request: &Request,
        mese: Month,
        progress: Progress<'_>,
    ) -> Result<EsitoPaga, UseCaseError> {
        request.varco(Operazione::AvviaCorsaPagamento, self.now()).check()?;
        let closes = month_closes(mese)?;
        let now = self.now();
        if now < closes {
            let measure = Measure::against(Quantity::Istante(closes), Quantity::Istante(now));
            return Err(Rejected::because(Codice::MeseNonChiuso, rome_date(now), measure).into());
        }
        let mut paid = 0;
        for _ in 0..super::ATTEMPTS_MAX {
            let Some((corsa, total)) = self.open_run(request, mese).await? else {
                return Ok(EsitoPaga { corsa: None, prestatori_pagati: 0 });
            };
            paid += self.pay_workers(request, &corsa, total, progress).await?;
            // Only a run that leaves nothing unpaid is closed: what came late, or met a run that another process closed
            // meanwhile, is paid in another round.
            if self.queries.conta_da_pagare(mese).await? == 0 {
                let corsa = self.close_run(request, corsa).await?;
                return Ok(EsitoPaga { corsa: Some(corsa), prestatori_pagati: paid });
            }
        }
        Err(UseCaseError::Contended)
    }

    /// The payments of a run, for the branch, which sees who is paid.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] for anybody else.
    pub async fn elenca_pagamenti(
        &self,
        caller: &Caller,
        corsa: CorsaId,
        after: Option<PagamentoId>,
        limit: u32,
    ) -> Result<Vec<PagamentoCompleto>, UseCaseError> {
        let varco = self.varco(caller, Operazione::ElencoPagamenti);
        varco.check()?;
        let found = self.queries.pagamenti(corsa, after, limit).await?;
        self.looked(varco, found.iter().map(|one| one.persona.id).collect::<Vec<_>>(), None).await?;
        Ok(found)
    }

    /// The run to work on, and how many workers it will pay: the open one, a new one when there is something to pay, else
    /// the last.
    async fn open_run(&self, request: &Request, mese: Month) -> Result<Option<(Corsa, u64)>, UseCaseError> {
        for _ in 0..super::ATTEMPTS_MAX {
            let last = self.queries.corse(Some(mese)).await?.into_iter().max_by_key(|corsa| corsa.numero);
            // Counted after the run was seen: who finds a run closed by somebody else finds nothing left to pay either.
            let to_pay = self.queries.conta_da_pagare(mese).await?;
            match last {
                Some(corsa) if !corsa.is_closed() || to_pay == 0 => return Ok(Some((corsa, to_pay))),
                None if to_pay == 0 => return Ok(None),
                _ => {}
            }
            let numero = last.map_or(1, |corsa| corsa.numero + 1);
            let corsa = CorsaId::of(&mese.to_string(), numero);
            let now = self.now();
            let fatto = Fatto::CorsaAperta { corsa, mese, numero, esecuzione: execution_day(mese, now)? };
            let event = self.run_event(request, corsa, 1, now, fatto);
            let opened = Corsa::evolve(None, &event);
            match self.store.commit(ChangeSet { events: vec![event], ..ChangeSet::default() }).await {
                Ok(()) => return Ok(opened.map(|corsa| (corsa, to_pay))),
                Err(CommitError::Conflict | CommitError::OutcomeUnknown) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(UseCaseError::Contended)
    }

    fn run_event(&self, request: &Request, corsa: CorsaId, numero: u32, now: DateTime<Utc>, fatto: Fatto) -> Event {
        // The back office and the scheduler are no persons: the actor does not use this identifier.
        let circumstance = Circumstance { caller: &request.caller, person: PersonaId(corsa.0), subject: None, now };
        self.event(&circumstance, stream(corsa.0, corsa.0, numero), fatto, None)
    }

    async fn pay_workers(
        &self,
        request: &Request,
        corsa: &Corsa,
        total: u64,
        progress: Progress<'_>,
    ) -> Result<u64, UseCaseError> {
        let (mut after, mut paid) = (None, 0);
        loop {
            let page = self.queries.da_pagare(corsa.mese, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(paid) };
            after = Some(last.prestatore);
            for worker in &page {
                self.pay_worker(request, corsa, worker).await?;
                paid += 1;
                progress(paid, total.max(paid));
            }
        }
    }

    async fn pay_worker(&self, request: &Request, corsa: &Corsa, worker: &DaPagare) -> Result<(), UseCaseError> {
        let (prestatore, prestazioni) = (Some(worker.prestatore), worker.prestazioni.clone());
        let scope = Scope { prestatore, prestazioni, corsa: Some(corsa.id), ..Scope::default() };
        let once = Request { caller: request.caller.clone(), idempotency: None, versione_attesa: None };
        let decide = |snapshot: &Snapshot, now| {
            let prestatore = snapshot.prestatore.as_ref().ok_or(UseCaseError::NotFound)?;
            // Nothing is added to a run whose file is written: what is left goes into the next.
            let open = snapshot.corsa.as_ref().is_some_and(|run| !run.is_closed());
            let facts = if open { pay(corsa, prestatore, &snapshot.prestazioni)? } else { Vec::new() };
            Ok(self.settle_worker(request, snapshot, prestatore, (facts, now)))
        };
        self.execute(&once, Operazione::AvviaCorsaPagamento, scope, decide, &|()| Reply {
            status: 0,
            headers: Vec::new(),
            body: String::new(),
        })
        .await?;
        Ok(())
    }

    /// The events of one worker's payments, each on the stream of its record or payment.
    fn settle_worker(
        &self,
        request: &Request,
        snapshot: &Snapshot,
        prestatore: &Prestatore,
        (facts, now): (Vec<Fatto>, DateTime<Utc>),
    ) -> Decided<()> {
        let person = prestatore.persona.id;
        let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
        let mut notices = Vec::new();
        let mut events = Vec::with_capacity(facts.len());
        for fatto in facts {
            let flusso = match &fatto {
                Fatto::PagamentoDisposto { pagamento } => stream(prestatore.id.0, pagamento.id.0, 1),
                Fatto::PrestazioneLiquidata { prestazione, dati, .. } => {
                    let record = snapshot.prestazioni.iter().find(|one| one.id == *prestazione);
                    stream(dati.utilizzatore.0, prestazione.0, record.map_or(1, |one| one.versione + 1))
                }
                _ => continue,
            };
            let event = self.event(&circumstance, flusso, fatto, None);
            if let Fatto::PagamentoDisposto { pagamento } = &event.fatto {
                notices.push(told(&event, person, pagamento));
            }
            events.push(event);
        }
        Decided { notices, ..Decided::new(events, ()) }
    }

    /// Writes the files of a run and closes it; a closed run whose files are lost gets the same files again.
    async fn close_run(&self, request: &Request, corsa: Corsa) -> Result<Corsa, UseCaseError> {
        let (batch, mut chiusura) = self.batch(&corsa).await?;
        chiusura.file = self.payouts.write(&batch).await?;
        if corsa.is_closed() {
            return Ok(corsa);
        }
        let mut corsa = corsa;
        for _ in 0..super::ATTEMPTS_MAX {
            let fatto = Fatto::CorsaChiusa { corsa: corsa.id, chiusura: chiusura.clone() };
            let event = self.run_event(request, corsa.id, corsa.versione + 1, self.now(), fatto);
            match self.store.commit(ChangeSet { events: vec![event.clone()], ..ChangeSet::default() }).await {
                Ok(()) => return Corsa::evolve(Some(corsa), &event).ok_or(UseCaseError::NotFound),
                Err(CommitError::Conflict | CommitError::OutcomeUnknown) => {}
                Err(error) => return Err(error.into()),
            }
            corsa = self.queries.corsa(corsa.id).await?.ok_or(UseCaseError::NotFound)?;
            // Another process closed the same run with the same payments and the same files, or this one did unawares.
            if corsa.is_closed() {
                return Ok(corsa);
            }
        }
        Err(UseCaseError::Contended)
    }

    async fn batch(&self, corsa: &Corsa) -> Result<(PayoutBatch, CorsaChiusura), UseCaseError> {
        let mut chiusura = CorsaChiusura::default();
        let mut batch = PayoutBatch {
            corsa: corsa.id,
            mese: corsa.mese,
            numero: corsa.numero,
            created_at: corsa.aperta_il,
            execution_day: corsa.esecuzione,
            transfers: Vec::new(),
            domiciled: Vec::new(),
        };
        let mut after = None;
        loop {
            let page = self.queries.pagamenti(corsa.id, after, PAGE).await?;
            let Some(last) = page.last() else {
                return Ok((batch, chiusura));
            };
            after = Some(last.pagamento.id);
            for payment in page {
                chiusura.add(&payment.pagamento);
                send(&mut batch, payment);
            }
        }
    }
}

/// Puts a payment into its file; a mandate is collected and goes into none.
fn send(batch: &mut PayoutBatch, payment: PagamentoCompleto) {
    let PagamentoCompleto { pagamento, persona, iban } = payment;
    match (pagamento.modalita, iban) {
        (Modalita::Bonifico { .. }, Some(iban)) => batch.transfers.push(Transfer {
            pagamento: pagamento.id,
            iban,
            holder: persona.full_name(),
            amount: pagamento.netto,
        }),
        (Modalita::BonificoDomiciliato, _) => batch.domiciled.push(Domiciled {
            pagamento: pagamento.id,
            codice_fiscale: persona.codice_fiscale,
            holder: persona.full_name(),
            amount: pagamento.netto,
            fee: pagamento.onere,
        }),
        _ => {}
    }
}

fn told(event: &Event, worker: PersonaId, pagamento: &Pagamento) -> Notice {
    Notice {
        evento: event.id,
        destinatario: worker,
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: format!(
            "È stato disposto il pagamento dei compensi di {}: {} dal {}.",
            pagamento.mese,
            pagamento.netto.italian(),
            pagamento.esecuzione.format("%d/%m/%Y")
        ),
    }
}
