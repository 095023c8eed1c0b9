//! The layers together, around operations that succeed, fail, hang and panic.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::auth::Caller;
use crate::auth::tests_support::claims_with;
use crate::idempotency::{IDEMPOTENCY_KEY_HEADER, IdempotencyKey, IdempotentBytes};
use crate::middleware::RequestId;
use crate::middleware::rate_limit::RateLimit;
use crate::problem::extract::ApiJson;
use crate::problem::{PROBLEM_JSON, Problem, ProblemType};
use crate::server::tests_support::{Health, app_with, bearer, bearer_of, infra, infra_with, slow_body};
use crate::state::ApiConfig;
use crate::{ApiResult, BASE_PATH, ServiceConfig};
use actix_http::Request;
use actix_web::body::{BoxBody, to_bytes};
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::header::HeaderMap;
use actix_web::http::{Method, StatusCode};
use actix_web::test::{TestRequest, try_call_service};
use actix_web::{Error, HttpResponse, delete, get, post, put, web};
use serde::Deserialize;
use serde_json::{Value, json};
use std::future::pending;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::pause;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Corpo {
    numero: u8,
}

#[utoipa::path(operation_id = "vediProfilo", responses((status = 200, description = "x")))]
#[get("/chi")]
async fn who(caller: Caller, id: RequestId) -> HttpResponse {
    HttpResponse::Ok().json(json!({"livello": format!("{:?}", caller.level), "id": id.as_str()}))
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[post("/numeri")]
async fn number(body: ApiJson<Corpo>) -> ApiResult<HttpResponse> {
    let known = HttpResponse::Ok().json(json!({"numero": body.0.numero}));
    if body.0.numero == 13 { Err(Problem::invalid_field("/numero", "non ammesso")) } else { Ok(known) }
}

#[utoipa::path(params(("id" = uuid::Uuid, Path)), responses((status = 200, description = "x")))]
#[get("/cose/{id}")]
async fn thing(id: web::Path<uuid::Uuid>) -> String {
    id.to_string()
}

#[utoipa::path(params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "x")))]
#[delete("/cose/{id}")]
async fn remove(_: web::Path<uuid::Uuid>) -> HttpResponse {
    HttpResponse::NoContent().finish()
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[put("/panico")]
async fn panicking() -> HttpResponse {
    let index = [0_usize; 1].len();
    HttpResponse::Ok().json([1_u8; 1][index])
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[get("/infinito")]
async fn hanging() -> HttpResponse {
    pending().await
}

#[utoipa::path(operation_id = "vediProfilo", params(IdempotencyKey), responses((status = 200, description = "x")))]
#[put("/caricamento")]
async fn uploaded(upload: IdempotentBytes<8>) -> String {
    upload.body.len().to_string()
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[get("/strano")]
async fn foreign_error() -> Result<HttpResponse, Error> {
    Err(actix_web::error::ErrorBadRequest("the value RSSMRA80A01H501U is wrong"))
}

fn routes(config: &mut ServiceConfig<'_>) {
    config.service(who).service(number).service(thing).service(remove);
    config.service(panicking).service(uploaded).service(hanging).service(foreign_error);
}

fn request(method: Method, path: &str) -> TestRequest {
    TestRequest::with_uri(&format!("{BASE_PATH}{path}")).method(method)
}

fn get(path: &str) -> TestRequest {
    request(Method::GET, path)
}

/// The answer as a client sees it, also when the service gives an error for the dispatcher to render.
async fn send(
    app: &impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    request: TestRequest,
) -> (StatusCode, HeaderMap, Value) {
    send_built(app, request.to_request()).await
}

async fn send_built(
    app: &impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    request: Request,
) -> (StatusCode, HeaderMap, Value) {
    let response = match try_call_service(app, request).await {
        Ok(response) => response.into_parts().1,
        Err(error) => error.as_response_error().error_response(),
    };
    let (status, headers) = (response.status(), response.headers().clone());
    let body = to_bytes(response.into_body()).await.unwrap_or_default();
    (status, headers, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

#[actix_web::test]
async fn every_answer_is_complete_whatever_happened() {
    let quick = ApiConfig { request_timeout: Duration::from_millis(20), ..ApiConfig::default() };
    let app = app_with(infra_with(quick, Arc::new(Health::Good)), routes).await;
    let cases = [
        (get("/status"), 200, ""),
        (get("/chi"), 401, "non-autenticato"),
        (get("/nulla"), 404, "non-trovato"),
        (TestRequest::get().uri("/altrove"), 404, "non-trovato"),
        (get("/cose/abc"), 404, "non-trovato"),
        (request(Method::POST, "/cose/3b241101-e2bb-4255-8caf-4136c566a962"), 405, "metodo-non-ammesso"),
        (request(Method::POST, "/numeri"), 415, "tipo-di-contenuto-non-supportato"),
        (request(Method::POST, "/numeri").set_json(json!({"numero": 300})), 422, "dati-non-validi"),
        (request(Method::POST, "/numeri").set_json(json!({"numero": 13})), 422, "dati-non-validi"),
        (get("/strano"), 400, "richiesta-non-valida"),
        (request(Method::PUT, "/panico"), 500, "errore-interno"),
        (get("/infinito"), 503, "servizio-non-disponibile"),
    ];
    for (request, expected, codice) in cases {
        let request = request.insert_header(("X-Request-ID", "mia-richiesta.1"));
        let request = request.to_request();
        let path = request.path().to_owned();
        let (status, headers, body) = send_built(&app, request).await;
        assert_eq!(status, expected, "{path}");
        let header =
            |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        assert_eq!(header("x-request-id"), "mia-richiesta.1", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        assert!(header("strict-transport-security").starts_with("max-age="));
        assert!(header("content-security-policy").starts_with("default-src 'none'"));
        for rate in ["limit", "remaining", "reset"] {
            assert!(header(&format!("x-ratelimit-{rate}")).parse::<u32>().is_ok(), "{rate} of {path}");
        }
        if expected >= 400 {
            assert_eq!(header("content-type"), PROBLEM_JSON, "{path}");
            assert_eq!(body["codice"], codice, "{path}");
            assert_eq!(body["status"], expected);
            assert_eq!(body["request_id"], "mia-richiesta.1");
            assert_eq!(body["instance"], path);
            assert!(!body.to_string().contains("RSSMRA"), "an error of the framework may repeat what was sent");
        }
    }
}

#[actix_web::test]
async fn a_known_path_with_another_method_says_which_are_allowed() {
    let app = app_with(infra(), routes).await;
    let allow = async |request: TestRequest| {
        let (status, headers, _) = send(&app, request).await;
        (status.as_u16(), headers.get("allow").map(|value| value.to_str().unwrap().to_owned()))
    };
    let known = "/cose/3b241101-e2bb-4255-8caf-4136c566a962";
    assert_eq!(allow(request(Method::PATCH, known)).await, (405, Some("GET, DELETE".into())));
    assert_eq!(allow(request(Method::POST, "/status")).await, (405, Some("GET".into())));
    assert_eq!(allow(TestRequest::post().uri("/problemi/non-trovato")).await, (405, Some("GET".into())));
    assert_eq!(allow(TestRequest::delete().uri("/openapi.json")).await, (405, Some("GET".into())));
    assert_eq!(allow(request(Method::PATCH, "/nulla")).await, (404, None));
}

#[actix_web::test]
async fn authentication_is_asked_for_and_explained() {
    let app = app_with(infra(), routes).await;
    let (status, _, body) = send(&app, get("/chi").insert_header(bearer()).insert_header(("x-request-id", "r"))).await;
    assert_eq!((status.as_u16(), &body["livello"], &body["id"]), (200, &json!("Some(Two)"), &json!("r")));

    let challenge = async |request: TestRequest| {
        let (status, headers, _) = send(&app, request).await;
        (status.as_u16(), headers.get("www-authenticate").unwrap().to_str().unwrap().to_owned())
    };
    assert_eq!(challenge(get("/chi")).await, (401, "Bearer realm=\"libretto-famiglia\"".into()));
    let (status, invalid) = challenge(get("/chi").insert_header(("Authorization", "Bearer x.y.z"))).await;
    assert_eq!(status, 401);
    assert!(invalid.ends_with("error=\"invalid_token\""));
    let weak = bearer_of(&claims_with(&json!({"acr": "https://www.spid.gov.it/SpidL1"})));
    let (status, step_up) = challenge(get("/chi").insert_header(weak)).await;
    assert_eq!(status, 403);
    assert!(step_up.contains("error=\"insufficient_user_authentication\""));
    assert!(step_up.contains("acr_values=\"https://www.spid.gov.it/SpidL2 https://www.spid.gov.it/SpidL3\""));

    let (status, ..) = send(&app, get("/status").insert_header(("Authorization", "Bearer x.y.z"))).await;
    assert_eq!(status, 200, "a public operation asks nobody");
}

#[actix_web::test]
async fn callers_have_buckets_of_their_own() {
    let rate_limit = RateLimit { burst: NonZeroU32::new(2).unwrap(), period: Duration::from_hours(2) };
    let app =
        app_with(infra_with(ApiConfig { rate_limit, ..ApiConfig::default() }, Arc::new(Health::Good)), routes).await;
    let (_, headers, _) = send(&app, get("/chi").insert_header(bearer())).await;
    assert_eq!(headers.get("x-ratelimit-limit").unwrap(), "2");
    assert_eq!(headers.get("x-ratelimit-remaining").unwrap(), "1");
    assert_eq!(headers.get("x-ratelimit-reset").unwrap(), "3600");
    send(&app, get("/chi").insert_header(bearer())).await;

    let (status, headers, body) = send(&app, get("/chi").insert_header(bearer())).await;
    assert_eq!((status.as_u16(), &body["codice"]), (429, &json!("troppe-richieste")));
    let wait: u64 = headers.get("retry-after").unwrap().to_str().unwrap().parse().unwrap();
    assert!((1..=3600).contains(&wait));
    assert_eq!(headers.get("x-ratelimit-remaining").unwrap(), "0");

    let other = bearer_of(&claims_with(&json!({"sub": "persona-2"})));
    assert_eq!(send(&app, get("/chi").insert_header(other)).await.0, 200);
    assert_eq!(send(&app, get("/status")).await.0, 200, "the address is another bucket");
}

#[actix_web::test]
async fn a_consumer_has_a_bucket_for_all_who_come_through_it() {
    let of = |burst| RateLimit { burst: NonZeroU32::new(burst).unwrap(), period: Duration::from_hours(2) };
    let config = ApiConfig { rate_limit: of(10), consumer_rate_limit: of(2), ..ApiConfig::default() };
    let app = app_with(infra_with(config, Arc::new(Health::Good)), routes).await;
    let through = |person: &str, client: &str| bearer_of(&claims_with(&json!({"sub": person, "client_id": client})));
    for (person, client, expected, left) in
        [("p-1", "app-1", 200, "1"), ("p-2", "app-1", 200, "0"), ("p-3", "app-1", 429, "0"), ("p-3", "app-2", 200, "1")]
    {
        let (status, headers, _) = send(&app, get("/chi").insert_header(through(person, client))).await;
        assert_eq!(status.as_u16(), expected, "{person} through {client}");
        assert_eq!(headers.get("x-ratelimit-remaining").unwrap(), left);
        assert_eq!(headers.get("x-ratelimit-limit").unwrap(), "2", "the tighter of the two is told");
        assert_eq!(headers.contains_key("retry-after"), expected == 429);
    }
}

#[actix_web::test]
async fn the_document_and_its_page_come_from_the_binary() {
    let app = app_with(infra(), routes).await;
    let (status, headers, document) = send(&app, TestRequest::get().uri("/openapi.json")).await;
    assert_eq!(status, 200);
    assert_eq!(headers.get("content-type").unwrap(), "application/json");
    assert!(document["paths"]["/cose/{id}"]["delete"].is_object());

    let (status, headers, _) = send(&app, TestRequest::get().uri("/documentazione")).await;
    assert_eq!((status.as_u16(), headers.get("location").unwrap().to_str().unwrap()), (308, "/documentazione/"));
    for file in ["", "index.css", "swagger-ui-bundle.js", "swagger-initializer.js"] {
        let (status, headers, _) = send(&app, TestRequest::get().uri(&format!("/documentazione/{file}"))).await;
        assert_eq!(status, 200, "{file}");
        let policy = headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("http"), "nothing from elsewhere");
    }
    let (status, _, body) = send(&app, TestRequest::get().uri("/documentazione/nulla.js")).await;
    assert_eq!((status.as_u16(), &body["codice"]), (404, &json!("non-trovato")));
}

#[actix_web::test]
async fn a_problem_answered_without_error_is_completed_too() {
    #[utoipa::path(responses((status = 200, description = "x")))]
    #[get("/valore")]
    async fn value() -> Problem {
        Problem::new(ProblemType::StatoIncompatibile)
    }
    let app = app_with(infra(), |config: &mut ServiceConfig<'_>| {
        config.service(value);
    })
    .await;
    let (status, _, body) = send(&app, get("/valore")).await;
    assert_eq!(status, 409);
    assert_eq!(body["instance"], format!("{BASE_PATH}/valore"));
    assert!(body["request_id"].as_str().is_some_and(|id| uuid::Uuid::parse_str(id).is_ok()));
}

#[actix_web::test]
async fn only_the_upload_of_a_known_caller_may_outlast_a_request() {
    pause();
    let short = ApiConfig { request_timeout: Duration::from_secs(20), ..ApiConfig::default() };
    let app = app_with(infra_with(short, Arc::new(Health::Good)), routes).await;
    let upload = |request: TestRequest| {
        let request = request.insert_header((IDEMPOTENCY_KEY_HEADER, "k")).to_request();
        request.replace_payload(slow_body(3, 9)).0
    };
    let known = || request(Method::PUT, "/caricamento").insert_header(bearer());
    assert_eq!(send_built(&app, upload(known())).await.0, 200);
    assert_eq!(send_built(&app, upload(request(Method::PUT, "/caricamento"))).await.0, 401);
    let json = request(Method::POST, "/numeri").insert_header(("content-type", "application/json"));
    assert_eq!(send_built(&app, upload(json)).await.0, 408);
}
