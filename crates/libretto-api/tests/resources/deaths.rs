//! The death of a household.

use crate::support::{Extra, Who, bonifico, communication, start, work};
use actix_web::http::Method;
use serde_json::json;

#[actix_web::test]
async fn the_back_office_records_a_death_and_the_household_acts_no_more() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    let record = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 10), "10.00")).await;
    let record = format!("/prestazioni/{}", record.expect(201).field("/id"));
    let base = format!("/utilizzatori/{}", famiglia.id);
    let died = format!("{base}/decesso");
    let body = json!({ "giorno": "2026-02-18", "ora": "06:40" });

    for who in [&famiglia.who, &anna.who, &Who::role("sistema_pagamenti")] {
        let refused = api.post(who, &died, &body).await.expect(403);
        assert_eq!(refused.field("/codice"), "operazione-non-consentita");
    }
    let office = Who::role("back_office");
    let recorded = api.send(Method::POST, &office, &died, Some(&body), Extra { key: Some("d-1"), ..Extra::default() });
    let recorded = recorded.await.expect(200);
    let told = json!({ "giorno": "2026-02-18", "ora": "06:40", "registrato_il": "2026-02-20T09:00:00Z" });
    assert_eq!((&recorded.json["decesso"], recorded.header("etag")), (&told, "\"2\""));
    let repeated = api.send(Method::POST, &office, &died, Some(&body), Extra { key: Some("d-1"), ..Extra::default() });
    assert_eq!(repeated.await.expect(200).text, recorded.text);
    assert_eq!(api.get(&office, &base).await.expect(200).json["decesso"], told);
    // Whoever has the credentials of the dead sees nothing any more (COM-14).
    for path in
        [&base, &format!("{base}/portafoglio"), &format!("{base}/scrivania"), &format!("{base}/prestazioni"), &record]
    {
        let refused = api.get(&famiglia.who, path).await.expect(409);
        assert_eq!(refused.field("/type"), "/problemi/utilizzatore-deceduto", "{path}");
        api.get(&office, path).await.expect(200);
    }
    api.get(&anna.who, &record).await.expect(200);

    let declared = json!({ "prestatore_id": anna.id, "tipo": "subordinato", "dal": "2026-01-01" });
    for (path, body) in [
        ("/prestazioni".to_owned(), Some(communication(&famiglia, &anna, (14, 15), "10.00"))),
        (format!("{record}/rettifiche"), Some(work((14, 15), "10.00"))),
        (format!("{record}/annullamento"), None),
        (format!("{record}/convalida"), None),
        (format!("{base}/versamenti"), Some(json!({ "importo": "10.00" }))),
        (format!("{base}/rimborsi"), Some(json!({ "importo": "10.00", "iban": "IT60", "intestatari": [] }))),
        (format!("{base}/rapporti"), Some(declared)),
        (died.clone(), None),
    ] {
        let (who, body) = match body {
            None if path == died => (&office, Some(json!({ "giorno": "2026-02-18" }))),
            body => (&famiglia.who, body),
        };
        let refused = api.act(who, &path, body.as_ref(), "*").await.expect(409);
        assert_eq!(refused.field("/type"), "/problemi/utilizzatore-deceduto", "{path}");
        assert_eq!(refused.field("/violazioni/0/regola"), "COM-14");
    }
    let dry = communication(&famiglia, &anna, (14, 15), "10.00");
    let dry = api.post(&famiglia.who, "/prestazioni/verifiche", &dry).await.expect(200);
    assert_eq!((dry.field("/esito"), dry.codes()), ("respinta", vec!["utilizzatore-deceduto"]));
    let wallet = api.get(&office, &format!("{base}/portafoglio")).await.expect(200);
    assert_eq!(wallet.field("/disponibile"), "90.00", "the money stays where it was");
}

#[actix_web::test]
async fn a_death_that_cannot_be_is_refused() {
    let api = start(true).await;
    let (famiglia, office) = (api.famiglia(1).await, Who::role("back_office"));
    let died = format!("/utilizzatori/{}/decesso", famiglia.id);
    for (body, codice, campo) in [
        (json!({ "giorno": "2026-02-21" }), "data-decesso-non-valida", "/giorno"),
        (json!({ "giorno": "1985-05-11" }), "data-decesso-non-valida", "/giorno"),
        (json!({ "giorno": "2026-02-20", "ora": "10:01" }), "data-decesso-non-valida", "/ora"),
        (json!({ "giorno": "2025-03-30", "ora": "02:30" }), "orario-inesistente", "/ora"),
        (json!({ "giorno": "2025-10-26", "ora": "02:30" }), "orario-ambiguo", "/ora"),
    ] {
        let refused = api.post(&office, &died, &body).await.expect(422);
        assert_eq!((refused.field("/codice"), refused.field("/violazioni/0/campo")), (codice, campo), "{body}");
    }
    for (body, campo) in [(json!({ "giorno": "2026-02-20", "ora": "24:00" }), "/ora"), (json!({}), "/giorno")] {
        let malformed = api.post(&office, &died, &body).await.expect(422);
        assert_eq!(malformed.field("/campi/0/campo"), campo, "{}", malformed.text);
    }
    let nobody = "/utilizzatori/01980a52-7f7e-7c10-8f6a-000000000000/decesso";
    api.post(&office, nobody, &json!({ "giorno": "2026-02-20" })).await.expect(404);
    let twice = json!({ "giorno": "2025-10-26", "ora": "02:30+01:00" });
    let recorded = api.post(&office, &died, &twice).await.expect(200);
    assert_eq!(recorded.field("/decesso/ora"), "02:30+01:00");
}
