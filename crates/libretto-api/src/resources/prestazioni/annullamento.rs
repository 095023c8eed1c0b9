//! `POST /prestazioni/{id}/annullamento`: the cancellation of a record (COM-08).

use super::{begun, changed};
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::answer;
use crate::resources::types::prestazione::PrestazioneInBreve;
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::PrestazioneId;
use uuid::Uuid;

/// Annullamento di una prestazione
///
/// Annulla una prestazione non ancora irrevocabile: somme e limiti tornano liberi.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "annullaPrestazione",
    params(("prestazione_id" = Uuid, Path, description = "Identificativo della prestazione"), IfMatch, IdempotencyKey),
    responses((status = 200, description = "La prestazione annullata", body = PrestazioneInBreve, headers(
        ("ETag" = String, description = "Versione della prestazione"),
    )))
)]
#[post("/prestazioni/{prestazione_id}/annullamento")]
pub(crate) async fn annulla(
    state: State,
    claim: Claim,
    versions: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let id = PrestazioneId(*id);
    let (request, _turn) = begun(&state, &claim, &versions, id).await?;
    let reply = state.libretto.annulla(&request, id, &changed).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
