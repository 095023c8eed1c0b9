//! Makes schemas say what the Italian rules ask: no null, every text, list and number with its bounds, no unknown members.
//!
//! A default bound is only a safety net, wide enough to be always true: a schema should say its own.

use serde_json::{Map, Value, json};

/// Longest text for which nothing better is said.
const TEXT_MAX: u64 = 1000;
/// Longest list for which nothing better is said.
const ITEMS_MAX: u64 = 1000;
/// Most members of an object whose members are not listed.
const MEMBERS_MAX: u64 = 100;
/// Largest integer that every JSON reader keeps exactly: 2^53 - 1.
const INTEGER_MAX: i64 = 9_007_199_254_740_991;

/// Normalises the schemas of components, parameters, headers and bodies.
pub(super) fn normalise(document: &mut Value) {
    let components = document["components"]["schemas"].clone();
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        schemas.values_mut().for_each(|schema| tidy(schema, &components));
    }
    tidy_below(&mut document["paths"], &components);
}

/// Finds each `schema` below a part of the document.
fn tidy_below(value: &mut Value, components: &Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if name == "schema" {
                    tidy(member, components);
                } else {
                    tidy_below(member, components);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| tidy_below(item, components)),
        _ => {}
    }
}

fn tidy(schema: &mut Value, components: &Value) {
    drop_null(schema);
    merge_all_of(schema, components);
    let Some(members) = schema.as_object_mut() else { return };
    // The keys of an object are texts anyway.
    if members.get("propertyNames") == Some(&json!({ "type": "string" })) {
        members.remove("propertyNames");
    }
    for name in ["properties", "$defs"] {
        if let Some(children) = members.get_mut(name).and_then(Value::as_object_mut) {
            children.values_mut().for_each(|child| tidy(child, components));
        }
    }
    for name in ["items", "additionalProperties", "propertyNames"] {
        if let Some(child) = members.get_mut(name).filter(|child| child.is_object()) {
            tidy(child, components);
        }
    }
    for name in ["oneOf", "anyOf"] {
        if let Some(children) = members.get_mut(name).and_then(Value::as_array_mut) {
            for child in children {
                tidy(child, components);
            }
        }
    }
    add_bounds(members);
}

/// A field without value is absent (`RAC_REST_FORMAT_003`): `null` is no alternative.
fn drop_null(schema: &mut Value) {
    let Some(members) = schema.as_object_mut() else { return };
    if let Some(types) = members.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|kind| kind != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            members.insert("type".to_owned(), only);
        }
    }
    for name in ["oneOf", "anyOf"] {
        let Some(alternatives) = members.get_mut(name).and_then(Value::as_array_mut) else {
            continue;
        };
        alternatives.retain(|alternative| alternative["type"] != "null");
        if let [only] = &alternatives[..] {
            let only = only.as_object().cloned().unwrap_or_default();
            members.remove(name);
            // What is said where the type is used stands before what the type says of itself.
            for (key, value) in only {
                members.entry(key).or_insert(value);
            }
        }
    }
}

/// `allOf` cannot be closed against unknown members: its parts become one object when all of them are objects.
fn merge_all_of(schema: &mut Value, components: &Value) {
    let Some(parts) = schema.get("allOf").and_then(Value::as_array).cloned() else {
        return;
    };
    let mut merged = Map::new();
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in parts {
        let mut part = resolved(part, components);
        drop_null(&mut part);
        merge_all_of(&mut part, components);
        let Some(own) = part.get("properties").and_then(Value::as_object) else {
            return;
        };
        properties.extend(own.clone());
        required.extend(part.get("required").and_then(Value::as_array).cloned().unwrap_or_default());
        for key in ["description", "example"] {
            if let Some(value) = part.get(key) {
                merged.insert(key.to_owned(), value.clone());
            }
        }
    }
    let Some(members) = schema.as_object_mut() else { return };
    members.remove("allOf");
    for (key, value) in merged {
        members.entry(key).or_insert(value);
    }
    members.insert("type".to_owned(), json!("object"));
    members.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        members.insert("required".to_owned(), Value::Array(required));
    }
}

fn resolved(schema: Value, components: &Value) -> Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/components/schemas/"));
    match name.and_then(|name| components.get(name)) {
        Some(target) => target.clone(),
        None => schema,
    }
}

fn add_bounds(schema: &mut Map<String, Value>) {
    let default = |schema: &mut Map<String, Value>, name: &str, value: Value| {
        schema.entry(name).or_insert(value);
    };
    match schema.get("type").and_then(Value::as_str) {
        Some("string") if !schema.contains_key("enum") && !schema.contains_key("const") => {
            let longest = text_max(schema.get("format").and_then(Value::as_str));
            default(schema, "maxLength", json!(longest));
        }
        Some("integer") => {
            default(schema, "format", json!("int64"));
            let max = if schema["format"] == "int32" { i64::from(i32::MAX) } else { INTEGER_MAX };
            default(schema, "maximum", json!(max));
            default(schema, "minimum", json!(-max));
        }
        Some("number") => default(schema, "format", json!("double")),
        Some("array") => {
            default(schema, "minItems", json!(0));
            default(schema, "maxItems", json!(ITEMS_MAX));
        }
        Some("object") => {
            // Free content is said by an empty schema: `true` would mean that nobody thought of it.
            let others = if schema.contains_key("properties") { json!(false) } else { json!({}) };
            default(schema, "additionalProperties", others);
            if schema["additionalProperties"] != json!(false) {
                default(schema, "maxProperties", json!(MEMBERS_MAX));
            }
        }
        _ => {}
    }
}

/// The longest text of a format.
fn text_max(format: Option<&str>) -> u64 {
    match format {
        Some("date") => 10,
        Some("date-time") => 35,
        Some("uuid") => 36,
        Some("email") => 254,
        Some("uri" | "uri-reference") => 2048,
        _ => TEXT_MAX,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn tidied(mut schema: Value) -> Value {
        let components = json!({
            "Base": { "type": "object", "description": "b", "required": ["a"], "properties": { "a": { "type": "boolean" } } },
        });
        tidy(&mut schema, &components);
        schema
    }

    #[test]
    fn null_goes_and_what_was_said_beside_it_stays() {
        assert_eq!(tidied(json!({"type": ["boolean", "null"]})), json!({"type": "boolean"}));
        let optional =
            json!({"description": "own", "oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Base"}]});
        assert_eq!(tidied(optional), json!({"description": "own", "$ref": "#/components/schemas/Base"}));
        let choice = json!({"oneOf": [{"type": "null"}, {"type": "boolean"}, {"$ref": "#/x"}]});
        assert_eq!(tidied(choice), json!({"oneOf": [{"type": "boolean"}, {"$ref": "#/x"}]}));
    }

    #[test]
    fn parts_that_are_objects_become_one_closed_object() {
        let own = json!({"type": "object", "required": ["b"], "properties": {"b": {"type": "boolean"}}});
        let merged = tidied(json!({"allOf": [{"$ref": "#/components/schemas/Base"}, own]}));
        assert_eq!(merged["required"], json!(["a", "b"]));
        assert_eq!(merged["additionalProperties"], json!(false));
        assert_eq!(merged["properties"].as_object().unwrap().len(), 2);
        let mixed = tidied(json!({"allOf": [{"type": "string"}]}));
        assert!(mixed.get("allOf").is_some(), "what cannot be merged stays as it is");
    }

    #[test]
    fn bounds_are_added_only_where_nothing_is_said() {
        assert_eq!(tidied(json!({"type": "string"}))["maxLength"], 1000);
        assert_eq!(tidied(json!({"type": "string", "format": "uuid"}))["maxLength"], 36);
        assert_eq!(tidied(json!({"type": "string", "maxLength": 3}))["maxLength"], 3);
        assert!(tidied(json!({"type": "string", "enum": ["a"]})).get("maxLength").is_none());
        assert_eq!(tidied(json!({"type": "integer", "format": "int32", "minimum": 0}))["maximum"], i32::MAX);
        assert_eq!(tidied(json!({"type": "integer"}))["format"], "int64");
        assert_eq!(tidied(json!({"type": "array", "items": {"type": "string"}}))["items"]["maxLength"], 1000);
        assert_eq!(
            tidied(json!({"type": "object"})),
            json!({"type": "object", "additionalProperties": {}, "maxProperties": 100})
        );
        let map = tidied(json!({"type": "object", "additionalProperties": {"type": "string"}}));
        assert_eq!((&map["maxProperties"], &map["additionalProperties"]["maxLength"]), (&json!(100), &json!(1000)));
    }
}
