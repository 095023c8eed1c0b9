//! `POST /comunicazioni-obbligatorie`: what the registry says of an employment (comma 5).

use crate::ApiResult;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::checks::period;
use crate::resources::error::problem;
use crate::resources::reply::{answer, json, request};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Giorno;
use crate::resources::types::testo::{CodiceFiscaleJson, Sigla};
use crate::resources::utilizzatori::rapporti::TipoRapportoJson;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use libretto_core::comunicazione_obbligatoria::Notifica;
use libretto_core::use_cases::{EsitoNotifica, Notificata};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Una comunicazione obbligatoria di un rapporto di lavoro.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "protocollo": "1000026200012345", "datore_lavoro": "RSSMRA80A01H501U", "lavoratore": "BNCNNA75C55F205P",
    "tipo": "subordinato", "dal": "2025-01-01", "al": "2026-01-15"
}))]
pub struct RichiestaComunicazioneObbligatoria {
    /// Protocollo dato dal registro: le comunicazioni dello stesso rapporto hanno lo stesso, e vale l'ultima.
    #[schema(value_type = String, min_length = 1, max_length = 64, pattern = "^[!-~]+$")]
    pub protocollo: Sigla<64>,
    /// Codice fiscale del datore di lavoro.
    pub datore_lavoro: CodiceFiscaleJson,
    /// Codice fiscale del lavoratore.
    pub lavoratore: CodiceFiscaleJson,
    /// Tipo di rapporto.
    pub tipo: TipoRapportoJson,
    /// Primo giorno, compreso.
    pub dal: Giorno,
    /// Ultimo giorno, compreso. Assente se il rapporto è in corso.
    #[serde(default, deserialize_with = "present")]
    pub al: Option<Giorno>,
}

/// Che cosa è stato della comunicazione.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EsitoComunicazioneObbligatoria)]
pub enum EsitoNotificaJson {
    /// È la prima del suo protocollo.
    Registrata,
    /// Corregge o conclude ciò che il protocollo diceva.
    Aggiornata,
    /// Dice ciò che era noto: nulla è cambiato.
    Ripetuta,
}

/// Un rapporto di lavoro come il registro lo comunica. Delle persone non si ripete nulla.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0d9f2b0e-7a52-5a0e-9d57-0d0b4b0c9a12", "protocollo": "1000026200012345", "tipo": "subordinato",
    "dal": "2025-01-01", "al": "2026-01-15", "esito": "registrata", "versione": 1
}))]
pub struct ComunicazioneObbligatoria {
    /// Identificativo, derivato dal protocollo.
    pub id: Uuid,
    /// Protocollo.
    #[schema(max_length = 64)]
    pub protocollo: String,
    /// Tipo di rapporto.
    pub tipo: TipoRapportoJson,
    /// Primo giorno, compreso.
    pub dal: Giorno,
    /// Ultimo giorno, compreso.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub al: Option<Giorno>,
    /// Che cosa è stato della comunicazione.
    pub esito: EsitoNotificaJson,
    /// Quante comunicazioni hanno registrato o cambiato il rapporto.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl From<&Notificata> for ComunicazioneObbligatoria {
    fn from(outcome: &Notificata) -> Self {
        let told = &outcome.comunicata.comunicazione;
        Self {
            id: told.id.0,
            protocollo: told.protocollo.clone(),
            tipo: told.tipo.into(),
            dal: Giorno(told.dal),
            al: told.al.map(Giorno),
            esito: match outcome.esito {
                EsitoNotifica::Registrata => EsitoNotificaJson::Registrata,
                EsitoNotifica::Aggiornata => EsitoNotificaJson::Aggiornata,
                EsitoNotifica::Ripetuta => EsitoNotificaJson::Ripetuta,
            },
            versione: outcome.comunicata.versione,
        }
    }
}

/// Comunicazione obbligatoria di un rapporto di lavoro
///
/// Solo per il back office. Il registro delle comunicazioni obbligatorie dice che tra due persone è cominciato, è prorogato o è
/// cessato un rapporto di lavoro: da qui in poi il divieto del comma 5 ne tiene conto, accanto a ciò che l'utilizzatore
/// dichiara. Le persone possono registrarsi anche dopo. Una comunicazione con lo stesso protocollo prende il posto della
/// precedente, tra le stesse persone.
#[utoipa::path(
    tag = "Registri",
    operation_id = "registraComunicazioneObbligatoria",
    params(IdempotencyKey),
    request_body = RichiestaComunicazioneObbligatoria,
    responses(
        (status = 201, description = "Il rapporto, comunicato per la prima volta", body = ComunicazioneObbligatoria),
        (status = 200, description = "Il rapporto, già noto", body = ComunicazioneObbligatoria),
    )
)]
#[post("/comunicazioni-obbligatorie")]
pub(crate) async fn registra(
    state: State,
    call: Idempotent<RichiestaComunicazioneObbligatoria>,
) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    period("/al", body.dal, body.al)?;
    let notifica = Notifica {
        protocollo: body.protocollo.into_string(),
        datore: body.datore_lavoro.0,
        lavoratore: body.lavoratore.0,
        tipo: body.tipo.into(),
        dal: body.dal.0,
        al: body.al.map(|al| al.0),
    };
    let render = |outcome: &Notificata| {
        let new = outcome.esito == EsitoNotifica::Registrata;
        let status = if new { StatusCode::CREATED } else { StatusCode::OK };
        json(status, &ComunicazioneObbligatoria::from(outcome))
    };
    let reply = state.libretto.registra_comunicazione_obbligatoria(&request(&claim, None)?, &notifica, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::BackOffice))
}
