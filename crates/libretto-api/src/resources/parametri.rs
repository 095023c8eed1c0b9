//! `GET /parametri`: the law as data. Public, and the same for everybody.

use crate::ApiResult;
use crate::problem::Problem;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::outside_the_law;
use crate::resources::types::parametro::Parametro;
use crate::resources::types::present;
use crate::resources::types::tempo::Giorno;
use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder, get, web};
use chrono::NaiveDate;
use libretto_core::civil_time::rome_date;
use libretto_core::parameters::{self, NotInForce};
use libretto_core::politiche;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which day.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filtro {
    /// Giorno del lavoro. Se manca, oggi in Italia.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    data: Option<Giorno>,
}

/// Una decisione di questo servizio dove la legge tace, con il suo motivo.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "AMB-20", "chiave": "termine-festivo", "descrizione": "Terzo giorno del mese di domenica o festivo",
    "valore": "non-si-sposta", "motivo": "Nessun testo lo sposta.", "dal": "2017-06-24",
    "citazione": "decisione applicativa, AMB-20", "verificata_il": "2026-07-31"
}))]
pub struct Politica {
    /// Identificativo della decisione.
    #[schema(max_length = 16, pattern = "^[A-Z]{3}-[0-9]{2}$")]
    pub id: &'static str,
    /// Nome stabile.
    #[schema(max_length = 64, pattern = "^[a-z0-9-]+$")]
    pub chiave: &'static str,
    /// La questione.
    #[schema(max_length = 300)]
    pub descrizione: &'static str,
    /// La scelta.
    #[schema(max_length = 64, pattern = "^[a-z0-9-]+$")]
    pub valore: String,
    /// Perché.
    #[schema(max_length = 500)]
    pub motivo: &'static str,
    /// Primo giorno di validità, compreso.
    pub dal: Giorno,
    /// Ultimo giorno di validità, compreso. Assente se è in vigore.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub al: Option<Giorno>,
    /// Come la spiegazione di una decisione la cita.
    #[schema(max_length = 300)]
    pub citazione: String,
    /// Giorno dell'ultimo riesame.
    pub verificata_il: Giorno,
}

impl From<politiche::Row> for Politica {
    fn from(row: politiche::Row) -> Self {
        Self {
            id: row.id,
            chiave: row.key,
            descrizione: row.description,
            valore: row.value,
            motivo: row.reason,
            dal: Giorno(row.from),
            al: row.to.map(Giorno),
            citazione: row.citation.to_string(),
            verificata_il: Giorno(row.verified_on),
        }
    }
}

/// La disciplina di un giorno.
#[derive(Serialize, ToSchema)]
pub struct ParametriInVigore {
    /// Il giorno.
    pub data: Giorno,
    /// I valori in vigore.
    #[schema(max_items = 200)]
    pub parametri: Vec<Parametro>,
    /// Le decisioni dove la legge tace.
    #[schema(max_items = 200)]
    pub politiche: Vec<Politica>,
}

impl ParametriInVigore {
    /// The law on a day.
    ///
    /// # Errors
    /// [`NotInForce`] on a day before the law.
    pub fn on(day: NaiveDate) -> Result<Self, NotInForce> {
        Ok(Self {
            data: Giorno(day),
            parametri: parameters::in_force_on(day)?.iter().map(Parametro::from).collect(),
            politiche: politiche::in_force_on(day)?.into_iter().map(Politica::from).collect(),
        })
    }
}

/// Un parametro in tutta la sua storia.
#[derive(Serialize, ToSchema)]
pub struct StoriaParametro {
    /// Nome stabile.
    #[schema(max_length = 64, pattern = "^[a-z0-9-]+$")]
    pub chiave: &'static str,
    /// I valori, dal primo all'ultimo, senza vuoti né sovrapposizioni.
    #[schema(min_items = 1, max_items = 100)]
    pub valori: Vec<Parametro>,
}

/// Parametri in vigore in un giorno
///
/// Ogni numero della legge con la sua unità, la sua fonte e la sua validità, e ogni decisione dove la legge tace con il suo
/// motivo. È il giorno del lavoro a scegliere i valori; per gli oneri di pagamento, il giorno del pagamento. Pubblico.
#[utoipa::path(
    tag = "Diritto",
    operation_id = "elencoParametri",
    security(()),
    params(Filtro),
    responses((status = 200, description = "I parametri e le decisioni del giorno", body = ParametriInVigore))
)]
#[get("/parametri")]
pub(crate) async fn elenco(state: State, query: ApiQuery<Filtro>) -> ApiResult<HttpResponse> {
    let day = query.0.data.map_or_else(|| rome_date(state.libretto.clock.now()), |data| data.0);
    let found = ParametriInVigore::on(day).map_err(|period| outside_the_law(&period, "/data"))?;
    Ok(cacheable().json(found))
}

/// Storia di un parametro
///
/// Tutti i valori di un parametro dal 24 giugno 2017, ciascuno con la sua validità e la sua fonte. Pubblico.
#[utoipa::path(
    tag = "Diritto",
    operation_id = "vediParametro",
    security(()),
    params(("chiave" = String, Path, description = "Nome stabile del parametro", pattern = "^[a-z0-9-]+$",
        min_length = 1, max_length = 64, example = "limite-utilizzatore")),
    responses((status = 200, description = "I valori del parametro", body = StoriaParametro))
)]
#[get("/parametri/{chiave}")]
pub(crate) async fn vedi(chiave: web::Path<String>) -> ApiResult<HttpResponse> {
    let rows: Vec<_> = parameters::table().into_iter().filter(|row| row.key == *chiave).collect();
    let chiave = rows.first().ok_or_else(Problem::not_found)?.key;
    let found = StoriaParametro { chiave, valori: rows.iter().map(Parametro::from).collect() };
    Ok(cacheable().json(found))
}

/// The law is the same for everybody, and changes with a new version of the program only.
fn cacheable() -> HttpResponseBuilder {
    let mut builder = HttpResponse::Ok();
    builder.insert_header((header::CACHE_CONTROL, "public, max-age=300"));
    builder
}
