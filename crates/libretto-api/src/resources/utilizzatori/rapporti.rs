//! `/utilizzatori/{id}/rapporti`: the declaration of an employment with a worker (comma 5), and all that are known.

use crate::ApiResult;
use crate::auth::Caller;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::checks::period;
use crate::resources::error::problem;
use crate::resources::reply::{answer, json, request};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Giorno;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::rapporto as core;
use libretto_core::use_cases::DichiaraRapporto;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Tipo di rapporto di lavoro.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TipoRapporto)]
pub enum TipoRapportoJson {
    /// Lavoro subordinato.
    Subordinato,
    /// Collaborazione coordinata e continuativa.
    Collaborazione,
    /// Somministrazione: non conta per il divieto.
    Somministrazione,
}

impl From<TipoRapportoJson> for core::TipoRapporto {
    fn from(tipo: TipoRapportoJson) -> Self {
        match tipo {
            TipoRapportoJson::Subordinato => Self::Subordinato,
            TipoRapportoJson::Collaborazione => Self::Collaborazione,
            TipoRapportoJson::Somministrazione => Self::Somministrazione,
        }
    }
}

impl From<core::TipoRapporto> for TipoRapportoJson {
    fn from(tipo: core::TipoRapporto) -> Self {
        match tipo {
            core::TipoRapporto::Subordinato => Self::Subordinato,
            core::TipoRapporto::Collaborazione => Self::Collaborazione,
            core::TipoRapporto::Somministrazione => Self::Somministrazione,
        }
    }
}

/// Da dove si conosce un rapporto.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FonteRapporto)]
pub enum FonteJson {
    /// Lo ha dichiarato l'utilizzatore.
    Dichiarazione,
    /// Lo ha comunicato il registro delle comunicazioni obbligatorie.
    Registro,
}

impl From<core::Fonte> for FonteJson {
    fn from(fonte: core::Fonte) -> Self {
        match fonte {
            core::Fonte::Dichiarazione => Self::Dichiarazione,
            core::Fonte::Registro => Self::Registro,
        }
    }
}

/// Dichiarazione di un rapporto di lavoro con un prestatore, in corso o cessato.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "prestatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b11", "tipo": "subordinato", "dal": "2025-01-01", "al": "2025-12-31"
}))]
pub struct RichiestaRapporto {
    /// Identificativo del prestatore.
    pub prestatore_id: Uuid,
    /// Tipo di rapporto.
    pub tipo: TipoRapportoJson,
    /// Primo giorno, compreso.
    pub dal: Giorno,
    /// Ultimo giorno, compreso. Assente se il rapporto è in corso.
    #[serde(default, deserialize_with = "present")]
    pub al: Option<Giorno>,
}

/// Un rapporto di lavoro, dichiarato dall'utilizzatore o comunicato dal registro.
#[derive(Serialize, ToSchema)]
pub struct Rapporto {
    /// Identificativo della dichiarazione o del rapporto nel registro.
    pub id: Uuid,
    /// Identificativo del prestatore.
    pub prestatore_id: Uuid,
    /// Tipo di rapporto.
    pub tipo: TipoRapportoJson,
    /// Primo giorno, compreso.
    pub dal: Giorno,
    /// Ultimo giorno, compreso.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub al: Option<Giorno>,
    /// Da dove si conosce.
    pub fonte: FonteJson,
}

impl From<&core::Rapporto> for Rapporto {
    fn from(known: &core::Rapporto) -> Self {
        Self {
            id: known.id.0,
            prestatore_id: known.prestatore.0,
            tipo: known.tipo.into(),
            dal: Giorno(known.dal),
            al: known.al.map(Giorno),
            fonte: known.fonte.into(),
        }
    }
}

/// I rapporti di lavoro di un utilizzatore.
#[derive(Serialize, ToSchema)]
pub struct ElencoRapporti {
    /// I rapporti con prestatori registrati, dal più recente.
    #[schema(max_items = 1000)]
    pub rapporti: Vec<Rapporto>,
}

/// Dichiarazione di un rapporto di lavoro
///
/// Tra le stesse parti il Libretto Famiglia non si può usare se è in corso, o è cessato da meno del tempo che la legge
/// stabilisce, un rapporto di lavoro subordinato o di collaborazione: da questa dichiarazione in poi il divieto è verificato.
#[utoipa::path(
    tag = "Utilizzatori",
    operation_id = "dichiaraRapporto",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), IdempotencyKey),
    request_body = RichiestaRapporto,
    responses((status = 201, description = "Il rapporto dichiarato", body = Rapporto))
)]
#[post("/utilizzatori/{utilizzatore_id}/rapporti")]
pub(crate) async fn dichiara(
    state: State,
    call: Idempotent<RichiestaRapporto>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, id) = (call, UtilizzatoreId(*id));
    period("/al", body.dal, body.al)?;
    let command = DichiaraRapporto {
        utilizzatore: id,
        prestatore: PrestatoreId(body.prestatore_id),
        tipo: body.tipo.into(),
        dal: body.dal.0,
        al: body.al.map(|al| al.0),
    };
    let render = |declared: &core::Rapporto| json(StatusCode::CREATED, &Rapporto::from(declared));
    let request = request(&claim, None)?;
    let _turn = state.turns.of(id).await;
    let reply = state.libretto.dichiara_rapporto(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// Rapporti di lavoro dell'utilizzatore
///
/// Tutti i rapporti di cui il divieto tiene conto: quelli che l'utilizzatore ha dichiarato e quelli che il registro delle
/// comunicazioni obbligatorie ha comunicato, con prestatori registrati. La somministrazione è elencata e non conta.
#[utoipa::path(
    tag = "Utilizzatori",
    operation_id = "elencoRapporti",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore")),
    responses((status = 200, description = "I rapporti", body = ElencoRapporti))
)]
#[get("/utilizzatori/{utilizzatore_id}/rapporti")]
pub(crate) async fn elenco(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let known = state.libretto.elenca_rapporti(&caller.to_core()?, UtilizzatoreId(*id)).await;
    let known = known.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    Ok(HttpResponse::Ok().json(ElencoRapporti { rapporti: known.iter().map(Rapporto::from).collect() }))
}
