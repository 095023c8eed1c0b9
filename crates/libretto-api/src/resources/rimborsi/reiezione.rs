//! `POST /rimborsi/{id}/reiezione`: the branch refuses; the sum goes back to the wallet.

use super::load;
use super::tipi::{MotivoReiezioneJson, Rimborso};
use crate::ApiResult;
use crate::auth::Role;
use crate::conditional::IfMatch;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, expected, request, versioned};
use crate::resources::types::spiegazione::Viewer;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::RimborsoId;
use libretto_core::use_cases::EsitoRimborso;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Reiezione di un rimborso.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "motivo": "conto_non_intestato" }))]
pub struct RichiestaReiezione {
    /// Perché.
    pub motivo: MotivoReiezioneJson,
}

/// Reiezione di un rimborso
///
/// Solo per il back office. La somma torna subito nel portafoglio.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "respingiRimborso",
    params(("rimborso_id" = Uuid, Path, description = "Identificativo del rimborso"), IfMatch, IdempotencyKey),
    request_body = RichiestaReiezione,
    responses((status = 200, description = "La domanda respinta", body = Rimborso, headers(
        ("ETag" = String, description = "Versione della domanda"),
    )))
)]
#[post("/rimborsi/{rimborso_id}/reiezione")]
pub(crate) async fn respingi(
    state: State,
    call: Idempotent<RichiestaReiezione>,
    versions: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    claim.caller.require(Role::BackOffice)?;
    let found = load(&state, &claim.caller, RimborsoId(*id), Viewer::BackOffice).await?;
    let request = request(&claim, expected(&versions, found.rimborso.versione))?;
    let render = |outcome: &EsitoRimborso| {
        let shown = Rimborso::decided(outcome, &found.persona, found.iban.as_ref(), Viewer::BackOffice);
        versioned(StatusCode::OK, outcome.rimborso.versione, &shown)
    };
    let _turn = state.turns.of(found.rimborso.utilizzatore).await;
    let reply = state.libretto.respingi_rimborso(&request, (found.rimborso.id, body.motivo.into()), &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::BackOffice))
}
