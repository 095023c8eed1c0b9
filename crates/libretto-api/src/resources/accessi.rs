//! `GET /accessi`: who looked at the caller's data.

use super::State;
use super::error::problem;
use super::page::{Pagina, limit, next, position};
use super::types::canale::CanaleJson;
use super::types::spiegazione::Viewer;
use super::types::tempo::Istante;
use crate::ApiResult;
use crate::auth::Caller;
use crate::cursor::Cursor;
use crate::problem::extract::ApiQuery;
use actix_web::{HttpResponse, get};
use libretto_core::context::{Actor, Channel};
use libretto_core::ports;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Chi ha guardato.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChiGuarda {
    /// Un'altra persona del rapporto: chi l'ha cercata per comunicare un lavoro, o un erede.
    Persona,
    /// Chi opera con una delega della sua identità digitale.
    Delegato,
    /// Un operatore del contact center.
    ContactCenter,
    /// Un operatore di una sede INPS.
    Sede,
    /// Un patronato o un intermediario.
    Intermediario,
}

/// Un accesso ai dati di chi chiama.
#[derive(Serialize, ToSchema)]
pub struct Accesso {
    /// Quando.
    pub istante: Istante,
    /// Chi.
    pub chi: ChiGuarda,
    /// Quale ente, se è un patronato o un intermediario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ente_id: Option<Uuid>,
    /// Attraverso quale canale.
    pub canale: CanaleJson,
    /// Con quale operazione, come la chiama questo documento.
    #[schema(max_length = 64, example = "vediScrivania")]
    pub operazione: &'static str,
    /// Che cosa fa quell'operazione.
    #[schema(max_length = 128)]
    pub descrizione: &'static str,
    /// Per quale finalità, come la conosce la piattaforma di interoperabilità.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 128)]
    pub finalita: Option<String>,
    /// In base a quale delega.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delega_id: Option<Uuid>,
}

impl From<&ports::Accesso> for Accesso {
    fn from(look: &ports::Accesso) -> Self {
        let (chi, ente_id) = match &look.attore {
            Actor::Intermediario { ente, .. } => (ChiGuarda::Intermediario, Some(ente.0)),
            Actor::Delegato(_) => (ChiGuarda::Delegato, None),
            Actor::Operatore(_) if look.canale == Channel::ContactCenter => (ChiGuarda::ContactCenter, None),
            Actor::Persona(_) => (ChiGuarda::Persona, None),
            Actor::Operatore(_) | Actor::SistemaPagamenti | Actor::Libretto => (ChiGuarda::Sede, None),
        };
        Self {
            istante: Istante(look.istante),
            chi,
            ente_id,
            canale: look.canale.into(),
            operazione: look.operazione.as_str(),
            descrizione: look.operazione.riga().descrizione,
            finalita: look.finalita.clone(),
            delega_id: look.delega.map(|id| id.0),
        }
    }
}

/// Una pagina di accessi, dal più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoAccessi {
    /// Gli accessi.
    #[schema(max_items = 100)]
    pub accessi: Vec<Accesso>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Chi ha guardato i propri dati
///
/// Ogni volta che un altro ha visto i dati di chi chiama: chi, quando, con quale operazione, per quale finalità e in base a quale
/// delega. Ciò che la persona guarda da sé non è un accesso.
#[utoipa::path(
    tag = "Profilo",
    operation_id = "elencoAccessi",
    params(Pagina),
    responses((status = 200, description = "Gli accessi", body = ElencoAccessi))
)]
#[get("/accessi")]
pub(crate) async fn elenco(state: State, caller: Caller, query: ApiQuery<Pagina>) -> ApiResult<HttpResponse> {
    let after = position(query.0.cursor.as_ref())?;
    let found = state.libretto.elenca_accessi(&caller.to_core()?, after, limit(query.0.limit)).await;
    let page = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let accessi = page.items.iter().map(Accesso::from).collect();
    Ok(HttpResponse::Ok().json(ElencoAccessi { accessi, cursore_successivo: next(page.next)? }))
}
