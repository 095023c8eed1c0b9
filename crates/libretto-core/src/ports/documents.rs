//! The port of documents: what heirs upload. Contents are personal data of many people: they live outside the register,
//! which keeps their digest.

use crate::ids::DocumentoId;
use async_trait::async_trait;
use thiserror::Error;

/// Why a document could not be kept or read.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// The place where documents are kept cannot be reached or used now.
    #[error("the documents are not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The register tells of a document that is not there: an alarm.
    #[error("document {0} is in the register and not among the documents")]
    Missing(DocumentoId),
}

/// Where documents are kept.
#[async_trait]
pub trait Documents: Send + Sync {
    /// Keeps a content under a new identifier. When it returns `Ok`, the content is durable. Keeping the same content under
    /// the same identifier again changes nothing.
    async fn keep(&self, id: DocumentoId, content: &[u8]) -> Result<(), DocumentError>;

    /// The content of a document; `None` when there is none.
    async fn read(&self, id: DocumentoId) -> Result<Option<Vec<u8>>, DocumentError>;
}
