//! `GET /utilizzatori/{id}/limiti`: how much of each limit is left in a year.

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::{not_in_force, problem_of_time};
use crate::resources::types::limiti::{LimiteEuro, LimitiLavoratore, law_of};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Anno;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which limits.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filtro {
    /// Anno civile. Se manca, quello in corso in Italia.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    anno: Option<Anno>,
    /// Solo i limiti con questo prestatore.
    #[serde(default, deserialize_with = "present")]
    prestatore_id: Option<Uuid>,
}

/// I limiti di un utilizzatore in un anno.
#[derive(Serialize, ToSchema)]
pub struct LimitiUtilizzatore {
    /// Anno civile.
    #[schema(minimum = 2017, maximum = 9999, example = 2026)]
    pub anno: i32,
    /// Compensi dell'utilizzatore a tutti i prestatori.
    pub utilizzatore: LimiteEuro,
    /// I limiti con ciascun prestatore dell'anno.
    #[schema(max_items = 1000)]
    pub lavoratori: Vec<LimitiLavoratore>,
}

/// Limiti dell'utilizzatore
///
/// Quanto di ciascun limite è usato e quanto resta, in euro, titoli e minuti, con il giorno in cui riparte da zero. Del limite
/// annuo del prestatore, che somma i compensi di altri utilizzatori, si dice soltanto se è raggiunto.
#[utoipa::path(
    tag = "Utilizzatori",
    operation_id = "vediLimitiUtilizzatore",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), Filtro),
    responses((status = 200, description = "I limiti", body = LimitiUtilizzatore))
)]
#[get("/utilizzatori/{utilizzatore_id}/limiti")]
pub(crate) async fn vedi(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Filtro>,
) -> ApiResult<HttpResponse> {
    let anno = query.0.anno.map_or_else(|| state.this_year(), |anno| anno.0);
    let worker = query.0.prestatore_id.map(PrestatoreId);
    let found = state.libretto.limiti_utilizzatore(&caller.to_core()?, UtilizzatoreId(*id), anno, worker).await;
    let limits = found.map_err(|error| problem_of_time(error, Viewer::Utilizzatore, "/anno"))?;
    let hour = law_of(anno).map_err(|period| not_in_force(&period))?.durata_titolo;
    let pairs = limits.coppie.iter().map(|(worker, uso)| LimitiLavoratore::new(worker, uso, anno, hour));
    Ok(HttpResponse::Ok().json(LimitiUtilizzatore {
        anno,
        utilizzatore: LimiteEuro::new(&limits.utilizzatore, anno),
        lavoratori: pairs.collect(),
    }))
}
