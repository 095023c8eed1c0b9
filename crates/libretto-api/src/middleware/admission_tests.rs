//! What happens when more comes than can be done. Nothing here waits for time to pass: handlers stand behind a gate.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::admission::{Admission, Capacity};
use crate::BASE_PATH;
use crate::metrics::Metrics;
use crate::problem::extract::ApiJson;
use crate::server::tests_support::{Health, app_with, infra_with};
use crate::state::{ApiConfig, Infra};
use actix_http::Request;
use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::rt::spawn;
use actix_web::test::{TestRequest, call_service, read_body_json};
use actix_web::{Error, HttpResponse, get, post, web};
use serde_json::{Value, json};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Long enough that no test ever sees its end: the clock of a test stands still unless it says otherwise.
const FOR_EVER: Duration = Duration::from_hours(1);

/// A gate of one test: handlers say that they are there, and wait.
struct Gate {
    entered: Semaphore,
    open: Semaphore,
}

impl Gate {
    const fn closed() -> Self {
        Self { entered: Semaphore::const_new(0), open: Semaphore::const_new(0) }
    }

    async fn pass(&self) -> HttpResponse {
        self.entered.add_permits(1);
        self.open.acquire().await.unwrap().forget();
        HttpResponse::Ok().finish()
    }

    async fn somebody_entered(&self) {
        self.entered.acquire().await.unwrap().forget();
    }
}

static FIRST: Gate = Gate::closed();
static SECOND: Gate = Gate::closed();

#[utoipa::path(responses((status = 200, description = "x")))]
#[get("/primo")]
async fn first() -> HttpResponse {
    FIRST.pass().await
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[get("/secondo")]
async fn second() -> HttpResponse {
    SECOND.pass().await
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[post("/corpo")]
async fn with_body(_: ApiJson<Value>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

fn routes(config: &mut crate::ServiceConfig<'_>) {
    config.service(first).service(second).service(with_body);
}

fn narrow(at_work: usize, waiting: usize) -> web::Data<Infra> {
    let capacity = Capacity { at_work, waiting, patience: FOR_EVER };
    infra_with(ApiConfig { capacity, ..ApiConfig::default() }, Arc::new(Health::Good))
}

fn get(path: &str) -> Request {
    TestRequest::get().uri(&format!("{BASE_PATH}{path}")).to_request()
}

fn ask<S>(app: &Rc<S>, request: Request) -> actix_web::rt::task::JoinHandle<u16>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> + 'static,
{
    let app = Rc::clone(app);
    spawn(async move { call_service(app.as_ref(), request).await.status().as_u16() })
}

/// Lets the other tasks of this thread run until so many requests wait.
async fn until_waiting(infra: &Infra, number: usize) {
    while infra.admission.waiting() != number {
        tokio::task::yield_now().await;
    }
}

#[actix_web::test]
async fn beyond_the_queue_a_request_is_refused_at_once_and_those_before_it_are_served() {
    let infra = narrow(1, 1);
    let app = Rc::new(app_with(infra.clone(), routes).await);
    let at_work = ask(&app, get("/primo"));
    FIRST.somebody_entered().await;
    let waits = ask(&app, get("/primo"));
    until_waiting(&infra, 1).await;

    let refused = call_service(app.as_ref(), get("/primo")).await;
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers().get("retry-after").unwrap(), "2");
    assert_eq!(refused.headers().get("x-ratelimit-limit").unwrap(), "600", "told on every answer");
    let body: Value = read_body_json(refused).await;
    assert_eq!(body["codice"], "servizio-non-disponibile");
    let alive = call_service(app.as_ref(), get("/status")).await;
    assert_eq!(alive.status(), 200, "whether the service lives shows under load too");
    let figures = infra.metrics.text().unwrap();
    for line in
        ["libretto_http_requests_at_work 1", "libretto_http_requests_waiting 1", "libretto_http_requests_shed_total 1"]
    {
        assert!(figures.lines().any(|one| one == line), "{line}\n{figures}");
    }

    FIRST.open.add_permits(2);
    assert_eq!((at_work.await.unwrap(), waits.await.unwrap()), (200, 200));
    assert!(infra.metrics.text().unwrap().contains("libretto_http_requests_at_work 0\n"), "every place is free again");
}

#[actix_web::test]
async fn a_caller_who_went_away_leaves_no_place_taken() {
    let infra = narrow(1, 1);
    let app = Rc::new(app_with(infra.clone(), routes).await);
    let at_work = ask(&app, get("/secondo"));
    SECOND.somebody_entered().await;
    let waits = ask(&app, get("/secondo"));
    until_waiting(&infra, 1).await;
    waits.abort();
    assert!(waits.await.unwrap_err().is_cancelled());
    assert_eq!(infra.admission.waiting(), 0);
    at_work.abort();
    assert!(at_work.await.unwrap_err().is_cancelled());
    assert!(infra.metrics.text().unwrap().contains("libretto_http_requests_at_work 0\n"));
    SECOND.open.add_permits(1);
    assert_eq!(call_service(app.as_ref(), get("/secondo")).await.status(), 200);
}

#[actix_web::test]
async fn a_body_that_is_still_on_its_way_holds_no_place() {
    let infra = narrow(1, 0);
    let app = Rc::new(app_with(infra.clone(), routes).await);
    let (mut sender, payload) = actix_http::h1::Payload::create(false);
    let slow =
        TestRequest::post().uri(&format!("{BASE_PATH}/corpo")).insert_header(("content-type", "application/json"));
    let (head, _) =
        slow.to_request().replace_payload(actix_http::Payload::<actix_http::BoxedPayloadStream>::H1 { payload });
    let slow = spawn({
        let app = Rc::clone(&app);
        async move { call_service(app.as_ref(), head).await.status().as_u16() }
    });
    tokio::task::yield_now().await;
    let quick = TestRequest::post().uri(&format!("{BASE_PATH}/corpo")).set_json(json!({})).to_request();
    assert_eq!(call_service(app.as_ref(), quick).await.status(), 200, "the only place is free");
    sender.feed_data("{}".into());
    sender.feed_eof();
    assert_eq!(slow.await.unwrap(), 200);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_longer_than_the_patience() {
    let capacity = Capacity { at_work: 1, waiting: 8, patience: Duration::from_secs(1) };
    let admission = Admission::new(capacity, &Metrics::default());
    let place = admission.enter().await.unwrap();
    let started = tokio::time::Instant::now();
    assert!(admission.enter().await.is_err());
    assert_eq!(started.elapsed(), Duration::from_secs(1));
    drop(place);
    assert!(admission.enter().await.is_ok());
}

#[test]
fn the_capacity_follows_the_connections_of_the_store() {
    let of = |connections| {
        let Capacity { at_work, waiting, patience } = Capacity::for_connections(connections);
        (at_work, waiting, patience.as_secs())
    };
    assert_eq!(of(8), (64, 256, 1));
    assert_eq!(of(0), (8, 32, 1));
    assert_eq!(Capacity::default(), Capacity::for_connections(8));
}
