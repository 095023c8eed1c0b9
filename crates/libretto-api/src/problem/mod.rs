//! Every refusal of the API: one type, one catalogue, one wire form (`application/problem+json`, RFC 9457).
//!
//! A handler returns `Err(Problem)`; the outermost layer ([`crate::middleware::envelope`]) adds what only it knows, the
//! request id and the path, and turns whatever error is not yet a problem into one.

mod body;
pub mod catalogue;
pub mod extract;
pub mod pages;

pub use body::{CampoErrato, Problema, Violazione};
pub use catalogue::ProblemType;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, Responder, ResponseError};
use serde_json::Value;
use std::fmt;

/// Media type of every error.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Seconds after which a caller may try again, when nothing better is known.
const RETRY_AFTER_DEFAULT_SECONDS: u64 = 5;

/// A refusal: what the caller is told, and, for the log only, why.
#[derive(Clone, Debug)]
pub struct Problem(Box<Content>);

#[derive(Clone, Debug)]
struct Content {
    kind: ProblemType,
    detail: Option<String>,
    violazioni: Vec<Violazione>,
    campi: Vec<CampoErrato>,
    spiegazione: Option<Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    cause: Option<String>,
}

impl Problem {
    /// A problem of this type. Until [`detail`](Self::detail) is called, its detail is the description of the type.
    pub fn new(kind: ProblemType) -> Self {
        Self(Box::new(Content {
            kind,
            detail: None,
            violazioni: Vec::new(),
            campi: Vec::new(),
            spiegazione: None,
            headers: Vec::new(),
            cause: None,
        }))
    }

    /// `404 non-trovato`, for what does not exist and, with the same answer, for what belongs to others.
    pub fn not_found() -> Self {
        Self::new(ProblemType::NonTrovato)
    }

    /// `403 operazione-non-consentita`.
    pub fn forbidden() -> Self {
        Self::new(ProblemType::OperazioneNonConsentita)
    }

    /// `422 dati-non-validi` about one field. `pointer` is a JSON pointer into the body.
    pub fn invalid_field(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(ProblemType::DatiNonValidi).field(pointer, message)
    }

    /// `500 errore-interno`. The cause goes to the log with the request id, never to the caller.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::new(ProblemType::ErroreInterno).cause(cause)
    }

    /// `503 servizio-non-disponibile` with `Retry-After`. The cause goes to the log, never to the caller.
    pub fn unavailable(cause: impl fmt::Display) -> Self {
        Self::new(ProblemType::ServizioNonDisponibile).cause(cause)
    }

    /// Explains this case, in Italian, to people. Must not carry personal data.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Adds a violated rule. The caller keeps legal precedence by the order of the calls.
    #[must_use]
    pub fn violation(mut self, violation: Violazione) -> Self {
        self.0.violazioni.push(violation);
        self
    }

    /// Adds violated rules in order.
    #[must_use]
    pub fn violations(mut self, violations: impl IntoIterator<Item = Violazione>) -> Self {
        self.0.violazioni.extend(violations);
        self
    }

    /// Adds a refused field. `pointer` is a JSON pointer into the body, or `/` and the name of a parameter.
    #[must_use]
    pub fn field(mut self, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        self.0.campi.push(CampoErrato { campo: pointer.into(), messaggio: message.into() });
        self
    }

    /// Adds the steps of the evaluation that refused.
    #[must_use]
    pub fn explanation(mut self, explanation: Value) -> Self {
        self.0.spiegazione = Some(explanation);
        self
    }

    /// Adds a header to the answer.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// Says after how many whole seconds to try again.
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// Keeps a cause for the log.
    #[must_use]
    pub fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// The type.
    pub fn kind(&self) -> ProblemType {
        self.0.kind
    }

    /// The cause, for the log.
    pub fn logged_cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// The wire form. `instance` is the path without query; both arguments are absent outside a request.
    pub fn body(&self, instance: Option<&str>, request_id: Option<&str>) -> Problema {
        let entry = self.0.kind.entry();
        Problema {
            kind: self.0.kind.uri(),
            title: entry.title.to_owned(),
            status: entry.status.as_u16(),
            detail: self.0.detail.clone().unwrap_or_else(|| entry.description.to_owned()),
            instance: instance.map(str::to_owned),
            codice: entry.codice.to_owned(),
            request_id: request_id.map(str::to_owned),
            violazioni: self.0.violazioni.clone(),
            campi: self.0.campi.clone(),
            spiegazione: self.0.spiegazione.clone(),
        }
    }

    /// The complete answer.
    pub fn response(&self, instance: Option<&str>, request_id: Option<&str>) -> HttpResponse {
        let mut builder = HttpResponseBuilder::new(self.0.kind.entry().status);
        let must_wait = matches!(self.0.kind, ProblemType::TroppeRichieste | ProblemType::ServizioNonDisponibile);
        if must_wait && !self.0.headers.iter().any(|(name, _)| name == header::RETRY_AFTER) {
            builder.insert_header((header::RETRY_AFTER, RETRY_AFTER_DEFAULT_SECONDS));
        }
        for (name, value) in &self.0.headers {
            builder.append_header((name.clone(), value.clone()));
        }
        builder.insert_header((header::CONTENT_TYPE, PROBLEM_JSON));
        builder.body(self.rendered(instance, request_id))
    }

    /// The body as text. A problem always serialises; were it ever not so, an empty object is still valid JSON.
    fn rendered(&self, instance: Option<&str>, request_id: Option<&str>) -> String {
        serde_json::to_string(&self.body(instance, request_id)).unwrap_or_else(|_| "{}".to_owned())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = self.0.kind.entry();
        formatter.write_str(entry.codice)?;
        match self.0.cause.as_deref().or(self.0.detail.as_deref()) {
            Some(text) => write!(formatter, ": {text}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.kind.entry().status
    }

    fn error_response(&self) -> HttpResponse {
        self.response(None, None)
    }
}

impl Responder for Problem {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        // Keeping the problem as the answer's error lets the envelope add the request id.
        HttpResponse::from_error(self)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn the_wire_form_leaves_out_what_is_empty_and_never_shows_the_cause() {
        let problem = Problem::internal("row of RSSMRA80A01H501U failed");
        let text = problem.rendered(Some("/x"), Some("r-1"));
        let value: Value = serde_json::from_str(&text).unwrap();
        let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["codice", "detail", "instance", "request_id", "status", "title", "type"]);
        assert_eq!(value["type"], "/problemi/errore-interno");
        assert!(!text.contains("RSSMRA"));
        assert!(problem.to_string().contains("failed"), "the log sees the cause");
    }

    #[test]
    fn violations_keep_their_order_and_their_fields() {
        let problem = Problem::new(ProblemType::DecisioneNegativa).violations([
            Violazione { regola: "LIM-C".into(), limite: Some("2500.00".into()), ..Violazione::default() },
            Violazione { regola: "COM-01".into(), ..Violazione::default() },
        ]);
        let body = serde_json::to_value(problem.body(None, None)).unwrap();
        assert_eq!(body["status"], 422);
        assert_eq!(body["violazioni"][0]["limite"], "2500.00");
        assert_eq!(body["violazioni"][1]["regola"], "COM-01");
        assert!(body["violazioni"][1].get("limite").is_none());
    }

    #[test]
    fn answers_that_ask_to_wait_say_how_long() {
        let default = Problem::unavailable("db").error_response();
        assert_eq!(default.headers().get(header::RETRY_AFTER).unwrap(), "5");
        let chosen = Problem::new(ProblemType::TroppeRichieste).retry_after(17).error_response();
        let values: Vec<_> = chosen.headers().get_all(header::RETRY_AFTER).collect();
        assert_eq!(values, ["17"]);
        assert_eq!(chosen.headers().get(header::CONTENT_TYPE).unwrap(), PROBLEM_JSON);
    }
}
