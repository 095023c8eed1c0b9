//! The work of the deceased, for a recognised heir and the branch: the records, one of them, and the statement of a year.

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::page::{Pagina, limit, next, position};
use crate::resources::records::ElencoPrestazioni;
use crate::resources::reply::shown;
use crate::resources::types::importo::Importo;
use crate::resources::types::persone::PrestatoreTrovato;
use crate::resources::types::present;
use crate::resources::types::prestazione::{Prestazione, PrestazioneInBreve};
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Anno;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::{PrestazioneId, UtilizzatoreId};
use libretto_core::ports::queries::LavoratoreInAnno;
use libretto_core::use_cases as core;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which year.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FiltroAnno {
    /// Anno civile di svolgimento. Se manca, quello in corso in Italia.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    anno: Option<Anno>,
}

/// Quanto un prestatore ha guadagnato in un anno presso la persona deceduta.
#[derive(Clone, Serialize, ToSchema)]
pub struct CompensiPrestatore {
    /// Chi ha lavorato.
    pub prestatore: PrestatoreTrovato,
    /// Compensi netti.
    pub compensi: Importo,
    /// Tempo lavorato, in minuti.
    #[schema(minimum = 0)]
    pub minuti_lavorati: u32,
}

impl From<&LavoratoreInAnno> for CompensiPrestatore {
    fn from(worker: &LavoratoreInAnno) -> Self {
        Self {
            prestatore: PrestatoreTrovato::new(worker.prestatore, &worker.persona),
            compensi: Importo(worker.coppia.compensi),
            minuti_lavorati: worker.coppia.minuti.get(),
        }
    }
}

/// Il prospetto dei compensi di un anno, per anno di svolgimento.
#[derive(Clone, Serialize, ToSchema)]
pub struct ProspettoCompensi {
    /// Anno civile di svolgimento.
    #[schema(minimum = 0, maximum = 9999, example = 2026)]
    pub anno: i32,
    /// Compensi netti a tutti i prestatori.
    pub compensi: Importo,
    /// I prestatori dell'anno.
    #[schema(max_items = 1000)]
    pub prestatori: Vec<CompensiPrestatore>,
}

impl From<&core::Prospetto> for ProspettoCompensi {
    fn from(found: &core::Prospetto) -> Self {
        Self {
            anno: found.anno,
            compensi: Importo(found.totale.compensi),
            prestatori: found.lavoratori.iter().map(CompensiPrestatore::from).collect(),
        }
    }
}

/// Prestazioni della persona deceduta
///
/// Le prestazioni, da quella iniziata per ultima: per un erede riconosciuto e per la sede.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "elencoPrestazioniPratica",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"), Pagina),
    responses((status = 200, description = "Una pagina di prestazioni", body = ElencoPrestazioni))
)]
#[get("/eredi/pratiche/{utilizzatore_id}/prestazioni")]
pub(crate) async fn elenco(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Pagina>,
) -> ApiResult<HttpResponse> {
    let (after, wanted) = (position(query.0.cursor.as_ref())?, limit(query.0.limit));
    let found = state.libretto.prestazioni_pratica(&caller.to_core()?, UtilizzatoreId(*id), after, wanted).await;
    let page = found.map_err(|error| problem(error, Viewer::of(&caller)))?;
    let now = state.libretto.clock.now();
    Ok(HttpResponse::Ok().json(ElencoPrestazioni {
        prestazioni: page.items.iter().map(|record| PrestazioneInBreve::new(record, now)).collect(),
        cursore_successivo: next(page.next)?,
    }))
}

/// Una prestazione della persona deceduta
///
/// La prestazione con la spiegazione della decisione che l'ha accettata: per un erede riconosciuto e per la sede. La nota che
/// l'utilizzatore aveva scritto per sé resta sua.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "vediPrestazionePratica",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"),
        ("prestazione_id" = Uuid, Path, description = "Identificativo della prestazione"),
    ),
    responses((status = 200, description = "La prestazione", body = Prestazione, headers(
        ("ETag" = String, description = "Versione della prestazione"),
    )))
)]
#[get("/eredi/pratiche/{utilizzatore_id}/prestazioni/{prestazione_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, ids: web::Path<(Uuid, Uuid)>) -> ApiResult<HttpResponse> {
    let (id, prestazione) = (UtilizzatoreId(ids.0), PrestazioneId(ids.1));
    let viewer = Viewer::of(&caller);
    let found = state.libretto.prestazione_pratica(&caller.to_core()?, id, prestazione).await;
    let found = found.map_err(|error| problem(error, viewer))?;
    let record = Prestazione::new(&found, viewer, state.libretto.clock.now());
    let nota = record.nota.filter(|_| viewer == Viewer::BackOffice);
    Ok(shown(found.prestazione.versione, &Prestazione { nota, ..record }))
}

/// Prospetto dei compensi
///
/// Quanto ciascun prestatore ha guadagnato presso la persona deceduta in un anno, per anno di svolgimento: per un erede
/// riconosciuto e per la sede.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "vediProspettoCompensi",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"), FiltroAnno),
    responses((status = 200, description = "Il prospetto", body = ProspettoCompensi))
)]
#[get("/eredi/pratiche/{utilizzatore_id}/prospetto")]
pub(crate) async fn prospetto(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<FiltroAnno>,
) -> ApiResult<HttpResponse> {
    let anno = query.0.anno.map_or_else(|| state.this_year(), |anno| anno.0);
    let found = state.libretto.prospetto(&caller.to_core()?, UtilizzatoreId(*id), anno).await;
    let found = found.map_err(|error| problem(error, Viewer::of(&caller)))?;
    Ok(HttpResponse::Ok().json(ProspettoCompensi::from(&found)))
}
