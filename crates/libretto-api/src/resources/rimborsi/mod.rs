//! `/rimborsi` and `/corse-rimborsi`: refunds, worked and sent by the back office. What the household does is below its own
//! address.

pub mod approvazione;
pub mod corse;
pub mod elenco;
pub mod reiezione;
pub mod restituzione;
pub mod tipi;

use crate::ApiResult;
use crate::auth::Caller;
use crate::conditional::IfMatch;
use crate::idempotency::Claim;
use crate::problem::Problem;
use crate::resources::AppState;
use crate::resources::error::problem;
use crate::resources::reply::{answer, expected, request, versioned};
use crate::resources::types::spiegazione::Viewer;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use libretto_core::change::Reply;
use libretto_core::ids::RimborsoId;
use libretto_core::ports::queries::RimborsoCompleto;
use libretto_core::use_cases::{EsitoRimborso, Render, Request, UseCaseError};
use tipi::Rimborso;

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

/// An act of the back office on a refund, in its household's turn. `act` is what differs: the use case.
pub(crate) async fn work(
    state: &AppState,
    (claim, versions, id): (&Claim, &IfMatch, RimborsoId),
    act: impl AsyncFnOnce(&Request, Render<'_, EsitoRimborso>) -> Result<Reply, UseCaseError>,
) -> ApiResult<HttpResponse> {
    let found = load(state, &claim.caller, id, Viewer::BackOffice).await?;
    let request = request(claim, expected(versions, found.rimborso.versione))?;
    let render = |outcome: &EsitoRimborso| {
        let shown = Rimborso::decided(outcome, &found.persona, found.iban.as_ref(), Viewer::BackOffice);
        versioned(StatusCode::OK, outcome.rimborso.versione, &shown)
    };
    let _turn = state.turns.of(found.rimborso.utilizzatore).await;
    act(&request, &render).await.map(answer).map_err(|error| problem(error, Viewer::BackOffice))
}
