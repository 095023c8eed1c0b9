//! A register of population that knows what it is told.

use super::lock;
use crate::codice_fiscale::CodiceFiscale;
use crate::ports::{Anagrafe, Directory, DirectoryError};
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::Mutex;

/// Knows nobody until it is told.
#[derive(Debug, Default)]
pub struct ToldDirectory(Mutex<HashMap<CodiceFiscale, Anagrafe>>);

impl ToldDirectory {
    /// Tells it of a person.
    pub fn tell(&self, code: CodiceFiscale, what: Anagrafe) {
        lock(&self.0).insert(code, what);
    }
}

#[async_trait]
impl Directory for ToldDirectory {
    async fn vita(&self, codice_fiscale: &CodiceFiscale) -> Result<Anagrafe, DirectoryError> {
        Ok(lock(&self.0).get(codice_fiscale).copied().unwrap_or(Anagrafe::Sconosciuto))
    }
}
