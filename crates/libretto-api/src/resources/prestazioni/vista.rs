//! `GET /prestazioni/{id}`: a record, for its two parties and the back office, each with what it may know.

use super::load;
use crate::ApiResult;
use crate::auth::Caller;
use crate::resources::State;
use crate::resources::reply::shown;
use crate::resources::types::prestazione::Prestazione;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::PrestazioneId;
use uuid::Uuid;

/// Una prestazione
///
/// La prestazione con la spiegazione della decisione che l'ha accettata, per le due parti e per il back office. Ciascuna parte
/// vede solo ciò che può conoscere dell'altra.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "vediPrestazione",
    params(("prestazione_id" = Uuid, Path, description = "Identificativo della prestazione")),
    responses((status = 200, description = "La prestazione", body = Prestazione, headers(
        ("ETag" = String, description = "Versione della prestazione"),
    )))
)]
#[get("/prestazioni/{prestazione_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let (found, viewer) = load(&state, &caller, PrestazioneId(*id)).await?;
    let now = state.libretto.clock.now();
    Ok(shown(found.prestazione.versione, &Prestazione::new(&found, viewer, now)))
}
