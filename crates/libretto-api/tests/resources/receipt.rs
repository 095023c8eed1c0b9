//! The receipt of a record: every decision with its values and its inputs, each party with what it may know.

use crate::support::{Who, bonifico, communication, start_at, work};
use serde_json::{Value, json};

fn step<'a>(decision: &'a Value, rule: &str) -> &'a Value {
    let steps = decision["passi"].as_array().unwrap();
    steps.iter().find(|step| step["regola"] == rule).unwrap_or_else(|| panic!("no {rule} in {decision}"))
}

#[actix_web::test]
async fn a_receipt_tells_each_decision_with_the_values_in_force_and_what_it_looked_at() {
    let api = start_at("2026-02-10T10:00", true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.clock("2026-02-20T10:00");
    api.top_up(&famiglia, "100.00").await;
    let done = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 13), "40.00")).await;
    let address = format!("/prestazioni/{}", done.expect(201).field("/id"));
    let rettifica = format!("{address}/rettifiche");
    api.act(&famiglia.who, &rettifica, Some(&work((9, 12), "30.00")), "\"1\"").await.expect(200);
    api.act(&famiglia.who, &format!("{address}/annullamento"), None, "\"2\"").await.expect(200);

    let path = format!("{address}/spiegazione");
    let told = api.get(&Who::role("back_office"), &path).await.expect(200);
    assert_eq!((told.header("etag"), told.header("cache-control")), ("\"3\"", "no-store"));
    let decisions = told.json["decisioni"].as_array().unwrap();
    let acts: Vec<_> = decisions.iter().map(|one| one["atto"].as_str().unwrap()).collect();
    assert_eq!(acts, ["comunicazione", "rettifica", "annullamento"]);
    let first = &decisions[0];
    assert_eq!(first["motore"], env!("CARGO_PKG_VERSION"));
    assert_eq!(step(first, "LIM-C")["valori"][0]["valore"], "2500.00");
    let value = &step(first, "LIM-B")["valori"][0];
    assert_eq!((&value["dal"], &value["valore"]), (&json!("2023-01-01"), &json!("10000.00")));
    assert_eq!(value["citazione"], "L. 197/2022, art. 1, comma 342");
    let inputs = &first["presupposti"];
    assert_eq!((&inputs["inizio"], &inputs["disponibile"]), (&json!("2026-02-14T09:00"), &json!("100.00")));
    assert_eq!((&inputs["compensi_prestatore"], &inputs["eta_prestatore"]), (&json!("0.00"), &json!(40)));
    assert_eq!(decisions[1]["presupposti"]["compensi_coppia"], "0.00", "the record itself does not count");
    assert_eq!(decisions[2]["presupposti"], json!({ "rettificabile_fino_a": "2026-03-03T23:00:00Z" }));
}

#[actix_web::test]
async fn each_party_gets_of_a_receipt_what_it_may_know() {
    let api = start_at("2026-02-10T10:00", true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.clock("2026-02-20T10:00");
    api.top_up(&famiglia, "170.00").await;
    let done = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 10), "10.00")).await;
    let path = format!("/prestazioni/{}/spiegazione", done.expect(201).field("/id"));

    let household = api.get(&famiglia.who, &path).await.expect(200);
    for hidden in ["compensi_prestatore", "eta_prestatore", "prestatore_registrato_il", "5000.00", "40 anni"] {
        assert!(!household.text.contains(hidden), "the household sees {hidden}: {}", household.text);
    }
    assert_eq!(household.field("/decisioni/0/presupposti/disponibile"), "170.00");
    let limit = step(&household.json["decisioni"][0], "LIM-A");
    assert_eq!(limit["testo"], "Il prestatore resta nel limite annuo dei compensi da tutti gli utilizzatori.");

    let worker = api.get(&anna.who, &path).await.expect(200);
    // With its cents: an identifier may hold any digits.
    for hidden in ["disponibile", "computato_utilizzatore", "170.00", "170,00", &crate::support::code(1)] {
        assert!(!worker.text.contains(hidden), "the worker sees {hidden}: {}", worker.text);
    }
    assert_eq!(worker.field("/decisioni/0/presupposti/compensi_prestatore"), "0.00");

    api.get(&api.famiglia(5).await.who, &path).await.expect(404);
    api.get(&famiglia.who, "/prestazioni/01980a52-7f7e-7c10-8f6a-000000000000/spiegazione").await.expect(404);
}

#[actix_web::test]
async fn the_day_of_registration_is_the_workers_own_and_employments_are_the_households() {
    let api = start_at("2026-02-20T10:00", true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "170.00").await;
    let agency = json!({ "prestatore_id": anna.id, "tipo": "somministrazione", "dal": "2025-03-01" });
    api.post(&famiglia.who, &format!("/utilizzatori/{}/rapporti", famiglia.id), &agency).await.expect(201);
    let done = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 10), "10.00")).await;
    let done = done.expect(201);
    let path = format!("/prestazioni/{}/spiegazione", done.field("/id"));

    let household = api.get(&famiglia.who, &path).await.expect(200);
    assert_eq!(household.field("/decisioni/0/presupposti/rapporti/0/dal"), "2025-03-01");
    for answer in [&done, &household] {
        assert!(answer.text.contains("prestatore-registrato-dopo"), "told: {}", answer.text);
        assert!(
            !answer.text.contains("20 febbraio 2026, dopo") && !answer.text.contains("2026-02-20\""),
            "{}",
            answer.text
        );
    }
    let worker = api.get(&anna.who, &path).await.expect(200);
    assert!(worker.text.contains("dal 20 febbraio 2026"), "their own day: {}", worker.text);
    assert!(!worker.text.contains("somministrazione") && !worker.text.contains("2025-03-01"), "{}", worker.text);
    assert_eq!(worker.json.pointer("/decisioni/0/presupposti/rapporti"), None);
    let office = api.get(&Who::role("back_office"), &path).await.expect(200);
    assert_eq!(office.field("/decisioni/0/presupposti/rapporti/0/tipo"), "somministrazione");
}
