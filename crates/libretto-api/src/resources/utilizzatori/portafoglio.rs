//! `GET /utilizzatori/{id}/portafoglio`: what was credited, what is reserved, what can be spent.

use crate::ApiResult;
use crate::auth::Caller;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::types::importo::Importo;
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, get, web};
use libretto_core::ids::UtilizzatoreId;
use libretto_core::portafoglio as core;
use libretto_core::ports::queries::SaldoPortafoglio;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Il portafoglio di un utilizzatore. Delle somme proprie: `disponibile` = `versato` − `impegnato` − `speso` − `rimborsato`.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "versato": "100.00", "in_attesa": "50.00", "impegnato": "40.00", "speso": "0.00", "rimborsato": "0.00",
    "disponibile": "60.00"
}))]
pub struct Portafoglio {
    /// Versamenti accreditati finora.
    pub versato: Importo,
    /// Versamenti richiesti e non ancora pagati: non sono spendibili.
    pub in_attesa: Importo,
    /// Riservato alle prestazioni non ancora pagate.
    pub impegnato: Importo,
    /// Speso per le prestazioni pagate.
    pub speso: Importo,
    /// Chiesto in rimborso: riservato a una domanda non ancora decisa o già inviato.
    pub rimborsato: Importo,
    /// Spendibile ora.
    pub disponibile: Importo,
    /// La borsa del bonus, tenuta separata. Assente se non c'è mai stato un bonus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bonus: Option<BorsaBonus>,
}

/// La borsa del bonus: `disponibile` = `appropriato` − `impegnato` − `speso`. Non si rimborsa.
#[derive(Clone, Serialize, ToSchema)]
pub struct BorsaBonus {
    /// Bonus fatti propri finora.
    pub appropriato: Importo,
    /// Riservato alle prestazioni non ancora pagate.
    pub impegnato: Importo,
    /// Speso per le prestazioni pagate.
    pub speso: Importo,
    /// Spendibile ora.
    pub disponibile: Importo,
}

impl From<&core::Portafoglio> for BorsaBonus {
    fn from(purse: &core::Portafoglio) -> Self {
        Self {
            appropriato: Importo(purse.versato),
            impegnato: Importo(purse.impegnato),
            speso: Importo(purse.speso),
            disponibile: Importo(purse.disponibile()),
        }
    }
}

impl From<&SaldoPortafoglio> for Portafoglio {
    fn from(saldo: &SaldoPortafoglio) -> Self {
        let wallet = &saldo.portafoglio;
        Self {
            versato: Importo(wallet.versato),
            in_attesa: Importo(saldo.in_attesa),
            impegnato: Importo(wallet.impegnato),
            speso: Importo(wallet.speso),
            rimborsato: Importo(wallet.rimborsato),
            disponibile: Importo(wallet.disponibile()),
            bonus: saldo.bonus.as_ref().map(BorsaBonus::from),
        }
    }
}

/// Il portafoglio
///
/// Quanto è stato versato, quanto è in attesa, quanto è impegnato e quanto si può spendere.
#[utoipa::path(
    tag = "Portafoglio",
    operation_id = "vediPortafoglio",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore")),
    responses((status = 200, description = "Il portafoglio", body = Portafoglio))
)]
#[get("/utilizzatori/{utilizzatore_id}/portafoglio")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let found = state.libretto.vedi_portafoglio(&caller.to_core()?, UtilizzatoreId(*id)).await;
    let saldo = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    Ok(HttpResponse::Ok().json(Portafoglio::from(&saldo)))
}
