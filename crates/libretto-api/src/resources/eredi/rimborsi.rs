//! `POST /eredi/pratiche/{id}/rimborsi`: an heir asks for their share of what was not used, or for the whole.

use super::as_heir;
use super::tipi::QuotaJson;
use crate::ApiResult;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, created, request};
use crate::resources::rimborsi::tipi::{IBAN_MAX, Rimborso, account};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::testo::{CodiceFiscaleJson, Testo};
use actix_web::{HttpResponse, post, web};
use libretto_core::eredi::rimborso::RichiestaQuota;
use libretto_core::ids::UtilizzatoreId;
use libretto_core::use_cases::{ChiediQuota, EsitoQuota, EsitoRimborso};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Domanda di rimborso di un erede.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "intero": false, "quota": "1/2", "iban": "IT60X0542811101000000123456", "intestatari": ["BNCNNA75C55F205P"]
}))]
pub struct RichiestaRimborsoErede {
    /// Vero per l'intero, con il consenso o la delega di tutti gli altri; falso per la propria quota.
    pub intero: bool,
    /// La propria quota, se la dichiarazione non la dice ancora.
    #[serde(default, deserialize_with = "present")]
    pub quota: Option<QuotaJson>,
    /// IBAN di un conto corrente, di una carta prepagata o di un libretto postale.
    #[schema(value_type = String, max_length = 42, example = "IT60X0542811101000000123456")]
    pub iban: Testo<IBAN_MAX>,
    /// Codici fiscali di tutti gli intestatari, tra i quali chi chiede il rimborso.
    #[schema(max_items = 10)]
    pub intestatari: Vec<CodiceFiscaleJson>,
}

/// Domanda di rimborso di un erede
///
/// Chiede la propria quota delle somme versate e non utilizzate, o l'intero: la somma è riservata subito e la domanda riceve
/// un numero di protocollo. Da qui non si inseriscono altre prestazioni, finché la domanda non è ritirata o respinta. Si legge
/// e si ritira sotto `/utilizzatori/{utilizzatore_id}/rimborsi`.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "chiediRimborsoErede",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"), IdempotencyKey),
    request_body = RichiestaRimborsoErede,
    responses((status = 201, description = "La domanda, presentata", body = Rimborso, headers(
        ("Location" = String, description = "Indirizzo della domanda"),
        ("ETag" = String, description = "Versione della domanda"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/rimborsi")]
pub(crate) async fn chiedi(
    state: State,
    call: Idempotent<RichiestaRimborsoErede>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, utilizzatore) = (call, UtilizzatoreId(*id));
    as_heir(&claim)?;
    let conto = account(body.iban, &body.intestatari)?;
    let richiesta = RichiestaQuota { intero: body.intero, quota: body.quota.map(|quota| quota.0), conto };
    let command = ChiediQuota { utilizzatore, richiesta };
    let request = request(&claim, None)?;
    let seen = state.libretto.vedi_pratica(&claim.caller.to_core()?, utilizzatore).await;
    let seen = seen.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let persona = seen.da.and_then(|id| seen.completa.persona(id)).ok_or_else(Problem::not_found)?;
    let render = |outcome: &EsitoQuota| {
        let EsitoQuota { rimborso, iban, spiegazione, .. } = outcome.clone();
        let told = EsitoRimborso { rimborso, iban: Some(iban), spiegazione };
        let body = Rimborso::decided(&told, persona, None, Viewer::Utilizzatore);
        let path = format!("/utilizzatori/{utilizzatore}/rimborsi/{}", told.rimborso.id);
        created(&path, told.rimborso.versione, &body)
    };
    let _turn = state.turns.of(utilizzatore).await;
    let reply = state.libretto.chiedi_quota(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
