//! `/eredi`: the heirs of a deceased utilizzatore, their declarations, what they do once recognised, and the branch's desk.

pub mod consensi;
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
use crate::resources::error::{problem, refused};
use crate::resources::reply::{expected, request};
use crate::resources::types::spiegazione::{Viewer, pointer};
use crate::resources::{AppState, Turn};
use libretto_core::catalogue::Campo;
use libretto_core::ids::{DichiarazioneId, UtilizzatoreId};
use libretto_core::use_cases::{DichiarazioneRef, EsitoPratica, Request, UseCaseError};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// The address of a declaration.
#[derive(Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct Indirizzo {
    /// Identificativo dell'utilizzatore deceduto
    utilizzatore_id: Uuid,
    /// Identificativo della dichiarazione
    dichiarazione_id: Uuid,
}

impl Indirizzo {
    /// The declaration that stands there.
    const fn declaration(self) -> DichiarazioneRef {
        declaration((self.utilizzatore_id, self.dichiarazione_id))
    }
}

/// A declaration by the two identifiers of its address.
const fn declaration((utilizzatore, dichiarazione): (Uuid, Uuid)) -> DichiarazioneRef {
    DichiarazioneRef { utilizzatore: UtilizzatoreId(utilizzatore), dichiarazione: DichiarazioneId(dichiarazione) }
}

/// The version of the case as the heir sees it whose the declaration is.
fn version_for_heir(outcome: &EsitoPratica) -> u32 {
    outcome.pratica.versione_per(Some(outcome.dichiarazione.persona))
}

/// Which of the versions that the caller accepts the case has now in their eyes, for the core.
async fn version(
    state: &AppState,
    claim: &Claim,
    accepted: &IfMatch,
    id: UtilizzatoreId,
) -> Result<Option<u32>, Problem> {
    let found = state.libretto.versione_pratica(&claim.caller.to_core()?, id).await;
    Ok(expected(accepted, found.map_err(|error| problem(error, Viewer::of(&claim.caller)))?))
}

/// The request of an act on a declaration, and the turn of its household: it lasts until it is dropped.
async fn begun<'a>(
    state: &'a AppState,
    claim: &Claim,
    accepted: &IfMatch,
    di: DichiarazioneRef,
) -> Result<(Request, Turn<'a>), Problem> {
    let request = request(claim, version(state, claim, accepted, di.utilizzatore).await?)?;
    Ok((request, state.turns.of(di.utilizzatore).await))
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
