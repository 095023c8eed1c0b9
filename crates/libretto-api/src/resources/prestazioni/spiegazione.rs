//! `GET /prestazioni/{id}/spiegazione`: the receipt of a record, decision by decision, each party with what it may know.

use super::viewer;
use crate::ApiResult;
use crate::auth::Caller;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::shown;
use crate::resources::types::ricevuta::Ricevuta;
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::PrestazioneId;
use uuid::Uuid;

/// La spiegazione di una prestazione
///
/// Ogni decisione sulla prestazione, nell'ordine: quale regola, quale norma, quale valore in vigore e fino a quando, su quali
/// dati. Il pagamento è riportato come fatto. Per le due parti e per il back office; ciascuna parte vede solo ciò che può
/// conoscere dell'altra.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "spiegaPrestazione",
    params(("prestazione_id" = Uuid, Path, description = "Identificativo della prestazione")),
    responses((status = 200, description = "Le decisioni sulla prestazione", body = Ricevuta, headers(
        ("ETag" = String, description = "Versione della prestazione"),
    )))
)]
#[get("/prestazioni/{prestazione_id}/spiegazione")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let found = state.libretto.spiega_prestazione(&caller.to_core()?, PrestazioneId(*id)).await;
    let (record, parte, decisions) = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let viewer = viewer(&caller, parte);
    Ok(shown(record.prestazione.versione, &Ricevuta::new(&record.prestazione, &decisions, viewer)))
}
