//! The document of the whole API.

use crate::support::{Extra, Who, start};
use actix_web::http::Method;
use libretto_api::problem::ProblemType;
use libretto_api::resources::{openapi_document, openapi_text};
use libretto_core::catalogue::{Codice, Kind};
use serde_json::Value;
use std::collections::BTreeSet;

/// Every operation, as a reader of the issue expects them.
const OPERATIONS: &[&str] = &[
    "GET /status",
    "GET /problemi",
    "GET /problemi/{codice}",
    "GET /profilo",
    "GET /accessi",
    "GET /permessi",
    "GET /deleghe",
    "POST /deleghe",
    "GET /deleghe/{delega_id}",
    "POST /deleghe/{delega_id}/revoca",
    "GET /dichiarazioni",
    "GET /parametri",
    "GET /parametri/{chiave}",
    "POST /valutazioni-rapporto",
    "POST /simulazioni",
    "POST /utilizzatori",
    "GET /utilizzatori/{utilizzatore_id}",
    "POST /utilizzatori/{utilizzatore_id}/decesso",
    "GET /utilizzatori/{utilizzatore_id}/scrivania",
    "GET /utilizzatori/{utilizzatore_id}/limiti",
    "GET /utilizzatori/{utilizzatore_id}/portafoglio",
    "GET /utilizzatori/{utilizzatore_id}/portafoglio/movimenti",
    "GET /utilizzatori/{utilizzatore_id}/bonus",
    "POST /utilizzatori/{utilizzatore_id}/bonus",
    "GET /utilizzatori/{utilizzatore_id}/bonus/{bonus_id}",
    "POST /utilizzatori/{utilizzatore_id}/bonus/{bonus_id}/appropriazione",
    "GET /utilizzatori/{utilizzatore_id}/versamenti",
    "POST /utilizzatori/{utilizzatore_id}/versamenti",
    "GET /utilizzatori/{utilizzatore_id}/versamenti/{versamento_id}",
    "GET /utilizzatori/{utilizzatore_id}/prestazioni",
    "POST /utilizzatori/{utilizzatore_id}/rapporti",
    "POST /utilizzatori/{utilizzatore_id}/rimborsi",
    "GET /utilizzatori/{utilizzatore_id}/rimborsi",
    "GET /utilizzatori/{utilizzatore_id}/rimborsi/{rimborso_id}",
    "POST /utilizzatori/{utilizzatore_id}/rimborsi/{rimborso_id}/ritiro",
    "GET /rimborsi",
    "GET /rimborsi/{rimborso_id}",
    "POST /rimborsi/{rimborso_id}/approvazione",
    "POST /rimborsi/{rimborso_id}/reiezione",
    "POST /rimborsi/{rimborso_id}/restituzione",
    "POST /corse-rimborsi",
    "GET /corse-rimborsi",
    "POST /versamenti/ricevute",
    "GET /utilizzatori/{utilizzatore_id}/rapporti",
    "POST /comunicazioni-obbligatorie",
    "POST /compensi-esterni",
    "POST /prestatori",
    "POST /prestatori/ricerche",
    "GET /prestatori/{prestatore_id}",
    "PUT /prestatori/{prestatore_id}/modalita-pagamento",
    "POST /prestatori/{prestatore_id}/autocertificazioni",
    "POST /prestatori/{prestatore_id}/autocertificazioni/cessazioni",
    "GET /prestatori/{prestatore_id}/prestazioni",
    "GET /prestatori/{prestatore_id}/limiti",
    "POST /prestazioni",
    "POST /prestazioni/verifiche",
    "GET /prestazioni/{prestazione_id}",
    "GET /prestazioni/{prestazione_id}/spiegazione",
    "POST /prestazioni/{prestazione_id}/rettifiche",
    "POST /prestazioni/{prestazione_id}/annullamento",
    "POST /prestazioni/{prestazione_id}/convalida",
    "GET /documenti/manuale-eredi",
    "POST /eredi",
    "GET /eredi/{erede_id}",
    "GET /eredi/{erede_id}/pratiche",
    "POST /eredi/{erede_id}/dichiarazioni",
    "GET /eredi/pratiche",
    "GET /eredi/pratiche/{utilizzatore_id}",
    "GET /eredi/pratiche/{utilizzatore_id}/operazioni",
    "GET /eredi/pratiche/{utilizzatore_id}/prospetto",
    "GET /eredi/pratiche/{utilizzatore_id}/prestazioni",
    "POST /eredi/pratiche/{utilizzatore_id}/prestazioni",
    "POST /eredi/pratiche/{utilizzatore_id}/prestazioni/verifiche",
    "GET /eredi/pratiche/{utilizzatore_id}/prestazioni/{prestazione_id}",
    "POST /eredi/pratiche/{utilizzatore_id}/prestazioni/{prestazione_id}/annullamento",
    "GET /eredi/pratiche/{utilizzatore_id}/rimborsi",
    "POST /eredi/pratiche/{utilizzatore_id}/rimborsi",
    "PUT /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}",
    "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/documenti",
    "GET /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/documenti/{documento_id}",
    "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/presentazione",
    "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/consensi",
    "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/consensi/{coerede_id}/revoca",
    "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/esame",
    "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/richieste-documenti",
    "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/convalida",
    "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/reiezione",
    "POST /corse-pagamento",
    "GET /corse-pagamento",
    "GET /corse-pagamento/{corsa_id}",
    "GET /corse-pagamento/{corsa_id}/pagamenti",
    "GET /sandbox/orologio",
    "PUT /sandbox/orologio",
];

fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
    document["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter().filter(|(name, _)| *name != "servers");
        methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
    })
}

#[test]
fn it_holds_every_operation_and_no_other() {
    let document = openapi_document();
    let found: BTreeSet<String> = operations(&document).map(|(name, _)| name).collect();
    let wanted: BTreeSet<String> = OPERATIONS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(found, wanted);
    let clock = &document["paths"]["/sandbox/orologio"];
    assert_eq!(clock["put"]["tags"][0], "Sandbox");
    assert_eq!(clock["servers"][0]["x-sandbox"], true, "the clock is at the root of a sandbox only");
    assert_eq!(openapi_text(), openapi_text());
}

#[test]
fn the_committed_file_is_what_is_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/libretto.v1.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == openapi_text(), "write it again: cargo run -- openapi > openapi/libretto.v1.json");
}

#[test]
fn what_changes_law_or_money_has_a_key_and_what_is_changed_has_a_version() {
    // Looking something up, a dry run, a simulation, an assessment, the receipt that is its own key, and the clock of a sandbox.
    const FREE: [&str; 7] = [
        "POST /prestatori/ricerche",
        "POST /prestazioni/verifiche",
        "POST /eredi/pratiche/{utilizzatore_id}/prestazioni/verifiche",
        "POST /simulazioni",
        "POST /valutazioni-rapporto",
        "POST /versamenti/ricevute",
        "PUT /sandbox/orologio",
    ];
    let document = openapi_document();
    for (name, operation) in operations(&document).filter(|(name, _)| !name.starts_with("GET ")) {
        let has = |header: &str| {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            parameters.clone().any(|one| one["in"] == "header" && one["name"] == header)
        };
        assert_eq!(has("Idempotency-Key"), !FREE.contains(&name.as_str()), "{name}");
        let changes = [
            "modalita-pagamento",
            "autocertificazioni",
            "rettifiche",
            "annullamento",
            "convalida",
            "appropriazione",
            "ritiro",
            "approvazione",
            "reiezione",
            "restituzione",
            "/presentazione",
            "/esame",
            "/richieste-documenti",
            "{coerede_id}/revoca",
        ];
        let rewritten = name.starts_with("PUT /eredi/");
        let changes = rewritten || changes.iter().any(|part| name.contains(part));
        assert_eq!(has("If-Match"), changes, "{name}");
    }
}

#[test]
fn every_violation_of_the_core_has_its_problem() {
    for codice in Codice::ALL.iter().filter(|codice| codice.kind().refuses()) {
        let kind = ProblemType::from_codice(codice.as_str()).unwrap();
        let status = match codice.kind() {
            Kind::Conflict => 409,
            Kind::Gone => 410,
            Kind::NotEntitled => 403,
            Kind::Violation | Kind::Warning | Kind::Consequence => 422,
        };
        assert_eq!(kind.entry().status, status, "{codice}");
    }
    let codes: BTreeSet<_> = ProblemType::all().map(|kind| kind.entry().codice).collect();
    assert_eq!(codes.len(), ProblemType::all().count(), "no code twice");
}

#[actix_web::test]
async fn every_operation_of_the_document_is_served_and_wants_a_token_unless_it_is_public() {
    let api = start(true).await;
    let document = openapi_document();
    let nobody = Who::role("nessuno");
    for (name, operation) in operations(&document) {
        let (method, path) = name.split_once(' ').unwrap();
        let mut address = path.replace("{codice}", "non-trovato").replace("{chiave}", "limite-ore");
        while let (Some(from), Some(to)) = (address.find('{'), address.find('}')) {
            address.replace_range(from..=to, "01980a52-7f7e-7c10-8f6a-000000000000");
        }
        let root = if document["paths"][path].get("servers").is_some() { "" } else { libretto_api::BASE_PATH };
        let method: Method = method.parse().unwrap();
        let answer = api.at(method, &nobody, &format!("{root}{address}"), None, Extra::default()).await;
        let public = operation["security"] == serde_json::json!([{}]);
        let expected = if public { 200 } else { 401 };
        assert_eq!(answer.status, expected, "{name}: {}", answer.text);
    }
}
