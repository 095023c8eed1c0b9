//! `POST /prestazioni/{id}/rettifiche`: the correction of a record (COM-08).

use super::comunicazione::accepted;
use super::load;
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, expected, request, versioned};
use crate::resources::types::borsa::{BorsaJson, ParentelaJson};
use crate::resources::types::importo::Importo;
use crate::resources::types::present;
use crate::resources::types::prestazione::{AMBITO_MAX, Contenuto, LUOGO_MAX, NOTA_MAX, Parti, Prestazione};
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::OraCivile;
use crate::resources::types::testo::Testo;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::ids::PrestazioneId;
use libretto_core::use_cases::{EsitoComunicazione, Rettifica};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Il nuovo contenuto di una prestazione, per intero. Le parti non cambiano.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ambito": "lavori_domestici", "inizio": "2026-02-14T09:00", "fine": "2026-02-14T12:00", "pausa_minuti": 0,
    "luogo": "Via Roma 1, Torino", "costo_complessivo": "30.00"
}))]
pub struct RichiestaRettifica {
    /// Ambito: `lavori_domestici`, `assistenza_domiciliare` o `insegnamento_privato`. Ogni altro è contro la legge.
    #[schema(value_type = String, max_length = 64, pattern = "^(lavori_domestici|assistenza_domiciliare|insegnamento_privato)$",
        example = "lavori_domestici")]
    pub ambito: Testo<AMBITO_MAX>,
    /// Inizio del lavoro, ora civile italiana.
    pub inizio: OraCivile,
    /// Fine del lavoro, ora civile italiana.
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
    /// Parentela del prestatore: `nessuna` se non è indicata.
    #[serde(default)]
    #[schema(default = "nessuna")]
    pub parentela: ParentelaJson,
    /// Nota dell'utilizzatore, visibile solo a lui.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub nota: Option<Testo<NOTA_MAX>>,
}

impl From<RichiestaRettifica> for Contenuto {
    fn from(body: RichiestaRettifica) -> Self {
        Self::from(Parti {
            ambito: body.ambito,
            inizio: body.inizio,
            fine: body.fine,
            pausa_minuti: body.pausa_minuti,
            luogo: body.luogo,
            costo_complessivo: body.costo_complessivo,
            compenso: body.compenso,
            titoli: body.titoli,
            borsa: body.borsa,
            assistenza_bambini: body.assistenza_bambini,
            parentela: body.parentela,
            nota: body.nota,
        })
    }
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
    let Contenuto { richiesta, luogo, nota } = body.into();
    let command = Rettifica { prestazione, richiesta, luogo, nota };
    let request = request(&claim, expected(&versions, found.prestazione.versione))?;
    let render =
        |outcome: &EsitoComunicazione| versioned(StatusCode::OK, outcome.prestazione.versione, &accepted(outcome));
    let _turn = state.turns.of(found.prestazione.dati.utilizzatore).await;
    let reply = state.libretto.rettifica(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}
