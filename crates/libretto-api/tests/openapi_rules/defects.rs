//! For each rule, documents with exactly the defect it looks for.

use serde_json::{Value, json};

/// Spoils a good document.
type Spoil = fn(&mut Value);

const CREATE: &str = "/paths/~1cose/post";
const LIST: &str = "/paths/~1cose/get";
const CHANGE: &str = "/paths/~1cose~1{id}/patch";

fn at<'a>(document: &'a mut Value, pointer: &str) -> &'a mut Value {
    document.pointer_mut(pointer).unwrap_or_else(|| unreachable!("{pointer} is not in the sample document"))
}

fn set(document: &mut Value, pointer: &str, name: &str, value: Value) {
    at(document, pointer)[name] = value;
}

fn remove(document: &mut Value, pointer: &str, name: &str) {
    let removed = at(document, pointer).as_object_mut().and_then(|members| members.remove(name));
    assert!(removed.is_some(), "{pointer} has no {name}");
}

fn add_parameter(document: &mut Value, place: &str, name: &str) {
    let parameter = json!({"in": place, "name": name, "description": "x", "schema": {"type": "boolean"}});
    at(document, &format!("{LIST}/parameters")).as_array_mut().unwrap().push(parameter);
}

fn own_response(document: &mut Value, operation: &str, status: &str, response: Value) {
    set(document, &format!("{operation}/responses"), status, response);
}

fn property(name: &str) -> String {
    format!("/components/schemas/NuovaCosa/properties/{name}")
}

fn scheme(document: &mut Value, scheme: Value) {
    set(document, "/components/securitySchemes", "Altro", scheme);
}

/// The name of a rule and a defect that it must find.
pub(crate) fn all() -> Vec<(&'static str, Spoil)> {
    [whole(), operations(), protection(), answers(), bounds(), habits()].into_iter().flatten().collect()
}

fn whole() -> Vec<(&'static str, Spoil)> {
    vec![
        ("info-contact", |d| remove(d, "/info", "contact")),
        ("info-summary", |d| set(d, "/info", "x-summary", json!(" "))),
        ("info-version-semver", |d| set(d, "/info", "version", json!("1.0"))),
        ("info-version-semver", |d| set(d, "/info", "version", json!("01.0.0"))),
        ("servers-present", |d| set(d, "", "servers", json!([]))),
        ("server-description", |d| remove(d, "/servers/0", "description")),
        ("server-https", |d| remove(d, "/servers/1", "x-sandbox")),
        ("status-path", |d| remove(d, "/paths", "/status")),
        ("status-path", |d| {
            set(d, "/paths/~1status/get/responses/200", "content", json!({"text/plain": {}}));
        }),
        ("status-path", |d| {
            remove(d, "/components/schemas/Problema/properties", "detail");
        }),
        ("terms-of-service", |d| remove(d, "/info", "termsOfService")),
        ("components-used", |d| {
            set(d, "/components/schemas", "Inutile", json!({"type": "boolean"}));
        }),
        ("tags-defined", |d| set(d, LIST, "tags", json!(["Ignoto"]))),
        ("tags-defined", |d| remove(d, "/tags/0", "description")),
        ("references-resolve", |d| remove(d, "/components/schemas", "Parte")),
    ]
}

fn operations() -> Vec<(&'static str, Spoil)> {
    vec![
        ("reserved-header-parameters", |d| {
            add_parameter(d, "header", "authorization");
        }),
        ("no-body-on-get", |d| {
            set(d, LIST, "requestBody", json!({"content": {}}));
        }),
        ("patch-media-type", |d| {
            set(d, &format!("{CHANGE}/requestBody/content"), "application/json", json!({"schema": {}}));
        }),
        ("patch-body-required", |d| {
            set(d, &format!("{CHANGE}/requestBody"), "required", json!(false));
        }),
        ("operation-id-unique", |d| {
            set(d, LIST, "operationId", json!("nuovaCosa"));
        }),
        ("operation-id-unique", |d| remove(d, LIST, "operationId")),
        ("path-parameters-declared", |d| set(d, CHANGE, "parameters", json!([]))),
        ("path-parameters-declared", |d| add_parameter(d, "path", "altro")),
        ("paths-kebab-case", |d| set(d, "/paths", "/coseBelle", json!({}))),
        ("paths-kebab-case", |d| set(d, "/paths", "/cose/", json!({}))),
        ("no-x-headers", |d| add_parameter(d, "header", "X-Chiave")),
        ("no-x-headers", |d| {
            set(d, &format!("{LIST}/responses/200/headers"), "X-Altro", json!({}));
        }),
        ("operations-described", |d| remove(d, LIST, "summary")),
        ("operations-described", |d| set(d, LIST, "description", json!(""))),
        ("examples-valid", |d| {
            set(d, &property("costo_complessivo"), "example", json!("40"));
        }),
        ("examples-valid", |d| {
            set(d, &property("inizio"), "example", json!("ieri"));
        }),
        ("examples-valid", |d| {
            let media = "/components/responses/Problema429/content/application~1problem+json/example";
            set(d, media, "sconosciuto", json!(1));
        }),
    ]
}

fn protection() -> Vec<(&'static str, Spoil)> {
    vec![
        ("oauth-flows", |d| {
            scheme(d, json!({"type": "oauth2", "flows": {"implicit": {}}}));
        }),
        ("oauth-flows", |d| {
            scheme(d, json!({"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "http://x.example"}}}));
        }),
        ("no-credentials-in-query", |d| {
            scheme(d, json!({"type": "apiKey", "in": "query", "name": "k"}));
        }),
        ("no-credentials-in-query", |d| add_parameter(d, "query", "access_token")),
        ("no-personal-data-in-urls", |d| {
            add_parameter(d, "query", "codice_fiscale");
        }),
        ("unsafe-operations-protected", |d| set(d, CREATE, "security", json!([]))),
        ("unsafe-operations-protected", |d| {
            set(d, CREATE, "security", json!([{"BearerJwt": []}, {}]));
        }),
        ("unsafe-operations-protected", |d| {
            set(d, CREATE, "security", json!([{"Ignoto": []}]));
        }),
        ("jwt-follows-rfc-8725", |d| {
            remove(d, "/components/securitySchemes/BearerJwt", "description");
        }),
    ]
}

fn answers() -> Vec<(&'static str, Spoil)> {
    vec![
        ("problem-json", |d| {
            own_response(d, LIST, "404", json!({"description": "x"}));
        }),
        ("problem-json", |d| {
            own_response(
                d,
                LIST,
                "default",
                json!({"content": {"application/json": {}, "application/problem+json": {}}}),
            );
        }),
        ("no-content-is-empty", |d| {
            set(d, &format!("{CHANGE}/responses/204"), "content", json!({"application/json": {}}));
        }),
        ("rate-limit-headers", |d| {
            remove(d, &format!("{LIST}/responses/200/headers"), "X-RateLimit-Reset");
        }),
        ("rate-limit-headers", |d| {
            remove(d, "/components/responses/Problema401/headers", "X-RateLimit-Limit");
        }),
        ("too-many-requests-declared", |d| {
            remove(d, &format!("{LIST}/responses"), "429");
        }),
        ("unavailable-declared", |d| {
            remove(d, &format!("{LIST}/responses"), "503");
        }),
        ("default-declared", |d| {
            remove(d, &format!("{LIST}/responses"), "default");
        }),
        ("retry-after", |d| {
            remove(d, "/components/responses/Problema429/headers", "Retry-After");
        }),
        ("retry-after", |d| {
            remove(d, "/components/responses/Problema503/headers", "Retry-After");
        }),
        ("unauthorized-declared", |d| {
            remove(d, &format!("{LIST}/responses"), "401");
        }),
        ("unauthorized-declared", |d| {
            remove(d, &format!("{LIST}/responses"), "403");
        }),
        ("json-bodies-are-objects", |d| {
            let list = json!({"type": "array", "items": {"type": "boolean"}});
            set(d, &format!("{LIST}/responses/200/content/application~1json"), "schema", list);
        }),
    ]
}

fn bounds() -> Vec<(&'static str, Spoil)> {
    vec![
        ("number-format", |d| remove(d, &property("pausa_minuti"), "format")),
        ("no-null", |d| {
            set(d, &property("note"), "type", json!(["string", "null"]));
        }),
        ("no-null", |d| set(d, &property("note"), "nullable", json!(true))),
        ("string-max-length", |d| remove(d, &property("note"), "maxLength")),
        ("string-max-length", |d| {
            remove(d, &format!("{CHANGE}/parameters/0/schema"), "maxLength");
        }),
        ("number-bounds", |d| remove(d, &property("pausa_minuti"), "maximum")),
        ("array-bounds", |d| {
            remove(d, "/components/schemas/ElencoCose/properties/cose", "maxItems");
        }),
        ("objects-closed", |d| {
            set(d, "/components/schemas/Spiegazione", "additionalProperties", json!(true));
        }),
        ("objects-closed", |d| {
            remove(d, "/components/schemas/Parte", "additionalProperties");
        }),
        ("objects-closed", |d| {
            remove(d, "/components/schemas/Cosa/properties/voci", "maxProperties");
        }),
    ]
}

fn habits() -> Vec<(&'static str, Spoil)> {
    vec![
        ("info-api-id", |d| remove(d, "/info", "x-api-id")),
        ("schemas-pascal-case", |d| {
            set(d, "/components/schemas", "cosa_strana", json!({}));
        }),
        ("headers-train-case", |d| add_parameter(d, "header", "minuscolo")),
        ("members-snake-case", |d| add_parameter(d, "query", "annoSolare")),
        ("members-snake-case", |d| {
            set(d, "/components/schemas/Parte/properties", "altroNome", json!({}));
        }),
        ("operation-id-is-no-method", |d| {
            set(d, LIST, "operationId", json!("getCose"));
        }),
        ("no-verbs-in-paths", |d| set(d, "/paths", "/cose/search", json!({}))),
        ("string-pattern", |d| remove(d, &property("note"), "description")),
        ("caching-described", |d| {
            remove(d, &format!("{LIST}/responses/200/headers"), "Cache-Control");
        }),
        ("ontology-names", |d| {
            set(d, "/components/schemas/Parte/properties", "nome", json!({}));
        }),
    ]
}
