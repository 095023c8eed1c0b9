//! A few operations that use everything the document has to deal with: optional members, flattened and tagged types, maps, lists,
//! amounts, instants, conditional and idempotent changes.

use actix_web::{HttpResponse, get, patch, post};
use libretto_api::ServiceConfig;
use libretto_api::conditional::IfMatch;
use libretto_api::cursor::{Cursor, PageLimit};
use libretto_api::idempotency::IdempotencyKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

#[derive(Serialize, Deserialize, ToSchema)]
#[schema(description = "Una cosa da creare")]
struct NuovaCosa {
    /// Importo in euro.
    #[schema(value_type = String, pattern = r"^\d{1,7}\.\d{2}$", max_length = 10, example = "40.00")]
    costo_complessivo: String,
    /// Quando comincia.
    inizio: chrono::DateTime<chrono::Utc>,
    /// Minuti di pausa.
    #[schema(minimum = 0, maximum = 1440)]
    pausa_minuti: Option<u16>,
    /// Testo libero.
    #[schema(max_length = 500)]
    note: Option<String>,
    /// Chi o che cosa.
    parte: Option<Parte>,
    modo: Modo,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[schema(description = "Una parte")]
struct Parte {
    /// Identificativo.
    id: uuid::Uuid,
    /// Etichette.
    #[schema(max_items = 3)]
    etichette: Vec<Etichetta>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[schema(description = "Una etichetta")]
#[serde(rename_all = "snake_case")]
enum Etichetta {
    Prima,
    Seconda,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[schema(description = "Un modo fra due")]
#[serde(tag = "tipo", rename_all = "snake_case")]
enum Modo {
    Bonifico {
        /// Coordinate.
        #[schema(max_length = 34)]
        iban: String,
    },
    Domiciliato {},
}

#[derive(Serialize, Deserialize, ToSchema)]
#[schema(description = "Una cosa")]
struct Cosa {
    /// Identificativo.
    id: uuid::Uuid,
    #[serde(flatten)]
    dati: NuovaCosa,
    /// Importi per voce.
    voci: BTreeMap<String, i64>,
}

#[derive(Serialize, ToSchema)]
#[schema(description = "Una pagina di cose")]
struct ElencoCose {
    /// Le cose.
    cose: Vec<Cosa>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    cursore_successivo: Option<Cursor>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only documented here")]
struct Filtri {
    /// Quante cose al massimo.
    #[serde(default)]
    limit: PageLimit,
    /// Dove comincia la pagina.
    cursor: Option<Cursor>,
}

/// Crea una cosa
///
/// Descrive la creazione.
#[utoipa::path(tag = "Prestazioni", operation_id = "nuovaCosa", params(IdempotencyKey), request_body = NuovaCosa,
    responses((status = 201, description = "Creata", body = Cosa), (status = 404, description = "Una parte non esiste")))]
#[post("/cose")]
async fn create() -> HttpResponse {
    HttpResponse::NotImplemented().finish()
}

/// Elenco delle cose
///
/// Descrive l'elenco.
#[utoipa::path(tag = "Prestazioni", operation_id = "elencoCose", params(Filtri),
    responses((status = 200, description = "Una pagina", body = ElencoCose)))]
#[get("/cose")]
async fn list() -> HttpResponse {
    HttpResponse::NotImplemented().finish()
}

/// Modifica una cosa
///
/// Descrive la modifica.
#[utoipa::path(tag = "Prestazioni", operation_id = "modificaCosa",
    params(("id" = uuid::Uuid, Path, description = "Identificativo"), IfMatch, IdempotencyKey),
    request_body(content = Parte, content_type = "application/merge-patch+json"),
    responses((status = 204, description = "Modificata")))]
#[patch("/cose/{id}")]
async fn change() -> HttpResponse {
    HttpResponse::NotImplemented().finish()
}

/// Registers the operations.
pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create).service(list).service(change);
}
