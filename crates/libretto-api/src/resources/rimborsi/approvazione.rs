//! `POST /rimborsi/{id}/approvazione`: the branch approves, as asked for or corrected (REF-04).

use super::tipi::{IBAN_MAX, Rimborso, account};
use super::work;
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::resources::State;
use crate::resources::types::importo::Importo;
use crate::resources::types::present;
use crate::resources::types::testo::{CodiceFiscaleJson, Testo};
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::RimborsoId;
use libretto_core::rimborso::approvazione::Correzione;
use libretto_core::use_cases::ApprovaRimborso;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Approvazione di un rimborso. Ciò che manca resta come è stato chiesto; `iban` e `intestatari` vanno insieme.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "importo": "250.00" }))]
pub struct RichiestaApprovazione {
    /// Importo corretto a richiesta dell'utilizzatore: al massimo quello riservato.
    #[serde(default, deserialize_with = "present")]
    pub importo: Option<Importo>,
    /// IBAN corretto a richiesta dell'utilizzatore.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 42, example = "IT60X0542811101000000123456")]
    pub iban: Option<Testo<IBAN_MAX>>,
    /// Codici fiscali di tutti gli intestatari del conto corretto.
    #[serde(default, deserialize_with = "present")]
    #[schema(max_items = 10)]
    pub intestatari: Option<Vec<CodiceFiscaleJson>>,
}

impl RichiestaApprovazione {
    fn read(self) -> Result<Correzione, Problem> {
        let conto = match (self.iban, self.intestatari) {
            (Some(iban), Some(intestatari)) => Some(account(iban, &intestatari)?),
            (None, None) => None,
            (Some(_), None) => return Err(Problem::invalid_field("/intestatari", "sono necessari con l'IBAN")),
            (None, Some(_)) => return Err(Problem::invalid_field("/iban", "è necessario con gli intestatari")),
        };
        Ok(Correzione { importo: self.importo.map(|one| one.0), conto })
    }
}

/// Approvazione di un rimborso
///
/// Solo per il back office. Il rimborso parte con la prossima corsa. L'importo si può solo ridurre: la differenza torna nel
/// portafoglio.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "approvaRimborso",
    params(("rimborso_id" = Uuid, Path, description = "Identificativo del rimborso"), IfMatch, IdempotencyKey),
    request_body = RichiestaApprovazione,
    responses((status = 200, description = "La domanda accolta", body = Rimborso, headers(
        ("ETag" = String, description = "Versione della domanda"),
    )))
)]
#[post("/rimborsi/{rimborso_id}/approvazione")]
pub(crate) async fn approva(
    state: State,
    call: Idempotent<RichiestaApprovazione>,
    versions: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let command = ApprovaRimborso { rimborso: RimborsoId(*id), correzione: body.read()? };
    work(&state, (&claim, &versions, command.rimborso), async |request, render| {
        state.libretto.approva_rimborso(request, &command, render).await
    })
    .await
}
