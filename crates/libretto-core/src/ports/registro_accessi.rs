//! The port of the register of looks (I11): who looked at whose data, for what. It is written before the data are shown: a
//! look that cannot be recorded does not happen.

use super::StoreError;
use super::queries::{Page, Position};
use crate::context::{Actor, Channel};
use crate::ids::{AccessoId, DelegaId, PersonaId};
use crate::permessi::Operazione;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A look of somebody at the data of another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Accesso {
    /// Identifier.
    pub id: AccessoId,
    /// When.
    pub istante: DateTime<Utc>,
    /// Whose data.
    pub persona: PersonaId,
    /// Who looked.
    pub attore: Actor,
    /// Through which channel.
    pub canale: Channel,
    /// By which operation.
    pub operazione: Operazione,
    /// For which purpose, beyond what the operation is for: the one that the interoperability platform knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finalita: Option<String>,
    /// By which delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delega: Option<DelegaId>,
}

/// The register of looks. It is only ever added to.
#[async_trait]
pub trait RegistroAccessi: Send + Sync {
    /// Records looks: all of them, or none.
    async fn record_accessi(&self, accessi: &[Accesso]) -> Result<(), StoreError>;

    /// Looks at a person's data by instant, latest first.
    async fn accessi(
        &self,
        persona: PersonaId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Accesso>, StoreError>;
}
