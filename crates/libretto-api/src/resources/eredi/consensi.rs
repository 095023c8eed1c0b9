//! An heir takes back the consent that another is paid the whole.

use super::dichiarazione::EsitoDichiarazione;
use super::{declaration, told, version, version_for_heir};
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey};
use crate::resources::State;
use crate::resources::reply::{answer, request, versioned};
use crate::resources::types::spiegazione::{Viewer, pointer};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::PersonaId;
use libretto_core::use_cases::EsitoPratica;
use uuid::Uuid;

/// Revoca del consenso a un altro erede
///
/// Chi ha consentito che un altro erede riscuota l'intero può ripensarci finché la sede non approva il rimborso che vi si
/// fonda; una domanda che ne resta priva non può essere approvata.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "revocaConsensoErede",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"),
        ("dichiarazione_id" = Uuid, Path, description = "Identificativo della propria dichiarazione"),
        ("coerede_id" = Uuid, Path, description = "Identificativo dell'erede a cui si era consentito"),
        IfMatch,
        IdempotencyKey,
    ),
    responses((status = 200, description = "La propria dichiarazione, senza il consenso", body = EsitoDichiarazione, headers(
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/consensi/{coerede_id}/revoca")]
pub(crate) async fn revoca(
    state: State,
    claim: Claim,
    accepted: IfMatch,
    ids: web::Path<(Uuid, Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (utilizzatore, dichiarazione, coerede) = *ids;
    let di = declaration((utilizzatore, dichiarazione));
    let render = |outcome: &EsitoPratica| {
        let body = EsitoDichiarazione::new(outcome, Viewer::Utilizzatore);
        versioned(StatusCode::OK, version_for_heir(outcome), &body)
    };
    let request = request(&claim, version(&state, &claim, &accepted, di.utilizzatore).await?)?;
    let _turn = state.turns.of(di.utilizzatore).await;
    let reply = state.libretto.revoca_consenso(&request, (di, PersonaId(coerede)), &render).await;
    reply.map(answer).map_err(|error| told(error, Viewer::Utilizzatore, pointer))
}
