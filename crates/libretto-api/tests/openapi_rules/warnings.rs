//! Rules whose breach is a warning: paths, headers, answers, tags, components.

use crate::Severity::{self, Warning};
use crate::document::{Doc, has_text, items, members};
use serde_json::Value;
use std::collections::BTreeSet;

type Check = fn(&Doc) -> Vec<String>;

pub(crate) const RULES: &[(&str, Severity, Check)] = &[
    ("terms-of-service", Warning, terms_of_service),
    ("paths-kebab-case", Warning, paths_kebab_case),
    ("no-x-headers", Warning, no_x_headers),
    ("rate-limit-headers", Warning, rate_limit_headers),
    ("too-many-requests-declared", Warning, too_many_requests_declared),
    ("unavailable-declared", Warning, unavailable_declared),
    ("retry-after", Warning, retry_after),
    ("default-declared", Warning, default_declared),
    ("unauthorized-declared", Warning, unauthorized_declared),
    ("json-bodies-are-objects", Warning, json_bodies_are_objects),
    ("components-used", Warning, components_used),
    ("tags-defined", Warning, tags_defined),
    ("operations-described", Warning, operations_described),
];

fn terms_of_service(document: &Doc) -> Vec<String> {
    let known = document.root["info"]["termsOfService"].as_str().is_some_and(|url| url.starts_with("https://"));
    if known { vec![] } else { vec!["info.termsOfService is missing".into()] }
}

fn is_kebab(segment: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !segment.is_empty() && segment.bytes().all(allowed) && !segment.starts_with('-') && !segment.ends_with('-')
}

fn paths_kebab_case(document: &Doc) -> Vec<String> {
    let good = |path: &str| path.split('/').skip(1).all(|segment| segment.starts_with('{') || is_kebab(segment));
    members(&document.root["paths"]).filter(|(path, _)| !good(path)).map(|(path, _)| path.to_owned()).collect()
}

fn is_x_header(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with("x-") && !lower.starts_with("x-ratelimit-")
}

fn no_x_headers(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for operation in &document.operations() {
        for parameter in document.parameters(operation).into_iter().filter(|parameter| parameter["in"] == "header") {
            found.extend(
                parameter["name"]
                    .as_str()
                    .filter(|name| is_x_header(name))
                    .map(|name| format!("{} takes {name}", operation.place())),
            );
        }
    }
    for (place, _, response) in document.responses() {
        let names = members(&response["headers"]).map(|(name, _)| name);
        found.extend(names.filter(|name| is_x_header(name)).map(|name| format!("{place} gives {name}")));
    }
    found
}

fn has_header(response: &Value, name: &str) -> bool {
    members(&response["headers"]).any(|(header, _)| header.eq_ignore_ascii_case(name))
}

fn rate_limit_headers(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for (place, status, response) in document.responses() {
        if status.starts_with(['2', '4']) {
            let wanted = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];
            let missing = wanted.into_iter().filter(|name| !has_header(response, name));
            found.extend(missing.map(|name| format!("{place} lacks {name}")));
        }
    }
    found
}

fn lacking(document: &Doc, status: &str) -> Vec<String> {
    let operations = document.operations().into_iter();
    let lacking = operations.filter(|operation| operation.value["responses"].get(status).is_none());
    lacking.map(|operation| format!("{} declares no {status}", operation.place())).collect()
}

fn too_many_requests_declared(document: &Doc) -> Vec<String> {
    lacking(document, "429")
}

fn unavailable_declared(document: &Doc) -> Vec<String> {
    lacking(document, "503")
}

fn default_declared(document: &Doc) -> Vec<String> {
    lacking(document, "default")
}

fn retry_after(document: &Doc) -> Vec<String> {
    let waiting = document.responses().into_iter().filter(|(_, status, _)| ["429", "503"].contains(status));
    let found = waiting.filter(|(_, _, response)| !has_header(response, "Retry-After"));
    found.map(|(place, ..)| format!("{place} does not say when to retry")).collect()
}

fn unauthorized_declared(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for operation in &document.operations() {
        let security = operation.value.get("security").unwrap_or(&document.root["security"]);
        let protected = items(security).any(|alternative| members(alternative).next().is_some());
        for status in ["401", "403"] {
            if protected && operation.value["responses"].get(status).is_none() {
                found.push(format!("{} is protected and declares no {status}", operation.place()));
            }
        }
    }
    found
}

/// The kinds a schema can be, following references and alternatives.
fn kinds(document: &Doc, schema: &Value) -> BTreeSet<String> {
    let schema = document.resolve(schema);
    let alternatives = ["oneOf", "anyOf", "allOf"].into_iter().flat_map(|name| items(&schema[name]));
    let mut found: BTreeSet<String> = alternatives.flat_map(|child| kinds(document, child)).collect();
    found.extend(schema["type"].as_str().map(str::to_owned));
    found
}

fn json_bodies_are_objects(document: &Doc) -> Vec<String> {
    let mut bodies: Vec<(String, &Value)> = Vec::new();
    for operation in document.operations() {
        if let Some(body) = operation.value.get("requestBody") {
            bodies.push((format!("{} body", operation.place()), document.resolve(body)));
        }
    }
    bodies.extend(document.responses().into_iter().map(|(place, _, response)| (place, response)));
    let mut found = Vec::new();
    for (place, holder) in bodies {
        for (media, content) in members(&holder["content"]).filter(|(media, _)| media.ends_with("json")) {
            if !kinds(document, &content["schema"]).iter().eq(["object"]) {
                found.push(format!("{place} {media} is not an object"));
            }
        }
    }
    found
}

fn components_used(document: &Doc) -> Vec<String> {
    let mut used = BTreeSet::new();
    let mut waiting = vec![&document.root];
    while let Some(value) = waiting.pop() {
        used.extend(value["$ref"].as_str());
        waiting.extend(members(value).map(|(_, member)| member));
        waiting.extend(items(value));
    }
    let mut found = Vec::new();
    for kind in ["schemas", "responses", "headers", "parameters", "requestBodies"] {
        for (name, _) in members(&document.root["components"][kind]) {
            if !used.contains(format!("#/components/{kind}/{name}").as_str()) {
                found.push(format!("components.{kind}.{name} is not used"));
            }
        }
    }
    found
}

fn tags_defined(document: &Doc) -> Vec<String> {
    let defined: BTreeSet<&str> = items(&document.root["tags"])
        .filter(|tag| has_text(&tag["description"]))
        .filter_map(|tag| tag["name"].as_str())
        .collect();
    let mut found = Vec::new();
    for operation in &document.operations() {
        let tags: Vec<&str> = items(&operation.value["tags"]).filter_map(Value::as_str).collect();
        if tags.len() != 1 || !defined.contains(tags[0]) {
            found.push(format!("{} has the tags {tags:?}: one is wanted, defined and described", operation.place()));
        }
    }
    found
}

fn operations_described(document: &Doc) -> Vec<String> {
    let mut found = Vec::new();
    for operation in &document.operations() {
        let missing = ["summary", "description"].into_iter().filter(|name| !has_text(&operation.value[*name]));
        found.extend(missing.map(|name| format!("{} has no {name}", operation.place())));
        for parameter in
            document.parameters(operation).into_iter().filter(|parameter| !has_text(&parameter["description"]))
        {
            found.push(format!("{}: parameter {} has no description", operation.place(), parameter["name"]));
        }
    }
    for (place, _, response) in document.responses() {
        if !has_text(&response["description"]) {
            found.push(format!("{place} has no description"));
        }
    }
    found
}
