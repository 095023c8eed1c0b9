//! Rules whose breach is an error: the document as a whole, its operations and answers.

use crate::Severity::{self, Error};
use crate::document::{Doc, has_text, items, members};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Check = fn(&Doc) -> Vec<String>;

pub(crate) const RULES: &[(&str, Severity, Check)] = &[
    ("info-contact", Error, info_contact),
    ("info-summary", Error, info_summary),
    ("info-version-semver", Error, info_version_semver),
    ("servers-present", Error, servers_present),
    ("server-description", Error, server_description),
    ("server-https", Error, server_https),
    ("status-path", Error, status_path),
    ("problem-json", Error, problem_json),
    ("reserved-header-parameters", Error, reserved_header_parameters),
    ("no-body-on-get", Error, no_body_on_get),
    ("no-content-is-empty", Error, no_content_is_empty),
    ("patch-media-type", Error, patch_media_type),
    ("patch-body-required", Error, patch_body_required),
    ("operation-id-unique", Error, operation_id_unique),
    ("path-parameters-declared", Error, path_parameters_declared),
    ("examples-valid", Error, examples_valid),
    ("references-resolve", Error, references_resolve),
];

fn info_contact(document: &Doc) -> Vec<String> {
    let contact = &document.root["info"]["contact"];
    let known = ["name", "url", "email"].iter().any(|name| has_text(&contact[*name]));
    if known { vec![] } else { vec!["info.contact is missing or empty".into()] }
}

fn info_summary(document: &Doc) -> Vec<String> {
    if has_text(&document.root["info"]["x-summary"]) { vec![] } else { vec!["info.x-summary is missing".into()] }
}

fn info_version_semver(document: &Doc) -> Vec<String> {
    let version = document.root["info"]["version"].as_str().unwrap_or_default();
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<&str> = core.split('.').collect();
    let semver = parts.len() == 3
        && parts.iter().all(|part| part.parse::<u32>().is_ok() && (*part == "0" || !part.starts_with('0')));
    if semver { vec![] } else { vec![format!("info.version {version:?} is not a semantic version")] }
}

fn servers_present(document: &Doc) -> Vec<String> {
    if items(&document.root["servers"]).next().is_some() { vec![] } else { vec!["no servers".into()] }
}

fn server_description(document: &Doc) -> Vec<String> {
    let bare = items(&document.root["servers"]).filter(|server| !has_text(&server["description"]));
    bare.map(|server| format!("{} has no description", server["url"])).collect()
}

fn server_https(document: &Doc) -> Vec<String> {
    items(&document.root["servers"])
        .filter(|server| server["x-sandbox"] != true)
        .filter(|server| !server["url"].as_str().is_some_and(|url| url.starts_with("https://")))
        .map(|server| format!("{} is neither https nor x-sandbox", server["url"]))
        .collect()
}

fn status_path(document: &Doc) -> Vec<String> {
    let get = &document.root["paths"]["/status"]["get"];
    let content = |status: &str| document.resolve(&get["responses"][status])["content"].clone();
    let mut found = Vec::new();
    let ok = content("200");
    if ok.get("application/json").is_none() && ok.get("application/problem+json").is_none() {
        found.push("GET /status 200 is neither JSON nor a problem".into());
    }
    if ["503", "default"].iter().all(|status| content(status).get("application/problem+json").is_none()) {
        found.push("GET /status tells no problem".into());
    }
    for (status, response) in members(&get["responses"]).filter(|(status, _)| is_error(status)) {
        let schema = &document.resolve(response)["content"]["application/problem+json"]["schema"];
        let properties = &document.resolve(schema)["properties"];
        let missing = ["status", "title", "detail"].into_iter().filter(|name| properties.get(*name).is_none());
        found.extend(missing.map(|name| format!("GET /status {status} has no {name}")));
    }
    found
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}

fn problem_json(document: &Doc) -> Vec<String> {
    document
        .responses()
        .into_iter()
        .filter(|(_, status, _)| is_error(status))
        .filter(|(_, _, response)| {
            let media: Vec<&str> = members(&response["content"]).map(|(name, _)| name).collect();
            media != ["application/problem+json"]
        })
        .map(|(place, ..)| format!("{place} is not application/problem+json alone"))
        .collect()
}

fn reserved_header_parameters(document: &Doc) -> Vec<String> {
    let reserved = |parameter: &Value| {
        parameter["in"] == "header"
            && parameter["name"]
                .as_str()
                .is_some_and(|name| ["authorization", "accept", "content-type"].contains(&name.to_lowercase().as_str()))
    };
    let operations = document.operations();
    let found = operations.iter().flat_map(|operation| {
        let reserved = document.parameters(operation).into_iter().filter(|parameter| reserved(parameter));
        reserved.map(|parameter| format!("{} declares the header {}", operation.place(), parameter["name"]))
    });
    found.collect()
}

fn no_body_on_get(document: &Doc) -> Vec<String> {
    let operations = document.operations().into_iter();
    let found = operations.filter(|operation| {
        ["get", "head", "delete"].contains(&operation.method) && operation.value.get("requestBody").is_some()
    });
    found.map(|operation| format!("{} has a body", operation.place())).collect()
}

fn no_content_is_empty(document: &Doc) -> Vec<String> {
    let empty = document.responses().into_iter().filter(|(_, status, _)| ["204", "205"].contains(status));
    empty
        .filter(|(_, _, response)| members(&response["content"]).next().is_some())
        .map(|(place, ..)| format!("{place} has a body"))
        .collect()
}

fn patch_media_type(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for operation in document.operations().into_iter().filter(|operation| operation.method == "patch") {
        let body = document.resolve(&operation.value["requestBody"]);
        for (media, _) in members(&body["content"]) {
            if !["application/merge-patch+json", "application/json-patch+json"].contains(&media) {
                found.push(format!("{} takes {media}", operation.place()));
            }
        }
    }
    found
}

fn patch_body_required(document: &Doc) -> Vec<String> {
    let patches = document.operations().into_iter().filter(|operation| operation.method == "patch");
    let found = patches.filter(|operation| document.resolve(&operation.value["requestBody"])["required"] != true);
    found.map(|operation| format!("{} does not require its body", operation.place())).collect()
}

fn operation_id_unique(document: &Doc) -> Vec<String> {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    let mut found = Vec::new();
    for operation in &document.operations() {
        match operation.value["operationId"].as_str() {
            None => found.push(format!("{} has no operationId", operation.place())),
            Some(id) => {
                if let Some(other) = seen.insert(id, operation.place()) {
                    found.push(format!("{id} names {other} and {}", operation.place()));
                }
            }
        }
    }
    found
}

fn path_parameters_declared(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for operation in &document.operations() {
        let in_path: BTreeSet<&str> =
            operation.path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        let parameters = document.parameters(operation);
        let paths = || parameters.iter().filter(|parameter| parameter["in"] == "path");
        let declared: BTreeSet<&str> = paths().filter_map(|parameter| parameter["name"].as_str()).collect();
        let optional = paths().filter(|parameter| parameter["required"] != true);
        found.extend(optional.map(|parameter| format!("{}: {} is optional", operation.place(), parameter["name"])));
        if in_path != declared {
            found.push(format!("{} names {in_path:?} but declares {declared:?}", operation.place()));
        }
    }
    found
}

/// Checks examples with a validator of JSON Schema, which `OpenAPI` 3.1 is.
fn examples_valid(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for (place, schema) in document.schemas() {
        if let Some(example) = schema.get("example") {
            check_example(document, &place, schema, example, &mut found);
        }
    }
    let mut holders = Vec::new();
    collect_holders("paths", &document.root["paths"], &mut holders);
    collect_holders("components", &document.root["components"], &mut holders);
    for (place, holder) in holders {
        check_example(document, &place, &holder["schema"], &holder["example"], &mut found);
    }
    found
}

/// What has both a schema and an example beside it: a parameter, a header, a body.
fn collect_holders<'a>(place: &str, value: &'a Value, holders: &mut Vec<(String, &'a Value)>) {
    if value.get("schema").is_some() && value.get("example").is_some() {
        holders.push((place.to_owned(), value));
    }
    for (name, member) in members(value).filter(|(name, _)| *name != "schemas") {
        collect_holders(&format!("{place}.{name}"), member, holders);
    }
    for (index, item) in items(value).enumerate() {
        collect_holders(&format!("{place}[{index}]"), item, holders);
    }
}

fn check_example(document: &Doc, place: &str, schema: &Value, example: &Value, found: &mut Vec<String>) {
    let mut rooted = schema.clone();
    // References lead into the document's components.
    rooted["components"] = document.root["components"].clone();
    match jsonschema::draft202012::options().should_validate_formats(true).build(&rooted) {
        Ok(validator) => {
            found.extend(validator.iter_errors(example).map(|error| format!("the example of {place}: {error}")));
        }
        Err(error) => found.push(format!("the schema of {place}: {error}")),
    }
}

fn references_resolve(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![&document.root];
    while let Some(value) = waiting.pop() {
        if value["$ref"].is_string() && document.resolve(value).is_null() {
            found.push(format!("{} leads nowhere", value["$ref"]));
        }
        waiting.extend(members(value).map(|(_, member)| member));
        waiting.extend(items(value));
    }
    found
}
