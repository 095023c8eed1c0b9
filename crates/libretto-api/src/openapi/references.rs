//! Components that nothing refers to are left out: they would promise what no operation gives.

use serde_json::Value;
use std::collections::BTreeSet;

/// Removes unused components, also those used only by other unused ones.
pub(super) fn remove_unused(document: &mut Value) {
    let mut used = BTreeSet::new();
    let mut waiting = vec![document["paths"].clone()];
    while let Some(value) = waiting.pop() {
        let mut found = BTreeSet::new();
        collect(&value, &mut found);
        for reference in found {
            let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
            if let Some(target) = target
                && used.insert(reference.clone())
            {
                waiting.push(target.clone());
            }
        }
    }
    for kind in ["schemas", "responses", "headers", "parameters"] {
        if let Some(components) = document["components"][kind].as_object_mut() {
            components.retain(|name, _| used.contains(&format!("#/components/{kind}/{name}")));
        }
    }
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                found.insert(reference.to_owned());
            }
            members.values().for_each(|member| collect(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}
