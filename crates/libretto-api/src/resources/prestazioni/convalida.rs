//! `POST /prestazioni/{id}/convalida`: the validation of a record for a postal mandate (comma 19; PAY-06).

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

/// Convalida di una prestazione
///
/// Convalida una prestazione per il mandato postale, se il prestatore lo ha scelto: da quel momento è irrevocabile, e il mandato si
/// può riscuotere dal giorno indicato.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "convalidaPrestazione",
    params(("prestazione_id" = Uuid, Path, description = "Identificativo della prestazione"), IfMatch, IdempotencyKey),
    responses((status = 200, description = "La prestazione convalidata, con il suo mandato", body = PrestazioneInBreve, headers(
        ("ETag" = String, description = "Versione della prestazione"),
    )))
)]
#[post("/prestazioni/{prestazione_id}/convalida")]
pub(crate) async fn convalida(
    state: State,
    claim: Claim,
    versions: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let id = PrestazioneId(*id);
    let (request, _turn) = begun(&state, &claim, &versions, id).await?;
    let reply = state.libretto.convalida(&request, id, &changed).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
