//! The table of permissions and the operations that are served: the same, and each row is what callers meet.

use crate::support::{Extra, Who, code, start};
use actix_web::http::Method;
use libretto_api::BASE_PATH;
use libretto_api::resources::openapi_document;
use libretto_core::permessi::{Operazione, RIGHE, Veste};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Every operation of the document: its name, method and whole path.
fn documented() -> BTreeMap<String, (Method, String)> {
    let document = openapi_document();
    let paths = document["paths"].as_object().unwrap().clone();
    let operations = paths.into_iter().flat_map(|(path, item)| {
        let base = if item.get("servers").is_some() { "" } else { BASE_PATH };
        let methods = item.as_object().unwrap().clone().into_iter();
        methods.filter_map(move |(method, operation)| {
            let name = operation["operationId"].as_str()?.to_owned();
            Some((name, (method.to_uppercase().parse().unwrap(), format!("{base}{path}"))))
        })
    });
    operations.collect()
}

#[test]
fn every_operation_has_a_row_and_every_row_an_operation() {
    let served: BTreeSet<String> = documented().into_keys().collect();
    let rows: BTreeSet<String> = Operazione::ALL.iter().map(|one| one.as_str().to_owned()).collect();
    let without_row: Vec<_> = served.difference(&rows).collect();
    let without_operation: Vec<_> = rows.difference(&served).collect();
    assert!(without_row.is_empty() && without_operation.is_empty(), "{without_row:?} {without_operation:?}");
}

/// An operator of the contact centre with the person of this number on the telephone.
fn on_the_telephone(number: u32) -> Who {
    let called = json!({
        "fiscal_number": format!("TINIT-{}", code(number)), "given_name": "Nome", "family_name": "Cognome",
    });
    Who::of(json!({ "sub": "operatore", "ruolo": "contact_center", "chiamante": called }))
}

/// Each kind of caller with the capacities it can have.
fn callers() -> Vec<(Who, &'static [Veste])> {
    vec![
        (Who::person(1), &[Veste::Persona, Veste::Utilizzatore, Veste::Prestatore, Veste::Erede]),
        (on_the_telephone(1), &[Veste::ContactCenter]),
        (Who::role("back_office"), &[Veste::Sede]),
        (Who::role("sistema_pagamenti"), &[Veste::SistemaPagamenti]),
    ]
}

#[actix_web::test]
async fn each_kind_of_caller_meets_what_the_table_says() {
    let api = start(true).await;
    let known = documented();
    for row in &RIGHE {
        let (method, path) = known[row.operazione.as_str()].clone();
        let parts = path.split('/').map(|part| if part.starts_with('{') { ID } else { part });
        let at = parts.collect::<Vec<_>>().join("/");
        for (who, vesti) in callers() {
            let body = json!({});
            let body = (method != Method::GET).then_some(&body);
            let answer = api.at(method.clone(), &who, &at, body, Extra::default()).await;
            let refused = answer.json["codice"] == "operazione-non-consentita";
            let open = row.vesti.iter().any(|one| *one == Veste::Chiunque || vesti.contains(one));
            assert_eq!(refused, !open, "{} {method} {at}: {:?} {}", row.operazione, vesti, answer.text);
            assert!(!refused || answer.status == 403);
        }
    }
}

const ID: &str = "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b10";

#[actix_web::test]
async fn the_table_is_shown_as_it_is_applied() {
    let api = start(false).await;
    let shown = api.get(&Who::role("sistema_pagamenti"), "/permessi").await.expect(200);
    let rows = shown.json["permessi"].as_array().unwrap();
    assert_eq!(rows.len(), RIGHE.len());
    for (told, row) in rows.iter().zip(&RIGHE) {
        assert_eq!(told["operazione"], row.operazione.as_str());
        let vesti: Vec<_> = row.vesti.iter().map(|one| Value::from(one.as_str())).collect();
        assert_eq!(told["vesti"], Value::from(vesti), "{}", row.operazione);
        assert_eq!(told["app"], row.app);
    }
    let app = shown.json["canali"].as_array().unwrap().iter().find(|one| one["canale"] == "app").unwrap().clone();
    assert_eq!(app["credenziali"], json!(["spid2", "spid3", "cie3"]));
}
