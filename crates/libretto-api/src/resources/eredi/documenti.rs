//! The documents of a declaration: uploaded as they are, told by their content, read by the heir and the branch.

use super::dichiarazione::EsitoDichiarazione;
use super::tipi::{FormatoDocumentoJson, TipoDocumentoJson};
use super::{declaration, told, version_for_heir};
use crate::ApiResult;
use crate::auth::Caller;
use crate::idempotency::{IdempotencyKey, IdempotentBytes};
use crate::problem::Problem;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::{answer, created, request};
use crate::resources::types::present;
use crate::resources::types::spiegazione::{Viewer, pointer};
use actix_web::http::header;
use actix_web::{HttpResponse, get, post, web};
use libretto_core::catalogue::Campo;
use libretto_core::eredi::documento::DOCUMENT_BYTES_MAX;
use libretto_core::ids::{DocumentoId, PersonaId};
use libretto_core::use_cases::{AllegaDocumento, DocumentoLetto, EsitoPratica};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

/// Il contenuto di un documento, com'è: PDF, JPEG o PNG.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 10_485_760)]
pub struct ContenutoDocumento(#[expect(dead_code, reason = "only describes the body")] Vec<u8>);

/// What is uploaded.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Etichetta {
    /// Che cosa è il documento.
    #[param(inline)]
    tipo: TipoDocumentoJson,
    /// L'altro erede al quale si riferisce: serve con una delega e con il documento d'identità di chi la dà.
    #[serde(default, deserialize_with = "present")]
    relativo_a: Option<Uuid>,
}

/// Here the other heir is named by the query.
fn in_the_query(campo: Campo) -> String {
    if campo == Campo::Coeredi { "/relativo_a".to_owned() } else { pointer(campo) }
}

/// Caricamento di un documento
///
/// Aggiunge un documento alla propria dichiarazione: il corpo è il file, al massimo 10 MiB, di qualunque `Content-Type`. Il
/// formato (PDF, JPEG, PNG) si riconosce dal contenuto: un file d'altro tipo, troncato, con un altro file dentro o con
/// programmi è respinto.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "allegaDocumentoErede",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"),
        ("dichiarazione_id" = Uuid, Path, description = "Identificativo della dichiarazione"),
        Etichetta,
        IdempotencyKey,
    ),
    request_body(content = ContenutoDocumento, content_type = "application/octet-stream", description = "Il file"),
    responses((status = 201, description = "La dichiarazione, con il documento", body = EsitoDichiarazione, headers(
        ("Location" = String, description = "Indirizzo del documento"),
        ("ETag" = String, description = "Versione della pratica"),
    )))
)]
#[post("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/documenti")]
pub(crate) async fn allega(
    state: State,
    // Who calls comes before what is wrong with the query.
    call: IdempotentBytes<DOCUMENT_BYTES_MAX>,
    label: ApiQuery<Etichetta>,
    ids: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (IdempotentBytes { claim, body }, di) = (call, declaration(*ids));
    let command = AllegaDocumento {
        di,
        tipo: label.0.tipo.into(),
        relativo_a: label.0.relativo_a.map(PersonaId),
        contenuto: body.to_vec(),
        sha256: Sha256::digest(&body).into(),
    };
    let render = |outcome: &EsitoPratica| {
        let below = format!("/eredi/pratiche/{}/dichiarazioni/{}/documenti", di.utilizzatore, di.dichiarazione);
        let last = outcome.dichiarazione.documenti.last();
        let path = last.map_or_else(|| below.clone(), |one| format!("{below}/{}", one.id));
        created(&path, version_for_heir(outcome), &EsitoDichiarazione::new(outcome, Viewer::Utilizzatore))
    };
    let request = request(&claim, None)?;
    let _turn = state.turns.of(di.utilizzatore).await;
    let reply = state.libretto.allega_documento(&request, &command, &render).await;
    reply.map(answer).map_err(|error| told(error, Viewer::Utilizzatore, in_the_query))
}

/// The file of a document, after its digest was compared with the one of the register.
fn file(found: DocumentoLetto) -> Result<HttpResponse, Problem> {
    let DocumentoLetto { documento, contenuto } = found;
    let digest: [u8; 32] = Sha256::digest(&contenuto).into();
    if digest != documento.sha256 {
        return Err(Problem::internal(format!(
            "document {}: the content is not the one of the register",
            documento.id
        )));
    }
    let format = FormatoDocumentoJson::from(documento.formato);
    let name = format!("attachment; filename=\"{}.{}\"", documento.id, format.extension());
    Ok(HttpResponse::Ok()
        .content_type(format.media_type())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(contenuto))
}

/// Un documento
///
/// Il file, com'è stato caricato: per l'erede che lo ha caricato e per la sede.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "leggiDocumentoErede",
    params(
        ("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore deceduto"),
        ("dichiarazione_id" = Uuid, Path, description = "Identificativo della dichiarazione"),
        ("documento_id" = Uuid, Path, description = "Identificativo del documento"),
    ),
    responses((status = 200, description = "Il file", headers(
        ("Content-Disposition" = String, description = "Da salvare, con il suo nome"),
    ), content(
        (ContenutoDocumento = "application/pdf"),
        (ContenutoDocumento = "image/jpeg"),
        (ContenutoDocumento = "image/png"),
    )))
)]
#[get("/eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/documenti/{documento_id}")]
pub(crate) async fn leggi(state: State, caller: Caller, ids: web::Path<(Uuid, Uuid, Uuid)>) -> ApiResult<HttpResponse> {
    let (utilizzatore, dichiarazione, documento) = *ids;
    let di = declaration((utilizzatore, dichiarazione));
    let found = state.libretto.leggi_documento(&caller.to_core()?, di, DocumentoId(documento)).await;
    file(found.map_err(|error| problem(error, Viewer::Utilizzatore))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::ProblemType;
    use chrono::DateTime;
    use libretto_core::eredi::{Documento, FormatoDocumento, TipoDocumento};

    fn kept(contenuto: &[u8], sha256: [u8; 32]) -> DocumentoLetto {
        let documento = Documento {
            id: DocumentoId(Uuid::nil()),
            tipo: TipoDocumento::Altro,
            relativo_a: None,
            formato: FormatoDocumento::Png,
            bytes: 3,
            sha256,
            caricato_il: DateTime::UNIX_EPOCH,
        };
        DocumentoLetto { documento, contenuto: contenuto.to_vec() }
    }

    #[test]
    fn a_document_that_is_no_longer_what_was_uploaded_is_not_served() {
        let digest = Sha256::digest(b"png").into();
        let served = file(kept(b"png", digest)).ok();
        let media = served.and_then(|answer| answer.headers().get(header::CONTENT_TYPE).cloned());
        assert_eq!(media.as_ref().map(header::HeaderValue::as_bytes), Some(&b"image/png"[..]));
        let kind = file(kept(b"pnG", digest)).err().map(|problem| problem.kind());
        assert_eq!(kind, Some(ProblemType::ErroreInterno));
    }
}
