//! `POST /utilizzatori/{id}/decesso`: the back office records a death (COM-14).

use super::registrazione::Utilizzatore;
use crate::ApiResult;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, request, versioned};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::{Giorno, Istante, Ora};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::UtilizzatoreId;
use libretto_core::use_cases::RegistraDecesso;
use libretto_core::utilizzatore as core;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Il decesso di un utilizzatore.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "giorno": "2026-03-08", "ora": "06:40" }))]
pub struct RichiestaDecesso {
    /// Giorno del decesso.
    pub giorno: Giorno,
    /// Ora del decesso in quel giorno, se è nota.
    #[serde(default, deserialize_with = "present")]
    pub ora: Option<Ora>,
}

/// Un decesso registrato.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[schema(example = json!({ "giorno": "2026-03-08", "ora": "06:40", "registrato_il": "2026-03-10T09:12:00Z" }))]
pub struct Decesso {
    /// Giorno del decesso.
    pub giorno: Giorno,
    /// Ora del decesso in quel giorno. Assente se non è nota.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ora: Option<Ora>,
    /// Istante della registrazione: da qui in poi nessuno opera più per l'utilizzatore.
    pub registrato_il: Istante,
}

impl From<&core::Decesso> for Decesso {
    fn from(decesso: &core::Decesso) -> Self {
        Self {
            giorno: Giorno(decesso.giorno),
            ora: decesso.ora.map(Ora::at),
            registrato_il: Istante(decesso.registrato_il),
        }
    }
}

/// Registrazione del decesso di un utilizzatore
///
/// Solo per il back office, una volta sola. Da questo istante chi ha le credenziali dell'utilizzatore non può più comunicare,
/// rettificare, annullare o convalidare prestazioni, versare, dichiarare rapporti. Le prestazioni già accettate si pagano e le
/// somme restano nel portafoglio.
#[utoipa::path(
    tag = "Utilizzatori",
    operation_id = "registraDecesso",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), IdempotencyKey),
    request_body = RichiestaDecesso,
    responses((status = 200, description = "L'utilizzatore, con il decesso", body = Utilizzatore, headers(
        ("ETag" = String, description = "Versione dell'utilizzatore"),
    )))
)]
#[post("/utilizzatori/{utilizzatore_id}/decesso")]
pub(crate) async fn registra(
    state: State,
    call: Idempotent<RichiestaDecesso>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let utilizzatore = UtilizzatoreId(*id);
    let ora = body.ora.map(|ora| ora.on(body.giorno).ok_or_else(|| Problem::invalid_field("/ora", "non è un'ora")));
    let command = RegistraDecesso { utilizzatore, giorno: body.giorno.0, ora: ora.transpose()? };
    let request = request(&claim, None)?;
    let render = |profile: &core::Utilizzatore| {
        versioned(StatusCode::OK, profile.versione, &Utilizzatore::new(profile, Viewer::BackOffice))
    };
    let _turn = state.turns.of(utilizzatore).await;
    let reply = state.libretto.registra_decesso(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::BackOffice))
}
