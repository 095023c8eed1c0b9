//! `/prestazioni`: «may I?», «it was done», and what can still change.

pub mod annullamento;
pub mod comunicazione;
pub mod convalida;
pub mod rettifica;
pub mod spiegazione;
pub mod verifica;
pub mod vista;

use crate::auth::Caller;
use crate::problem::Problem;
use crate::resources::AppState;
use crate::resources::error::problem;
use crate::resources::types::spiegazione::Viewer;
use libretto_core::ids::PrestazioneId;
use libretto_core::ports::queries::PrestazioneCompleta;

/// A record that the caller may see, and as whom.
pub(crate) async fn load(
    state: &AppState,
    caller: &Caller,
    id: PrestazioneId,
) -> Result<(PrestazioneCompleta, Viewer), Problem> {
    let found = state.libretto.vedi_prestazione(&caller.to_core()?, id).await;
    let found = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let viewer = viewer(caller, &found)?;
    Ok((found, viewer))
}

/// As whom the caller sees a record that they may see.
pub(crate) fn viewer(caller: &Caller, found: &PrestazioneCompleta) -> Result<Viewer, Problem> {
    Ok(match &caller.to_core()? {
        libretto_core::context::Caller::Cittadino { codice_fiscale, .. } => {
            if *codice_fiscale == found.utilizzatore.codice_fiscale { Viewer::Utilizzatore } else { Viewer::Prestatore }
        }
        _ => Viewer::BackOffice,
    })
}
