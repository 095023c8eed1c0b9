//! `/rimborsi` and `/corse-rimborsi`: refunds, worked and sent by the back office. What the household does is below its own
//! address.

pub mod approvazione;
pub mod corse;
pub mod elenco;
pub mod reiezione;
pub mod restituzione;
pub mod tipi;

use crate::auth::Caller;
use crate::problem::Problem;
use crate::resources::AppState;
use crate::resources::error::problem;
use crate::resources::types::spiegazione::Viewer;
use libretto_core::ids::RimborsoId;
use libretto_core::ports::queries::RimborsoCompleto;

/// A refund that the caller may see.
pub(crate) async fn load(
    state: &AppState,
    caller: &Caller,
    id: RimborsoId,
    viewer: Viewer,
) -> Result<RimborsoCompleto, Problem> {
    let found = state.libretto.vedi_rimborso(&caller.to_core()?, id).await;
    found.map_err(|error| problem(error, viewer))
}
