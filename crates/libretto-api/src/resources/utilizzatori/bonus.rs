//! `/utilizzatori/{id}/bonus`: the baby-sitting bonus, granted by the back office and claimed by the household (BON-01, BON-02).

use crate::ApiResult;
use crate::auth::Caller;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, created, expected, request, shown, versioned};
use crate::resources::types::importo::Importo;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::{Giorno, Istante};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use chrono::{DateTime, Utc};
use libretto_core::bonus::concessione::Concessione;
use libretto_core::bonus::{self as core, StatoBonus};
use libretto_core::ids::{BonusId, UtilizzatoreId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Concessione di un bonus.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "importo": "600.00", "accolto_il": "2020-06-01", "personale_sanitario": false }))]
pub struct RichiestaBonus {
    /// Importo, in titoli interi.
    pub importo: Importo,
    /// Giorno dell'avviso di accoglimento: da qui decorre il termine per l'appropriazione.
    pub accolto_il: Giorno,
    /// Vero per il personale sanitario, della sicurezza e del soccorso, al quale spetta un importo maggiore.
    #[serde(default)]
    pub personale_sanitario: bool,
}

/// Stato di un bonus.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StatoBonus)]
pub enum StatoBonusJson {
    /// Concesso: l'utilizzatore può farlo proprio.
    Concesso,
    /// Fatto proprio: la somma è nella borsa del bonus.
    Appropriato,
    /// Non fatto proprio nel termine: vi si è tacitamente rinunciato.
    Rinunciato,
}

/// Un bonus.
#[derive(Clone, Serialize, ToSchema)]
pub struct Bonus {
    /// Identificativo.
    pub id: Uuid,
    /// Importo.
    pub importo: Importo,
    /// Stato.
    pub stato: StatoBonusJson,
    /// Giorno dell'avviso di accoglimento.
    pub accolto_il: Giorno,
    /// Ultimo giorno per l'appropriazione, compreso.
    pub ultimo_giorno: Giorno,
    /// Istante in cui la concessione è stata registrata.
    pub concesso_il: Istante,
    /// Istante dell'appropriazione.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appropriato_il: Option<Istante>,
    /// Versione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl Bonus {
    fn new(bonus: &core::Bonus, now: DateTime<Utc>) -> Self {
        Self {
            id: bonus.id.0,
            importo: Importo(bonus.importo),
            stato: match bonus.stato(now) {
                StatoBonus::Concesso => StatoBonusJson::Concesso,
                StatoBonus::Appropriato => StatoBonusJson::Appropriato,
                StatoBonus::Rinunciato => StatoBonusJson::Rinunciato,
            },
            accolto_il: Giorno(bonus.accolto_il),
            ultimo_giorno: Giorno(bonus.ultimo_giorno()),
            concesso_il: Istante(bonus.concesso_il),
            appropriato_il: bonus.appropriato_il.map(Istante),
            versione: bonus.versione,
        }
    }
}

/// I bonus di un utilizzatore, dal più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoBonus {
    /// I bonus.
    #[schema(max_items = 100)]
    pub bonus: Vec<Bonus>,
}

/// Concessione di un bonus baby-sitting
///
/// Solo per il back office: registra che un'amministrazione ha concesso il bonus all'utilizzatore, che ha un termine
/// dall'avviso di accoglimento per farlo proprio: `ultimo_giorno` dice quando finisce. L'importo è quello che la legge prevedeva nel giorno dell'avviso.
#[utoipa::path(
    tag = "Portafoglio",
    operation_id = "concedeBonus",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"), IdempotencyKey),
    request_body = RichiestaBonus,
    responses((status = 201, description = "Il bonus concesso", body = Bonus, headers(
        ("Location" = String, description = "Indirizzo del bonus"),
        ("ETag" = String, description = "Versione del bonus"),
    )))
)]
#[post("/utilizzatori/{utilizzatore_id}/bonus")]
pub(crate) async fn concede(
    state: State,
    call: Idempotent<RichiestaBonus>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, utilizzatore) = (call, UtilizzatoreId(*id));
    let command = Concessione {
        utilizzatore,
        importo: body.importo.0,
        accolto_il: body.accolto_il.0,
        personale_sanitario: body.personale_sanitario,
    };
    let request = request(&claim, None)?;
    let render = |bonus: &core::Bonus| {
        let path = format!("/utilizzatori/{utilizzatore}/bonus/{}", bonus.id);
        created(&path, bonus.versione, &Bonus::new(bonus, bonus.concesso_il))
    };
    let _turn = state.turns.of(utilizzatore).await;
    let reply = state.libretto.concede_bonus(&request, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::BackOffice))
}

/// Appropriazione di un bonus baby-sitting
///
/// L'utilizzatore fa proprio il bonus entro il termine dall'avviso di accoglimento, `ultimo_giorno` compreso: la somma entra
/// nella borsa del bonus. Dopo, il bonus è tacitamente rinunciato e la risposta è 410.
#[utoipa::path(
    tag = "Portafoglio",
    operation_id = "siAppropriaDelBonus",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"),
        ("bonus_id" = Uuid, Path, description = "Identificativo del bonus"),
        IfMatch, IdempotencyKey,
    ),
    responses(
        (status = 200, description = "Il bonus fatto proprio", body = Bonus, headers(
            ("ETag" = String, description = "Versione del bonus"),
        )),
        (status = 410, description = "Il termine è passato: il bonus è tacitamente rinunciato"),
    )
)]
#[post("/utilizzatori/{utilizzatore_id}/bonus/{bonus_id}/appropriazione")]
pub(crate) async fn si_appropria(
    state: State,
    claim: Claim,
    versions: IfMatch,
    ids: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (household, id) = (UtilizzatoreId(ids.0), BonusId(ids.1));
    let found = find(&state, &claim.caller, household, id).await?;
    let request = request(&claim, expected(&versions, found.versione))?;
    let render = |bonus: &core::Bonus| {
        let claimed = bonus.appropriato_il.unwrap_or(bonus.concesso_il);
        versioned(StatusCode::OK, bonus.versione, &Bonus::new(bonus, claimed))
    };
    let _turn = state.turns.of(household).await;
    let reply = state.libretto.si_appropria_del_bonus(&request, (household, id), &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// I bonus di un utilizzatore
///
/// Tutti i bonus concessi, dal più recente, con il loro stato.
#[utoipa::path(
    tag = "Portafoglio",
    operation_id = "elencaBonus",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore")),
    responses((status = 200, description = "I bonus", body = ElencoBonus))
)]
#[get("/utilizzatori/{utilizzatore_id}/bonus")]
pub(crate) async fn elenco(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let now = state.libretto.clock.now();
    let found = list(&state, &caller, UtilizzatoreId(*id)).await?;
    Ok(HttpResponse::Ok().json(ElencoBonus { bonus: found.iter().map(|one| Bonus::new(one, now)).collect() }))
}

/// Un bonus
///
/// Il bonus con il suo stato e l'ultimo giorno per farlo proprio.
#[utoipa::path(
    tag = "Portafoglio",
    operation_id = "vediBonus",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore"),
        ("bonus_id" = Uuid, Path, description = "Identificativo del bonus"),
    ),
    responses((status = 200, description = "Il bonus", body = Bonus, headers(
        ("ETag" = String, description = "Versione del bonus"),
    )))
)]
#[get("/utilizzatori/{utilizzatore_id}/bonus/{bonus_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, ids: web::Path<(Uuid, Uuid)>) -> ApiResult<HttpResponse> {
    let now = state.libretto.clock.now();
    let found = find(&state, &caller, UtilizzatoreId(ids.0), BonusId(ids.1)).await?;
    Ok(shown(found.versione, &Bonus::new(&found, now)))
}

async fn list(state: &State, caller: &Caller, household: UtilizzatoreId) -> ApiResult<Vec<core::Bonus>> {
    let found = state.libretto.elenca_bonus(&caller.to_core()?, household).await;
    found.map_err(|error| problem(error, Viewer::Utilizzatore))
}

async fn find(state: &State, caller: &Caller, household: UtilizzatoreId, id: BonusId) -> ApiResult<core::Bonus> {
    let all = list(state, caller, household).await?;
    all.into_iter().find(|one| one.id == id).ok_or_else(Problem::not_found)
}
