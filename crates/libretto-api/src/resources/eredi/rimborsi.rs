//! `/eredi/pratiche/{id}/rimborsi`: an heir asks for their share of what was not used, or for the whole; the refunds of a case.

use super::tipi::QuotaJson;
use super::vista::{Occhi, RimborsoErede};
use crate::ApiResult;
use crate::auth::Caller;
use crate::cursor::Cursor;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::page::{Pagina, cut, position};
use crate::resources::reply::{answer, created, request};
use crate::resources::rimborsi::tipi::{IBAN_MAX, Rimborso, account};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::testo::{CodiceFiscaleJson, Testo};
use actix_web::{HttpResponse, get, post, web};
use libretto_core::eredi::rimborso::RichiestaQuota;
use libretto_core::ids::UtilizzatoreId;
use libretto_core::use_cases::{ChiediQuota, EsitoQuota, EsitoRimborso};
use serde::{Deserialize, Serialize};
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

/// Una pagina dei rimborsi di una pratica, dal più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoRimborsiErede {
    /// I rimborsi: a un erede i suoi, alla sede tutti.
    #[schema(max_items = 100)]
    pub rimborsi: Vec<RimborsoErede>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Rimborsi di una pratica
///
/// Le domande di rimborso degli eredi, dalla più recente: a un erede le sue, alla sede tutte. Quelle che la persona deceduta
/// aveva presentato in vita non vi sono. Una propria domanda si legge per intero sotto
/// `/utilizzatori/{utilizzatore_id}/rimborsi/{rimborso_id}`.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "elencoRimborsiErede",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"), Pagina),
    responses((status = 200, description = "Una pagina di rimborsi", body = ElencoRimborsiErede))
)]
#[get("/eredi/pratiche/{utilizzatore_id}/rimborsi")]
pub(crate) async fn elenco(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Pagina>,
) -> ApiResult<HttpResponse> {
    let Pagina { cursor, limit } = query.0;
    let after: Option<Uuid> = position(cursor.as_ref())?;
    let seen = state.libretto.vedi_pratica(&caller.to_core()?, UtilizzatoreId(*id)).await;
    let seen = seen.map_err(|error| problem(error, Viewer::of(&caller)))?;
    let latest_first = Occhi::new(&seen.completa, seen.da).rimborsi().into_iter().rev();
    // The page begins behind the refund that the one before ended with.
    let later = latest_first.skip_while(|one| after.is_some_and(|id| one.id != id)).skip(usize::from(after.is_some()));
    let (rimborsi, cursore_successivo) = cut(later.collect(), limit, |one| one.id)?;
    Ok(HttpResponse::Ok().json(ElencoRimborsiErede { rimborsi, cursore_successivo }))
}

/// Domanda di rimborso di un erede
///
/// Chiede la propria quota delle somme versate e non utilizzate, o l'intero: la somma è riservata subito e la domanda riceve
/// un numero di protocollo. Da qui non si inseriscono altre prestazioni, finché la domanda non è ritirata o respinta. Si legge
/// e si ritira sotto `/utilizzatori/{utilizzatore_id}/rimborsi/{rimborso_id}`.
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
