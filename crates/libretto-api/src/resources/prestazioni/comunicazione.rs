//! `POST /prestazioni`: the communication of work (comma 12).

use crate::ApiResult;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, created, request};
use crate::resources::types::borsa::{BorsaJson, ParentelaJson};
use crate::resources::types::importo::Importo;
use crate::resources::types::limiti::LimitiResidui;
use crate::resources::types::present;
use crate::resources::types::prestazione::{AMBITO_MAX, Contenuto, LUOGO_MAX, NOTA_MAX, Parti, Prestazione};
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::OraCivile;
use crate::resources::types::testo::Testo;
use actix_web::{HttpResponse, post};
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::use_cases::{Comunicazione, EsitoComunicazione};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Comunicazione di una prestazione.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "utilizzatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b10", "prestatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b11",
    "ambito": "lavori_domestici", "inizio": "2026-02-14T09:00", "fine": "2026-02-14T13:00", "pausa_minuti": 0,
    "luogo": "Via Roma 1, Torino", "costo_complessivo": "40.00", "nota": "Pulizie di primavera"
}))]
pub struct RichiestaComunicazione {
    /// Identificativo dell'utilizzatore.
    pub utilizzatore_id: Uuid,
    /// Identificativo del prestatore.
    pub prestatore_id: Uuid,
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

impl From<RichiestaComunicazione> for Comunicazione {
    fn from(body: RichiestaComunicazione) -> Self {
        let (utilizzatore, prestatore) = (UtilizzatoreId(body.utilizzatore_id), PrestatoreId(body.prestatore_id));
        let Contenuto { richiesta, luogo, nota } = Contenuto::from(Parti {
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
        });
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
/// Comunica una prestazione conclusa, entro il terzo giorno del mese successivo. Se una regola non la permette, la risposta
/// elenca tutte le violazioni e nulla cambia.
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
