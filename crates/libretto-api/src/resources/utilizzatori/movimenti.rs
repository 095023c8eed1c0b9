//! `GET /utilizzatori/{id}/portafoglio/movimenti`: every entry of the wallet's account.

use crate::ApiResult;
use crate::auth::Caller;
use crate::cursor::Cursor;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::page::{Pagina, limit, next, position};
use crate::resources::types::borsa::BorsaJson;
use crate::resources::types::importo::Importo;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Istante;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::UtilizzatoreId;
use libretto_core::ports::queries::MovimentoPortafoglio;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Un movimento del portafoglio.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b12", "causale": "prestazione_comunicata",
    "riferimento_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b13", "borsa": "propria", "importo": "-40.00", "istante": "2026-02-14T12:05:00Z"
}))]
pub struct Movimento {
    /// Identificativo del movimento.
    pub id: Uuid,
    /// Che cosa lo ha prodotto.
    #[schema(max_length = 64, pattern = "^[a-z_]+$")]
    pub causale: String,
    /// Identificativo del versamento, del bonus, della prestazione o del rimborso.
    pub riferimento_id: Uuid,
    /// Borsa del portafoglio.
    pub borsa: BorsaJson,
    /// Importo: positivo in entrata, negativo in uscita.
    pub importo: Importo,
    /// Istante.
    pub istante: Istante,
}

impl From<MovimentoPortafoglio> for Movimento {
    fn from(entry: MovimentoPortafoglio) -> Self {
        Self {
            id: entry.evento.0,
            causale: entry.causale,
            riferimento_id: entry.riferimento,
            borsa: entry.borsa.into(),
            importo: Importo(entry.importo),
            istante: Istante(entry.istante),
        }
    }
}

/// Una pagina di movimenti, dal più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoMovimenti {
    /// I movimenti.
    #[schema(max_items = 100)]
    pub movimenti: Vec<Movimento>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Movimenti del portafoglio
///
/// Tutti i movimenti, dal più recente: versamenti accreditati, bonus fatti propri, somme impegnate da una prestazione o chieste in
/// rimborso e somme tornate disponibili. La somma di quelli di una borsa è il suo disponibile.
#[utoipa::path(
    tag = "Portafoglio",
    operation_id = "elencoMovimenti",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), Pagina),
    responses((status = 200, description = "Una pagina di movimenti", body = ElencoMovimenti))
)]
#[get("/utilizzatori/{utilizzatore_id}/portafoglio/movimenti")]
pub(crate) async fn elenco(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Pagina>,
) -> ApiResult<HttpResponse> {
    let after = position(query.0.cursor.as_ref())?;
    let (caller, id) = (caller.to_core()?, UtilizzatoreId(*id));
    let found = state.libretto.elenca_movimenti(&caller, id, after, limit(query.0.limit)).await;
    let page = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    Ok(HttpResponse::Ok().json(ElencoMovimenti {
        cursore_successivo: next(page.next)?,
        movimenti: page.items.into_iter().map(Movimento::from).collect(),
    }))
}
