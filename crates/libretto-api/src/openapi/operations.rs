//! What every operation has in common: security, headers of success, the errors that follow from what it takes.

use super::info::SECURITY_SCHEME;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Key of the answer for every status that is not listed.
pub(super) const DEFAULT: &str = "default";

/// Completes all operations and gives back the statuses whose shared answers they refer to.
pub(super) fn complete(document: &mut Value) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (_, operation) in super::operations_mut(document) {
        secure(operation);
        let expected = expected_errors(operation);
        let responses = operation.entry("responses").or_insert_with(|| json!({}));
        let Some(responses) = responses.as_object_mut() else {
            continue;
        };
        for (status, response) in responses.iter_mut() {
            describe_own(status, response);
        }
        for status in expected {
            if !responses.contains_key(status) {
                responses
                    .insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/{}", name(status)) }));
                used.insert(status.to_owned());
            }
        }
    }
    used
}

/// Name of the shared answer of a status.
pub(super) fn name(status: &str) -> String {
    if status == DEFAULT { "Problema".to_owned() } else { format!("Problema{status}") }
}

/// `security(())` makes `[{}]`, "anybody", which is how the Italian rules want it said. Whoever says nothing needs the token.
fn secure(operation: &mut Map<String, Value>) {
    let public = operation.get("security").is_some_and(|security| *security == json!([{}]) || *security == json!([]));
    let security = if public { json!([{}]) } else { json!([{ SECURITY_SCHEME: [] }]) };
    operation.insert("security".to_owned(), security);
}

/// The errors that follow from what the operation takes.
fn expected_errors(operation: &Map<String, Value>) -> BTreeSet<&'static str> {
    let mut expected = BTreeSet::from(["429", "500", "503", DEFAULT]);
    if operation.get("security").is_some_and(|security| *security != json!([{}])) {
        expected.extend(["401", "403"]);
    }
    if operation.contains_key("requestBody") {
        expected.extend(["400", "408", "413", "415", "422"]);
    }
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    for parameter in parameters {
        match (parameter["in"].as_str(), parameter["name"].as_str()) {
            (Some("path"), _) => expected.extend(["404"]),
            (Some("query"), _) => expected.extend(["400"]),
            (Some("header"), Some("Idempotency-Key")) => expected.extend(["400", "409", "422"]),
            (Some("header"), Some("If-Match")) => expected.extend(["400", "412", "428"]),
            _ => {}
        }
    }
    expected
}

/// Completes an answer that the operation itself declares.
fn describe_own(status: &str, response: &mut Value) {
    if response.get("$ref").is_some() {
        return;
    }
    let (success, client_error) = (status.starts_with('2'), status.starts_with('4'));
    if success || client_error {
        for header in ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"] {
            add_header(response, header);
        }
    }
    if success {
        add_header(response, "Cache-Control");
    }
    if matches!(status, "429" | "503") {
        add_header(response, "Retry-After");
    }
    if !success && !status.starts_with('3') && response.get("content").is_none() {
        response["content"] = super::responses::problem_content(None);
    }
}

fn add_header(response: &mut Value, name: &str) {
    if response["headers"].get(name).is_none() {
        response["headers"][name] = json!({ "$ref": format!("#/components/headers/{name}") });
    }
}
