//! `GET /deleghe` and `GET /deleghe/{id}`: what a person delegated, whom a body acts for.

use super::tipi::DelegaJson;
use crate::ApiResult;
use crate::auth::Caller;
use crate::cursor::Cursor;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::page::{Pagina, limit, next, position};
use crate::resources::reply::shown;
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::DelegaId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Una pagina di deleghe, dalla più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoDeleghe {
    /// Le deleghe.
    #[schema(max_items = 100)]
    pub deleghe: Vec<DelegaJson>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Deleghe date o ricevute
///
/// Per la persona, le deleghe che ha dato; per il patronato o l'intermediario, quelle che ha ricevuto, cioè i suoi deleganti con
/// gli identificativi dei profili per i quali opera.
#[utoipa::path(
    tag = "Deleghe",
    operation_id = "elencoDeleghe",
    params(Pagina),
    responses((status = 200, description = "Le deleghe", body = ElencoDeleghe))
)]
#[get("/deleghe")]
pub(crate) async fn elenco(state: State, caller: Caller, query: ApiQuery<Pagina>) -> ApiResult<HttpResponse> {
    let after = position(query.0.cursor.as_ref())?;
    let found = state.libretto.elenca_deleghe(&caller.to_core()?, after, limit(query.0.limit)).await;
    let page = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let now = state.libretto.clock.now();
    let deleghe = page.items.iter().map(|one| DelegaJson::new(one, now)).collect();
    Ok(HttpResponse::Ok().json(ElencoDeleghe { deleghe, cursore_successivo: next(page.next)? }))
}

/// Una delega
///
/// Per chi l'ha data e per chi l'ha ricevuta.
#[utoipa::path(
    tag = "Deleghe",
    operation_id = "vediDelega",
    params(("delega_id" = Uuid, Path, description = "Identificativo della delega")),
    responses((status = 200, description = "La delega", body = DelegaJson, headers(
        ("ETag" = String, description = "Versione della delega"),
    )))
)]
#[get("/deleghe/{delega_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let found = state.libretto.vedi_delega(&caller.to_core()?, DelegaId(*id)).await;
    let found = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    Ok(shown(found.nota.delega.versione, &DelegaJson::new(&found, state.libretto.clock.now())))
}
