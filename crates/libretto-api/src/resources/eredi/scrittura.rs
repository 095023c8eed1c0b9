//! What an heir does with a declaration: begins it, writes it anew, presents it; and consents that another is paid.

use super::dichiarazione::{EsitoDichiarazione, RichiestaCompilazioneErede, RichiestaDichiarazioneErede};
use super::tipi::TipoResponsabilitaJson;
use super::{Indirizzo, begun, in_the_declaration, told, version_for_heir};
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::resources::State;
use crate::resources::checks::at_most;
use crate::resources::error::problem;
use crate::resources::reply::{answer, created, request, versioned};
use crate::resources::types::spiegazione::{Viewer, pointer};
use crate::resources::types::testo::Testo;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, put, web};
use libretto_core::catalogue::Campo;
use libretto_core::change::Reply;
use libretto_core::eredi::Responsabilita;
use libretto_core::ids::{EredeId, PersonaId};
use libretto_core::use_cases::{ApriDichiarazione, CompilaDichiarazione, EsitoPratica};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A dichiarazione di responsabilità is given in a version that was shown; few kinds exist.
const STATEMENTS_MAX: usize = 10;

/// Una dichiarazione di responsabilità, nella versione mostrata alla persona.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "tipo": "qualita_erede", "versione": "2026-01" }))]
pub struct ResponsabilitaDaRendere {
    /// Che cosa si dichiara.
    pub tipo: TipoResponsabilitaJson,
    /// Versione del testo.
    #[schema(value_type = String, max_length = 32, example = "2026-01")]
    pub versione: Testo<32>,
}

/// Presentazione di una dichiarazione di erede.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "responsabilita": [
    { "tipo": "qualita_erede", "versione": "2026-01" },
    { "tipo": "accettazione_eredita", "versione": "2026-01" },
    { "tipo": "consapevolezza_sanzioni", "versione": "2026-01" }
] }))]
pub struct RichiestaPresentazione {
    /// Le dichiarazioni di responsabilità, nelle versioni in vigore.
    #[schema(max_items = 10)]
    pub responsabilita: Vec<ResponsabilitaDaRendere>,
}

impl RichiestaPresentazione {
    fn read(self) -> Result<Vec<Responsabilita>, Problem> {
        at_most("/responsabilita", &self.responsabilita, STATEMENTS_MAX)?;
        let given = self.responsabilita.into_iter();
        Ok(given.map(|one| Responsabilita { tipo: one.tipo.into(), versione: one.versione.into_string() }).collect())
    }
}

/// Consenso a che un altro erede riscuota l'intero.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RichiestaConsenso {
    /// L'erede che potrà riscuotere.
    pub coerede_id: Uuid,
}

/// The reply to an act on an heir's own declaration.
fn shown(outcome: &EsitoPratica) -> Reply {
    let body = EsitoDichiarazione::new(outcome, Viewer::Utilizzatore);
    versioned(StatusCode::OK, version_for_heir(outcome), &body)
}

/// Inizio di una dichiarazione di erede
///
/// Comincia la dichiarazione di chi chiama per un utilizzatore deceduto: una bozza, che si può riscrivere e documentare
/// finché non è presentata. La pratica è una per ciascuna persona deceduta.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "apriDichiarazioneErede",
    params(("erede_id" = Uuid, Path, description = "Identificativo dell'erede"), IdempotencyKey),
    request_body = RichiestaDichiarazioneErede,
    responses((status = 201, description = "La dichiarazione, in bozza", body = EsitoDichiarazione, headers(
        ("Location" = String, description = "Indirizzo della pratica"),
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/{erede_id}/dichiarazioni")]
pub(crate) async fn apri(
    state: State,
    call: Idempotent<RichiestaDichiarazioneErede>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let (defunto, dichiarata) = body.read()?;
    let command = ApriDichiarazione { erede: EredeId(*id), defunto: defunto.0, dichiarata };
    let render = |outcome: &EsitoPratica| {
        let path = format!("/eredi/pratiche/{}", outcome.pratica.utilizzatore);
        created(&path, version_for_heir(outcome), &EsitoDichiarazione::new(outcome, Viewer::Utilizzatore))
    };
    let reply = state.libretto.apri_dichiarazione(&request(&claim, None)?, &command, &render).await;
    reply.map(answer).map_err(|error| told(error, Viewer::Utilizzatore, in_the_declaration))
}

/// Riscrittura di una dichiarazione di erede
///
/// Sostituisce per intero il contenuto della propria dichiarazione, finché è in bozza o la sede attende documenti.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "compilaDichiarazioneErede",
    params(Indirizzo, IfMatch, IdempotencyKey),
    request_body = RichiestaCompilazioneErede,
    responses((status = 200, description = "La dichiarazione riscritta", body = EsitoDichiarazione, headers(
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[put("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}")]
pub(crate) async fn compila(
    state: State,
    call: Idempotent<RichiestaCompilazioneErede>,
    accepted: IfMatch,
    at: web::Path<Indirizzo>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, di) = (call, at.declaration());
    let command = CompilaDichiarazione { di, dichiarata: body.read()? };
    let (request, _turn) = begun(&state, &claim, &accepted, di).await?;
    let reply = state.libretto.compila_dichiarazione(&request, &command, &shown).await;
    reply.map(answer).map_err(|error| told(error, Viewer::Utilizzatore, in_the_declaration))
}

/// Presentazione di una dichiarazione di erede
///
/// Manda la propria dichiarazione alla sede, la prima volta o dopo che ha chiesto altri documenti. Servono le dichiarazioni di
/// responsabilità in vigore, elencate da `GET /dichiarazioni`, e per l'erede testamentario la copia del testamento.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "presentaDichiarazioneErede",
    params(Indirizzo, IfMatch, IdempotencyKey),
    request_body = RichiestaPresentazione,
    responses((status = 200, description = "La dichiarazione presentata", body = EsitoDichiarazione, headers(
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/presentazione")]
pub(crate) async fn presenta(
    state: State,
    call: Idempotent<RichiestaPresentazione>,
    accepted: IfMatch,
    at: web::Path<Indirizzo>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, di) = (call, at.declaration());
    let given = body.read()?;
    let (request, _turn) = begun(&state, &claim, &accepted, di).await?;
    let reply = state.libretto.presenta_dichiarazione(&request, (di, &given), &shown).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// Here the other heir is named by the body.
fn in_the_consent(campo: Campo) -> String {
    if campo == Campo::Coeredi { "/coerede_id".to_owned() } else { pointer(campo) }
}

/// Consenso a un altro erede
///
/// Un erede riconosciuto consente, con la propria identità digitale, che un altro riscuota l'intero: vale quanto una delega
/// con il documento d'identità.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "consenteErede",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"),
        ("dichiarazione_id" = Uuid, Path, description = "Identificativo della propria dichiarazione"),
        IdempotencyKey,
    ),
    request_body = RichiestaConsenso,
    responses((status = 201, description = "La propria dichiarazione, con i consensi", body = EsitoDichiarazione, headers(
        ("Location" = String, description = "Indirizzo della pratica"),
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/consensi")]
pub(crate) async fn consente(
    state: State,
    call: Idempotent<RichiestaConsenso>,
    at: web::Path<Indirizzo>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, di) = (call, at.declaration());
    let render = |outcome: &EsitoPratica| {
        let path = format!("/eredi/pratiche/{}", outcome.pratica.utilizzatore);
        created(&path, version_for_heir(outcome), &EsitoDichiarazione::new(outcome, Viewer::Utilizzatore))
    };
    let request = request(&claim, None)?;
    let _turn = state.turns.of(di.utilizzatore).await;
    let reply = state.libretto.consenti(&request, (di, PersonaId(body.coerede_id)), &render).await;
    reply.map(answer).map_err(|error| told(error, Viewer::Utilizzatore, in_the_consent))
}
