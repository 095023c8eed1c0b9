//! `GET /utilizzatori/{id}/scrivania`: everything a household looks at first, in one answer.

use super::portafoglio::Portafoglio;
use super::versamenti::Versamento;
use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::{not_in_force, problem};
use crate::resources::types::importo::Importo;
use crate::resources::types::limiti::{LimiteEuro, LimitiLavoratore, law_of};
use crate::resources::types::persone::PrestatoreTrovato;
use crate::resources::types::present;
use crate::resources::types::prestazione::PrestazioneInBreve;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Anno;
use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use libretto_core::ids::UtilizzatoreId;
use libretto_core::limits::{Anni, Uso};
use libretto_core::ports::queries::{LavoratoreInAnno, Scrivania as Found};
use libretto_core::regime::Regime;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which year.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filtro {
    /// Anno civile dei lavoratori e dei limiti. Se manca, quello in corso in Italia.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    anno: Option<Anno>,
}

/// Un lavoratore dell'anno.
#[derive(Serialize, ToSchema)]
pub struct Lavoratore {
    /// Il prestatore.
    #[serde(flatten)]
    pub persona: PrestatoreTrovato,
    /// Compensi dell'anno tra le stesse parti.
    pub compensi: Importo,
    /// Minuti lavorati nell'anno tra le stesse parti.
    #[schema(minimum = 0)]
    pub minuti_lavorati: u32,
}

/// Che cosa è in corso.
#[derive(Serialize, ToSchema)]
pub struct AttivitaInCorso {
    /// Prestazioni accettate o convalidate, non ancora pagate, dalla più recente.
    #[schema(max_items = 100)]
    pub prestazioni: Vec<PrestazioneInBreve>,
    /// Versamenti richiesti e non ancora pagati.
    #[schema(max_items = 100)]
    pub versamenti: Vec<Versamento>,
}

/// I limiti dell'anno.
#[derive(Serialize, ToSchema)]
pub struct LimitiScrivania {
    /// Compensi dell'utilizzatore a tutti i prestatori.
    pub utilizzatore: LimiteEuro,
    /// I limiti con ciascun lavoratore.
    #[schema(max_items = 1000)]
    pub lavoratori: Vec<LimitiLavoratore>,
}

/// La scrivania di un utilizzatore. Al primo accesso tutte le sezioni sono presenti e vuote.
#[derive(Serialize, ToSchema)]
pub struct Scrivania {
    /// Anno civile dei lavoratori e dei limiti.
    #[schema(minimum = 2017, maximum = 9999, example = 2026)]
    pub anno: i32,
    /// Lavoratori dell'anno, per cognome e nome.
    #[schema(max_items = 1000)]
    pub lavoratori: Vec<Lavoratore>,
    /// Le prestazioni più recenti.
    #[schema(max_items = 100)]
    pub ultime_prestazioni: Vec<PrestazioneInBreve>,
    /// Che cosa è in corso.
    pub attivita_in_corso: AttivitaInCorso,
    /// Il portafoglio.
    pub portafoglio: Portafoglio,
    /// I limiti dell'anno.
    pub limiti: LimitiScrivania,
}

impl Scrivania {
    fn new(found: &Found, anno: i32, regime: &Regime, now: DateTime<Utc>) -> Self {
        let household = Uso::new(&Anni { utilizzatore: found.anno, ..Anni::default() }, regime);
        let records = |records: &[libretto_core::prestazione::Prestazione]| {
            records.iter().map(|record| PrestazioneInBreve::new(record, now)).collect()
        };
        let worker_limits = |worker: &LavoratoreInAnno| {
            let anni = Anni { coppia: worker.coppia, utilizzatore: found.anno, ..Anni::default() };
            LimitiLavoratore::new(worker, &Uso::new(&anni, regime), anno, regime.durata_titolo)
        };
        Self {
            anno,
            lavoratori: found.lavoratori.iter().map(Lavoratore::from).collect(),
            ultime_prestazioni: records(&found.ultime),
            attivita_in_corso: AttivitaInCorso {
                prestazioni: records(&found.in_corso),
                versamenti: found.versamenti_in_attesa.iter().map(Versamento::from).collect(),
            },
            portafoglio: (&found.saldo).into(),
            limiti: LimitiScrivania {
                utilizzatore: LimiteEuro::new(&household.utilizzatore, anno),
                lavoratori: found.lavoratori.iter().map(worker_limits).collect(),
            },
        }
    }
}

impl From<&LavoratoreInAnno> for Lavoratore {
    fn from(worker: &LavoratoreInAnno) -> Self {
        Self {
            persona: PrestatoreTrovato::new(worker.prestatore, &worker.persona),
            compensi: Importo(worker.coppia.compensi),
            minuti_lavorati: worker.coppia.minuti.get(),
        }
    }
}

/// La scrivania
///
/// In una sola risposta: lavoratori dell'anno, ultime prestazioni, attività in corso, portafoglio e limiti.
#[utoipa::path(
    tag = "Utilizzatori",
    operation_id = "vediScrivania",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), Filtro),
    responses((status = 200, description = "La scrivania", body = Scrivania))
)]
#[get("/utilizzatori/{utilizzatore_id}/scrivania")]
pub(crate) async fn vedi(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Filtro>,
) -> ApiResult<HttpResponse> {
    let now = state.libretto.clock.now();
    let anno = query.0.anno.map_or_else(|| state.this_year(), |anno| anno.0);
    let found = state.libretto.scrivania(&caller.to_core()?, UtilizzatoreId(*id), anno).await;
    let found = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let regime = law_of(anno).map_err(|period| not_in_force(&period))?;
    Ok(HttpResponse::Ok().json(Scrivania::new(&found, anno, &regime, now)))
}
