//! `/prestazioni`: «may I?», «it was done», and what can still change.

pub mod annullamento;
pub mod comunicazione;
pub mod convalida;
pub mod rettifica;
pub mod spiegazione;
pub mod verifica;
pub mod vista;

use crate::auth::{Caller, Role};
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
use libretto_core::delega::Ruolo;
use libretto_core::ids::PrestazioneId;
use libretto_core::ports::queries::PrestazioneCompleta;
use libretto_core::prestazione as core;
use libretto_core::use_cases::{Request, UseCaseError};

/// A record that the caller may see, and as whom.
pub(crate) async fn load(
    state: &AppState,
    caller: &Caller,
    id: PrestazioneId,
) -> Result<(PrestazioneCompleta, Viewer), Problem> {
    let found = state.libretto.vedi_prestazione(&caller.to_core()?, id).await;
    let (found, parte) = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    Ok((found, viewer(caller, parte)))
}

/// The request of an act on a record, and the turn of its household: it lasts until it is dropped. Whoever may not act on the
/// record learns nothing of its version: it is compared only after the core has let them through.
async fn begun<'a>(
    state: &'a AppState,
    claim: &Claim,
    accepted: &IfMatch,
    id: PrestazioneId,
) -> Result<(Request, Option<Turn<'a>>), Problem> {
    let found = state.libretto.queries.prestazione(id).await;
    let found = found.map_err(|error| problem(UseCaseError::Store(error), Viewer::Utilizzatore))?;
    let Some(record) = found.map(|one| one.prestazione) else { return Ok((request(claim, None)?, None)) };
    let request = request(claim, expected(accepted, record.versione))?;
    Ok((request, Some(state.turns.of(record.dati.utilizzatore).await)))
}

/// A record after an act on it.
pub(crate) fn changed(record: &core::Prestazione) -> Reply {
    versioned(StatusCode::OK, record.versione, &PrestazioneInBreve::new(record, record.aggiornata_il))
}

/// As whom the caller sees a record that they may see for one of its parties.
pub(crate) const fn viewer(caller: &Caller, parte: Ruolo) -> Viewer {
    match (caller.role, parte) {
        (Role::BackOffice, _) => Viewer::BackOffice,
        (_, Ruolo::Utilizzatore) => Viewer::Utilizzatore,
        (_, Ruolo::Prestatore) => Viewer::Prestatore,
    }
}
