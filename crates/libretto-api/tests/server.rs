//! The server on a real socket: what the wire shows when a handler panics, when a head never ends, and while it stops.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use actix_web::{HttpResponse, get, web};
use async_trait::async_trait;
use libretto_api::auth::{Issuer, KeySource, TokenVerifier, VerificationKey};
use libretto_api::server::{ServerConfig, bind};
use libretto_api::state::{ApiConfig, Infra};
use libretto_api::status::HealthCheck;
use libretto_api::{BASE_PATH, ServiceConfig};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;

struct Nothing;

#[async_trait]
impl KeySource for Nothing {
    async fn key(&self, _: &str) -> Option<Arc<VerificationKey>> {
        None
    }
}

#[async_trait]
impl HealthCheck for Nothing {
    async fn check(&self) -> Result<(), String> {
        Ok(())
    }
}

/// Lets a request wait inside its handler.
#[derive(Default)]
struct Gate {
    entered: Notify,
    open: Notify,
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[get("/attesa")]
async fn waiting(gate: web::Data<Gate>) -> HttpResponse {
    gate.entered.notify_one();
    gate.open.notified().await;
    HttpResponse::Ok().body("finito")
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[get("/panico")]
async fn panicking() -> HttpResponse {
    let index = [0_usize; 1].len();
    HttpResponse::Ok().json([1_u8; 1][index])
}

struct Running {
    address: SocketAddr,
    gate: web::Data<Gate>,
    ask: mpsc::UnboundedSender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

fn start(change: impl FnOnce(&mut ServerConfig)) -> Running {
    let issuer = Issuer { issuer: "i".into(), audience: "a".into(), keys: Arc::new(Nothing), bodies: false };
    let verifier = TokenVerifier::new(issuer, Arc::new(chrono::DateTime::default));
    let infra = Arc::new(Infra::new(ApiConfig::default(), verifier, Arc::new(Nothing)));
    let gate = web::Data::new(Gate::default());
    let mut config = ServerConfig::new(([127, 0, 0, 1], 0).into());
    config.workers = 1;
    change(&mut config);
    let routes_gate = gate.clone();
    let bound = bind(&config, infra, move |routes: &mut ServiceConfig<'_>| {
        routes.app_data(routes_gate.clone());
        routes.service(waiting).service(panicking);
    })
    .unwrap();
    let address = bound.addresses()[0];
    let (ask, mut asked) = mpsc::unbounded_channel();
    let served = tokio::spawn(bound.serve_until(async move || {
        asked.recv().await;
    }));
    Running { address, gate, ask, served }
}

/// Sends a text and reads until the server closes.
async fn exchange(address: SocketAddr, text: String) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

async fn get(address: SocketAddr, path: &str) -> String {
    exchange(address, format!("GET {BASE_PATH}{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_is_announced_and_finishes_what_is_under_way() {
    let running = start(|config| config.drain_delay = Duration::from_hours(1));
    assert!(get(running.address, "/status").await.starts_with("HTTP/1.1 200"));

    let under_way = tokio::spawn(async move { get(running.address, "/attesa").await });
    running.gate.entered.notified().await;

    running.ask.send(()).unwrap();
    loop {
        // Still served while draining, so that the balancer hears it.
        if get(running.address, "/status").await.starts_with("HTTP/1.1 503") {
            break;
        }
        tokio::task::yield_now().await;
    }

    running.ask.send(()).unwrap();
    while TcpStream::connect(running.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!under_way.is_finished());
    running.gate.open.notify_one();
    assert!(under_way.await.unwrap().ends_with("finito"));
    running.served.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_complete_answer_on_the_wire_and_the_worker_goes_on() {
    let running = start(|_| ());
    let answer = get(running.address, "/panico").await;
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
    for part in [
        "content-type: application/problem+json",
        "x-request-id: ",
        "x-ratelimit-remaining: ",
        "\"request_id\":",
        "errore-interno",
    ] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
    assert!(!answer.contains("index out of bounds"));
    assert!(get(running.address, "/status").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_never_ends_is_cut_off() {
    let running = start(|config| config.header_timeout = Duration::from_millis(50));
    let answer = exchange(running.address, format!("GET {BASE_PATH}/status HTTP/1.1\r\nHost: x\r\nX-Slow: ")).await;
    assert!(answer.starts_with("HTTP/1.1 408") || answer.is_empty(), "{answer}");
}
