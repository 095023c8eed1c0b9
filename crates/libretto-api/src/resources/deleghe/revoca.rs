//! `POST /deleghe/{id}/revoca`: the end of a delegation, at once.

use super::tipi::EsitoDelegaJson;
use crate::ApiResult;
use crate::idempotency::{Claim, IdempotencyKey};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, request, versioned};
use crate::resources::types::spiegazione::Viewer;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::DelegaId;
use libretto_core::use_cases::EsitoDelega;
use uuid::Uuid;

/// Revoca o rinuncia di una delega
///
/// La persona revoca la delega che ha dato, oppure l'ente vi rinuncia. Da quell'istante non si opera più in base ad essa. Non serve
/// l'`ETag`: chi revoca lo fa qualunque cosa sia cambiata.
#[utoipa::path(
    tag = "Deleghe",
    operation_id = "revocaDelega",
    params(("delega_id" = Uuid, Path, description = "Identificativo della delega"), IdempotencyKey),
    responses((status = 200, description = "La delega revocata", body = EsitoDelegaJson, headers(
        ("ETag" = String, description = "Versione della delega"),
    )))
)]
#[post("/deleghe/{delega_id}/revoca")]
pub(crate) async fn revoca(state: State, claim: Claim, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let id = DelegaId(*id);
    let now = state.libretto.clock.now();
    let render = |outcome: &EsitoDelega| {
        versioned(StatusCode::OK, outcome.delega.nota.delega.versione, &EsitoDelegaJson::new(outcome, now))
    };
    let reply = state.libretto.revoca_delega(&request(&claim, None)?, id, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
