//! What the log says of a request, and what it must never say.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::BASE_PATH;
use crate::auth::tests_support::claims_with;
use crate::problem::Problem;
use crate::server::tests_support::{app_with, bearer_of, infra};
use actix_web::http::Method;
use actix_web::test::{TestRequest, call_service};
use actix_web::{HttpResponse, get, web};
use serde_json::{Value, json};
use std::io::Write;
use std::sync::{Arc, Mutex};

/// A place for the lines of one test.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[utoipa::path(params(("id" = uuid::Uuid, Path)), responses((status = 200, description = "x")))]
#[get("/cose/{id}")]
async fn thing(_: web::Path<uuid::Uuid>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[utoipa::path(responses((status = 200, description = "x")))]
#[get("/guasto")]
async fn broken() -> Problem {
    Problem::internal("the store is gone")
}

#[actix_web::test]
async fn each_answer_leaves_one_line_of_the_agreed_schema_without_personal_data() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let app = app_with(infra(), |config| {
        config.service(thing).service(broken);
    })
    .await;

    let subject = bearer_of(&claims_with(&json!({"sub": "RSSMRA80A01H501U", "client_id": "portale-1"})));
    let id = "3b241101-e2bb-4255-8caf-4136c566a962";
    let ask =
        |path: String| TestRequest::get().uri(&format!("{BASE_PATH}{path}")).insert_header(("X-Request-ID", "r-1"));
    call_service(&app, ask(format!("/cose/{id}?q=RSSMRA80A01H501U")).insert_header(subject).to_request()).await;
    call_service(&app, ask("/guasto".into()).to_request()).await;
    let odd = Method::from_bytes(b"RSSMRA80A01H501U").unwrap();
    call_service(&app, ask("/RSSMRA80A01H501U".into()).method(odd).to_request()).await;

    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(!text.contains("RSSMRA80A01H501U") && !text.contains(id), "{text}");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let access: Vec<&Value> = lines.iter().filter(|line| line["target"] == "accesso").collect();
    assert_eq!(access.len(), 3);

    let schema: Value = serde_json::from_str(include_str!("../../../../docs/access-log.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for line in &access {
        let wrong: Vec<String> = schema.iter_errors(line).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{line}: {wrong:?}");
    }
    let told = |line: &Value, fields: [&str; 6]| fields.map(|field| line[field].clone());
    let path = format!("{BASE_PATH}/cose/{{id}}");
    assert_eq!(
        told(access[0], ["metodo", "percorso", "stato", "esito", "request_id", "client"]),
        [json!("GET"), json!(path), json!(200), json!("riuscita"), json!("r-1"), json!("0.0.0.0")]
    );
    assert_eq!(access[0]["chiamante"].as_str().map(str::len), Some(16));
    assert_eq!((&access[0]["fruitore"], &access[1]["fruitore"]), (&json!("portale-1"), &json!("-")));
    assert_eq!(
        told(access[1], ["level", "chiamante", "stato", "esito", "percorso", "metodo"]),
        [
            json!("WARN"),
            json!("-"),
            json!(500),
            json!("errore-interno"),
            json!(format!("{BASE_PATH}/guasto")),
            json!("GET")
        ]
    );
    assert_eq!(
        told(access[2], ["stato", "esito", "percorso", "metodo", "chiamante", "client"])[..4],
        [json!(404), json!("non-trovato"), json!("-"), json!("-")]
    );
    let cause = lines.iter().find(|line| line["level"] == "ERROR").unwrap();
    assert_eq!((&cause["cause"], &cause["span"]["request_id"]), (&json!("the store is gone"), &json!("r-1")));
}
