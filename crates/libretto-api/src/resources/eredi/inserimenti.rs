//! The entry of work that was done before the death: «may I?», «it was done», and the cancellation of an entry.

use super::as_heir;
use crate::ApiResult;
use crate::auth::Caller;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey, Idempotent};
use crate::problem::extract::ApiJson;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::prestazioni::comunicazione::accepted;
use crate::resources::prestazioni::verifica::Verifica;
use crate::resources::reply::{answer, created, expected, request, versioned};
use crate::resources::types::borsa::{BorsaJson, ParentelaJson};
use crate::resources::types::importo::Importo;
use crate::resources::types::present;
use crate::resources::types::prestazione::{
    AMBITO_MAX, Contenuto, LUOGO_MAX, NOTA_MAX, Parti, Prestazione, PrestazioneInBreve,
};
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::OraCivile;
use crate::resources::types::testo::Testo;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use chrono::Datelike;
use libretto_core::ids::{PrestatoreId, PrestazioneId, UtilizzatoreId};
use libretto_core::prestazione as core;
use libretto_core::use_cases::{Comunicazione, EsitoInserimento, Inserisci, Request, UseCaseError};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Una prestazione svolta prima del decesso e mai comunicata.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "prestatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b11", "ambito": "assistenza_domiciliare",
    "inizio": "2026-03-02T09:00", "fine": "2026-03-02T13:00", "luogo": "Via Roma 1, Torino", "costo_complessivo": "40.00",
    "dichiarazione_comma_5": true
}))]
pub struct RichiestaInserimento {
    /// Identificativo del prestatore.
    pub prestatore_id: Uuid,
    /// Ambito: `lavori_domestici`, `assistenza_domiciliare` o `insegnamento_privato`. Ogni altro è contro la legge.
    #[schema(value_type = String, max_length = 64, pattern = "^(lavori_domestici|assistenza_domiciliare|insegnamento_privato)$",
        example = "lavori_domestici")]
    pub ambito: Testo<AMBITO_MAX>,
    /// Inizio del lavoro, ora civile italiana.
    pub inizio: OraCivile,
    /// Fine del lavoro, ora civile italiana: non dopo il decesso.
    pub fine: OraCivile,
    /// Pause non retribuite, in minuti.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1440, default = 0)]
    pub pausa_minuti: u32,
    /// Luogo di svolgimento.
    #[schema(value_type = String, max_length = 200, example = "Via Roma 1, Torino")]
    pub luogo: Testo<LUOGO_MAX>,
    /// Costo complessivo, multiplo del valore di un titolo.
    pub costo_complessivo: Importo,
    /// Compenso netto, se chi chiama lo vuole confrontare.
    #[serde(default, deserialize_with = "present")]
    pub compenso: Option<Importo>,
    /// Numero di titoli, se chi chiama lo vuole confrontare.
    #[serde(default, deserialize_with = "present")]
    #[schema(minimum = 1, maximum = 1000)]
    pub titoli: Option<u32>,
    /// Borsa che paga: `propria` se non è indicata.
    #[serde(default)]
    #[schema(default = "propria")]
    pub borsa: BorsaJson,
    /// Vero se l'assistenza domiciliare è ai bambini: il bonus paga solo questa.
    #[serde(default)]
    pub assistenza_bambini: bool,
    /// Parentela del prestatore con la persona deceduta: `nessuna` se non è indicata.
    #[serde(default)]
    #[schema(default = "nessuna")]
    pub parentela: ParentelaJson,
    /// Nota.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub nota: Option<Testo<NOTA_MAX>>,
    /// Dichiarazione di non sapere di rapporti di lavoro tra le stesse parti in corso o cessati da meno di sei mesi.
    #[serde(default)]
    pub dichiarazione_comma_5: bool,
}

impl RichiestaInserimento {
    /// The entry, for the household of the deceased.
    fn read(self, utilizzatore: UtilizzatoreId) -> Inserisci {
        let Contenuto { richiesta, luogo, nota } = Contenuto::from(Parti {
            ambito: self.ambito,
            inizio: self.inizio,
            fine: self.fine,
            pausa_minuti: self.pausa_minuti,
            luogo: self.luogo,
            costo_complessivo: self.costo_complessivo,
            compenso: self.compenso,
            titoli: self.titoli,
            borsa: self.borsa,
            assistenza_bambini: self.assistenza_bambini,
            parentela: self.parentela,
            nota: self.nota,
        });
        let prestatore = PrestatoreId(self.prestatore_id);
        let comunicazione = Comunicazione { utilizzatore, prestatore, richiesta, luogo, nota };
        Inserisci { comunicazione, comma_5: self.dichiarazione_comma_5 }
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
    caller.require_citizen()?;
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
    as_heir(&claim)?;
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
    as_heir(&claim)?;
    let found = state.libretto.prestazione_pratica(&claim.caller.to_core()?, utilizzatore, id).await;
    let found = found.map_err(|error: UseCaseError| problem(error, Viewer::Utilizzatore))?;
    let request = request(&claim, expected(&accepted, found.prestazione.versione))?;
    let render = |record: &core::Prestazione| {
        versioned(StatusCode::OK, record.versione, &PrestazioneInBreve::new(record, record.aggiornata_il))
    };
    let _turn = state.turns.of(utilizzatore).await;
    let reply = state.libretto.annulla_inserimento(&request, (utilizzatore, id), &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
