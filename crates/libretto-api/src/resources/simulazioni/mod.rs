//! `POST /simulazioni`: «what if we worked like this?». Nothing is stored.

pub mod esito;
mod lettura;

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::{ApiJson, LIST_LIMIT_BYTES, Righe};
use crate::resources::State;
use crate::resources::error::{not_in_force, problem};
use crate::resources::types::lavoro::AMBITO_MAX;
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::OraCivile;
use crate::resources::types::testo::Testo;
use actix_web::{HttpResponse, post};
use esito::Simulazione;
use libretto_core::use_cases::Request;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most shifts of one plan, inclusive.
pub(crate) const TURNI_MAX: usize = 1_000;
/// Most workers of one plan, inclusive.
const PRESTATORI_MAX: usize = 50;
/// Longest label, in characters, inclusive.
const ETICHETTA_MAX: usize = 64;

/// Un prestatore del piano: registrato, se se ne indica l'identificativo, altrimenti ipotetico, maggiorenne e senza storia.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "etichetta": "Anna", "prestatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b11" }))]
pub struct PrestatoreDelPiano {
    /// Come il piano lo chiama.
    #[schema(value_type = String, min_length = 1, max_length = 64, example = "Anna")]
    pub etichetta: Testo<ETICHETTA_MAX>,
    /// Identificativo del prestatore registrato.
    #[serde(default, deserialize_with = "present")]
    pub prestatore_id: Option<Uuid>,
    /// Vero se il compenso di un prestatore ipotetico conterebbe in misura ridotta. Di uno registrato si sa.
    #[serde(default)]
    #[schema(default = false)]
    pub computo_ridotto: bool,
}

/// Un turno del piano.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "prestatore": "Anna", "inizio": "2026-03-02T09:00", "fine": "2026-03-02T13:00", "titoli": 4 }))]
pub struct TurnoDelPiano {
    /// Etichetta di chi lavora. Una che non è in `prestatori` è di un prestatore ipotetico.
    #[schema(value_type = String, min_length = 1, max_length = 64, example = "Anna")]
    pub prestatore: Testo<ETICHETTA_MAX>,
    /// Inizio del lavoro, ora civile italiana.
    pub inizio: OraCivile,
    /// Fine del lavoro, ora civile italiana.
    pub fine: OraCivile,
    /// Pause non retribuite, in minuti.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1440, default = 0)]
    pub pausa_minuti: u32,
    /// Titoli. Se mancano, i meno che possono pagare il lavoro.
    #[serde(default, deserialize_with = "present")]
    #[schema(minimum = 1, maximum = 1000)]
    pub titoli: Option<u32>,
    /// Ambito: se manca, `lavori_domestici`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, max_length = 64, pattern = "^(lavori_domestici|assistenza_domiciliare|insegnamento_privato)$")]
    pub ambito: Option<Testo<AMBITO_MAX>>,
}

/// Un piano di lavoro di un utilizzatore.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "utilizzatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b10",
    "prestatori": [{ "etichetta": "Anna", "prestatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b11" }],
    "turni": [
        { "prestatore": "Anna", "inizio": "2026-03-02T09:00", "fine": "2026-03-02T13:00" },
        { "prestatore": "Bruno", "inizio": "2026-03-03T09:00", "fine": "2026-03-03T11:00", "titoli": 3 }
    ]
}))]
pub struct RichiestaSimulazione {
    /// Identificativo dell'utilizzatore.
    pub utilizzatore_id: Uuid,
    /// Chi lavora, per etichetta.
    #[serde(default)]
    #[schema(value_type = Vec<PrestatoreDelPiano>, max_items = 50)]
    pub prestatori: Righe<PrestatoreDelPiano>,
    /// I turni, in qualunque ordine, in non più di cinque anni civili.
    #[schema(value_type = Vec<TurnoDelPiano>, min_items = 1, max_items = 1000)]
    pub turni: Righe<TurnoDelPiano>,
    /// Vero per cominciare come se nulla fosse registrato.
    #[serde(default)]
    #[schema(default = false)]
    pub da_zero: bool,
    /// Vero se il portafoglio, com'è ora, deve bastare al piano.
    #[serde(default)]
    #[schema(default = false)]
    pub verifica_fondi: bool,
}

/// Simulazione di un piano
///
/// Dice che cosa accadrebbe lavorando secondo un piano: ogni turno ammesso o respinto con i motivi, come se fosse comunicato alla
/// sua fine, e i limiti dopo ciascuno; per ogni prestatore quanto resta nell'anno, quale limite vincola per primo e da quale
/// giorno. Del limite del prestatore, che somma i compensi di altri utilizzatori, conta soltanto se è già raggiunto. Non scrive nulla.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "simulaPiano",
    request_body = RichiestaSimulazione,
    responses(
        (status = 200, description = "Che cosa accadrebbe", body = Simulazione),
        (status = 404, description = "L'utilizzatore non esiste o non è quello di chi chiama"),
    )
)]
#[post("/simulazioni")]
pub(crate) async fn simula(
    state: State,
    caller: Caller,
    body: ApiJson<RichiestaSimulazione, LIST_LIMIT_BYTES>,
) -> ApiResult<HttpResponse> {
    let (piano, etichette) = lettura::piano(body.0)?;
    let request = Request { caller: caller.to_core()?, idempotency: None, versione_attesa: None };
    let played = state.libretto.simula(&request, &piano).await;
    let played = played.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let shown = Simulazione::new(&played, &etichette).map_err(|period| not_in_force(&period))?;
    Ok(HttpResponse::Ok().json(shown))
}
