//! `/eredi`: the heirs of a deceased utilizzatore, their declarations, what they do once recognised, and the branch's desk.

mod cronologia;
pub mod dichiarazione;
pub mod documenti;
pub mod inserimenti;
pub mod manuale;
pub mod pratiche;
pub mod prestazioni;
pub mod registrazione;
pub mod rimborsi;
pub mod scrittura;
pub mod sede;
pub mod tipi;
pub mod vista;

use crate::conditional::IfMatch;
use crate::idempotency::Claim;
use crate::problem::Problem;
use crate::resources::AppState;
use crate::resources::error::{problem, refused};
use crate::resources::reply::expected;
use crate::resources::types::spiegazione::{Viewer, pointer};
use libretto_core::catalogue::Campo;
use libretto_core::ids::{DichiarazioneId, UtilizzatoreId};
use libretto_core::use_cases::{DichiarazioneRef, UseCaseError};
use uuid::Uuid;

/// A declaration by the two identifiers of its address.
const fn declaration((utilizzatore, dichiarazione): (Uuid, Uuid)) -> DichiarazioneRef {
    DichiarazioneRef { utilizzatore: UtilizzatoreId(utilizzatore), dichiarazione: DichiarazioneId(dichiarazione) }
}

/// Goes on only for a person: the branch does not act in the name of an heir.
fn as_heir(claim: &Claim) -> Result<(), Problem> {
    claim.caller.require_citizen().map(drop)
}

/// Which of the versions that the caller accepts the case has now, for the core. Whoever may not know it learns nothing: it
/// is compared only after the core has found the case to be theirs.
async fn version(state: &AppState, accepted: &IfMatch, id: UtilizzatoreId) -> Result<Option<u32>, Problem> {
    let found = state.libretto.queries.pratica(id).await;
    let found = found.map_err(|error| problem(UseCaseError::Store(error), Viewer::Utilizzatore))?;
    let current = found.ok_or_else(Problem::not_found)?.pratica.versione;
    Ok(expected(accepted, current))
}

/// The problem of a use case where the fields of the body have names of their own.
fn told(error: UseCaseError, viewer: Viewer, pointer: fn(Campo) -> String) -> Problem {
    match error {
        UseCaseError::Rejected(rejected) => refused(rejected, viewer, pointer),
        other => problem(other, viewer),
    }
}

/// Where a field stands in a declaration.
fn in_the_declaration(campo: Campo) -> String {
    match campo {
        Campo::Giorno => "/giorno_decesso".to_owned(),
        Campo::Ora => "/ora_decesso".to_owned(),
        other => pointer(other),
    }
}
