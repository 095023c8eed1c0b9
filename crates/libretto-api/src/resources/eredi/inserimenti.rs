//! The entry of work that was done before the death: «may I?», «it was done», and the cancellation of an entry.

use crate::ApiResult;
use crate::auth::Caller;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey, Idempotent};
use crate::problem::extract::ApiJson;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::prestazioni::changed;
use crate::resources::prestazioni::comunicazione::accepted;
use crate::resources::prestazioni::verifica::Verifica;
use crate::resources::reply::{answer, created, expected, request};
use crate::resources::types::lavoro::{Contenuto, con_lavoro};
use crate::resources::types::prestazione::{Prestazione, PrestazioneInBreve};
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, post, web};
use chrono::Datelike;
use libretto_core::ids::{PrestatoreId, PrestazioneId, UtilizzatoreId};
use libretto_core::use_cases::{Comunicazione, EsitoInserimento, Inserisci, Request, UseCaseError};
use uuid::Uuid;

con_lavoro! {
    /// Una prestazione svolta prima del decesso e mai comunicata.
    #[schema(example = json!({
        "prestatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b11", "ambito": "assistenza_domiciliare",
        "inizio": "2026-03-02T09:00", "fine": "2026-03-02T13:00", "luogo": "Via Roma 1, Torino",
        "costo_complessivo": "40.00", "dichiarazione_comma_5": true
    }))]
    RichiestaInserimento {
        /// Identificativo del prestatore.
        pub prestatore_id: Uuid,
        /// Dichiarazione di non sapere di rapporti di lavoro tra le stesse parti che vietano la prestazione (comma 5): in corso,
        /// o cessati da meno del tempo che la legge stabilisce.
        #[serde(default)]
        pub dichiarazione_comma_5: bool,
    }
    fine = "Fine del lavoro, ora civile italiana: non dopo il decesso.",
    parentela = "Parentela del prestatore con la persona deceduta: `nessuna` se non è indicata.",
    nota = "Nota."
}

impl RichiestaInserimento {
    /// The entry, for the household of the deceased.
    fn read(self, utilizzatore: UtilizzatoreId) -> Inserisci {
        let (prestatore, comma_5) = (PrestatoreId(self.prestatore_id), self.dichiarazione_comma_5);
        let Contenuto { richiesta, luogo, nota } = self.contenuto();
        Inserisci { comunicazione: Comunicazione { utilizzatore, prestatore, richiesta, luogo, nota }, comma_5 }
    }
}

/// Verifica preventiva di un inserimento
///
/// Dice se l'inserimento sarebbe accettato ora, con la stessa decisione e la stessa spiegazione. Non scrive nulla: risponde
/// 200 anche quando l'esito è `respinta`, e la chiave di idempotenza non serve.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "verificaInserimento",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto")),
    request_body = RichiestaInserimento,
    responses((status = 200, description = "La decisione che l'inserimento avrebbe", body = Verifica))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/prestazioni/verifiche")]
pub(crate) async fn verifica(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    body: ApiJson<RichiestaInserimento>,
) -> ApiResult<HttpResponse> {
    let command = body.0.read(UtilizzatoreId(*id));
    let request = Request { caller: caller.to_core()?, idempotency: None, versione_attesa: None };
    let outcome = state.libretto.verifica_inserimento(&request, &command).await;
    let outcome = outcome.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let anno = command.comunicazione.richiesta.inizio.local().year();
    Ok(HttpResponse::Ok().json(Verifica::new(&outcome, anno)?))
}

/// Inserimento di una prestazione
///
/// Un erede riconosciuto inserisce una prestazione svolta prima del decesso e mai comunicata: il prestatore è pagato con le
/// somme della persona deceduta. Valgono le regole del giorno di lavoro, tranne il termine per comunicare.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "inseriscePrestazione",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"), IdempotencyKey),
    request_body = RichiestaInserimento,
    responses((status = 201, description = "La prestazione accettata", body = Prestazione, headers(
        ("Location" = String, description = "Indirizzo della prestazione"),
        ("ETag" = String, description = "Versione della prestazione"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/prestazioni")]
pub(crate) async fn inserisce(
    state: State,
    call: Idempotent<RichiestaInserimento>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, utilizzatore) = (call, UtilizzatoreId(*id));
    let command = body.read(utilizzatore);
    let render = |outcome: &EsitoInserimento| {
        let record = &outcome.prestazione;
        let path = format!("/eredi/pratiche/{utilizzatore}/prestazioni/{}", record.id);
        created(&path, record.versione, &accepted(outcome))
    };
    let request = request(&claim, None)?;
    let _turn = state.turns.of(utilizzatore).await;
    let reply = state.libretto.inserisci(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// Annullamento di un inserimento
///
/// Annulla una prestazione inserita da chi chiama, finché non è irrevocabile: somme e limiti tornano liberi.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "annullaInserimento",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"),
        ("prestazione_id" = Uuid, Path, description = "Identificativo della prestazione"),
        IfMatch,
        IdempotencyKey,
    ),
    responses((status = 200, description = "La prestazione annullata", body = PrestazioneInBreve, headers(
        ("ETag" = String, description = "Versione della prestazione"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/prestazioni/{prestazione_id}/annullamento")]
pub(crate) async fn annulla(
    state: State,
    claim: Claim,
    accepted: IfMatch,
    ids: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (utilizzatore, id) = (UtilizzatoreId(ids.0), PrestazioneId(ids.1));
    let found = state.libretto.prestazione_pratica(&claim.caller.to_core()?, utilizzatore, id).await;
    let found = found.map_err(|error: UseCaseError| problem(error, Viewer::Utilizzatore))?;
    let request = request(&claim, expected(&accepted, found.prestazione.versione))?;
    let _turn = state.turns.of(utilizzatore).await;
    let reply = state.libretto.annulla_inserimento(&request, (utilizzatore, id), &changed).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
