//! `POST /prestatori/ricerche`: a worker by codice fiscale, which never stands in an address.

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::Problem;
use crate::problem::extract::ApiJson;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::types::persone::PrestatoreTrovato;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::testo::CodiceFiscaleJson;
use actix_web::{HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;

/// Ricerca di un prestatore.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "codice_fiscale": "BNCNNA75C55F205P" }))]
pub struct RichiestaRicerca {
    /// Codice fiscale del prestatore.
    pub codice_fiscale: CodiceFiscaleJson,
}

/// Ricerca di un prestatore
///
/// Trova il prestatore con questo codice fiscale, per sceglierlo. Solo per chi è registrato come utilizzatore e per il back
/// office. Non cambia nulla: la chiave di idempotenza non serve.
#[utoipa::path(
    tag = "Prestatori",
    operation_id = "ricercaPrestatore",
    request_body = RichiestaRicerca,
    responses(
        (status = 200, description = "Il prestatore", body = PrestatoreTrovato),
        (status = 404, description = "Nessun prestatore registrato ha questo codice fiscale"),
    )
)]
#[post("/prestatori/ricerche")]
pub(crate) async fn ricerca(state: State, caller: Caller, body: ApiJson<RichiestaRicerca>) -> ApiResult<HttpResponse> {
    let found = state.libretto.cerca_prestatore(&caller.to_core()?, &body.0.codice_fiscale.0).await;
    let found = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let id = found.prestatore.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(PrestatoreTrovato::new(id, &found.persona)))
}
