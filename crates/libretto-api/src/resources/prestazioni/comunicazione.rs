//! `POST /prestazioni`: the communication of work (comma 12).

use crate::ApiResult;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, created, request};
use crate::resources::types::lavoro::{Contenuto, con_lavoro};
use crate::resources::types::limiti::LimitiResidui;
use crate::resources::types::prestazione::Prestazione;
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, post};
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::use_cases::{Comunicazione, EsitoComunicazione};
use uuid::Uuid;

con_lavoro! {
    /// Comunicazione di una prestazione.
    #[schema(example = json!({
        "utilizzatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b10", "prestatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b11",
        "ambito": "lavori_domestici", "inizio": "2026-02-14T09:00", "fine": "2026-02-14T13:00", "pausa_minuti": 0,
        "luogo": "Via Roma 1, Torino", "costo_complessivo": "40.00", "nota": "Pulizie di primavera"
    }))]
    RichiestaComunicazione {
        /// Identificativo dell'utilizzatore.
        pub utilizzatore_id: Uuid,
        /// Identificativo del prestatore.
        pub prestatore_id: Uuid,
    }
    fine = "Fine del lavoro, ora civile italiana.",
    parentela = "Parentela del prestatore: `nessuna` se non è indicata.",
    nota = "Nota dell'utilizzatore, visibile solo a lui."
}

impl From<RichiestaComunicazione> for Comunicazione {
    fn from(body: RichiestaComunicazione) -> Self {
        let (utilizzatore, prestatore) = (UtilizzatoreId(body.utilizzatore_id), PrestatoreId(body.prestatore_id));
        let Contenuto { richiesta, luogo, nota } = body.contenuto();
        Self { utilizzatore, prestatore, richiesta, luogo, nota }
    }
}

/// The record that was accepted, with what is left of the limits.
pub(crate) fn accepted(outcome: &EsitoComunicazione) -> Prestazione {
    let record = &outcome.prestazione;
    // An accepted record lies within the law, so its year has limits.
    let limits = outcome.uso.as_ref().and_then(|uso| LimitiResidui::new(uso, record.dati.anno()).ok());
    Prestazione::accepted(record, (&outcome.luogo, outcome.nota.as_deref()), &outcome.spiegazione, limits)
}

/// Comunicazione di una prestazione
///
/// Comunica una prestazione conclusa, entro il termine che la legge mette nel mese successivo. Se una regola non la permette,
/// la risposta elenca tutte le violazioni e nulla cambia.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "comunicaPrestazione",
    params(IdempotencyKey),
    request_body = RichiestaComunicazione,
    responses(
        (status = 201, description = "La prestazione accettata", body = Prestazione, headers(
            ("Location" = String, description = "Indirizzo della prestazione"),
            ("ETag" = String, description = "Versione della prestazione"),
        )),
        (status = 404, description = "L'utilizzatore non esiste o non è quello di chi chiama"),
    )
)]
#[post("/prestazioni")]
pub(crate) async fn comunica(state: State, call: Idempotent<RichiestaComunicazione>) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let command = Comunicazione::from(body);
    let request = request(&claim, None)?;
    let render = |outcome: &EsitoComunicazione| {
        let record = &outcome.prestazione;
        created(&format!("/prestazioni/{}", record.id), record.versione, &accepted(outcome))
    };
    let _turn = state.turns.of(command.utilizzatore).await;
    let reply = state.libretto.comunica(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
