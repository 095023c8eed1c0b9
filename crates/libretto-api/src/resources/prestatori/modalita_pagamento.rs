//! `PUT /prestatori/{id}/modalita-pagamento`: how a worker is paid from now on (PAY-15).

use super::profile::{ModalitaScelta, Prestatore, account, before};
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::{problem, refused};
use crate::resources::reply::{answer, request, versioned};
use crate::resources::types::spiegazione::{Viewer, pointer};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, put, web};
use libretto_core::catalogue::Campo;
use libretto_core::ids::PrestatoreId;
use libretto_core::prestatore as core;
use libretto_core::use_cases::{NuovaModalita, UseCaseError};
use uuid::Uuid;

/// Cambio della modalità di pagamento
///
/// Vale per le prestazioni dei mesi non ancora chiusi.
#[utoipa::path(
    tag = "Prestatori",
    operation_id = "cambiaModalitaPagamento",
    params(("prestatore_id" = Uuid, Path, description = "Identificativo del prestatore"), IfMatch, IdempotencyKey),
    request_body = ModalitaScelta,
    responses((status = 200, description = "Il prestatore aggiornato", body = Prestatore, headers(
        ("ETag" = String, description = "Versione del prestatore"),
    )))
)]
#[put("/prestatori/{prestatore_id}/modalita-pagamento")]
pub(crate) async fn cambia(
    state: State,
    call: Idempotent<ModalitaScelta>,
    accepted: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, prestatore) = (call, PrestatoreId(*id));
    let command = NuovaModalita { prestatore, modalita: body.read("")? };
    let (version, _) = before(&state, &accepted, prestatore).await?;
    let request = request(&claim, version)?;
    let render = |profile: &core::Prestatore| {
        versioned(StatusCode::OK, profile.versione, &Prestatore::new(profile, account(&command.modalita)))
    };
    let reply = state.libretto.cambia_modalita(&request, &command, &render).await;
    reply.map(answer).map_err(|error| match error {
        UseCaseError::Rejected(rejected) => refused(rejected, Viewer::Prestatore, in_the_mode),
        other => problem(other, Viewer::Prestatore),
    })
}

/// Here the body is the mode itself.
fn in_the_mode(campo: Campo) -> String {
    if campo == Campo::ModalitaPagamento { "/tipo".to_owned() } else { pointer(campo) }
}
