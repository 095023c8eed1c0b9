//! The port of the register of population: what the state knows of a person.

use crate::codice_fiscale::CodiceFiscale;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use thiserror::Error;

/// What the register says of the life of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anagrafe {
    /// The person is alive.
    InVita,
    /// The person died on this Italian day, at this instant when the hour is known.
    Deceduto {
        /// The day.
        giorno: NaiveDate,
        /// The instant.
        ora: Option<DateTime<Utc>>,
    },
    /// The register does not know the person, or is not connected.
    Sconosciuto,
}

/// Why the register did not answer.
#[derive(Debug, Error)]
pub enum DirectoryError {
    /// The register cannot be reached now.
    #[error("the register of population is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The register of population.
#[async_trait]
pub trait Directory: Send + Sync {
    /// Whether a person is alive.
    async fn vita(&self, codice_fiscale: &CodiceFiscale) -> Result<Anagrafe, DirectoryError>;
}
