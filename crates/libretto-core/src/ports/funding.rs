//! Money in: opening a payment notice.

use crate::ids::VersamentoId;
use crate::money::Euro;
use crate::portafoglio::Avviso;
use async_trait::async_trait;
use thiserror::Error;

/// Why a notice could not be opened.
#[derive(Debug, Error)]
pub enum FundingError {
    /// The payment system cannot be reached now.
    #[error("the payment system is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The amount or the configuration does not fit the payment system.
    #[error("the payment system does not admit this top-up: {0}")]
    Refused(String),
}

/// The payment system for money in (pagoPA).
#[async_trait]
pub trait Funding: Send + Sync {
    /// Opens a notice for a top-up. The same top-up always gets the same notice.
    async fn open(&self, versamento: VersamentoId, importo: Euro) -> Result<Avviso, FundingError>;
}
