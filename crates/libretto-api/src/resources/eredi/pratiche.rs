//! The cases of heirs: the branch's desk, an heir's own, one case, and what was done in it.

use super::cronologia::{VoceCronologia, time_line};
use super::vista::{Occhi, PraticaEredi, PraticaInBreve};
use crate::ApiResult;
use crate::auth::{Caller, Role};
use crate::cursor::{Cursor, PageLimit};
use crate::problem::extract::ApiQuery;
use crate::resources::error::problem;
use crate::resources::page::{Pagina, cut, limit, next, position};
use crate::resources::reply::shown;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::{AppState, State};
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::{EredeId, EventId, UtilizzatoreId};
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

/// Una pagina delle operazioni compiute in una pratica, dalla prima.
#[derive(Serialize, ToSchema)]
pub struct ElencoOperazioni {
    /// Le operazioni, nell'ordine.
    #[schema(max_items = 100)]
    pub operazioni: Vec<VoceCronologia>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// The eyes for a case of a list: those of the branch only for the branch. Whoever else has no declaration in the case
/// does not see it.
fn eyes(whole: &PraticaCompleta, role: Role, erede: Option<EredeId>) -> Option<Occhi<'_>> {
    if role == Role::BackOffice {
        // Of drafts alone the branch knows nothing.
        return whole.pratica.aperta_per(None).map(|_| Occhi::new(whole, None));
    }
    let own = whole.pratica.dichiarazioni.iter().find(|one| Some(one.erede) == erede)?;
    Some(Occhi::new(whole, Some(own.persona)))
}

async fn page(
    state: &AppState,
    caller: &Caller,
    filter: FiltroPratiche,
    (cursor, wanted): (Option<&Cursor>, PageLimit),
) -> ApiResult<HttpResponse> {
    let after = position(cursor)?;
    let found = state.libretto.elenca_pratiche(&caller.to_core()?, filter, after, limit(wanted)).await;
    let page = found.map_err(|error| problem(error, Viewer::of(caller)))?;
    let shown = page.items.iter().filter_map(|one| eyes(one, caller.role, filter.erede)).map(PraticaInBreve::new);
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
    let seen = found.map_err(|error| problem(error, Viewer::of(&caller)))?;
    Ok(shown(seen.completa.pratica.versione_per(seen.da), &PraticaEredi::new(&seen)))
}

/// Operazioni di un erede
///
/// Che cosa chi chiama ha fatto nella pratica, dalla prima operazione: istante, canale, operazione. Per la sede, che cosa
/// hanno fatto tutti.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "elencoOperazioniErede",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"), Pagina),
    responses((status = 200, description = "Una pagina di operazioni", body = ElencoOperazioni))
)]
#[get("/eredi/pratiche/{utilizzatore_id}/operazioni")]
pub(crate) async fn operazioni(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Pagina>,
) -> ApiResult<HttpResponse> {
    let Pagina { cursor, limit } = query.0;
    let after: Option<Uuid> = position(cursor.as_ref())?;
    let (who, id) = (caller.to_core()?, UtilizzatoreId(*id));
    let found = state.libretto.operazioni_erede(&who, id, after.map(EventId)).await;
    let (seen, last) = found.map_err(|error| problem(error, Viewer::of(&caller)))?;
    let (told, next) = cut(time_line(&seen), limit, |(event, _)| event.0)?;
    // Past the last act that was looked at there may be others, of which none stands here yet.
    let beyond = last.map(|event| Cursor::encode(&event.0)).transpose()?;
    let operazioni = told.into_iter().map(|(_, one)| one).collect();
    Ok(HttpResponse::Ok().json(ElencoOperazioni { operazioni, cursore_successivo: next.or(beyond) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, NaiveDate};
    use libretto_core::eredi::Pratica;
    use libretto_core::ids::PersonaId;
    use libretto_core::persona::Persona;
    use libretto_core::portafoglio::Portafoglio;
    use libretto_core::utilizzatore::Utilizzatore;

    /// A case in which nobody has a declaration.
    fn deserted() -> Option<PraticaCompleta> {
        let (utilizzatore, istante) = (UtilizzatoreId(Uuid::nil()), DateTime::UNIX_EPOCH);
        let persona = Persona {
            id: PersonaId(Uuid::nil()),
            codice_fiscale: "VRDPRV80A01H501O".parse().ok()?,
            nome_proprio: "Prova".to_owned(),
            cognome: "Verdi".to_owned(),
            data_nascita: NaiveDate::default(),
        };
        let (dichiarazioni, decesso) = (Vec::new(), None);
        let pratica = Pratica {
            utilizzatore,
            dichiarazioni: Vec::new(),
            consensi: Vec::new(),
            inserimenti: Vec::new(),
            richieste: Vec::new(),
            divisioni: Vec::new(),
            aperta_il: istante,
            aggiornata_il: istante,
            versione: 1,
        };
        Some(PraticaCompleta {
            pratica,
            defunto: Utilizzatore {
                id: utilizzatore,
                persona,
                registrato_il: istante,
                dichiarazioni,
                decesso,
                versione: 1,
            },
            persone: Vec::new(),
            rimborsi: Vec::new(),
            portafoglio: Portafoglio::default(),
            lavoro_in_sospeso: false,
        })
    }

    #[test]
    fn whoever_has_no_declaration_never_looks_with_the_eyes_of_the_branch() {
        let whole = deserted();
        let sees = |role, erede| whole.as_ref().and_then(|whole| eyes(whole, role, erede)).is_some();
        let heir = Some(EredeId(Uuid::nil()));
        assert!(!sees(Role::BackOffice, None), "nobody has presented anything");
        for erede in [None, heir] {
            assert!(!sees(Role::Cittadino, erede) && !sees(Role::SistemaPagamenti, erede), "{erede:?}");
        }
    }
}
