//! Serves the document and a page to read and try it. Everything is inside the binary: nothing is loaded from elsewhere.

use super::Document;
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Where the page is, without trailing slash.
pub const UI_PATH: &str = "/documentazione";
/// Where the document is.
pub const DOCUMENT_PATH: &str = "/openapi.json";

/// Registers both, at the root of the server.
pub fn routes(config: &mut web::ServiceConfig) {
    // No validator: it would send the document to a third party.
    let settings = Config::new([DOCUMENT_PATH]).validator_url("none").try_it_out_enabled(true);
    config
        .route(DOCUMENT_PATH, web::get().to(document))
        .route(UI_PATH, web::get().to(to_page))
        .service(SwaggerUi::new(format!("{UI_PATH}/{{_:.*}}")).config(settings));
}

async fn document(document: web::Data<Document>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .content_type("application/json")
        .body(document.text().clone())
}

async fn to_page() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, format!("{UI_PATH}/"))).finish()
}
