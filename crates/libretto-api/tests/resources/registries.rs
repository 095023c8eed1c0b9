//! What other registries say, over HTTP.

use crate::support::{Who, bonifico, code, communication, start, start_at, work};
use serde_json::{Value, json};

fn notice(protocollo: &str, (datore, lavoratore): (u32, u32), al: Option<&str>) -> Value {
    let mut body = json!({
        "protocollo": protocollo, "datore_lavoro": code(datore), "lavoratore": code(lavoratore),
        "tipo": "subordinato", "dal": "2025-01-01"
    });
    if let Some(al) = al {
        body["al"] = json!(al);
    }
    body
}

#[actix_web::test]
async fn an_employment_of_the_registry_is_told_with_its_end_and_its_source() {
    let api = start_at("2026-02-20T10:00", true).await;
    let office = Who::role("back_office");
    let path = "/comunicazioni-obbligatorie";
    let first = api.post(&office, path, &notice("A-1", (1, 2), None)).await.expect(201);
    assert_eq!((first.field("/esito"), &first.json["versione"]), ("registrata", &json!(1)));
    assert!(!first.text.contains(&code(1)) && !first.text.contains(&code(2)), "no fiscal code is repeated");
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    let ended = api.post(&office, path, &notice("A-1", (1, 2), Some("2026-01-15"))).await.expect(200);
    assert_eq!((ended.field("/esito"), &ended.json["versione"]), ("aggiornata", &json!(2)));
    let again = api.post(&office, path, &notice("A-1", (1, 2), Some("2026-01-15"))).await.expect(200);
    assert_eq!(again.field("/esito"), "ripetuta");

    let refused = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 10), "10.00")).await;
    let refused = refused.expect(422);
    assert_eq!(refused.codes(), ["rapporto-precedente"]);
    assert_eq!(refused.field("/violazioni/0/usato"), "registro");
    assert_eq!(refused.field("/violazioni/0/richiesto"), "2026-01-15");
    let sentence = "finito il 15 gennaio 2026, da meno di 6 mesi: risulta dalle comunicazioni obbligatorie";
    assert!(refused.text.contains(sentence), "{}", refused.text);

    let list = format!("/utilizzatori/{}/rapporti", famiglia.id);
    let declared = json!({ "prestatore_id": anna.id, "tipo": "somministrazione", "dal": "2025-06-01" });
    api.post(&famiglia.who, &list, &declared).await.expect(201);
    let known = api.get(&famiglia.who, &list).await.expect(200);
    let sources: Vec<_> = known.json["rapporti"].as_array().unwrap().iter().map(|one| &one["fonte"]).collect();
    assert_eq!(sources, ["dichiarazione", "registro"]);
    assert_eq!(known.field("/rapporti/1/al"), "2026-01-15");
    api.get(&anna.who, &list).await.expect(404);
}

#[actix_web::test]
async fn only_the_office_speaks_for_other_registries() {
    let api = start(true).await;
    let famiglia = api.famiglia(1).await;
    let total = json!({ "lavoratore": code(2), "anno": 2026, "importo": "8.00", "noto_il": "2026-01-01T00:00:00Z" });
    for who in [&famiglia.who, &Who::role("sistema_pagamenti")] {
        api.post(who, "/comunicazioni-obbligatorie", &notice("A-1", (1, 2), None)).await.expect(403);
        api.post(who, "/compensi-esterni", &total).await.expect(403);
    }
}

#[actix_web::test]
async fn what_cannot_be_is_refused_by_field_and_rule() {
    let api = start_at("2026-02-20T10:00", true).await;
    let office = Who::role("back_office");
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    let told = async |who: &Who, path: &str, body: &Value| {
        let answer = api.act(who, path, Some(body), "*").await;
        let part = |name: &str| answer.json.pointer(&format!("/violazioni/0/{name}")).cloned().unwrap_or_default();
        (part("regola"), part("campo"))
    };
    let rapporti = format!("/utilizzatori/{}/rapporti", famiglia.id);
    let early = json!({ "prestatore_id": anna.id, "tipo": "subordinato", "dal": "1900-01-01" });
    assert_eq!(told(&famiglia.who, &rapporti, &early).await, (json!("ELG-04"), json!("/dal")));
    let certified = format!("/prestatori/{}/autocertificazioni", anna.id);
    let early = json!({ "categoria": "studente", "dal": "1900-01-01" });
    assert_eq!(told(&anna.who, &certified, &early).await, (json!("WGT-01"), json!("/dal")));
    let mut early = notice("A-1", (1, 2), None);
    early["dal"] = json!("1900-01-01");
    assert_eq!(told(&office, "/comunicazioni-obbligatorie", &early).await, (json!("ELG-04"), json!("/dal")));
    let unknown = json!({ "lavoratore": code(9), "anno": 2026, "importo": "8.00", "noto_il": "2026-01-01T00:00:00Z" });
    assert_eq!(told(&office, "/compensi-esterni", &unknown).await, (json!("ELG-03"), json!("/lavoratore")));
    let mut endless = work((9, 10), "10.00");
    endless["pausa_minuti"] = json!(90);
    endless["utilizzatore_id"] = json!(famiglia.id);
    endless["prestatore_id"] = json!(anna.id);
    assert_eq!(told(&famiglia.who, "/prestazioni", &endless).await, (json!("ECO-05"), json!("/pausa_minuti")));
}

#[actix_web::test]
async fn external_pay_is_the_workers_to_see_and_nobody_elses() {
    let api = start_at("2026-02-20T10:00", true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    let limits = format!("/prestatori/{}/limiti?anno=2026", anna.id);
    assert!(api.get(&anna.who, &limits).await.expect(200).json.get("compensi_esterni").is_none());
    let total = json!({ "lavoratore": code(2), "anno": 2026, "importo": "4996.37", "noto_il": "2026-02-01T00:00:00Z" });
    let told = api.post(&Who::role("back_office"), "/compensi-esterni", &total).await.expect(200);
    assert_eq!((told.field("/esito"), told.field("/prestatore_id")), ("registrato", anna.id.as_str()));
    let seen = api.get(&anna.who, &limits).await.expect(200);
    assert_eq!(seen.field("/compensi_esterni/importo"), "4996.37");
    assert_eq!((seen.field("/prestatore/usato"), seen.field("/prestatore/residuo")), ("4996.37", "3.63"));
    let refused = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 10), "10.00")).await;
    let refused = refused.expect(422);
    assert_eq!(refused.codes(), ["limite-prestatore-superato"]);
    assert!(
        !refused.text.contains("4996.37") && !refused.text.contains("3.63") && !refused.text.contains("esterni"),
        "{}",
        refused.text
    );
}
