//! The back office: pay runs; and the clock of a sandbox.

use crate::support::{Api, Extra, Who, bonifico, communication, start};
use actix_web::http::Method;
use serde_json::{Value, json};

#[actix_web::test]
async fn a_month_is_paid_once_by_the_back_office() {
    let api = start(true).await;
    let famiglia = api.famiglia(1).await;
    api.top_up(&famiglia, "200.00").await;
    let workers = [
        api.lavoratore(2, bonifico()).await,
        api.lavoratore(3, json!({ "tipo": "bonifico_domiciliato" })).await,
        api.lavoratore(4, json!({ "tipo": "mandato_postale" })).await,
    ];
    let mut records = Vec::new();
    for worker in &workers {
        let done = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, worker, (9, 10), "10.00")).await;
        records.push(done.expect(201).field("/id").to_owned());
    }
    let validated = api.act(&famiglia.who, &format!("/prestazioni/{}/convalida", records[2]), None, "\"1\"").await;
    let validated = validated.expect(200);
    assert_eq!((validated.field("/stato"), validated.field("/mandato/onere")), ("convalidata", "1.75"));
    assert_eq!(validated.field("/mandato/riscuotibile_dal"), "2026-03-07");

    let office = Who::role("back_office");
    let pay = async |who: &Who| api.post(who, "/corse-pagamento", &json!({ "mese": "2026-02" })).await;
    pay(&famiglia.who).await.expect(403);
    let early = pay(&office).await.expect(409);
    assert_eq!(early.field("/type"), "/problemi/mese-non-chiuso");
    api.clock("2026-03-04T00:00");
    let run = pay(&office).await.expect(200);
    assert_eq!((&run.json["prestatori_pagati"], run.field("/stato")), (&json!(3), "chiusa"));
    assert_eq!(run.field("/totali/bonifici/importo"), "8.00");
    assert_eq!(run.field("/totali/bonifici_domiciliati/importo"), "4.16", "net of the fee");
    assert_eq!(run.field("/totali/mandati/importo"), "6.25");
    let again = pay(&office).await.expect(200);
    assert_eq!((&again.json["prestatori_pagati"], again.field("/id")), (&json!(0), run.field("/id")));
    let nothing = api.post(&office, "/corse-pagamento", &json!({ "mese": "2026-01" })).await.expect(200);
    assert_eq!(nothing.json, json!({ "mese": "2026-01", "prestatori_pagati": 0 }));

    let base = format!("/corse-pagamento/{}", run.field("/id"));
    assert_eq!(api.get(&office, &base).await.expect(200).field("/mese"), "2026-02");
    let runs = api.get(&office, "/corse-pagamento?mese=2026-02").await.expect(200);
    assert_eq!(runs.json["corse"].as_array().unwrap().len(), 1);
    let payments = all_payments(&api, &office, &base).await;
    assert_eq!(payments.len(), 3);
    assert!(payments.iter().any(|one| one["iban_mascherato"] == "IT60********************456"));
    for path in [base.as_str(), "/corse-pagamento", &format!("{base}/pagamenti")] {
        api.get(&famiglia.who, path).await.expect(403);
    }
    let paid = api.get(&famiglia.who, &format!("/prestazioni/{}", records[0])).await.expect(200);
    assert_eq!(paid.field("/stato"), "liquidata");
    let list = format!("/prestatori/{}/prestazioni?stato=liquidata", workers[0].id);
    assert_eq!(api.get(&workers[0].who, &list).await.expect(200).field("/prestazioni/0/id"), records[0]);
}

async fn all_payments(api: &Api, office: &Who, base: &str) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(office, &format!("{base}/pagamenti?limit=2{cursor}")).await.expect(200);
        found.extend(page.json["pagamenti"].as_array().unwrap().iter().cloned());
        match page.json["cursore_successivo"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

async fn put_clock(api: &Api, body: Value) -> crate::support::Answer {
    api.at(Method::PUT, &Who::person(1), "/sandbox/orologio", Some(&body), Extra::default()).await
}

#[actix_web::test]
async fn the_clock_of_a_sandbox_goes_forward_only() {
    let api = start(true).await;
    let shown = api.at(Method::GET, &Who::person(1), "/sandbox/orologio", None, Extra::default()).await.expect(200);
    assert_eq!(
        shown.json,
        json!({ "istante": "2026-02-20T09:00:00Z", "ora_locale": "2026-02-20T10:00", "fermo": false })
    );
    let moved = put_clock(&api, json!({ "ora_locale": "2026-03-02T09:00" })).await.expect(200);
    assert_eq!(moved.field("/istante"), "2026-03-02T08:00:00Z");
    put_clock(&api, json!({ "istante": "2026-03-02T08:00:01Z" })).await.expect(200);
    let back = put_clock(&api, json!({ "ora_locale": "2026-03-01T09:00" })).await.expect(409);
    assert_eq!(back.field("/codice"), "orologio-indietro");
    for wrong in [
        json!({}),
        json!({ "ora_locale": "2026-03-29T02:30" }),
        json!({ "ora_locale": "2026-04-01T09:00", "istante": "2026-04-01T09:00:00Z" }),
    ] {
        put_clock(&api, wrong).await.expect(422);
    }
    let last = json!({ "istante": "2026-03-03T22:59:59.999Z", "fermo": true });
    for _ in 0..2 {
        assert_eq!(put_clock(&api, last.clone()).await.expect(200).json["fermo"], true);
    }
    let on = put_clock(&api, json!({ "ora_locale": "2026-03-04T00:00" })).await.expect(200);
    assert_eq!(on.json["fermo"], false, "it goes on unless it is told to stand still");
    let beside = api.get(&Who::person(1), "/sandbox/orologio").await;
    beside.expect(404);
    let method = api.at(Method::DELETE, &Who::person(1), "/sandbox/orologio", None, Extra::default()).await.expect(405);
    assert_eq!(method.header("allow"), "GET, PUT");
}

#[actix_web::test]
async fn production_has_no_clock_to_move_and_says_so() {
    let api = start(false).await;
    let refused = put_clock(&api, json!({ "ora_locale": "2026-03-02T09:00" })).await.expect(404);
    assert_eq!(refused.field("/type"), "/problemi/solo-in-sandbox");
    let refused = api.at(Method::GET, &Who::person(1), "/sandbox/orologio", None, Extra::default()).await.expect(404);
    assert_eq!(refused.field("/codice"), "solo-in-sandbox");
}
