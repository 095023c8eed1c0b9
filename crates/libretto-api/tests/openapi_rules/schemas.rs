//! Rules on schemas: everything has a bound, nothing is null.

use crate::Severity::{self, Error, Warning};
use crate::document::{Doc, items};
use serde_json::{Value, json};

type Check = fn(&Doc) -> Vec<String>;

pub(crate) const RULES: &[(&str, Severity, Check)] = &[
    ("number-format", Error, number_format),
    ("no-null", Warning, no_null),
    ("string-max-length", Warning, string_max_length),
    ("number-bounds", Warning, number_bounds),
    ("array-bounds", Warning, array_bounds),
    ("objects-closed", Warning, objects_closed),
];

fn broken(document: &Doc, what: &str, is_broken: impl Fn(&Value) -> bool) -> Vec<String> {
    let found = document.schemas().into_iter().filter(|(_, schema)| is_broken(schema));
    found.map(|(place, _)| format!("{place} {what}")).collect()
}

fn is(schema: &Value, kinds: &[&str]) -> bool {
    let named = |kind: &Value| kind.as_str().is_some_and(|kind| kinds.contains(&kind));
    named(&schema["type"]) || items(&schema["type"]).any(named)
}

fn lacks(schema: &Value, names: &[&str]) -> bool {
    names.iter().any(|name| schema.get(*name).is_none())
}

fn number_format(document: &Doc) -> Vec<String> {
    broken(document, "has no format", |schema| is(schema, &["integer", "number"]) && lacks(schema, &["format"]))
}

/// RAC_REST_FORMAT_003: what has no value is absent.
#[expect(clippy::doc_markdown, reason = "the name of a recommendation")]
fn no_null(document: &Doc) -> Vec<String> {
    broken(document, "can be null", |schema| is(schema, &["null"]) || schema["nullable"] == true)
}

fn string_max_length(document: &Doc) -> Vec<String> {
    broken(document, "has no maxLength", |schema| {
        let listed = schema.get("enum").is_some() || schema.get("const").is_some();
        is(schema, &["string"]) && !listed && lacks(schema, &["maxLength"])
    })
}

fn number_bounds(document: &Doc) -> Vec<String> {
    broken(document, "has no bounds", |schema| {
        let listed = schema.get("enum").is_some();
        is(schema, &["integer", "number"]) && !listed && lacks(schema, &["minimum", "maximum"])
    })
}

fn array_bounds(document: &Doc) -> Vec<String> {
    broken(document, "has no bounds", |schema| is(schema, &["array"]) && lacks(schema, &["minItems", "maxItems"]))
}

/// An object lists its members and no others, or says how many it may have.
fn objects_closed(document: &Doc) -> Vec<String> {
    broken(document, "is open to unknown members", |schema| {
        let closed = schema.get("additionalProperties") == Some(&json!(false));
        let lists = schema.get("properties").is_some();
        let careless = schema.get("additionalProperties").is_none_or(|others| *others == json!(true));
        is(schema, &["object"]) && !closed && (lists || careless || lacks(schema, &["maxProperties"]))
    })
}
