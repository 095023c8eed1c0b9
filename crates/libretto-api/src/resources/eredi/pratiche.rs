//! The cases of heirs: the branch's desk, an heir's own, one case, and what was done in it.

use super::cronologia::{VoceCronologia, time_line};
use super::vista::{Occhi, PraticaEredi, PraticaInBreve};
use crate::ApiResult;
use crate::auth::{Caller, Role};
use crate::cursor::{Cursor, PageLimit};
use crate::problem::extract::ApiQuery;
use crate::resources::error::problem;
use crate::resources::page::{limit, next, position};
use crate::resources::reply::shown;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::{AppState, State};
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::{EredeId, PersonaId, UtilizzatoreId};
use libretto_core::ports::queries::{FiltroPratiche, PraticaCompleta};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which cases of the desk.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FiltroSede {
    /// Solo le pratiche nelle quali la sede ha qualcosa da fare.
    #[serde(default)]
    da_lavorare: bool,
    /// Dove comincia la pagina: il `cursore_successivo` di quella precedente.
    #[serde(default)]
    cursor: Option<Cursor>,
    /// Quanti elementi al massimo.
    #[serde(default)]
    limit: PageLimit,
}

/// Which page of a list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Pagina {
    /// Dove comincia la pagina: il `cursore_successivo` di quella precedente.
    #[serde(default)]
    pub(super) cursor: Option<Cursor>,
    /// Quanti elementi al massimo.
    #[serde(default)]
    pub(super) limit: PageLimit,
}

/// Una pagina di pratiche, dalla più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoPratiche {
    /// Le pratiche.
    #[schema(max_items = 100)]
    pub pratiche: Vec<PraticaInBreve>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Le operazioni compiute in una pratica.
#[derive(Serialize, ToSchema)]
pub struct ElencoOperazioni {
    /// Le operazioni, nell'ordine.
    #[schema(max_items = 1000)]
    pub operazioni: Vec<VoceCronologia>,
}

/// As whom the case is looked at.
fn viewer(caller: &Caller) -> Viewer {
    if caller.role == Role::BackOffice { Viewer::BackOffice } else { Viewer::Utilizzatore }
}

async fn page(
    state: &AppState,
    caller: &Caller,
    filter: FiltroPratiche,
    (cursor, wanted): (Option<&Cursor>, PageLimit),
) -> ApiResult<HttpResponse> {
    let after = position(cursor)?;
    let found = state.libretto.elenca_pratiche(&caller.to_core()?, filter, after, limit(wanted)).await;
    let page = found.map_err(|error| problem(error, viewer(caller)))?;
    // Whoever is not of the branch has a declaration in each case of their list.
    let who = |one: &PraticaCompleta| -> Option<PersonaId> {
        let declarations = one.pratica.dichiarazioni.iter();
        declarations
            .filter(|_| caller.role != Role::BackOffice)
            .find(|one| Some(one.erede) == filter.erede)
            .map(|one| one.persona)
    };
    let shown = page.items.iter().map(|one| PraticaInBreve::new(Occhi::new(one, who(one))));
    Ok(HttpResponse::Ok().json(ElencoPratiche { pratiche: shown.collect(), cursore_successivo: next(page.next)? }))
}

/// Elenco delle pratiche di eredi
///
/// Solo per il back office: con `da_lavorare=true` quelle nelle quali una dichiarazione attende la sede.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "elencoPraticheEredi",
    params(FiltroSede),
    responses((status = 200, description = "Una pagina di pratiche", body = ElencoPratiche))
)]
#[get("/eredi/pratiche")]
pub(crate) async fn elenco(state: State, caller: Caller, query: ApiQuery<FiltroSede>) -> ApiResult<HttpResponse> {
    caller.require(Role::BackOffice)?;
    let FiltroSede { da_lavorare, cursor, limit } = query.0;
    page(&state, &caller, FiltroPratiche { erede: None, da_lavorare }, (cursor.as_ref(), limit)).await
}

/// Pratiche di un erede
///
/// Le pratiche nelle quali l'erede ha una dichiarazione, in qualunque stato.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "elencoPraticheErede",
    params(("erede_id" = Uuid, Path, description = "Identificativo dell'erede"), Pagina),
    responses((status = 200, description = "Una pagina di pratiche", body = ElencoPratiche))
)]
#[get("/eredi/{erede_id}/pratiche")]
pub(crate) async fn proprie(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Pagina>,
) -> ApiResult<HttpResponse> {
    let filter = FiltroPratiche { erede: Some(EredeId(*id)), da_lavorare: false };
    page(&state, &caller, filter, (query.0.cursor.as_ref(), query.0.limit)).await
}

/// Una pratica di eredi
///
/// Per chi vi ha una dichiarazione e per la sede. Un erede vede le proprie cose e, degli altri, solo che ci sono; la sede vede
/// tutto, e accanto a ogni decesso dichiarato ciò che risulta agli atti e all'anagrafe della popolazione.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "vediPraticaEredi",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto")),
    responses((status = 200, description = "La pratica", body = PraticaEredi, headers(
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[get("/eredi/pratiche/{utilizzatore_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let found = state.libretto.vedi_pratica(&caller.to_core()?, UtilizzatoreId(*id)).await;
    let seen = found.map_err(|error| problem(error, viewer(&caller)))?;
    Ok(shown(seen.completa.pratica.versione, &PraticaEredi::new(&seen)))
}

/// Operazioni di un erede
///
/// Che cosa chi chiama ha fatto nella pratica: istante, canale, operazione. Per la sede, che cosa hanno fatto tutti.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "elencoOperazioniErede",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto")),
    responses((status = 200, description = "Le operazioni", body = ElencoOperazioni))
)]
#[get("/eredi/pratiche/{utilizzatore_id}/operazioni")]
pub(crate) async fn operazioni(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let found = state.libretto.operazioni_erede(&caller.to_core()?, UtilizzatoreId(*id)).await;
    let seen = found.map_err(|error| problem(error, viewer(&caller)))?;
    let operazioni = time_line(&seen);
    Ok(HttpResponse::Ok().json(ElencoOperazioni { operazioni }))
}
