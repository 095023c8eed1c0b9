//! How organisations call: the voucher beside the citizens' token, and the headers that come with it.

use super::info::{SECURITY_SCHEME, VOUCHER_SCHEME};
use crate::auth::modi::{DIGEST_HEADER, DPOP_HEADER, EVIDENCE_HEADER, SIGNATURE_HEADER};
use serde_json::{Map, Value, json};

/// Headers of every call, by the name of their component.
const ALWAYS: [(&str, &str, &str); 2] = [
    (
        "TrackingEvidence",
        EVIDENCE_HEADER,
        "Solo con un voucher PDND, e allora obbligatoria: chi opera per il fruitore (AUDIT_REST_01 o AUDIT_REST_02), firmato dal fruitore. \
         Senza il digest nel voucher vale per una sola chiamata.",
    ),
    (
        "ProvaPossesso",
        DPOP_HEADER,
        "Solo con lo schema `DPoP`: prova del possesso della chiave a cui il token è legato (RFC 9449), per questa sola chiamata.",
    ),
];

/// Headers of what may change something.
const CHANGING: [(&str, &str, &str); 2] = [
    (
        "FirmaRichiesta",
        SIGNATURE_HEADER,
        "Solo con un voucher PDND, e allora obbligatoria: firma del fruitore (INTEGRITY_REST_02) su `Digest`, `Content-Type` e \
         `Content-Encoding`, per questa sola chiamata. Chi ripete la richiesta la firma di nuovo.",
    ),
    (
        "Digest",
        DIGEST_HEADER,
        "Solo con un voucher PDND, e allora obbligatoria: SHA-256 del corpo come inviato, in base64.",
    ),
];

/// Opens the protected operations of the API, not those of the sandbox, to vouchers.
pub(super) fn open(document: &mut Value) {
    let items = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    for item in items.filter(|item| item.get("servers").is_none()) {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if operation["security"] != json!([{ SECURITY_SCHEME: [] }]) {
                continue;
            }
            operation["security"] = json!([{ SECURITY_SCHEME: [] }, { VOUCHER_SCHEME: [] }]);
            let changing = if method == "get" { &[][..] } else { &CHANGING[..] };
            let names = ALWAYS.iter().chain(changing).map(|(name, ..)| reference(name));
            let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            parameters.extend(names);
            operation["parameters"] = Value::Array(parameters);
        }
    }
    let all = ALWAYS
        .iter()
        .chain(&CHANGING)
        .map(|(name, header, description)| ((*name).to_owned(), parameter(header, description)));
    document["components"]["parameters"] = Value::Object(all.collect());
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn parameter(header: &str, description: &str) -> Value {
    let schema = if header == DIGEST_HEADER {
        json!({ "type": "string", "maxLength": 52, "pattern": "^SHA-256=[A-Za-z0-9+/]{43}=$" })
    } else {
        json!({ "type": "string", "maxLength": 8192, "pattern": "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$" })
    };
    json!({ "name": header, "in": "header", "required": false, "description": description, "schema": schema })
}
