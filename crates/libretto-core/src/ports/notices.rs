//! Notices to people (comma 12: the worker is told at the same moment).

use crate::ids::{EventId, PersonaId};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A notice in the outbox. Contacts are not here: the dispatcher asks `MyINPS` for them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// The event it tells of; one notice per event and recipient.
    pub evento: EventId,
    /// Who is told.
    pub destinatario: PersonaId,
    /// Name of the fact.
    pub causale: String,
    /// Instant of the event.
    pub istante: DateTime<Utc>,
    /// What is told, in Italian.
    pub testo: String,
}

/// Why a notice was not delivered.
#[derive(Debug, Error)]
#[error("the notice could not be delivered")]
pub struct NoticeError(#[from] pub std::io::Error);

/// The dispatcher of notices.
#[async_trait]
pub trait Notices: Send + Sync {
    /// Hands over some notices, all of them when it returns `Ok`. Called at least once for each; a repetition is
    /// recognised by event and recipient.
    async fn deliver(&self, notices: &[Notice]) -> Result<(), NoticeError>;
}
