//! Good habits, only printed on the real document.

use crate::Severity::{self, Hint};
use crate::document::{Doc, has_text, members};
use serde_json::Value;

type Check = fn(&Doc) -> Vec<String>;

pub(crate) const RULES: &[(&str, Severity, Check)] = &[
    ("info-api-id", Hint, info_api_id),
    ("schemas-pascal-case", Hint, schemas_pascal_case),
    ("headers-train-case", Hint, headers_train_case),
    ("members-snake-case", Hint, members_snake_case),
    ("operation-id-is-no-method", Hint, operation_id_is_no_method),
    ("no-verbs-in-paths", Hint, no_verbs_in_paths),
    ("string-pattern", Hint, string_pattern),
    ("caching-described", Hint, caching_described),
    ("ontology-names", Hint, ontology_names),
];

fn info_api_id(document: &Doc) -> Vec<String> {
    if has_text(&document.root["info"]["x-api-id"]) { vec![] } else { vec!["info.x-api-id is missing".into()] }
}

fn schemas_pascal_case(document: &Doc) -> Vec<String> {
    let pascal = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let names = members(&document.root["components"]["schemas"]).map(|(name, _)| name);
    names.filter(|name| !pascal(name)).map(str::to_owned).collect()
}

fn headers_train_case(document: &Doc) -> Vec<String> {
    let train = |name: &str| name.split('-').all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let mut names: Vec<String> = Vec::new();
    for (_, _, response) in document.responses() {
        names.extend(members(&response["headers"]).map(|(name, _)| name.to_owned()));
    }
    for operation in &document.operations() {
        let headers = document.parameters(operation).into_iter().filter(|parameter| parameter["in"] == "header");
        names.extend(headers.filter_map(|parameter| parameter["name"].as_str().map(str::to_owned)));
    }
    names.retain(|name| !train(name));
    names
}

fn is_snake(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn members_snake_case(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for (place, schema) in document.schemas() {
        let names = members(&schema["properties"]).map(|(name, _)| name);
        found.extend(names.filter(|name| !is_snake(name)).map(|name| format!("{place}.{name}")));
    }
    for operation in &document.operations() {
        let parameters = document.parameters(operation).into_iter().filter(|parameter| parameter["in"] != "header");
        let names = parameters.filter_map(|parameter| parameter["name"].as_str());
        found.extend(names.filter(|name| !is_snake(name)).map(|name| format!("{} {name}", operation.place())));
    }
    found
}

fn operation_id_is_no_method(document: &Doc) -> Vec<String> {
    let methods = ["get", "post", "put", "delete", "patch", "head"];
    let operations = document.operations();
    let ids = operations.iter().filter_map(|operation| operation.value["operationId"].as_str());
    ids.filter(|id| methods.iter().any(|method| id.to_lowercase().starts_with(method))).map(str::to_owned).collect()
}

fn no_verbs_in_paths(document: &Doc) -> Vec<String> {
    const VERBS: [&str; 12] = [
        "get", "post", "put", "delete", "patch", "create", "update", "search", "cerca", "crea", "modifica", "cancella",
    ];
    let has_verb = |path: &str| path.split(['/', '-']).any(|word| VERBS.contains(&word));
    members(&document.root["paths"]).filter(|(path, _)| has_verb(path)).map(|(path, _)| path.to_owned()).collect()
}

/// Free text for people has no pattern to speak of; it says so by its description.
fn string_pattern(document: &Doc) -> Vec<String> {
    let precise = |schema: &Value| {
        ["pattern", "format", "enum", "const", "description"].iter().any(|name| schema.get(*name).is_some())
    };
    let texts = document.schemas().into_iter().filter(|(_, schema)| schema["type"] == "string");
    // A parameter's and a header's description stands beside their schema.
    let found = texts.filter(|(place, schema)| !place.ends_with(".schema") && !precise(schema));
    found.map(|(place, _)| place).collect()
}

fn caching_described(document: &Doc) -> Vec<String> {
    const DIRECTIVES: [&str; 5] = ["max-age", "private", "no-store", "no-cache", "no-transform"];
    let mut found = Vec::new();
    for (place, status, response) in document.responses() {
        if status.starts_with('2') {
            let cache = document.resolve(&response["headers"]["Cache-Control"]);
            let expires = response["headers"].get("Expires").is_some();
            let described = cache["description"]
                .as_str()
                .is_some_and(|text| DIRECTIVES.iter().any(|directive| text.contains(directive)));
            if described == expires {
                found.push(format!("{place} says nothing, or too much, of caching"));
            }
        }
    }
    found
}

fn ontology_names(document: &Doc) -> Vec<String> {
    const FLAGGED: [&str; 8] =
        ["nome", "name", "surname", "cf", "fiscal_code", "fiscal_number", "first_name", "last_name"];
    let mut found = Vec::new();
    for (place, schema) in document.schemas() {
        let names = members(&schema["properties"]).map(|(name, _)| name);
        found.extend(names.filter(|name| FLAGGED.contains(name)).map(|name| format!("{place}.{name}")));
    }
    found
}
