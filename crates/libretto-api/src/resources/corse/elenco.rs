//! `GET /corse-pagamento` and `GET /corse-pagamento/{id}`: the runs and their totals.

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::Problem;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::types::importo::Importo;
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::{Giorno, Istante, Mese};
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::CorsaId;
use libretto_core::pagamento::{self as core, CorsaChiusura};
use libretto_core::use_cases::UseCaseError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which runs.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filtro {
    /// Solo le corse di questo mese.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    mese: Option<Mese>,
}

/// Stato di una corsa.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatoCorsa {
    /// Iniziata e non finita: si riprende ripetendo la richiesta.
    Aperta,
    /// Finita: i file sono scritti.
    Chiusa,
}

/// Numero e somma di alcuni pagamenti.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({ "numero": 2, "importo": "120.00" }))]
pub struct TotalePagamenti {
    /// Quanti.
    #[schema(minimum = 0)]
    pub numero: u32,
    /// Somma di ciò che si riceve.
    pub importo: Importo,
}

impl From<&core::Totale> for TotalePagamenti {
    fn from(total: &core::Totale) -> Self {
        Self { numero: total.numero, importo: Importo(total.importo) }
    }
}

/// Un file scritto per la banca o per la posta.
#[derive(Clone, Serialize, ToSchema)]
pub struct FilePagamenti {
    /// Nome del file.
    #[schema(max_length = 255)]
    pub nome_file: String,
    /// Pagamenti che contiene.
    pub totale: TotalePagamenti,
    /// SHA-256 del contenuto, in esadecimale.
    #[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub impronta: String,
}

impl From<&core::FileScritto> for FilePagamenti {
    fn from(file: &core::FileScritto) -> Self {
        Self { nome_file: file.nome.clone(), totale: (&file.totale).into(), impronta: file.impronta.clone() }
    }
}

/// I totali di una corsa chiusa.
#[derive(Clone, Serialize, ToSchema)]
pub struct TotaliCorsa {
    /// Bonifici.
    pub bonifici: TotalePagamenti,
    /// Bonifici domiciliati.
    pub bonifici_domiciliati: TotalePagamenti,
    /// Mandati postali: si riscuotono, non si inviano.
    pub mandati: TotalePagamenti,
    /// Compensi prima degli oneri.
    pub lordo: Importo,
    /// Oneri trattenuti.
    pub oneri: Importo,
    /// Contributi accreditati.
    pub contributi: Importo,
    /// File scritti.
    #[schema(max_items = 1000)]
    pub file: Vec<FilePagamenti>,
}

impl From<&CorsaChiusura> for TotaliCorsa {
    fn from(totals: &CorsaChiusura) -> Self {
        Self {
            bonifici: (&totals.bonifici).into(),
            bonifici_domiciliati: (&totals.domiciliati).into(),
            mandati: (&totals.mandati).into(),
            lordo: Importo(totals.lordo),
            oneri: Importo(totals.oneri),
            contributi: Importo(totals.contributi),
            file: totals.file.iter().map(FilePagamenti::from).collect(),
        }
    }
}

/// Una corsa di pagamento.
#[derive(Clone, Serialize, ToSchema)]
pub struct CorsaPagamento {
    /// Identificativo, derivato dal mese e dal numero.
    pub id: Uuid,
    /// Mese delle prestazioni.
    pub mese: Mese,
    /// Numero della corsa nel mese, da 1.
    #[schema(minimum = 1)]
    pub numero: u32,
    /// Stato.
    pub stato: StatoCorsa,
    /// Giorno in cui parte il denaro.
    pub esecuzione: Giorno,
    /// Istante di inizio.
    pub aperta_il: Istante,
    /// Totali, quando è chiusa.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totali: Option<TotaliCorsa>,
}

impl From<&core::Corsa> for CorsaPagamento {
    fn from(run: &core::Corsa) -> Self {
        Self {
            id: run.id.0,
            mese: Mese(run.mese),
            numero: run.numero,
            stato: if run.is_closed() { StatoCorsa::Chiusa } else { StatoCorsa::Aperta },
            esecuzione: Giorno(run.esecuzione),
            aperta_il: Istante(run.aperta_il),
            totali: run.chiusura.as_ref().map(TotaliCorsa::from),
        }
    }
}

/// Le corse di pagamento, dalla più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoCorse {
    /// Le corse.
    #[schema(max_items = 10000)]
    pub corse: Vec<CorsaPagamento>,
}

/// Elenco delle corse di pagamento
///
/// Solo per il back office.
#[utoipa::path(
    tag = "Pagamenti",
    operation_id = "elencoCorsePagamento",
    params(Filtro),
    responses((status = 200, description = "Le corse", body = ElencoCorse))
)]
#[get("/corse-pagamento")]
pub(crate) async fn elenco(state: State, _: Caller, query: ApiQuery<Filtro>) -> ApiResult<HttpResponse> {
    let found = state.libretto.queries.corse(query.0.mese.map(|mese| mese.0)).await;
    let runs = found.map_err(|error| problem(UseCaseError::Store(error), Viewer::BackOffice))?;
    Ok(HttpResponse::Ok().json(ElencoCorse { corse: runs.iter().map(CorsaPagamento::from).collect() }))
}

/// Una corsa di pagamento
///
/// Solo per il back office.
#[utoipa::path(
    tag = "Pagamenti",
    operation_id = "vediCorsaPagamento",
    params(("corsa_id" = Uuid, Path, description = "Identificativo della corsa")),
    responses((status = 200, description = "La corsa", body = CorsaPagamento))
)]
#[get("/corse-pagamento/{corsa_id}")]
pub(crate) async fn vedi(state: State, _: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let found = state.libretto.queries.corsa(CorsaId(*id)).await;
    let run = found.map_err(|error| problem(UseCaseError::Store(error), Viewer::BackOffice))?;
    let run = run.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(CorsaPagamento::from(&run)))
}
