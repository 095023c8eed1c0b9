//! The desk of the branch: a declaration is taken up, documents are asked for, the heir is recognised or refused.

use super::dichiarazione::EsitoDichiarazione;
use super::tipi::{MotivoReiezioneEredeJson, TipoDocumentoJson};
use super::{Indirizzo, begun};
use crate::ApiResult;
use crate::conditional::IfMatch;
use crate::idempotency::{Claim, IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::checks::at_most;
use crate::resources::error::problem;
use crate::resources::reply::{answer, versioned};
use crate::resources::types::spiegazione::Viewer;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use libretto_core::change::Reply;
use libretto_core::eredi::TipoDocumento;
use libretto_core::use_cases::{EsitoPratica, UseCaseError};
use serde::Deserialize;
use utoipa::ToSchema;

/// There are few kinds of documents to ask for.
const KINDS_MAX: usize = 10;

/// Richiesta di documenti.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "documenti": ["certificato_morte"] }))]
pub struct RichiestaDocumenti {
    /// Quali documenti servono.
    #[schema(max_items = 10)]
    pub documenti: Vec<TipoDocumentoJson>,
}

/// Reiezione di una dichiarazione di erede.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "motivo": "non_erede" }))]
pub struct RichiestaReiezioneErede {
    /// Perché.
    pub motivo: MotivoReiezioneEredeJson,
}

/// The declaration after an act of the branch.
fn shown(outcome: &EsitoPratica) -> Reply {
    let body = EsitoDichiarazione::new(outcome, Viewer::BackOffice);
    versioned(StatusCode::OK, outcome.pratica.versione_per(None), &body)
}

/// The answer to an act of the branch.
fn decided(reply: Result<Reply, UseCaseError>) -> ApiResult<HttpResponse> {
    reply.map(answer).map_err(|error| problem(error, Viewer::BackOffice))
}

/// Esame di una dichiarazione di erede
///
/// Solo per il back office: la dichiarazione presentata passa in esame.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "esaminaDichiarazioneErede",
    params(Indirizzo, IfMatch, IdempotencyKey),
    responses((status = 200, description = "La dichiarazione, in esame", body = EsitoDichiarazione, headers(
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/esame")]
pub(crate) async fn esamina(
    state: State,
    claim: Claim,
    accepted: IfMatch,
    at: web::Path<Indirizzo>,
) -> ApiResult<HttpResponse> {
    let di = at.declaration();
    let (request, _turn) = begun(&state, &claim, &accepted, di).await?;
    decided(state.libretto.esamina_dichiarazione(&request, di, &shown).await)
}

/// Richiesta di documenti a un erede
///
/// Solo per il back office: la dichiarazione in esame torna a chi l'ha presentata, che carica i documenti e la presenta di
/// nuovo.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "richiediDocumentiErede",
    params(Indirizzo, IfMatch, IdempotencyKey),
    request_body = RichiestaDocumenti,
    responses((status = 200, description = "La dichiarazione, in attesa di documenti", body = EsitoDichiarazione, headers(
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/richieste-documenti")]
pub(crate) async fn richiede(
    state: State,
    call: Idempotent<RichiestaDocumenti>,
    accepted: IfMatch,
    at: web::Path<Indirizzo>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, di) = (call, at.declaration());
    at_most("/documenti", &body.documenti, KINDS_MAX)?;
    let kinds: Vec<TipoDocumento> = body.documenti.into_iter().map(Into::into).collect();
    let (request, _turn) = begun(&state, &claim, &accepted, di).await?;
    decided(state.libretto.richiedi_documenti(&request, (di, &kinds), &shown).await)
}

/// Convalida di una dichiarazione di erede
///
/// Solo per il back office: l'erede è riconosciuto e può operare. Se il decesso non era ancora agli atti, è registrato come è
/// dichiarato, con tutto ciò che ne segue.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "convalidaDichiarazioneErede",
    params(Indirizzo, IfMatch, IdempotencyKey),
    responses((status = 200, description = "La dichiarazione convalidata", body = EsitoDichiarazione, headers(
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/convalida")]
pub(crate) async fn convalida(
    state: State,
    claim: Claim,
    accepted: IfMatch,
    at: web::Path<Indirizzo>,
) -> ApiResult<HttpResponse> {
    let di = at.declaration();
    let (request, _turn) = begun(&state, &claim, &accepted, di).await?;
    decided(state.libretto.convalida_dichiarazione(&request, di, &shown).await)
}

/// Reiezione di una dichiarazione di erede
///
/// Solo per il back office. Chi l'ha presentata ne può fare un'altra.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "respingiDichiarazioneErede",
    params(Indirizzo, IfMatch, IdempotencyKey),
    request_body = RichiestaReiezioneErede,
    responses((status = 200, description = "La dichiarazione respinta", body = EsitoDichiarazione, headers(
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/reiezione")]
pub(crate) async fn respinge(
    state: State,
    call: Idempotent<RichiestaReiezioneErede>,
    accepted: IfMatch,
    at: web::Path<Indirizzo>,
) -> ApiResult<HttpResponse> {
    let (Idempotent { claim, body }, di) = (call, at.declaration());
    let (request, _turn) = begun(&state, &claim, &accepted, di).await?;
    decided(state.libretto.respingi_dichiarazione(&request, (di, body.motivo.into()), &shown).await)
}
