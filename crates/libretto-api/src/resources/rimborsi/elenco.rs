//! `GET /rimborsi` and `GET /rimborsi/{id}`: the requests to work.

use super::load;
use super::tipi::{ElencoRimborsi, Filtro, Rimborso};
use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::ApiQuery;
use crate::resources::error::problem;
use crate::resources::page::{limit, next, position};
use crate::resources::reply::shown;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::{AppState, State};
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::{RimborsoId, UtilizzatoreId};
use libretto_core::ports::queries::FiltroRimborsi;
use uuid::Uuid;

/// A page of refunds, of one household or of all.
pub(crate) async fn page(
    state: &AppState,
    caller: &Caller,
    utilizzatore: Option<UtilizzatoreId>,
    query: &Filtro,
    viewer: Viewer,
) -> ApiResult<HttpResponse> {
    let after = position(query.cursor.as_ref())?;
    let filter = FiltroRimborsi { utilizzatore, stato: query.stato.map(Into::into) };
    let found = state.libretto.elenca_rimborsi(&caller.to_core()?, filter, after, limit(query.limit)).await;
    let page = found.map_err(|error| problem(error, viewer))?;
    Ok(HttpResponse::Ok().json(ElencoRimborsi {
        cursore_successivo: next(page.next)?,
        rimborsi: page.items.iter().map(Rimborso::from).collect(),
    }))
}

/// Elenco delle domande di rimborso
///
/// Solo per il back office: le domande di tutti gli utilizzatori, dalla più recente. Quelle da lavorare sono nello stato
/// `presentato` o `in_esame`.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "elencoRimborsi",
    params(Filtro),
    responses((status = 200, description = "Una pagina di domande", body = ElencoRimborsi))
)]
#[get("/rimborsi")]
pub(crate) async fn elenco(state: State, caller: Caller, query: ApiQuery<Filtro>) -> ApiResult<HttpResponse> {
    page(&state, &caller, None, &query.0, Viewer::BackOffice).await
}

/// Una domanda di rimborso
///
/// Solo per il back office.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "vediRimborso",
    params(("rimborso_id" = Uuid, Path, description = "Identificativo del rimborso")),
    responses((status = 200, description = "La domanda", body = Rimborso, headers(
        ("ETag" = String, description = "Versione della domanda"),
    )))
)]
#[get("/rimborsi/{rimborso_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let found = load(&state, &caller, RimborsoId(*id), Viewer::BackOffice).await?;
    Ok(shown(found.rimborso.versione, &Rimborso::from(&found)))
}
