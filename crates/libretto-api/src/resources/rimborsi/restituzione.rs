//! `POST /rimborsi/{id}/restituzione`: the bank gave the transfer back.

use super::tipi::{MotivoRestituzioneJson, Rimborso};
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

/// Restituzione di un bonifico di rimborso.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "motivo": "conto_chiuso" }))]
pub struct RichiestaRestituzione {
    /// Perché.
    pub motivo: MotivoRestituzioneJson,
}

/// Restituzione del bonifico di un rimborso
///
/// Solo per il back office. La banca ha restituito il bonifico: la domanda torna in esame e la somma resta riservata.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "registraRestituzioneRimborso",
    params(("rimborso_id" = Uuid, Path, description = "Identificativo del rimborso"), IfMatch, IdempotencyKey),
    request_body = RichiestaRestituzione,
    responses((status = 200, description = "La domanda, di nuovo in esame", body = Rimborso, headers(
        ("ETag" = String, description = "Versione della domanda"),
    )))
)]
#[post("/rimborsi/{rimborso_id}/restituzione")]
pub(crate) async fn registra(
    state: State,
    call: Idempotent<RichiestaRestituzione>,
    versions: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let (id, motivo) = (RimborsoId(*id), body.motivo.into());
    work(&state, (&claim, &versions, id), async |request, render| {
        state.libretto.registra_restituzione(request, (id, motivo), render).await
    })
    .await
}
