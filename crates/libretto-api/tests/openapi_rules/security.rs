//! Rules on protection and on what may stand in an address.

use crate::Severity::{self, Error, Warning};
use crate::document::{Doc, items, members};
use serde_json::Value;

type Check = fn(&Doc) -> Vec<String>;

pub(crate) const RULES: &[(&str, Severity, Check)] = &[
    ("oauth-flows", Error, oauth_flows),
    ("no-credentials-in-query", Error, no_credentials_in_query),
    ("no-personal-data-in-urls", Error, no_personal_data_in_urls),
    ("unsafe-operations-protected", Error, unsafe_operations_protected),
    ("jwt-follows-rfc-8725", Warning, jwt_follows_rfc_8725),
];

fn schemes(document: &Doc) -> Vec<(&str, &Value)> {
    members(&document.root["components"]["securitySchemes"]).collect()
}

fn oauth_flows(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for (name, scheme) in schemes(document) {
        for (flow, value) in members(&scheme["flows"]) {
            if ["implicit", "password"].contains(&flow) {
                found.push(format!("{name} allows the {flow} flow"));
            }
            let urls = ["authorizationUrl", "tokenUrl", "refreshUrl"].map(|url| &value[url]);
            for url in urls.into_iter().filter_map(Value::as_str).filter(|url| !url.starts_with("https://")) {
                found.push(format!("{name} sends tokens to {url}"));
            }
        }
    }
    found
}

fn no_credentials_in_query(document: &Doc) -> Vec<String> {
    const SECRETS: [&str; 7] = ["apikey", "token", "password", "secret", "jwt", "authorization", "credential"];
    let keys =
        schemes(document).into_iter().filter(|(_, scheme)| scheme["type"] == "apiKey" && scheme["in"] == "query");
    let mut found: Vec<String> = keys.map(|(name, _)| format!("{name} is a key in the query")).collect();
    for operation in &document.operations() {
        for parameter in document.parameters(operation).into_iter().filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().unwrap_or_default();
            let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            if SECRETS.iter().any(|secret| plain.to_lowercase().contains(secret)) {
                found.push(format!("{} takes {name} in the query", operation.place()));
            }
        }
    }
    found
}

/// RAC_GEN_004: addresses are logged everywhere.
#[expect(clippy::doc_markdown, reason = "the name of a recommendation")]
fn no_personal_data_in_urls(document: &Doc) -> Vec<String> {
    const PERSONAL: [&str; 8] =
        ["codice_fiscale", "tax_code", "iban", "email", "telefono", "nome_proprio", "cognome", "data_nascita"];
    let mut found = Vec::new();
    for operation in &document.operations() {
        let in_url = |parameter: &&Value| parameter["in"] == "query" || parameter["in"] == "path";
        for parameter in document.parameters(operation).into_iter().filter(in_url) {
            if parameter["name"].as_str().is_some_and(|name| PERSONAL.contains(&name)) {
                found.push(format!("{} takes {} in its address", operation.place(), parameter["name"]));
            }
        }
    }
    found
}

fn unsafe_operations_protected(document: &Doc) -> Vec<String> {
    let known: Vec<&str> = schemes(document).into_iter().map(|(name, _)| name).collect();
    let protects = |security: &Value| {
        let alternatives: Vec<&Value> = items(security).collect();
        let good = |one: &&Value| members(one).next().is_some() && members(one).all(|(name, _)| known.contains(&name));
        !alternatives.is_empty() && alternatives.iter().all(good)
    };
    let operations = document.operations().into_iter();
    let found = operations.filter(|operation| !["get", "head", "options", "trace"].contains(&operation.method)).filter(
        |operation| {
            let security = operation.value.get("security").unwrap_or(&document.root["security"]);
            !protects(security)
        },
    );
    found.map(|operation| format!("{} is open to anybody", operation.place())).collect()
}

fn jwt_follows_rfc_8725(document: &Doc) -> Vec<String> {
    let jwt = |scheme: &Value| scheme["bearerFormat"].as_str().is_some_and(|format| format.eq_ignore_ascii_case("jwt"));
    schemes(document)
        .into_iter()
        .filter(|(_, scheme)| jwt(scheme))
        .filter(|(_, scheme)| !scheme["description"].as_str().is_some_and(|text| text.contains("RFC8725")))
        .map(|(name, _)| format!("{name} does not name RFC8725"))
        .collect()
}
