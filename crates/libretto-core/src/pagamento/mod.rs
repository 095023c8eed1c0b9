//! Payments to workers: one credit per worker and run, summing all households (comma 19; PAY-01…PAY-05, PAY-09, PAY-15).

pub mod corsa;

pub use corsa::{Corsa, CorsaChiusura, FileScritto, Totale};

use crate::ids::{CorsaId, PagamentoId, PrestatoreId, PrestazioneId, UtilizzatoreId};
use crate::money::Euro;
use crate::month::Month;
use crate::prestatore::Modalita;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What one household owes in a payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Quota {
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// Its net pay in the payment.
    pub compenso: Euro,
}

/// A payment to one worker.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pagamento {
    /// Identifier, derived from the run and the first record paid: the same payment always has the same.
    pub id: PagamentoId,
    /// The run.
    pub corsa: CorsaId,
    /// The month that is paid, with what was entered late.
    pub mese: Month,
    /// The worker.
    pub prestatore: PrestatoreId,
    /// The mode fixed at the cut-off.
    pub modalita: Modalita,
    /// The records paid.
    pub prestazioni: Vec<PrestazioneId>,
    /// Net pay by household.
    pub quote: Vec<Quota>,
    /// Net pay before the fee.
    pub lordo: Euro,
    /// Fee withheld.
    pub onere: Euro,
    /// What the worker receives: `lordo` − `onere`.
    pub netto: Euro,
    /// Contribution credited to the worker's position with the payment (PAY-11).
    pub contributi: Euro,
    /// Day on which the money leaves; for a mandate, the first day of collection.
    pub esecuzione: NaiveDate,
    /// Number of the postal mandate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandato: Option<String>,
}
