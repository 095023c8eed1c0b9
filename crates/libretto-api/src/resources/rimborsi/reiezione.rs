//! `POST /rimborsi/{id}/reiezione`: the branch refuses; the sum goes back to the wallet.

use super::tipi::{MotivoReiezioneJson, Rimborso};
use super::work;
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::RimborsoId;
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
    let (id, motivo) = (RimborsoId(*id), body.motivo.into());
    work(&state, (&claim, &versions, id), async |request, render| {
        state.libretto.respingi_rimborso(request, (id, motivo), render).await
    })
    .await
}
