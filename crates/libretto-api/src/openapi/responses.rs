//! The answers and headers that operations share, made from the catalogue of problems.

use super::operations::{DEFAULT, name};
use crate::problem::{PROBLEM_JSON, Problem, ProblemType};
use actix_web::http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Adds the shared answers of these statuses, and all shared headers.
pub(super) fn add(document: &mut Value, statuses: &BTreeSet<String>) {
    document["components"]["headers"] = headers();
    let responses: Map<String, Value> = statuses.iter().map(|status| (name(status), response(status))).collect();
    document["components"]["responses"] = Value::Object(responses);
}

/// The content of a problem, with the example of one of the types that have this status.
pub(super) fn problem_content(example: Option<ProblemType>) -> Value {
    let mut media = json!({ "schema": { "$ref": "#/components/schemas/Problema" } });
    if let Some(kind) = example {
        let body = Problem::new(kind).body(None, Some("7f6b1c1e-4a53-4a4f-9a53-0d9c7d2f0b11"));
        media["example"] = serde_json::to_value(body).unwrap_or_default();
    }
    json!({ PROBLEM_JSON: media })
}

fn response(status: &str) -> Value {
    if status == DEFAULT {
        return json!({
            "description": "Ogni altro problema. `codice` ne indica il tipo, spiegato in `/problemi/{codice}`.",
            "content": problem_content(Some(ProblemType::ErroreInterno)),
        });
    }
    let code = StatusCode::from_bytes(status.as_bytes()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kinds: Vec<ProblemType> = ProblemType::with_status(code).collect();
    let described = kinds.iter().map(|kind| format!("- `{}`: {}", kind.entry().codice, kind.entry().title));
    json!({
        "description": described.collect::<Vec<_>>().join("\n"),
        "headers": header_references(status),
        "content": problem_content(kinds.first().copied()),
    })
}

fn header_references(status: &str) -> Value {
    let mut names = Vec::new();
    if status.starts_with('4') {
        names.extend(["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]);
    }
    match status {
        "401" | "403" => names.push("WWW-Authenticate"),
        "429" | "503" => names.push("Retry-After"),
        _ => {}
    }
    names.into_iter().map(|name| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }))).collect()
}

fn headers() -> Value {
    let count = |description: &str| {
        json!({
            "description": description,
            "schema": { "type": "integer", "format": "int32", "minimum": 0, "maximum": i32::MAX },
        })
    };
    json!({
        "X-RateLimit-Limit": count("Richieste ammesse in un intervallo."),
        "X-RateLimit-Remaining": count("Richieste ancora ammesse nell'intervallo in corso."),
        "X-RateLimit-Reset": count("Secondi dopo i quali il numero di richieste ammesse torna intero."),
        "Retry-After": count("Secondi dopo i quali riprovare."),
        "Cache-Control": {
            "description": "Direttive di caching: `no-store` per ogni risposta che può contenere dati personali.",
            "schema": { "type": "string", "maxLength": 100, "pattern": "^[a-z0-9=, -]+$" },
        },
        "WWW-Authenticate": {
            "description": "Che cosa serve per essere autenticati (RFC 6750, RFC 9449, RFC 9470).",
            "schema": { "type": "string", "maxLength": 500, "pattern": "^(Bearer|DPoP) .*$" },
        },
    })
}
