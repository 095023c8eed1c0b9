//! `POST /prestatori/{id}/autocertificazioni` and its end: what a worker certifies of themselves (comma 8).

use super::profile::{CategoriaJson, Prestatore, RichiestaAutocertificazione, before};
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::resources::State;
use crate::resources::checks::period;
use crate::resources::error::problem;
use crate::resources::reply::{answer, request, versioned};
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Giorno;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::iban::Iban;
use libretto_core::ids::PrestatoreId;
use libretto_core::prestatore as core;
use libretto_core::use_cases::Autocertifica;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Fine di uno stato autocertificato.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "categoria": "studente", "al": "2026-03-20" }))]
pub struct RichiestaCessazione {
    /// Categoria.
    pub categoria: CategoriaJson,
    /// Ultimo giorno dello stato, compreso.
    pub al: Giorno,
}

/// Autocertificazione di una categoria
///
/// Il prestatore dichiara di essere pensionato, studente, disoccupato o percettore di sostegno al reddito. Conta per le
/// prestazioni dal giorno in cui è resa. All'utilizzatore non si dice mai quale sia la categoria.
#[utoipa::path(
    tag = "Prestatori",
    operation_id = "autocertifica",
    params(("prestatore_id" = Uuid, Path, description = "Identificativo del prestatore"), IfMatch, IdempotencyKey),
    request_body = RichiestaAutocertificazione,
    responses((status = 200, description = "Il prestatore aggiornato", body = Prestatore, headers(
        ("ETag" = String, description = "Versione del prestatore"),
    )))
)]
#[post("/prestatori/{prestatore_id}/autocertificazioni")]
pub(crate) async fn autocertifica(
    state: State,
    call: Idempotent<RichiestaAutocertificazione>,
    accepted: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    period("/al", body.dal, body.al)?;
    let prestatore = PrestatoreId(*id);
    let loaded = before(&state, &accepted, prestatore).await?;
    let (categoria, al) = (body.categoria.into(), body.al.map(|al| al.0));
    let command = Autocertifica { prestatore, categoria, dal: Some(body.dal.0), al };
    change(&state, &claim, loaded, command).await
}

/// Fine di uno stato autocertificato
///
/// Il prestatore dichiara che lo stato è cessato: dal giorno seguente il compenso torna a contare per intero.
#[utoipa::path(
    tag = "Prestatori",
    operation_id = "cessaAutocertificazione",
    params(("prestatore_id" = Uuid, Path, description = "Identificativo del prestatore"), IfMatch, IdempotencyKey),
    request_body = RichiestaCessazione,
    responses((status = 200, description = "Il prestatore aggiornato", body = Prestatore, headers(
        ("ETag" = String, description = "Versione del prestatore"),
    )))
)]
#[post("/prestatori/{prestatore_id}/autocertificazioni/cessazioni")]
pub(crate) async fn cessa(
    state: State,
    call: Idempotent<RichiestaCessazione>,
    accepted: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let prestatore = PrestatoreId(*id);
    let loaded = before(&state, &accepted, prestatore).await?;
    let command = Autocertifica { prestatore, categoria: body.categoria.into(), dal: None, al: Some(body.al.0) };
    change(&state, &claim, loaded, command).await
}

/// Records what was certified, or its end.
async fn change(
    state: &State,
    claim: &Claim,
    (version, iban): (Option<u32>, Option<Iban>),
    command: Autocertifica,
) -> Result<HttpResponse, Problem> {
    let request = request(claim, version)?;
    let render = |profile: &core::Prestatore| {
        versioned(StatusCode::OK, profile.versione, &Prestatore::new(profile, iban.as_ref()))
    };
    let reply = state.libretto.autocertifica(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Prestatore))
}
