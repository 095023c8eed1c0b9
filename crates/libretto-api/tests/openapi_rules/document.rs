//! Walks an `OpenAPI` document.

use serde_json::Value;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A document.
pub(crate) struct Doc {
    pub(crate) root: Value,
}

/// One operation.
pub(crate) struct Operation<'a> {
    pub(crate) path: &'a str,
    pub(crate) method: &'a str,
    pub(crate) value: &'a Value,
}

impl Operation<'_> {
    pub(crate) fn place(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }
}

/// The members of an object; none for anything else.
pub(crate) fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, member)| (name.as_str(), member))
}

/// The items of a list; none for anything else.
pub(crate) fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A text that is there and not empty.
pub(crate) fn has_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

impl Doc {
    pub(crate) fn new(root: Value) -> Self {
        Self { root }
    }

    /// The target of a reference, or the value itself. A reference to nothing is null.
    pub(crate) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(path) => path.strip_prefix('#').and_then(|path| self.root.pointer(path)).unwrap_or(&Value::Null),
            None => value,
        }
    }

    pub(crate) fn operations(&self) -> Vec<Operation<'_>> {
        members(&self.root["paths"])
            .flat_map(|(path, item)| {
                members(item).filter(|(method, _)| METHODS.contains(method)).map(move |(method, value)| Operation {
                    path,
                    method,
                    value,
                })
            })
            .collect()
    }

    /// Parameters of an operation and of its path.
    pub(crate) fn parameters<'a>(&'a self, operation: &Operation<'a>) -> Vec<&'a Value> {
        let shared = &self.root["paths"][operation.path]["parameters"];
        items(&operation.value["parameters"]).chain(items(shared)).map(|parameter| self.resolve(parameter)).collect()
    }

    /// All answers: place, status, answer.
    pub(crate) fn responses(&self) -> Vec<(String, &str, &Value)> {
        self.operations()
            .iter()
            .flat_map(|operation| {
                let place = operation.place();
                members(&operation.value["responses"])
                    .map(move |(status, response)| (format!("{place} {status}"), status, self.resolve(response)))
            })
            .collect()
    }

    /// Every schema with its place, also those inside others. References are not followed: their targets are components.
    pub(crate) fn schemas(&self) -> Vec<(String, &Value)> {
        let mut found = Vec::new();
        for (name, schema) in members(&self.root["components"]["schemas"]) {
            inside(format!("components.schemas.{name}"), schema, &mut found);
        }
        for part in ["paths", "components"] {
            below(part, &self.root[part], &mut found);
        }
        found
    }
}

/// Finds what stands under the name `schema`.
fn below<'a>(place: &str, value: &'a Value, found: &mut Vec<(String, &'a Value)>) {
    for (name, member) in members(value) {
        match name {
            "schema" => inside(format!("{place}.schema"), member, found),
            "schemas" | "example" | "examples" => {}
            _ => below(&format!("{place}.{name}"), member, found),
        }
    }
    for (index, item) in items(value).enumerate() {
        below(&format!("{place}[{index}]"), item, found);
    }
}

/// A schema and those inside it.
fn inside<'a>(place: String, schema: &'a Value, found: &mut Vec<(String, &'a Value)>) {
    for (name, child) in members(&schema["properties"]) {
        inside(format!("{place}.{name}"), child, found);
    }
    for name in ["items", "additionalProperties", "propertyNames"] {
        if schema[name].is_object() {
            inside(format!("{place}.{name}"), &schema[name], found);
        }
    }
    for name in ["oneOf", "anyOf", "allOf"] {
        for (index, child) in items(&schema[name]).enumerate() {
            inside(format!("{place}.{name}[{index}]"), child, found);
        }
    }
    found.push((place, schema));
}
