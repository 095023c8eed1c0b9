//! A request that is repeated happens once.

use crate::support::{Extra, Who, bonifico, communication, start};
use actix_web::http::Method;
use serde_json::json;

#[actix_web::test]
async fn a_repeated_request_gets_the_first_answer_byte_for_byte() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    let body = communication(&famiglia, &anna, (9, 10), "10.00");
    let send = async |body: &serde_json::Value, key: &str| {
        let extra = Extra { key: Some(key), ..Extra::default() };
        api.send(Method::POST, &famiglia.who, "/prestazioni", Some(body), extra).await
    };

    let first = send(&body, "k-1").await.expect(201);
    api.clock("2026-02-21T10:00");
    let again = send(&body, "k-1").await.expect(201);
    assert_eq!(again.text, first.text);
    for name in ["etag", "location", "content-type"] {
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
    assert_eq!(api.disponibile(&famiglia).await, "90.00", "it happened once");

    let other = communication(&famiglia, &anna, (14, 15), "10.00");
    assert_eq!(send(&other, "k-1").await.expect(422).field("/codice"), "chiave-idempotenza-riusata");
    assert_eq!(send(&other, "").await.expect(400).field("/codice"), "chiave-idempotenza-mancante");
    send(&other, "k-2").await.expect(201);
    assert_eq!(api.disponibile(&famiglia).await, "80.00");
}

#[actix_web::test]
async fn a_repeated_act_is_answered_although_the_version_has_moved() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    let done = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 10), "10.00")).await;
    let path = format!("/prestazioni/{}/annullamento", done.expect(201).field("/id"));
    let extra = Extra { key: Some("k-1"), version: Some("\"1\""), ..Extra::default() };
    let first = api.send(Method::POST, &famiglia.who, &path, None, extra.clone()).await.expect(200);
    let again = api.send(Method::POST, &famiglia.who, &path, None, extra).await.expect(200);
    assert_eq!(first.text, again.text);
}

#[actix_web::test]
async fn a_refused_request_leaves_its_key_free_and_keys_are_each_callers_own() {
    let api = start(true).await;
    let (famiglia, other) = (api.famiglia(1).await, api.famiglia(4).await);
    let anna = api.lavoratore(2, bonifico()).await;
    let extra = || Extra { key: Some("k-1"), ..Extra::default() };
    let body = communication(&famiglia, &anna, (9, 10), "10.00");
    api.send(Method::POST, &famiglia.who, "/prestazioni", Some(&body), extra()).await.expect(409);
    api.top_up(&famiglia, "100.00").await;
    api.top_up(&other, "100.00").await;
    api.send(Method::POST, &famiglia.who, "/prestazioni", Some(&body), extra()).await.expect(201);
    let theirs = communication(&other, &anna, (14, 15), "10.00");
    api.send(Method::POST, &other.who, "/prestazioni", Some(&theirs), extra()).await.expect(201);
}

#[actix_web::test]
async fn a_receipt_is_its_own_key_and_nothing_is_lost() {
    let api = start(true).await;
    let famiglia = api.famiglia(1).await;
    let path = format!("/utilizzatori/{}/versamenti", famiglia.id);
    let opened = api.post(&famiglia.who, &path, &json!({ "importo": "100.00" })).await.expect(201);
    let pagopa = Who::role("sistema_pagamenti");
    let receive = async |code: &str, notice: &str, importo: &str| {
        let body = json!({ "codice_ricevuta": code, "numero_avviso": notice, "importo": importo });
        let extra = Extra { key: Some(""), ..Extra::default() };
        api.send(Method::POST, &pagopa, "/versamenti/ricevute", Some(&body), extra).await
    };
    let notice = opened.field("/avviso/numero_avviso");

    let wrong = receive("R-0", notice, "90.00").await.expect(201);
    assert_eq!((wrong.field("/esito"), wrong.field("/motivo")), ("sospesa", "importo_diverso"));
    let unknown = receive("R-1", "300000000000000000", "10.00").await.expect(201);
    assert_eq!(unknown.field("/motivo"), "avviso_sconosciuto");
    let first = receive("R-2", notice, "100.00").await.expect(201);
    assert_eq!((first.field("/versamento_id"), &first.json["ripetuta"]), (opened.field("/id"), &json!(false)));
    let again = receive("R-2", notice, "100.00").await.expect(200);
    assert_eq!((again.field("/esito"), &again.json["ripetuta"]), ("accreditata", &json!(true)));
    assert_eq!(receive("R-3", notice, "100.00").await.expect(201).field("/motivo"), "avviso_gia_pagato");
    assert_eq!(api.disponibile(&famiglia).await, "100.00");

    receive("R-2", notice, "50.00").await.expect(422);
    let negative = receive("R-4", notice, "-10.00").await.expect(422);
    assert_eq!(negative.field("/campi/0/campo"), "/importo");
    let body = json!({ "codice_ricevuta": "R-5", "numero_avviso": notice, "importo": "10.00" });
    api.post(&famiglia.who, "/versamenti/ricevute", &body).await.expect(403);
}
