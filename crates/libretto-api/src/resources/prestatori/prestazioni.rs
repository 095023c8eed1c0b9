//! `GET /prestatori/{id}/prestazioni`: the records of a worker, of all households.

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::records::{ElencoPrestazioni, FiltroPrestatore, Search, list};
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::ports::queries::FiltroPrestazioni;
use uuid::Uuid;

/// Prestazioni del prestatore
///
/// Le prestazioni del prestatore per tutti i suoi utilizzatori, da quella iniziata per ultima, con filtri per stato,
/// utilizzatore e giorno di lavoro.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "elencoPrestazioniPrestatore",
    params(("prestatore_id" = Uuid, Path, description = "Identificativo del prestatore"), FiltroPrestatore),
    responses((status = 200, description = "Una pagina di prestazioni", body = ElencoPrestazioni))
)]
#[get("/prestatori/{prestatore_id}/prestazioni")]
pub(crate) async fn elenco(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<FiltroPrestatore>,
) -> ApiResult<HttpResponse> {
    let search = Search::from(query.0);
    if search.other.is_some() {
        // Whose list it is decides who may read it: being the other party that narrows it gives no right.
        let own = state.libretto.vedi_prestatore(&caller.to_core()?, PrestatoreId(*id)).await;
        own.map_err(|error| problem(error, Viewer::Prestatore))?;
    }
    let parties = FiltroPrestazioni {
        prestatore: Some(PrestatoreId(*id)),
        utilizzatore: search.other.map(UtilizzatoreId),
        ..FiltroPrestazioni::default()
    };
    Ok(HttpResponse::Ok().json(list(&state, &caller, parties, search).await?))
}
