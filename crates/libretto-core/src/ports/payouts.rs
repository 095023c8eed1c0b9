//! Money out: the files for the bank and the post.

use crate::codice_fiscale::CodiceFiscale;
use crate::iban::Iban;
use crate::ids::{CorsaId, CorsaRimborsiId, PagamentoId};
use crate::money::Euro;
use crate::month::Month;
use crate::pagamento::FileScritto;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use thiserror::Error;

/// A transfer to an account.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// The payment.
    pub pagamento: PagamentoId,
    /// The account of who receives it.
    pub iban: Iban,
    /// Name of who receives it.
    pub holder: String,
    /// What they receive.
    pub amount: Euro,
}

/// A transfer to be collected at a post office.
#[derive(Clone, Debug)]
pub struct Domiciled {
    /// The payment.
    pub pagamento: PagamentoId,
    /// Shown by the worker at the counter.
    pub codice_fiscale: CodiceFiscale,
    /// Name of the worker.
    pub holder: String,
    /// What the worker receives.
    pub amount: Euro,
    /// Fee withheld.
    pub fee: Euro,
}

/// Everything a run sends.
#[derive(Clone, Debug)]
pub struct PayoutBatch {
    /// The run.
    pub corsa: CorsaId,
    /// The month of work.
    pub mese: Month,
    /// Number of the run in the month, from 1.
    pub numero: u32,
    /// Instant of the run: the same for every repetition, so that the files are the same.
    pub created_at: DateTime<Utc>,
    /// Day on which the money leaves.
    pub execution_day: NaiveDate,
    /// Transfers, in order of payment.
    pub transfers: Vec<Transfer>,
    /// Domiciled transfers, in order of payment.
    pub domiciled: Vec<Domiciled>,
}

/// Everything a run of refunds sends.
#[derive(Clone, Debug)]
pub struct RefundBatch {
    /// The run.
    pub corsa: CorsaRimborsiId,
    /// Its number, from 1.
    pub numero: u32,
    /// Instant of the run: the same for every repetition, so that the files are the same.
    pub created_at: DateTime<Utc>,
    /// Day on which the money leaves.
    pub execution_day: NaiveDate,
    /// Transfers, in order of payment; at least one.
    pub transfers: Vec<Transfer>,
}

/// Why files could not be written.
#[derive(Debug, Error)]
pub enum PayoutError {
    /// The place of the files cannot be written.
    #[error("the payment files could not be written")]
    Io(#[from] std::io::Error),
    /// A payment does not fit the format.
    #[error("a payment does not fit the file format: {0}")]
    Format(String),
}

/// The bank and the post for money out.
#[async_trait]
pub trait Payouts: Send + Sync {
    /// Writes the files of a run, whole or not at all. The same batch gives the same bytes.
    async fn write(&self, batch: &PayoutBatch) -> Result<Vec<FileScritto>, PayoutError>;

    /// Writes the files of a run of refunds, likewise.
    async fn write_refunds(&self, batch: &RefundBatch) -> Result<Vec<FileScritto>, PayoutError>;
}
