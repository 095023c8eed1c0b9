//! `POST /versamenti/ricevute`: what the payment system says was paid. Repeated, unknown or of a wrong amount, no receipt is lost
//! and none counts twice.

use super::State;
use super::error::problem;
use super::reply::{answer, json};
use super::types::importo::Importo;
use super::types::spiegazione::Viewer;
use super::types::tempo::Istante;
use super::types::testo::Sigla;
use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::Problem;
use crate::problem::extract::ApiJson;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};
use libretto_core::portafoglio::versamento::{EsitoRicevuta, MotivoSospensione, Ricevuta};
use libretto_core::use_cases::{EsitoAccredito, Request, UseCaseError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Ricevuta di un pagamento.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "codice_ricevuta": "c110729d258c4ab1b765fe902aae41d6", "numero_avviso": "301000000000012345", "importo": "100.00"
}))]
pub struct RichiestaRicevuta {
    /// Codice dato dal sistema dei pagamenti, unico per sempre: è la chiave di idempotenza di questa operazione.
    #[schema(value_type = String, min_length = 1, max_length = 64, pattern = "^[!-~]+$")]
    pub codice_ricevuta: Sigla<64>,
    /// Numero dell'avviso pagato.
    #[schema(value_type = String, min_length = 1, max_length = 35, pattern = "^[!-~]+$", example = "301000000000012345")]
    pub numero_avviso: Sigla<35>,
    /// Importo pagato, positivo.
    pub importo: Importo,
}

/// Che cosa è stato della somma.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EsitoRicevuta)]
pub enum EsitoRicevutaJson {
    /// Accreditata nel portafoglio dell'avviso.
    Accreditata,
    /// In sospeso, all'esame del back office.
    Sospesa,
}

/// Perché una somma è in sospeso.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MotivoSospensione)]
pub enum MotivoSospensioneJson {
    /// Nessun versamento ha questo numero di avviso.
    AvvisoSconosciuto,
    /// L'importo non è quello dell'avviso.
    ImportoDiverso,
    /// L'avviso era già pagato.
    AvvisoGiaPagato,
}

impl From<MotivoSospensione> for MotivoSospensioneJson {
    fn from(motivo: MotivoSospensione) -> Self {
        match motivo {
            MotivoSospensione::AvvisoSconosciuto => Self::AvvisoSconosciuto,
            MotivoSospensione::ImportoDiverso => Self::ImportoDiverso,
            MotivoSospensione::AvvisoGiaPagato => Self::AvvisoGiaPagato,
        }
    }
}

/// Una ricevuta registrata.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "5f3c0c52-5a0e-5b7b-9d57-0d0b4b0c9a11", "esito": "accreditata",
    "versamento_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b14", "ripetuta": false, "registrata_il": "2026-01-12T09:00:00Z"
}))]
pub struct RicevutaRegistrata {
    /// Identificativo, derivato dal codice.
    pub id: Uuid,
    /// Che cosa è stato della somma.
    pub esito: EsitoRicevutaJson,
    /// Perché è in sospeso.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivo: Option<MotivoSospensioneJson>,
    /// Il versamento accreditato.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versamento_id: Option<Uuid>,
    /// Vero se la ricevuta era già stata registrata: nulla è cambiato ora.
    pub ripetuta: bool,
    /// Istante della prima registrazione.
    pub registrata_il: Istante,
}

impl From<&EsitoAccredito> for RicevutaRegistrata {
    fn from(outcome: &EsitoAccredito) -> Self {
        let record = &outcome.ricevuta;
        let (esito, motivo, versamento_id) = match record.esito {
            EsitoRicevuta::Accreditata { versamento } => (EsitoRicevutaJson::Accreditata, None, Some(versamento.0)),
            EsitoRicevuta::Sospesa { motivo } => (EsitoRicevutaJson::Sospesa, Some(motivo.into()), None),
        };
        Self {
            id: record.id.0,
            esito,
            motivo,
            versamento_id,
            ripetuta: outcome.ripetuta,
            registrata_il: Istante(record.registrata_il),
        }
    }
}

/// Ricevuta di un pagamento
///
/// Solo per il sistema dei pagamenti. Il codice della ricevuta è la chiave di idempotenza: ripetere la stessa ricevuta non cambia
/// nulla e dà lo stesso esito, perciò l'intestazione `Idempotency-Key` non è necessaria e, se presente, non è considerata. Una
/// ricevuta sconosciuta, di importo diverso o di un avviso già pagato resta in sospeso.
#[utoipa::path(
    tag = "Versamenti",
    operation_id = "registraRicevuta",
    request_body = RichiestaRicevuta,
    responses(
        (status = 201, description = "La ricevuta registrata ora", body = RicevutaRegistrata),
        (status = 200, description = "La ricevuta, già registrata prima", body = RicevutaRegistrata),
    )
)]
#[post("/versamenti/ricevute")]
pub(crate) async fn registra(
    state: State,
    caller: Caller,
    body: ApiJson<RichiestaRicevuta>,
) -> ApiResult<HttpResponse> {
    let RichiestaRicevuta { codice_ricevuta, numero_avviso, importo } = body.0;
    if !importo.0.is_positive() {
        return Err(Problem::invalid_field("/importo", "deve essere maggiore di zero"));
    }
    let ricevuta = Ricevuta {
        codice: codice_ricevuta.into_string(),
        numero_avviso: numero_avviso.into_string(),
        importo: importo.0,
    };
    let request = Request { caller: caller.to_core()?, idempotency: None, versione_attesa: None };
    let render = |outcome: &EsitoAccredito| {
        let status = if outcome.ripetuta { StatusCode::OK } else { StatusCode::CREATED };
        json(status, &RicevutaRegistrata::from(outcome))
    };
    let reply = state.libretto.registra_ricevuta(&request, &ricevuta, &render).await;
    reply.map(answer).map_err(|error| {
        let other_content = matches!(error, UseCaseError::KeyReused);
        let problem = problem(error, Viewer::BackOffice);
        if other_content {
            problem.detail("Il codice della ricevuta è già stato registrato con un altro avviso o un altro importo.")
        } else {
            problem
        }
    })
}
