//! The *prestazione*: one continuous piece of work of one worker for one household, and the legal acts about it.

pub mod annullamento;
pub mod comunicazione;
pub mod convalida;
mod decesso;
mod parti;
mod presupposti;
pub mod rettifica;
mod valutazione;

pub(crate) use decesso::annulla as annulla_per_decesso;
pub use decesso::{Effetto, effetto};
pub use parti::{Famiglia, Lavoratore};
pub use presupposti::{Presupposti, Replica};
pub use rettifica::Revocabilita;
pub(crate) use valutazione::instant;
pub use valutazione::{Richiesta, Situazione, Valutata, valuta};

use crate::event::{Event, Fatto};
use crate::ids::{PagamentoId, PrestatoreId, PrestazioneId, UtilizzatoreId};
use crate::limits::Carico;
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::month::Month;
use crate::portafoglio::Borsa;
use crate::titolo::{Ripartizione, Titoli};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The three scopes of comma 10 (ELG-02).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ambito {
    /// Small domestic jobs, with gardening, cleaning and maintenance.
    LavoriDomestici,
    /// Home care of children and of elderly, ill or disabled persons.
    AssistenzaDomiciliare,
    /// Supplementary private teaching.
    InsegnamentoPrivato,
}

impl Ambito {
    /// The scope with this name in the JSON of the API; `None` for any other activity.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "lavori_domestici" => Some(Self::LavoriDomestici),
            "assistenza_domiciliare" => Some(Self::AssistenzaDomiciliare),
            "insegnamento_privato" => Some(Self::InsegnamentoPrivato),
            _ => None,
        }
    }

    /// The name in the JSON of the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LavoriDomestici => "lavori_domestici",
            Self::AssistenzaDomiciliare => "assistenza_domiciliare",
            Self::InsegnamentoPrivato => "insegnamento_privato",
        }
    }
}

/// Kinship between the worker and the household, as the household declares it (ELG-07).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parentela {
    /// None.
    #[default]
    Nessuna,
    /// A relative who lives with the household.
    FamiliareConvivente,
    /// A relative who lives elsewhere, such as a grandparent.
    FamiliareNonConvivente,
    /// A parent of the child, or who holds parental responsibility.
    Genitore,
}

/// A shift of a pair that is already recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turno {
    /// The record.
    pub prestazione: PrestazioneId,
    /// Start, inclusive.
    pub inizio: DateTime<Utc>,
    /// End, exclusive.
    pub fine: DateTime<Utc>,
}

/// What a record holds, weighed once when it is accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Dati {
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// The worker.
    pub prestatore: PrestatoreId,
    /// The scope.
    pub ambito: Ambito,
    /// Start of the work.
    pub inizio: DateTime<Utc>,
    /// End of the work.
    pub fine: DateTime<Utc>,
    /// The Italian day on which it started: it selects the law and the year (COM-10).
    pub giorno: NaiveDate,
    /// Unpaid breaks.
    pub pausa: Minutes,
    /// Net time worked: elapsed minutes less breaks (ECO-05).
    pub minuti: Minutes,
    /// Vouchers.
    pub titoli: Titoli,
    /// What the vouchers pay for.
    pub ripartizione: Ripartizione,
    /// What counts of the net pay for LIM-B.
    pub computato: Euro,
    /// The purse that pays (WAL-09).
    #[serde(default, skip_serializing_if = "Borsa::is_own")]
    pub borsa: Borsa,
    /// The month whose run pays, when it is not that of the work: see [`Self::mese_pagamento`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagata_con: Option<Month>,
}

impl Dati {
    /// The civil year that the record counts in.
    pub fn anno(&self) -> i32 {
        self.giorno.year()
    }

    /// The month whose run pays the record: that of the work, or a later one for what was entered later (BON-05, PAY-10).
    /// From its cut-off on the record is irrevocable.
    pub fn mese_pagamento(&self) -> Month {
        self.pagata_con.unwrap_or_else(|| Month::of(self.giorno))
    }

    /// What the record adds to the counters of its year.
    pub fn carico(&self) -> Carico {
        Carico { compenso: self.ripartizione.compenso, computato: self.computato, minuti: self.minuti }
    }

    /// Whether the reduced weight of comma 8 was applied.
    pub fn peso_ridotto(&self) -> bool {
        self.computato != self.ripartizione.compenso
    }
}

/// A postal mandate (PAY-06).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mandato {
    /// Unique number.
    pub numero: String,
    /// First day on which it can be collected.
    pub riscuotibile_dal: NaiveDate,
    /// Fee withheld from the worker.
    pub onere: Euro,
}

/// Why a record was cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotivoAnnullamento {
    /// Who had communicated it asked for it (COM-08).
    #[default]
    Richiesta,
    /// The work would begin after the death of the utilizzatore (HER-19).
    Decesso,
}

/// State of a record. Whether an accepted record is irrevocable follows from the instant one looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatoPrestazione {
    /// Accepted; can be changed until its deadline.
    Accettata,
    /// Validated for a postal mandate: irrevocable.
    Convalidata,
    /// Cancelled; its money and its share of the limits are free again.
    Annullata,
    /// In a payment.
    Liquidata,
}

/// A record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prestazione {
    /// Identifier.
    pub id: PrestazioneId,
    /// What it holds.
    pub dati: Dati,
    /// State.
    pub stato: StatoPrestazione,
    /// Instant of the communication.
    pub comunicata_il: DateTime<Utc>,
    /// Instant of the last change.
    pub aggiornata_il: DateTime<Utc>,
    /// First instant at which it can no longer be corrected or cancelled (COM-09).
    pub revocabile_fino: DateTime<Utc>,
    /// The postal mandate, once validated.
    pub mandato: Option<Mandato>,
    /// The payment, once paid.
    pub pagamento: Option<PagamentoId>,
    /// Number of events so far.
    pub versione: u32,
}

impl Prestazione {
    /// Whether the record can still be corrected or cancelled at an instant (COM-08, COM-09).
    pub fn is_revocable(&self, now: DateTime<Utc>) -> bool {
        Revocabilita::from(self).holds(now)
    }

    /// Whether the record counts for limits and money (LIM-08).
    pub fn counts(&self) -> bool {
        self.stato != StatoPrestazione::Annullata
    }

    /// The shift of the record.
    pub fn turno(&self) -> Turno {
        Turno { prestazione: self.id, inizio: self.dati.inizio, fine: self.dati.fine }
    }

    /// The state after an event.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event) -> Option<Self> {
        let (versione, aggiornata_il) = (event.flusso.numero, event.istante);
        match (&event.fatto, state) {
            (Fatto::PrestazioneComunicata { prestazione, dati, revocabile_fino }, None) => Some(Self {
                id: *prestazione,
                dati: dati.clone(),
                stato: StatoPrestazione::Accettata,
                comunicata_il: event.istante,
                aggiornata_il,
                revocabile_fino: *revocabile_fino,
                mandato: None,
                pagamento: None,
                versione,
            }),
            (Fatto::PrestazioneRettificata { dopo, revocabile_fino, .. }, Some(state)) => {
                Some(Self { dati: dopo.clone(), revocabile_fino: *revocabile_fino, aggiornata_il, versione, ..state })
            }
            (Fatto::PrestazioneAnnullata { .. }, Some(state)) => {
                Some(Self { stato: StatoPrestazione::Annullata, aggiornata_il, versione, ..state })
            }
            (Fatto::PrestazioneConvalidata { mandato, .. }, Some(state)) => {
                let mandato = Some(mandato.clone());
                Some(Self { stato: StatoPrestazione::Convalidata, mandato, aggiornata_il, versione, ..state })
            }
            (Fatto::PrestazioneLiquidata { pagamento, .. }, Some(state)) => {
                let pagamento = Some(*pagamento);
                Some(Self { stato: StatoPrestazione::Liquidata, pagamento, aggiornata_il, versione, ..state })
            }
            (_, state) => state,
        }
    }
}
