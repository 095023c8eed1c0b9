//! What the figures say, and what they can never come to say.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::PoolFigures;
use super::listener;
use crate::BASE_PATH;
use crate::auth::tests_support::claims_with;
use crate::server::tests_support::{Health, app_with, bearer_of, infra, infra_with};
use crate::state::{ApiConfig, Infra};
use actix_web::http::Method;
use actix_web::test::{TestRequest, try_call_service};
use actix_web::{HttpResponse, get, web};
use serde_json::json;
use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

#[utoipa::path(operation_id = "vediProfilo", params(("id" = uuid::Uuid, Path)), responses((status = 200, description = "x")))]
#[get("/cose/{id}")]
async fn thing(_: web::Path<uuid::Uuid>, _: crate::auth::Caller) -> HttpResponse {
    HttpResponse::Ok().finish()
}

fn routes(config: &mut crate::ServiceConfig<'_>) {
    config.service(thing);
}

async fn ask(infra: &web::Data<Infra>, requests: Vec<TestRequest>) {
    let app = app_with(infra.clone(), routes).await;
    for request in requests {
        // An error of the service is an answer as well: the dispatcher renders it.
        let _ = try_call_service(&app, request.to_request()).await;
    }
}

fn lines(infra: &Infra) -> BTreeSet<String> {
    infra.metrics.text().unwrap().lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

fn value(infra: &Infra, name: &str) -> Option<String> {
    lines(infra).iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned))
}

#[actix_web::test]
async fn answers_are_counted_by_operation_and_refusals_by_code() {
    let infra = infra();
    let id = "3b241101-e2bb-4255-8caf-4136c566a962";
    let path = format!("{BASE_PATH}/cose/{id}?q=RSSMRA80A01H501U");
    let citizen = bearer_of(&claims_with(&json!({"sub": "RSSMRA80A01H501U"})));
    ask(&infra, vec![TestRequest::get().uri(&path).insert_header(citizen), TestRequest::get().uri(&path)]).await;
    let route = format!("{BASE_PATH}/cose/{{id}}");
    let count = |status: u16| {
        value(&infra, &format!("libretto_http_requests_total{{method=\"GET\",route=\"{route}\",status=\"{status}\"}}"))
    };
    assert_eq!((count(200).as_deref(), count(401).as_deref()), (Some("1"), Some("1")));
    let timed = format!("libretto_http_request_duration_seconds_count{{method=\"GET\",route=\"{route}\"}}");
    assert_eq!(value(&infra, &timed).as_deref(), Some("2"));
    assert_eq!(value(&infra, "libretto_http_refusals_total{code=\"non-autenticato\"}").as_deref(), Some("1"));
    let text = infra.metrics.text().unwrap();
    assert!(!text.contains("RSSMRA") && !text.contains(id), "{text}");
    assert!(text.ends_with("# EOF\n"), "the end says that nothing was cut off");
}

#[actix_web::test]
async fn no_caller_can_make_new_figures() {
    let infra = infra();
    ask(&infra, vec![TestRequest::get().uri("/nulla/0")]).await;
    let before = lines(&infra).len();
    let odd = |number: u32| {
        let method = Method::from_bytes(format!("M{number}").as_bytes()).unwrap();
        TestRequest::default().method(method).uri(&format!("/nulla/{number}"))
    };
    let mut requests: Vec<TestRequest> = (1..100).map(odd).collect();
    requests.extend((1..100).map(|number| TestRequest::get().uri(&format!("{BASE_PATH}/RSSMRA80A01H501U/{number}"))));
    requests.extend((1..100).map(|number| TestRequest::get().uri(&format!("/problemi/x{number}"))));
    ask(&infra, requests).await;
    let after = lines(&infra);
    let of_odd_methods = after.iter().filter(|line| line.contains("method=\"-\"")).count();
    let of_pages = after.iter().filter(|line| line.contains("route=\"/problemi/{codice}\"")).count();
    assert_eq!(after.len(), before + of_odd_methods + of_pages, "unknown paths are one, unknown methods are one");
    assert!(of_odd_methods > 0 && of_pages > 0);
    assert!(!after.iter().any(|line| line.contains("RSSMRA") || line.contains("M42")));
}

#[actix_web::test]
async fn an_empty_bucket_is_counted() {
    let rate_limit =
        crate::middleware::rate_limit::RateLimit { burst: NonZeroU32::MIN, period: Duration::from_hours(1) };
    let infra = infra_with(ApiConfig { rate_limit, ..ApiConfig::default() }, Arc::new(Health::Good));
    let status = || TestRequest::get().uri(&format!("{BASE_PATH}/status"));
    ask(&infra, vec![status(), status(), status()]).await;
    assert_eq!(value(&infra, "libretto_http_rate_limited_total{bucket=\"address\"}").as_deref(), Some("2"));
    assert_eq!(value(&infra, "libretto_http_refusals_total{code=\"troppe-richieste\"}").as_deref(), Some("2"));
}

#[actix_web::test]
async fn the_pool_is_told_as_it_is_when_asked() {
    let mut infra = Arc::into_inner(infra().into_inner()).unwrap();
    infra.metrics.watch_pool(|| PoolFigures { open: 8, available: 3, waiting: 2 });
    let figures = ["", "_available", "_waiting"].map(|end| value(&infra, &format!("libretto_store_connections{end}")));
    assert_eq!(figures.map(Option::unwrap_or_default), ["8", "3", "2"]);
}

#[test]
fn the_figures_have_a_listener_of_their_own_with_one_path() {
    actix_web::rt::System::new().block_on(async {
        let infra = infra().into_inner();
        let (server, addresses) = listener::bind("127.0.0.1:0".parse().unwrap(), &infra).unwrap();
        let handle = server.handle();
        let served = actix_web::rt::spawn(server);
        let ask = |path: &'static str| {
            let address = addresses[0];
            async move {
                use tokio::io::{AsyncReadExt, AsyncWriteExt};
                let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
                let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                stream.write_all(head.as_bytes()).await.unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).await.unwrap();
                answer
            }
        };
        let page = ask("/metrics").await;
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("application/openmetrics-text"), "{page}");
        assert!(page.contains("libretto_http_requests_shed_total 0"), "{page}");
        assert!(ask("/rest/lavoro-occasionale/v1/libretto-famiglia/status").await.starts_with("HTTP/1.1 404"));
        handle.stop(false).await;
        served.await.unwrap().unwrap();
    });
}
