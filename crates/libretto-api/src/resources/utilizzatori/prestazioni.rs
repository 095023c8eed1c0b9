//! `GET /utilizzatori/{id}/prestazioni`: the records of a household.

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::records::{ElencoPrestazioni, FiltroUtilizzatore, Search, list};
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::ports::queries::FiltroPrestazioni;
use uuid::Uuid;

/// Prestazioni dell'utilizzatore
///
/// Le prestazioni comunicate dall'utilizzatore, da quella iniziata per ultima, con filtri per stato, prestatore e giorno di
/// lavoro.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "elencoPrestazioniUtilizzatore",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), FiltroUtilizzatore),
    responses((status = 200, description = "Una pagina di prestazioni", body = ElencoPrestazioni))
)]
#[get("/utilizzatori/{utilizzatore_id}/prestazioni")]
pub(crate) async fn elenco(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<FiltroUtilizzatore>,
) -> ApiResult<HttpResponse> {
    let search = Search::from(query.0);
    if search.other.is_some() {
        // Whose list it is decides who may read it: being the other party that narrows it gives no right.
        let own = state.libretto.vedi_utilizzatore(&caller.to_core()?, UtilizzatoreId(*id)).await;
        own.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    }
    let parties = FiltroPrestazioni {
        utilizzatore: Some(UtilizzatoreId(*id)),
        prestatore: search.other.map(PrestatoreId),
        ..FiltroPrestazioni::default()
    };
    Ok(HttpResponse::Ok().json(list(&state, &caller, parties, search).await?))
}
