//! `/prestazioni`: «may I?», «it was done», and what can still change.

pub mod annullamento;
pub mod comunicazione;
pub mod convalida;
pub mod rettifica;
pub mod spiegazione;
pub mod verifica;
pub mod vista;

use crate::auth::Caller;
use crate::conditional::IfMatch;
use crate::idempotency::Claim;
use crate::problem::Problem;
use crate::resources::error::problem;
use crate::resources::reply::{expected, request, versioned};
use crate::resources::types::prestazione::PrestazioneInBreve;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::{AppState, Turn};
use actix_web::http::StatusCode;
use libretto_core::change::Reply;
use libretto_core::ids::PrestazioneId;
use libretto_core::ports::queries::PrestazioneCompleta;
use libretto_core::prestazione as core;
use libretto_core::use_cases::Request;

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

/// The request of an act on a record that the caller may see, and the turn of its household: it lasts until it is dropped.
async fn begun<'a>(
    state: &'a AppState,
    claim: &Claim,
    accepted: &IfMatch,
    id: PrestazioneId,
) -> Result<(Request, Turn<'a>), Problem> {
    let record = load(state, &claim.caller, id).await?.0.prestazione;
    let request = request(claim, expected(accepted, record.versione))?;
    Ok((request, state.turns.of(record.dati.utilizzatore).await))
}

/// A record after an act on it.
pub(crate) fn changed(record: &core::Prestazione) -> Reply {
    versioned(StatusCode::OK, record.versione, &PrestazioneInBreve::new(record, record.aggiornata_il))
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
