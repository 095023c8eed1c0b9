//! `/utilizzatori/{id}/versamenti`: top-ups of the wallet, each with its pagoPA notice.

use crate::ApiResult;
use crate::auth::Caller;
use crate::cursor::{Cursor, PageLimit};
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::page::{limit, next, position};
use crate::resources::reply::{answer, created, request, shown};
use crate::resources::types::importo::Importo;
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Istante;
use actix_web::{HttpResponse, get, post, web};
use libretto_core::ids::{UtilizzatoreId, VersamentoId};
use libretto_core::portafoglio as core;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Stato di un versamento.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StatoVersamento)]
pub enum StatoVersamentoJson {
    /// L'avviso si può pagare.
    InAttesa,
    /// Pagato: la somma è spendibile.
    Accreditato,
}

impl From<core::StatoVersamento> for StatoVersamentoJson {
    fn from(stato: core::StatoVersamento) -> Self {
        match stato {
            core::StatoVersamento::InAttesa => Self::InAttesa,
            core::StatoVersamento::Accreditato => Self::Accreditato,
        }
    }
}

impl From<StatoVersamentoJson> for core::StatoVersamento {
    fn from(stato: StatoVersamentoJson) -> Self {
        match stato {
            StatoVersamentoJson::InAttesa => Self::InAttesa,
            StatoVersamentoJson::Accreditato => Self::Accreditato,
        }
    }
}

/// Richiesta di un versamento.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "importo": "100.00" }))]
pub struct RichiestaVersamento {
    /// Importo, multiplo del valore di un titolo.
    pub importo: Importo,
}

/// Avviso di pagamento pagoPA.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "numero_avviso": "301000000000012345", "iuv": "01000000000012345",
    "qr": "PAGOPA|002|301000000000012345|80078750587|10000", "ente_creditore": "80078750587"
}))]
pub struct Avviso {
    /// Numero dell'avviso: 18 cifre.
    #[schema(max_length = 18, pattern = "^[0-9]{18}$")]
    pub numero_avviso: String,
    /// Identificativo univoco di versamento: 17 cifre.
    #[schema(max_length = 17, pattern = "^[0-9]{17}$")]
    pub iuv: String,
    /// Testo del codice QR.
    #[schema(max_length = 200)]
    pub qr: String,
    /// Codice fiscale dell'ente creditore.
    #[schema(max_length = 11, pattern = "^[0-9]{11}$")]
    pub ente_creditore: String,
}

/// Un versamento.
#[derive(Clone, Serialize, ToSchema)]
pub struct Versamento {
    /// Identificativo.
    pub id: Uuid,
    /// Importo.
    pub importo: Importo,
    /// Stato.
    pub stato: StatoVersamentoJson,
    /// L'avviso da pagare.
    pub avviso: Avviso,
    /// Istante della richiesta.
    pub aperto_il: Istante,
    /// Istante dell'accredito.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accreditato_il: Option<Istante>,
    /// Versione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl From<&core::Versamento> for Versamento {
    fn from(state: &core::Versamento) -> Self {
        let core::Avviso { numero_avviso, iuv, qr, ente_creditore } = state.avviso.clone();
        Self {
            id: state.id.0,
            importo: Importo(state.importo),
            stato: state.stato.into(),
            avviso: Avviso { numero_avviso, iuv, qr, ente_creditore },
            aperto_il: Istante(state.aperto_il),
            accreditato_il: state.accreditato_il.map(Istante),
            versione: state.versione,
        }
    }
}

/// Una pagina di versamenti, dal più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoVersamenti {
    /// I versamenti.
    #[schema(max_items = 100)]
    pub versamenti: Vec<Versamento>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Which top-ups.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filtro {
    /// Solo i versamenti in questo stato.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    stato: Option<StatoVersamentoJson>,
    /// Dove comincia la pagina: il `cursore_successivo` di quella precedente.
    #[serde(default)]
    cursor: Option<Cursor>,
    /// Quanti elementi al massimo.
    #[serde(default)]
    limit: PageLimit,
}

/// Richiesta di un versamento
///
/// Apre un versamento e il suo avviso di pagamento pagoPA. La somma diventa spendibile quando il sistema dei pagamenti ne
/// comunica la ricevuta.
#[utoipa::path(
    tag = "Versamenti",
    operation_id = "apriVersamento",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), IdempotencyKey),
    request_body = RichiestaVersamento,
    responses((status = 201, description = "Il versamento, in attesa di pagamento", body = Versamento, headers(
        ("Location" = String, description = "Indirizzo del versamento"),
        ("ETag" = String, description = "Versione del versamento"),
    )))
)]
#[post("/utilizzatori/{utilizzatore_id}/versamenti")]
pub(crate) async fn apri(
    state: State,
    call: Idempotent<RichiestaVersamento>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, id) = (call, UtilizzatoreId(*id));
    let request = request(&claim, None)?;
    let render = |top_up: &core::Versamento| {
        created(&format!("/utilizzatori/{id}/versamenti/{}", top_up.id), top_up.versione, &Versamento::from(top_up))
    };
    let _turn = state.turns.of(id).await;
    let reply = state.libretto.apri_versamento(&request, id, body.importo.0, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// Elenco dei versamenti
///
/// I versamenti dell'utilizzatore, dal più recente.
#[utoipa::path(
    tag = "Versamenti",
    operation_id = "elencoVersamenti",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), Filtro),
    responses((status = 200, description = "Una pagina di versamenti", body = ElencoVersamenti))
)]
#[get("/utilizzatori/{utilizzatore_id}/versamenti")]
pub(crate) async fn elenco(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Filtro>,
) -> ApiResult<HttpResponse> {
    let after = position(query.0.cursor.as_ref())?;
    let which = (UtilizzatoreId(*id), query.0.stato.map(Into::into));
    let found = state.libretto.elenca_versamenti(&caller.to_core()?, which, after, limit(query.0.limit)).await;
    let page = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    Ok(HttpResponse::Ok().json(ElencoVersamenti {
        cursore_successivo: next(page.next)?,
        versamenti: page.items.iter().map(Versamento::from).collect(),
    }))
}

/// Un versamento
///
/// Il versamento con il suo avviso e il suo stato.
#[utoipa::path(
    tag = "Versamenti",
    operation_id = "vediVersamento",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"),
        ("versamento_id" = Uuid, Path, description = "Identificativo del versamento"),
    ),
    responses((status = 200, description = "Il versamento", body = Versamento, headers(
        ("ETag" = String, description = "Versione del versamento"),
    )))
)]
#[get("/utilizzatori/{utilizzatore_id}/versamenti/{versamento_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, ids: web::Path<(Uuid, Uuid)>) -> ApiResult<HttpResponse> {
    let (household, id) = (UtilizzatoreId(ids.0), VersamentoId(ids.1));
    let found = state.libretto.vedi_versamento(&caller.to_core()?, household, id).await;
    let top_up = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    Ok(shown(top_up.versione, &Versamento::from(&top_up)))
}
