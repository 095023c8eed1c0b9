//! `/utilizzatori/{id}/rimborsi`: the refunds of a household.

use crate::ApiResult;
use crate::auth::Caller;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::problem::extract::ApiQuery;
use crate::resources::error::problem;
use crate::resources::reply::{answer, created, expected, request, shown, versioned};
use crate::resources::rimborsi::elenco::page;
use crate::resources::rimborsi::load;
use crate::resources::rimborsi::tipi::{ElencoRimborsi, Filtro, IBAN_MAX, Rimborso, account};
use crate::resources::types::importo::Importo;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::testo::{CodiceFiscaleJson, Testo};
use crate::resources::{AppState, State};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use libretto_core::ids::{RimborsoId, UtilizzatoreId};
use libretto_core::ports::queries::RimborsoCompleto;
use libretto_core::rimborso::richiesta::Richiesta;
use libretto_core::use_cases::{ChiediRimborso, EsitoRimborso};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Domanda di rimborso delle somme versate e non utilizzate.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "importo": "280.00", "iban": "IT60X0542811101000000123456", "intestatari": ["BNCNNA75C55F205P"]
}))]
pub struct RichiestaRimborso {
    /// Importo: uno qualunque, maggiore di zero. Se supera il disponibile, il rimborso è del disponibile.
    pub importo: Importo,
    /// IBAN di un conto corrente, di una carta prepagata o di un libretto postale.
    #[schema(value_type = String, max_length = 42, example = "IT60X0542811101000000123456")]
    pub iban: Testo<IBAN_MAX>,
    /// Codici fiscali di tutti gli intestatari, tra i quali chi chiede il rimborso.
    #[schema(max_items = 10)]
    pub intestatari: Vec<CodiceFiscaleJson>,
}

/// Domanda di rimborso
///
/// Chiede il rimborso di somme versate e non utilizzate: la somma è riservata subito e la domanda riceve un numero di
/// protocollo. Non c'è un termine per chiederlo.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "chiediRimborso",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), IdempotencyKey),
    request_body = RichiestaRimborso,
    responses((status = 201, description = "La domanda, presentata", body = Rimborso, headers(
        ("Location" = String, description = "Indirizzo della domanda"),
        ("ETag" = String, description = "Versione della domanda"),
    )))
)]
#[post("/utilizzatori/{utilizzatore_id}/rimborsi")]
pub(crate) async fn chiedi(
    state: State,
    call: Idempotent<RichiestaRimborso>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, utilizzatore) = (call, UtilizzatoreId(*id));
    let conto = account(body.iban, &body.intestatari)?;
    let command = ChiediRimborso { utilizzatore, richiesta: Richiesta { importo: body.importo.0, conto } };
    let request = request(&claim, None)?;
    let profile = state.libretto.vedi_utilizzatore(&claim.caller.to_core()?, utilizzatore).await;
    let persona = profile.map_err(|error| problem(error, Viewer::Utilizzatore))?.persona;
    let render = |outcome: &EsitoRimborso| {
        let refund = &outcome.rimborso;
        let body = Rimborso::decided(outcome, &persona, None, Viewer::Utilizzatore);
        created(&format!("/utilizzatori/{utilizzatore}/rimborsi/{}", refund.id), refund.versione, &body)
    };
    let _turn = state.turns.of(utilizzatore).await;
    let reply = state.libretto.chiedi_rimborso(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// Elenco dei rimborsi
///
/// Le domande di rimborso dell'utilizzatore, dalla più recente.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "elencoRimborsiUtilizzatore",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), Filtro),
    responses((status = 200, description = "Una pagina di domande", body = ElencoRimborsi))
)]
#[get("/utilizzatori/{utilizzatore_id}/rimborsi")]
pub(crate) async fn elenco(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Filtro>,
) -> ApiResult<HttpResponse> {
    page(&state, &caller, Some(UtilizzatoreId(*id)), &query.0, Viewer::Utilizzatore).await
}

/// A refund below the address of its own household.
async fn below(state: &AppState, caller: &Caller, ids: (Uuid, Uuid)) -> Result<RimborsoCompleto, Problem> {
    let found = load(state, caller, RimborsoId(ids.1), Viewer::Utilizzatore).await?;
    if found.rimborso.utilizzatore.0 == ids.0 { Ok(found) } else { Err(Problem::not_found()) }
}

/// Un rimborso
///
/// La domanda con il suo stato e i dati della ricevuta.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "vediRimborsoUtilizzatore",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"),
        ("rimborso_id" = Uuid, Path, description = "Identificativo del rimborso"),
    ),
    responses((status = 200, description = "La domanda", body = Rimborso, headers(
        ("ETag" = String, description = "Versione della domanda"),
    )))
)]
#[get("/utilizzatori/{utilizzatore_id}/rimborsi/{rimborso_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, ids: web::Path<(Uuid, Uuid)>) -> ApiResult<HttpResponse> {
    let found = below(&state, &caller, *ids).await?;
    Ok(shown(found.rimborso.versione, &Rimborso::from(&found)))
}

/// Ritiro di una domanda di rimborso
///
/// Finché la domanda non è decisa; quella di un erede, finché il denaro non è partito. La somma torna subito nel portafoglio.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "ritiraRimborso",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"),
        ("rimborso_id" = Uuid, Path, description = "Identificativo del rimborso"),
        IfMatch,
        IdempotencyKey,
    ),
    responses((status = 200, description = "La domanda ritirata", body = Rimborso, headers(
        ("ETag" = String, description = "Versione della domanda"),
    )))
)]
#[post("/utilizzatori/{utilizzatore_id}/rimborsi/{rimborso_id}/ritiro")]
pub(crate) async fn ritira(
    state: State,
    claim: Claim,
    versions: IfMatch,
    ids: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let found = below(&state, &claim.caller, *ids).await?;
    let request = request(&claim, expected(&versions, found.rimborso.versione))?;
    let render = |outcome: &EsitoRimborso| {
        let shown = Rimborso::decided(outcome, &found.persona, found.iban.as_ref(), Viewer::Utilizzatore);
        versioned(StatusCode::OK, outcome.rimborso.versione, &shown)
    };
    let _turn = state.turns.of(found.rimborso.utilizzatore).await;
    let reply = state.libretto.ritira_rimborso(&request, found.rimborso.id, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
