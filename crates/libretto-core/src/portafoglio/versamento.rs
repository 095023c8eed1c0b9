//! A top-up: opened with a pagoPA notice, settled by the receipt of the payment system (WAL-01…WAL-06).

use crate::catalogue::Codice;
use crate::event::{Event, Fatto};
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::{RicevutaId, UtilizzatoreId, VersamentoId};
use crate::money::Euro;
use crate::parameters::titolo::MULTIPLO_VERSAMENTO;
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The pagoPA notice of a top-up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Avviso {
    /// Notice number, 18 digits with their control digits.
    pub numero_avviso: String,
    /// IUV, 17 digits.
    pub iuv: String,
    /// Text of the QR code.
    pub qr: String,
    /// Fiscal code of the creditor body.
    pub ente_creditore: String,
}

/// State of a top-up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatoVersamento {
    /// The notice can be paid.
    InAttesa,
    /// Paid, and spendable.
    Accreditato,
}

/// A top-up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Versamento {
    /// Identifier.
    pub id: VersamentoId,
    /// Owner of the wallet.
    pub utilizzatore: UtilizzatoreId,
    /// Amount.
    pub importo: Euro,
    /// The notice.
    pub avviso: Avviso,
    /// State.
    pub stato: StatoVersamento,
    /// Instant of the request.
    pub aperto_il: DateTime<Utc>,
    /// Instant of the credit.
    pub accreditato_il: Option<DateTime<Utc>>,
    /// Number of events so far.
    pub versione: u32,
}

impl Versamento {
    /// The state after an event.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event) -> Option<Self> {
        match (&event.fatto, state) {
            (Fatto::VersamentoAperto { versamento, utilizzatore, importo, avviso }, None) => Some(Self {
                id: *versamento,
                utilizzatore: *utilizzatore,
                importo: *importo,
                avviso: avviso.clone(),
                stato: StatoVersamento::InAttesa,
                aperto_il: event.istante,
                accreditato_il: None,
                versione: event.flusso.numero,
            }),
            (Fatto::VersamentoAccreditato { .. }, Some(state)) => Some(Self {
                stato: StatoVersamento::Accreditato,
                accreditato_il: Some(event.istante),
                versione: event.flusso.numero,
                ..state
            }),
            (_, state) => state,
        }
    }
}

/// Decides whether a top-up of this amount may be opened (WAL-03).
///
/// # Errors
/// [`Rejected`] when the amount is not a positive multiple of a voucher.
pub fn open(importo: Euro, today: NaiveDate) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(today);
    match MULTIPLO_VERSAMENTO.on(today) {
        Ok(unit) => {
            let whole = importo.checked_div_floor(unit).is_some_and(|count| count > 0 && unit.times(count) == importo);
            let measure = Measure::against(Quantity::Euro(unit), Quantity::Euro(importo));
            evaluation.require(Codice::VersamentoNonMultiplo, whole, measure);
        }
        Err(_) => {
            evaluation.require(Codice::PrimaDellaLegge, false, Measure::asked(Quantity::Giorno(today)));
        }
    }
    Ok(evaluation.finish()?)
}

/// Why a receipt's money waits in the suspense account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotivoSospensione {
    /// No notice has this number.
    AvvisoSconosciuto,
    /// The amount is not that of the notice.
    ImportoDiverso,
    /// The notice was paid already.
    AvvisoGiaPagato,
}

/// A receipt of the payment system.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ricevuta {
    /// Code given by the payment system, unique for ever.
    pub codice: String,
    /// Notice number that was paid.
    pub numero_avviso: String,
    /// Amount paid.
    pub importo: Euro,
}

/// Where the money of a receipt went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "tipo", rename_all = "snake_case")]
pub enum EsitoRicevuta {
    /// Credited to the wallet of the notice.
    Accreditata {
        /// The top-up.
        versamento: VersamentoId,
    },
    /// Kept in suspense, a matter for the back office.
    Sospesa {
        /// Why.
        motivo: MotivoSospensione,
    },
}

/// Decides where the money of a receipt goes. Total: whatever arrives is recorded, nothing is lost.
pub fn settle(ricevuta: &Ricevuta, versamento: Option<&Versamento>) -> EsitoRicevuta {
    let sospesa = |motivo| EsitoRicevuta::Sospesa { motivo };
    match versamento {
        None => sospesa(MotivoSospensione::AvvisoSconosciuto),
        Some(found) if found.stato == StatoVersamento::Accreditato => sospesa(MotivoSospensione::AvvisoGiaPagato),
        Some(found) if found.importo != ricevuta.importo => sospesa(MotivoSospensione::ImportoDiverso),
        Some(found) => EsitoRicevuta::Accreditata { versamento: found.id },
    }
}

/// A receipt as it was recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RicevutaRegistrata {
    /// Identifier, derived from the code.
    pub id: RicevutaId,
    /// Notice number that was paid.
    pub numero_avviso: String,
    /// Amount paid.
    pub importo: Euro,
    /// Where the money went.
    pub esito: EsitoRicevuta,
    /// Instant of the record.
    pub registrata_il: DateTime<Utc>,
}
