//! `POST /prestazioni/{id}/rettifiche`: the correction of a record (COM-08).

use super::comunicazione::accepted;
use super::load;
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, expected, request, versioned};
use crate::resources::types::lavoro::{Contenuto, con_lavoro};
use crate::resources::types::prestazione::Prestazione;
use crate::resources::types::spiegazione::Viewer;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::PrestazioneId;
use libretto_core::use_cases::{EsitoComunicazione, Rettifica};
use uuid::Uuid;

con_lavoro! {
    /// Il nuovo contenuto di una prestazione, per intero. Le parti non cambiano.
    #[schema(example = json!({
        "ambito": "lavori_domestici", "inizio": "2026-02-14T09:00", "fine": "2026-02-14T12:00", "pausa_minuti": 0,
        "luogo": "Via Roma 1, Torino", "costo_complessivo": "30.00"
    }))]
    RichiestaRettifica {}
    fine = "Fine del lavoro, ora civile italiana.",
    parentela = "Parentela del prestatore: `nessuna` se non è indicata.",
    nota = "Nota dell'utilizzatore, visibile solo a lui."
}

/// Rettifica di una prestazione
///
/// Sostituisce il contenuto di una prestazione non ancora irrevocabile: si decide come se la precedente non ci fosse. Se una
/// regola non lo permette, la prestazione resta com'era.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "rettificaPrestazione",
    params(("prestazione_id" = Uuid, Path, description = "Identificativo della prestazione"), IfMatch, IdempotencyKey),
    request_body = RichiestaRettifica,
    responses((status = 200, description = "La prestazione rettificata", body = Prestazione, headers(
        ("ETag" = String, description = "Versione della prestazione"),
    )))
)]
#[post("/prestazioni/{prestazione_id}/rettifiche")]
pub(crate) async fn rettifica(
    state: State,
    call: Idempotent<RichiestaRettifica>,
    versions: IfMatch,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, prestazione) = (call, PrestazioneId(*id));
    let (found, _) = load(&state, &claim.caller, prestazione).await?;
    let Contenuto { richiesta, luogo, nota } = body.contenuto();
    let command = Rettifica { prestazione, richiesta, luogo, nota };
    let request = request(&claim, expected(&versions, found.prestazione.versione))?;
    let render =
        |outcome: &EsitoComunicazione| versioned(StatusCode::OK, outcome.prestazione.versione, &accepted(outcome));
    let _turn = state.turns.of(found.prestazione.dati.utilizzatore).await;
    let reply = state.libretto.rettifica(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
