//! The pay run of a month: what each worker is paid, in which mode, with which fee.

use super::{Pagamento, Quota};
use crate::banking_days::banking_day_on_or_after;
use crate::civil_time::rome_date;
use crate::deadlines::{month_closes, payment_day};
use crate::event::{Event, Fatto};
use crate::ids::{CorsaId, PagamentoId, UtilizzatoreId};
use crate::money::Euro;
use crate::month::Month;
use crate::parameters::{NotInForce, payment};
use crate::prestatore::{Modalita, Prestatore};
use crate::prestazione::{Prestazione, StatoPrestazione};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Number and sum of some payments.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Totale {
    /// How many.
    pub numero: u32,
    /// Sum of what the workers receive.
    pub importo: Euro,
}

/// A file that was written for the bank or the post.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileScritto {
    /// File name.
    pub nome: String,
    /// Payments in it.
    pub totale: Totale,
    /// SHA-256 of the content, hexadecimal.
    pub impronta: String,
}

/// Totals of a closed run.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CorsaChiusura {
    /// Transfers to accounts.
    pub bonifici: Totale,
    /// Domiciled transfers.
    pub domiciliati: Totale,
    /// Postal mandates, apart: they are collected, not sent.
    pub mandati: Totale,
    /// Net pay before fees.
    pub lordo: Euro,
    /// Fees withheld.
    pub oneri: Euro,
    /// Contributions credited.
    pub contributi: Euro,
    /// Files written.
    pub file: Vec<FileScritto>,
}

impl CorsaChiusura {
    /// Adds one payment to the totals.
    pub fn add(&mut self, pagamento: &Pagamento) {
        let total = match pagamento.modalita {
            Modalita::Bonifico { .. } => &mut self.bonifici,
            Modalita::BonificoDomiciliato => &mut self.domiciliati,
            Modalita::MandatoPostale => &mut self.mandati,
        };
        total.numero += 1;
        total.importo += pagamento.netto;
        self.lordo += pagamento.lordo;
        self.oneri += pagamento.onere;
        self.contributi += pagamento.contributi;
    }
}

/// A run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Corsa {
    /// Identifier, derived from month and number.
    pub id: CorsaId,
    /// The month that is paid, with what was entered late.
    pub mese: Month,
    /// Number in the month, from 1.
    pub numero: u32,
    /// Day on which the money leaves.
    pub esecuzione: NaiveDate,
    /// Instant at which it began.
    pub aperta_il: DateTime<Utc>,
    /// Totals and files, once closed.
    pub chiusura: Option<CorsaChiusura>,
    /// Number of events so far.
    pub versione: u32,
}

impl Corsa {
    /// The state after an event.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event) -> Option<Self> {
        match (&event.fatto, state) {
            (Fatto::CorsaAperta { corsa, mese, numero, esecuzione }, None) => Some(Self {
                id: *corsa,
                mese: *mese,
                numero: *numero,
                esecuzione: *esecuzione,
                aperta_il: event.istante,
                chiusura: None,
                versione: event.flusso.numero,
            }),
            (Fatto::CorsaChiusa { chiusura, .. }, Some(state)) => {
                Some(Self { chiusura: Some(chiusura.clone()), versione: event.flusso.numero, ..state })
            }
            (_, state) => state,
        }
    }

    /// Whether everything of the run was done.
    pub const fn is_closed(&self) -> bool {
        self.chiusura.is_some()
    }
}

/// The day on which a run started now pays: the payment day of the month or, when that has passed, the next banking day.
///
/// # Errors
/// [`NotInForce`] for a month before the law.
pub fn execution_day(mese: Month, now: DateTime<Utc>) -> Result<NaiveDate, NotInForce> {
    Ok(payment_day(mese)?.max(banking_day_on_or_after(rome_date(now))))
}

/// The facts that pay one worker for the records of one run. `prestazioni` are the worker's records that the run pays and that
/// are not cancelled and not paid; the others are skipped, so that a resumed run never pays twice.
///
/// # Errors
/// [`NotInForce`] for a month before the law.
pub fn pay(corsa: &Corsa, prestatore: &Prestatore, prestazioni: &[Prestazione]) -> Result<Vec<Fatto>, NotInForce> {
    let modalita = match prestatore.modalita_at(month_closes(corsa.mese)?) {
        // PAY-07: a mandate that nobody validated becomes a domiciled transfer.
        Modalita::MandatoPostale => Modalita::BonificoDomiciliato,
        other => other,
    };
    let ordinary: Vec<_> = prestazioni.iter().filter(|one| one.stato == StatoPrestazione::Accettata).collect();
    let mut facts = Vec::new();
    if let Some(first) = ordinary.first() {
        let onere = match modalita {
            Modalita::Bonifico { .. } => Euro::ZERO,
            Modalita::BonificoDomiciliato | Modalita::MandatoPostale => {
                payment::ONERE_DOMICILIATO.on(corsa.esecuzione)?
            }
        };
        let id = derived(corsa.id, first.id.0);
        settle(&mut facts, &ordinary, gather(corsa, prestatore, &ordinary, (id, modalita, onere)));
    }
    for one in prestazioni {
        if let (StatoPrestazione::Convalidata, Some(mandato)) = (one.stato, &one.mandato) {
            let id = derived(corsa.id, one.id.0);
            let mut pagamento = gather(corsa, prestatore, &[one], (id, Modalita::MandatoPostale, mandato.onere));
            pagamento.esecuzione = mandato.riscuotibile_dal;
            pagamento.mandato = Some(mandato.numero.clone());
            settle(&mut facts, &[one], pagamento);
        }
    }
    Ok(facts)
}

fn derived(corsa: CorsaId, who: Uuid) -> PagamentoId {
    PagamentoId(Uuid::new_v5(&corsa.0, who.as_bytes()))
}

fn settle(facts: &mut Vec<Fatto>, paid: &[&Prestazione], pagamento: Pagamento) {
    facts.extend(paid.iter().map(|one| Fatto::PrestazioneLiquidata {
        prestazione: one.id,
        dati: one.dati.clone(),
        pagamento: pagamento.id,
    }));
    facts.push(Fatto::PagamentoDisposto { pagamento });
}

fn gather(
    corsa: &Corsa,
    prestatore: &Prestatore,
    paid: &[&Prestazione],
    (id, modalita, onere): (PagamentoId, Modalita, Euro),
) -> Pagamento {
    let mut quote: BTreeMap<UtilizzatoreId, Euro> = BTreeMap::new();
    for one in paid {
        *quote.entry(one.dati.utilizzatore).or_default() += one.dati.ripartizione.compenso;
    }
    let lordo: Euro = paid.iter().map(|one| one.dati.ripartizione.compenso).sum();
    Pagamento {
        id,
        corsa: corsa.id,
        mese: corsa.mese,
        prestatore: prestatore.id,
        modalita,
        prestazioni: paid.iter().map(|one| one.id).collect(),
        quote: quote.into_iter().map(|(utilizzatore, compenso)| Quota { utilizzatore, compenso }).collect(),
        lordo,
        onere,
        netto: lordo - onere,
        contributi: paid.iter().map(|one| one.dati.ripartizione.ivs).sum(),
        esecuzione: corsa.esecuzione,
        mandato: None,
    }
}
