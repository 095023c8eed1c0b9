//! `POST /eredi` and `GET /eredi/{id}`: the profile «Erede – Libretto Famiglia».

use crate::ApiResult;
use crate::auth::Caller;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::identity::identita;
use crate::resources::reply::{answer, created, request, shown};
use crate::resources::types::persone::{DichiarazioneAgliAtti, DichiarazioneResa, declarations};
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Istante;
use actix_web::{HttpResponse, get, post, web};
use libretto_core::eredi as core;
use libretto_core::ids::EredeId;
use libretto_core::use_cases::RegistraErede;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Registrazione di un erede. Chi è la persona lo dice la sua identità digitale.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "dichiarazioni": [
        { "tipo": "responsabilita", "versione": "2026-11" },
        { "tipo": "informativa_privacy", "versione": "2026-01" }
    ]
}))]
pub struct RichiestaErede {
    /// Le dichiarazioni rese, nelle versioni in vigore.
    #[schema(max_items = 10)]
    pub dichiarazioni: Vec<DichiarazioneResa>,
}

/// Un erede.
#[derive(Serialize, ToSchema)]
pub struct Erede {
    /// Identificativo.
    pub id: Uuid,
    /// Nome proprio.
    #[schema(max_length = 255)]
    pub nome_proprio: String,
    /// Cognome.
    #[schema(max_length = 255)]
    pub cognome: String,
    /// Istante della registrazione.
    pub registrato_il: Istante,
    /// Dichiarazioni rese alla registrazione.
    #[schema(max_items = 10)]
    pub dichiarazioni: Vec<DichiarazioneAgliAtti>,
    /// Versione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl From<&core::Erede> for Erede {
    fn from(profile: &core::Erede) -> Self {
        Self {
            id: profile.id.0,
            nome_proprio: profile.persona.nome_proprio.clone(),
            cognome: profile.persona.cognome.clone(),
            registrato_il: Istante(profile.registrato_il),
            dichiarazioni: profile.dichiarazioni.iter().map(DichiarazioneAgliAtti::from).collect(),
            versione: profile.versione,
        }
    }
}

/// Registrazione di un erede
///
/// Apre il profilo «Erede – Libretto Famiglia» della persona che chiama. Servono le dichiarazioni in vigore, elencate da
/// `GET /dichiarazioni`.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "registraErede",
    params(IdempotencyKey),
    request_body = RichiestaErede,
    responses((status = 201, description = "L'erede registrato", body = Erede, headers(
        ("Location" = String, description = "Indirizzo dell'erede"),
        ("ETag" = String, description = "Versione dell'erede"),
    )))
)]
#[post("/eredi")]
pub(crate) async fn registra(state: State, call: Idempotent<RichiestaErede>) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let command =
        RegistraErede { identita: identita(&claim.caller)?, dichiarazioni: declarations(body.dichiarazioni)? };
    let render =
        |profile: &core::Erede| created(&format!("/eredi/{}", profile.id), profile.versione, &Erede::from(profile));
    let reply = state.libretto.registra_erede(&request(&claim, None)?, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// Un erede
///
/// Il profilo, per la persona stessa e per il back office.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "vediErede",
    params(("erede_id" = Uuid, Path, description = "Identificativo dell'erede")),
    responses((status = 200, description = "L'erede", body = Erede, headers(
        ("ETag" = String, description = "Versione dell'erede"),
    )))
)]
#[get("/eredi/{erede_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let viewer = Viewer::of(&caller);
    let found = state.libretto.vedi_erede(&caller.to_core()?, EredeId(*id)).await;
    let profile = found.map_err(|error| problem(error, viewer))?;
    Ok(shown(profile.versione, &Erede::from(&profile)))
}
