//! Documents that are kept in memory.

use super::lock;
use crate::ids::DocumentoId;
use crate::ports::{DocumentError, Documents};
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::Mutex;

/// Keeps every document.
#[derive(Debug, Default)]
pub struct KeptDocuments(Mutex<HashMap<DocumentoId, Vec<u8>>>);

impl KeptDocuments {
    /// How many are kept.
    pub fn len(&self) -> usize {
        lock(&self.0).len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[async_trait]
impl Documents for KeptDocuments {
    async fn keep(&self, id: DocumentoId, content: &[u8]) -> Result<(), DocumentError> {
        lock(&self.0).insert(id, content.to_vec());
        Ok(())
    }

    async fn read(&self, id: DocumentoId) -> Result<Option<Vec<u8>>, DocumentError> {
        Ok(lock(&self.0).get(&id).cloned())
    }
}
