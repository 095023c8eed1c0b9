//! `GET /prestatori/{id}/limiti`: the limit of the worker over all households, which only they see with its numbers.

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem_of_time;
use crate::resources::types::importo::Importo;
use crate::resources::types::limiti::LimiteEuro;
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::{Anno, Istante};
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::PrestatoreId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which year.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filtro {
    /// Anno civile. Se manca, quello in corso in Italia.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    anno: Option<Anno>,
}

/// I limiti di un prestatore in un anno.
#[derive(Serialize, ToSchema)]
pub struct LimitiPrestatore {
    /// Anno civile.
    #[schema(minimum = 2017, maximum = 9999, example = 2026)]
    pub anno: i32,
    /// Compensi del prestatore da tutti gli utilizzatori, compresi quelli esterni.
    pub prestatore: LimiteEuro,
    /// Compensi da contratto di prestazione occasionale, che contano nello stesso limite. Assenti se non se ne conoscono.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compensi_esterni: Option<CompensiEsterni>,
}

/// Compensi di un anno fuori dal Libretto Famiglia, come sono noti.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "importo": "200.00", "noto_il": "2026-03-02T08:00:00Z" }))]
pub struct CompensiEsterni {
    /// Totale netto dell'anno.
    pub importo: Importo,
    /// Istante a cui il totale si riferisce.
    pub noto_il: Istante,
}

/// Limiti del prestatore
///
/// Quanto del limite annuo dei compensi da tutti gli utilizzatori è usato e quanto resta.
#[utoipa::path(
    tag = "Prestatori",
    operation_id = "vediLimitiPrestatore",
    params(("prestatore_id" = Uuid, Path, description = "Identificativo del prestatore"), Filtro),
    responses((status = 200, description = "I limiti", body = LimitiPrestatore))
)]
#[get("/prestatori/{prestatore_id}/limiti")]
pub(crate) async fn vedi(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Filtro>,
) -> ApiResult<HttpResponse> {
    let anno = query.0.anno.map_or_else(|| state.this_year(), |anno| anno.0);
    let found = state.libretto.limiti_prestatore(&caller.to_core()?, PrestatoreId(*id), anno).await;
    let limits = found.map_err(|error| problem_of_time(error, Viewer::Prestatore, "/anno"))?;
    let esterni = limits
        .esterni
        .map(|known| CompensiEsterni { importo: Importo(known.importo), noto_il: Istante(known.noto_il) });
    let prestatore = LimiteEuro::new(&limits.prestatore, anno);
    Ok(HttpResponse::Ok().json(LimitiPrestatore { anno, prestatore, compensi_esterni: esterni }))
}
