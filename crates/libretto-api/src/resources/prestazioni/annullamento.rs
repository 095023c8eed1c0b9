//! `POST /prestazioni/{id}/annullamento`: the cancellation of a record (COM-08).

use super::load;
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, expected, request, versioned};
use crate::resources::types::prestazione::PrestazioneInBreve;
use crate::resources::types::spiegazione::Viewer;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::PrestazioneId;
use libretto_core::prestazione as core;
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
    let (found, _) = load(&state, &claim.caller, PrestazioneId(*id)).await?;
    let request = request(&claim, expected(&versions, found.prestazione.versione))?;
    let render = |record: &core::Prestazione| {
        versioned(StatusCode::OK, record.versione, &PrestazioneInBreve::new(record, record.aggiornata_il))
    };
    let _turn = state.turns.of(found.prestazione.dati.utilizzatore).await;
    let reply = state.libretto.annulla(&request, found.prestazione.id, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
