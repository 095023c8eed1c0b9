//! The pages that explain each type of problem: JSON for programs, HTML for people. Public, and the same for everybody.

use super::Problem;
use super::catalogue::{Entry, ProblemType};
use crate::ServiceConfig;
use actix_web::http::header::{self, Accept, Header};
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;
use std::fmt::Write as _;
use utoipa::ToSchema;

/// Che cosa significa un tipo di problema.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct TipoProblema {
    /// Indirizzo stabile del tipo, relativo alla radice del server: il valore di `type` nei problemi.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", max_length = 200, example = "/problemi/non-trovato")]
    pub kind: String,
    /// Codice stabile.
    #[schema(pattern = "^[a-z-]+$", max_length = 64, example = "non-trovato")]
    pub codice: String,
    /// Stato HTTP con cui il problema è restituito.
    #[schema(minimum = 400, maximum = 599, example = 404)]
    pub status: u16,
    /// Titolo breve.
    #[schema(max_length = 200, example = "Risorsa non trovata")]
    pub title: String,
    /// Che cosa è successo e che cosa può fare chi chiama.
    #[schema(max_length = 1000)]
    pub descrizione: String,
}

/// I tipi di problema.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ElencoTipiProblema {
    /// Tutti i tipi di problema, in ordine fisso.
    #[schema(max_items = 200)]
    pub problemi: Vec<TipoProblema>,
}

impl From<ProblemType> for TipoProblema {
    fn from(kind: ProblemType) -> Self {
        let Entry { codice, status, title, description } = kind.entry();
        Self {
            kind: kind.uri(),
            codice: codice.to_owned(),
            status: status.as_u16(),
            title: title.to_owned(),
            descrizione: description.to_owned(),
        }
    }
}

/// Registers the pages. They are mounted below the base path, where they are documented, and at the server's root, where
/// the `type` of a problem points.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(elenco_tipi_problema).service(tipo_problema);
}

/// Elenco dei tipi di problema
///
/// Tutti i tipi di problema che questa API può restituire. Pubblico. Con `Accept: text/html` risponde una pagina per le
/// persone.
#[utoipa::path(
    tag = "Servizio",
    operation_id = "elencoTipiProblema",
    security(()),
    responses((status = 200, description = "I tipi di problema", body = ElencoTipiProblema))
)]
#[get("/problemi")]
async fn elenco_tipi_problema(request: HttpRequest) -> HttpResponse {
    if prefers_html(&request) {
        return html(&list_page());
    }
    cacheable().json(ElencoTipiProblema { problemi: ProblemType::all().map(TipoProblema::from).collect() })
}

/// Spiegazione di un tipo di problema
///
/// Che cosa significa un tipo di problema e che cosa può fare chi lo riceve. Pubblico. Con `Accept: text/html` risponde
/// una pagina per le persone.
#[utoipa::path(
    tag = "Servizio",
    operation_id = "tipoProblema",
    security(()),
    params(("codice" = String, Path, description = "Codice stabile del tipo di problema", pattern = "^[a-z-]+$",
        min_length = 1, max_length = 64, example = "non-trovato")),
    responses(
        (status = 200, description = "Il tipo di problema", body = TipoProblema),
    )
)]
#[get("/problemi/{codice}")]
async fn tipo_problema(request: HttpRequest, codice: web::Path<String>) -> Result<HttpResponse, Problem> {
    let kind = ProblemType::from_codice(&codice).ok_or_else(Problem::not_found)?;
    Ok(if prefers_html(&request) { html(&detail_page(kind)) } else { cacheable().json(TipoProblema::from(kind)) })
}

/// Whether the caller ranks HTML before JSON. Without preference, JSON.
fn prefers_html(request: &HttpRequest) -> bool {
    let Ok(accept) = Accept::parse(request) else {
        return false;
    };
    accept
        .ranked()
        .into_iter()
        .find_map(|mime| match mime.essence_str() {
            "text/html" | "application/xhtml+xml" => Some(true),
            "application/json" | "application/*" | "*/*" => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

fn cacheable() -> actix_web::HttpResponseBuilder {
    let mut builder = HttpResponse::Ok();
    builder.insert_header((header::CACHE_CONTROL, "public, max-age=3600")).insert_header((header::VARY, "Accept"));
    builder
}

/// The answer with a page, public and the same for everybody.
pub(crate) fn html(page: &str) -> HttpResponse {
    cacheable().content_type("text/html; charset=utf-8").body(page.to_owned())
}

/// A page: its title, and what stands below it as HTML.
pub(crate) fn page(title: &str, main: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"it\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} - Libretto Famiglia</title>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n{main}</main>\n</body>\n</html>\n"
    )
}

fn list_page() -> String {
    let mut items = String::from("<ul>\n");
    for kind in ProblemType::all() {
        let entry = kind.entry();
        // Writing to a String cannot fail.
        let _ = writeln!(
            items,
            "<li><a href=\"{}\">{}</a> ({}, <code>{}</code>)</li>",
            kind.uri(),
            escaped(entry.title),
            entry.status.as_u16(),
            entry.codice
        );
    }
    items.push_str("</ul>\n");
    page("Tipi di problema", &items)
}

fn detail_page(kind: ProblemType) -> String {
    let entry = kind.entry();
    let main = format!(
        "<p>{}</p>\n<dl>\n<dt>Codice</dt><dd><code>{}</code></dd>\n<dt>Stato HTTP</dt><dd>{}</dd>\n</dl>\n\
         <p><a href=\"/problemi\">Tutti i tipi di problema</a></p>\n",
        escaped(entry.description),
        entry.codice,
        entry.status.as_u16()
    );
    page(entry.title, &main)
}

/// Text made safe inside HTML; what stands between back-ticks is shown as code.
pub(crate) fn escaped(text: &str) -> String {
    let plain = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    plain
        .split('`')
        .enumerate()
        .map(|(index, part)| if index % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::server::tests_support::{app, infra};
    use actix_web::http::StatusCode;
    use actix_web::test::{TestRequest, call_service, read_body, read_body_json};
    use serde_json::Value;

    #[actix_web::test]
    async fn each_type_has_a_page_at_its_own_address_for_programs_and_for_people() {
        let app = app(infra()).await;
        for kind in ProblemType::all() {
            let answer = call_service(&app, TestRequest::get().uri(&kind.uri()).to_request()).await;
            assert_eq!(answer.status(), StatusCode::OK, "{kind:?}");
            let body: Value = read_body_json(answer).await;
            assert_eq!(body["codice"], kind.entry().codice);
            assert_eq!(body["type"], kind.uri());

            let browser = ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
            let answer =
                call_service(&app, TestRequest::get().uri(&kind.uri()).insert_header(browser).to_request()).await;
            assert_eq!(answer.headers().get("content-type").unwrap(), "text/html; charset=utf-8");
            let text = String::from_utf8(read_body(answer).await.to_vec()).unwrap();
            assert!(text.contains("<html lang=\"it\">") && text.contains(kind.entry().codice));
        }
    }

    #[actix_web::test]
    async fn the_list_is_complete_public_and_cacheable() {
        let app = app(infra()).await;
        for path in ["/problemi".to_owned(), format!("{}/problemi", crate::BASE_PATH)] {
            let answer = call_service(&app, TestRequest::get().uri(&path).to_request()).await;
            assert_eq!(answer.headers().get("cache-control").unwrap(), "public, max-age=3600");
            let body: Value = read_body_json(answer).await;
            assert_eq!(body["problemi"].as_array().unwrap().len(), ProblemType::all().count());
        }
        let unknown = call_service(&app, TestRequest::get().uri("/problemi/inesistente").to_request()).await;
        assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn text_is_escaped_and_code_is_marked() {
        assert_eq!(escaped("a < b & `x`"), "a &lt; b &amp; <code>x</code>");
    }
}
