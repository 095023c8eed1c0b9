//! Changes that must not overwrite another's.

use crate::support::{Extra, bonifico, communication, start, work};
use actix_web::http::Method;
use serde_json::json;

#[actix_web::test]
async fn a_change_of_a_record_names_the_version_it_was_made_on() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    let done = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 10), "10.00")).await;
    let done = done.expect(201);
    assert_eq!(done.json["avvertenze"][0]["codice"], "prestatore-registrato-dopo", "told, not refused");
    let path = format!("/prestazioni/{}/rettifiche", done.field("/id"));
    let body = work((9, 11), "20.00");

    let missing = api.post(&famiglia.who, &path, &body).await.expect(428);
    assert_eq!(missing.field("/codice"), "precondizione-mancante");
    api.act(&famiglia.who, &path, Some(&body), "\"1\"").await.expect(200);
    let stale = api.act(&famiglia.who, &path, Some(&body), "\"1\"").await.expect(412);
    assert_eq!((stale.field("/codice"), stale.header("etag")), ("precondizione-fallita", "\"2\""));
    api.act(&famiglia.who, &path, Some(&body), "\"1\", \"2\"").await.expect(200);
    api.act(&famiglia.who, &path, Some(&body), "*").await.expect(200);
    api.act(&famiglia.who, &path, Some(&body), "W/\"4\"").await.expect(412);

    let mandate = format!("/prestazioni/{}/convalida", done.field("/id"));
    let refused = api.act(&famiglia.who, &mandate, None, "\"4\"").await.expect(422);
    assert_eq!(refused.field("/type"), "/problemi/convalida-non-possibile");
    api.clock("2026-03-04T00:00");
    let late = api.act(&famiglia.who, &path, Some(&body), "\"4\"").await.expect(409);
    assert_eq!(late.codes(), ["irrevocabile"]);
    let seen = api.get(&famiglia.who, &format!("/prestazioni/{}", done.field("/id"))).await.expect(200);
    assert_eq!(seen.field("/stato"), "irrevocabile");
    for (stato, found) in [("accettata", 0), ("irrevocabile", 1), ("annullata", 0)] {
        let list = format!("/utilizzatori/{}/prestazioni?stato={stato}", famiglia.id);
        let list = api.get(&famiglia.who, &list).await.expect(200);
        assert_eq!(list.json["prestazioni"].as_array().unwrap().len(), found, "{stato}");
    }
}

#[actix_web::test]
async fn a_worker_changes_how_they_are_paid_and_what_they_certify() {
    let api = start(true).await;
    let anna = api.lavoratore(2, bonifico()).await;
    let base = format!("/prestatori/{}", anna.id);
    let seen = api.get(&anna.who, &base).await.expect(200);
    assert_eq!(seen.field("/modalita_pagamento/iban_mascherato"), "IT60********************456");
    assert!(!seen.text.contains("0542811101"), "the account is never shown whole");

    let mode = format!("{base}/modalita-pagamento");
    let put = async |body: serde_json::Value, version: Option<&str>| {
        api.send(Method::PUT, &anna.who, &mode, Some(&body), Extra { version, ..Extra::default() }).await
    };
    put(json!({ "tipo": "mandato_postale" }), None).await.expect(428);
    let changed = put(json!({ "tipo": "mandato_postale" }), Some("\"1\"")).await.expect(200);
    assert_eq!((changed.field("/modalita_pagamento/tipo"), changed.header("etag")), ("mandato_postale", "\"2\""));
    assert!(changed.json["modalita_pagamento"].get("iban_mascherato").is_none());
    let stale = put(json!({ "tipo": "bonifico_domiciliato" }), Some("\"1\"")).await.expect(412);
    assert_eq!(stale.header("etag"), "\"2\"");
    let without = put(json!({ "tipo": "bonifico" }), Some("\"2\"")).await.expect(422);
    assert_eq!(without.field("/campi/0/campo"), "/iban");
    let useless = json!({ "tipo": "mandato_postale", "iban": "IT60X0542811101000000123456" });
    put(useless, Some("\"2\"")).await.expect(422);

    let certify = format!("{base}/autocertificazioni");
    let body = json!({ "categoria": "disoccupato", "dal": "2026-02-01" });
    let certified = api.act(&anna.who, &certify, Some(&body), "\"2\"").await.expect(200);
    assert_eq!(certified.field("/autocertificazioni/1/categoria"), "disoccupato");
    let end = json!({ "categoria": "disoccupato", "al": "2026-02-20" });
    let ended = api.act(&anna.who, &format!("{certify}/cessazioni"), Some(&end), "\"3\"").await.expect(200);
    assert_eq!(ended.field("/autocertificazioni/1/al"), "2026-02-20");
    let again = api.act(&anna.who, &format!("{certify}/cessazioni"), Some(&end), "\"4\"").await.expect(422);
    assert_eq!(again.field("/type"), "/problemi/autocertificazione-non-aperta");
    assert_eq!((again.field("/violazioni/0/regola"), again.field("/violazioni/0/campo")), ("WGT-09", "/categoria"));
    let backwards = json!({ "categoria": "disoccupato", "dal": "2026-02-02", "al": "2026-02-01" });
    let malformed = api.act(&anna.who, &certify, Some(&backwards), "\"4\"").await.expect(422);
    assert_eq!((malformed.field("/codice"), malformed.field("/campi/0/campo")), ("dati-non-validi", "/al"));
}
