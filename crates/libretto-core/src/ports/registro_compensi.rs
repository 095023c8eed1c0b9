//! The port of what workers earn outside the Libretto Famiglia, by *contratto di prestazione occasionale* (LIM-06).
//!
//! A decision finds the last known total in the counter of the worker's year, which guards LIM-A with it; a new total
//! enters through the unit of work (`registra_compensi_esterni`). This trait is for looking at it.

use super::StoreError;
use crate::compensi_esterni::EsterniNoti;
use crate::ids::PrestatoreId;
use async_trait::async_trait;

/// The registry of external pay, as far as Libretto knows it.
#[async_trait]
pub trait RegistroCompensi: Send + Sync {
    /// The last known total of a worker's year; `None` when nobody ever told one.
    async fn compensi_esterni(&self, id: PrestatoreId, anno: i32) -> Result<Option<EsterniNoti>, StoreError>;
}
