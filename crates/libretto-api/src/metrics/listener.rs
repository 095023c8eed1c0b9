//! Where the figures are read: a listener of its own, so that what faces callers never serves them and an overload of the
//! one does not hide the other.

use crate::state::Infra;
use actix_web::dev::Server;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{App, HttpResponse, HttpServer, web};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// The only path.
pub const METRICS_PATH: &str = "/metrics";

/// Media type of the text form of `OpenMetrics`.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Connections at once: a few scrapers.
const CONNECTIONS_MAX: usize = 64;

/// Longest time the head of a scrape may take to arrive.
const HEADER_TIMEOUT: Duration = Duration::from_secs(5);

/// Listens on this address; port 0 takes a free one. The returned server serves once it is awaited.
///
/// # Errors
/// When the address cannot be bound.
pub fn bind(address: SocketAddr, infra: &Arc<Infra>) -> io::Result<(Server, Vec<SocketAddr>)> {
    let data = web::Data::from(Arc::clone(infra));
    let server = HttpServer::new(move || App::new().app_data(data.clone()).route(METRICS_PATH, web::get().to(page)))
        .workers(1)
        .max_connections(CONNECTIONS_MAX)
        .client_request_timeout(HEADER_TIMEOUT)
        .shutdown_timeout(1)
        .disable_signals()
        .bind(address)?;
    let addresses = server.addrs();
    Ok((server.run(), addresses))
}

async fn page(infra: web::Data<Infra>) -> HttpResponse {
    match infra.metrics.text() {
        Ok(text) => HttpResponse::Ok().insert_header((CONTENT_TYPE, OPEN_METRICS)).body(text),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
