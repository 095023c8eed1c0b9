//! `POST /compensi-esterni`: what a worker earned outside the Libretto Famiglia (LIM-06).

use crate::ApiResult;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, json, request};
use crate::resources::types::importo::Importo;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Istante;
use crate::resources::types::testo::CodiceFiscaleJson;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use libretto_core::compensi_esterni::EsitoEsterni;
use libretto_core::use_cases::{CompensiRegistrati, NuoviCompensi};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// I compensi di un anno da contratto di prestazione occasionale.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "lavoratore": "BNCNNA75C55F205P", "anno": 2026, "importo": "200.00", "noto_il": "2026-03-02T08:00:00Z"
}))]
pub struct RichiestaCompensiEsterni {
    /// Codice fiscale del prestatore.
    pub lavoratore: CodiceFiscaleJson,
    /// Anno civile delle prestazioni.
    #[schema(minimum = 2017, maximum = 9998, example = 2026)]
    pub anno: u16,
    /// Totale netto dell'anno fino a quell'istante, non un incremento.
    pub importo: Importo,
    /// Istante a cui il totale si riferisce: un totale più vecchio non prende mai il posto di uno più recente.
    pub noto_il: Istante,
}

/// Che cosa è stato del totale.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EsitoCompensiEsterni)]
pub enum EsitoEsterniJson {
    /// Vale da ora.
    Registrato,
    /// Era già noto: nulla è cambiato.
    Ripetuto,
    /// Se ne conosce uno più recente: nulla è cambiato.
    Superato,
}

/// I compensi esterni di un anno, come sono noti.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "prestatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b11", "anno": 2026, "importo": "200.00",
    "noto_il": "2026-03-02T08:00:00Z", "esito": "registrato", "versione": 1
}))]
pub struct CompensiEsterniNoti {
    /// Identificativo del prestatore.
    pub prestatore_id: Uuid,
    /// Anno civile.
    #[schema(minimum = 2017, maximum = 9998, example = 2026)]
    pub anno: i32,
    /// Totale netto che conta nel limite del prestatore.
    pub importo: Importo,
    /// Istante a cui il totale si riferisce.
    pub noto_il: Istante,
    /// Che cosa è stato del totale inviato.
    pub esito: EsitoEsterniJson,
    /// Quanti totali dell'anno sono stati registrati.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl From<&CompensiRegistrati> for CompensiEsterniNoti {
    fn from(outcome: &CompensiRegistrati) -> Self {
        let known = &outcome.noti.compensi;
        Self {
            prestatore_id: known.prestatore.0,
            anno: known.anno,
            importo: Importo(known.importo),
            noto_il: Istante(known.noto_il),
            esito: match outcome.esito {
                EsitoEsterni::Registrato => EsitoEsterniJson::Registrato,
                EsitoEsterni::Ripetuto => EsitoEsterniJson::Ripetuto,
                EsitoEsterni::Superato => EsitoEsterniJson::Superato,
            },
            versione: outcome.noti.versione,
        }
    }
}

/// Compensi esterni di un prestatore
///
/// Solo per il back office. Il totale dei compensi che un prestatore ha ricevuto in un anno per contratto di prestazione
/// occasionale conta nel suo limite annuo, insieme a quelli del Libretto Famiglia. È un fatto: si registra anche se supera il
/// limite, e da quel momento non resta più nulla da usare.
#[utoipa::path(
    tag = "Registri",
    operation_id = "registraCompensiEsterni",
    params(IdempotencyKey),
    request_body = RichiestaCompensiEsterni,
    responses((status = 200, description = "I compensi esterni noti", body = CompensiEsterniNoti))
)]
#[post("/compensi-esterni")]
pub(crate) async fn registra(state: State, call: Idempotent<RichiestaCompensiEsterni>) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let command = NuoviCompensi {
        lavoratore: body.lavoratore.0,
        anno: i32::from(body.anno),
        importo: body.importo.0,
        noto_il: body.noto_il.0,
    };
    let render = |outcome: &CompensiRegistrati| json(StatusCode::OK, &CompensiEsterniNoti::from(outcome));
    let reply = state.libretto.registra_compensi_esterni(&request(&claim, None)?, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::BackOffice))
}
