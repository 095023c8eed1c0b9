//! The law as data, what follows from a history, and what would become of a plan.

use crate::support::{Api, Famiglia, Who, bonifico, communication, start, start_at};
use serde_json::{Value, json};

fn fields(problem: &Value) -> Vec<&str> {
    problem["campi"].as_array().into_iter().flatten().filter_map(|one| one["campo"].as_str()).collect()
}

#[actix_web::test]
async fn the_law_of_a_day_is_public_by_its_day_and_may_be_cached() {
    let api = start_at("2023-01-01T00:00", false).await;
    let anyone = Who::role("sistema_pagamenti");
    let limit = |answer: &crate::support::Answer| {
        let found =
            answer.json["parametri"].as_array().unwrap().iter().find(|one| one["chiave"] == "limite-utilizzatore");
        found.cloned().unwrap()
    };
    let before = api.get(&anyone, "/parametri?data=2022-12-31").await.expect(200);
    assert_eq!(before.header("cache-control"), "public, max-age=300");
    assert_eq!(
        (limit(&before)["valore"].as_str(), limit(&before)["al"].as_str()),
        (Some("5000.00"), Some("2022-12-31"))
    );
    let today = api.get(&anyone, "/parametri").await.expect(200);
    assert_eq!(today.field("/data"), "2023-01-01");
    assert_eq!(limit(&today)["valore"], "10000.00");
    assert!(
        today.json["politiche"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["id"] == "AMB-01" && one["valore"] == "respinta")
    );
    let history = api.get(&anyone, "/parametri/limite-utilizzatore").await.expect(200);
    assert_eq!(history.json["valori"].as_array().map(Vec::len), Some(2));
    api.get(&anyone, "/parametri/inventato").await.expect(404);
    let early = api.get(&anyone, "/parametri?data=2017-06-23").await.expect(422);
    assert_eq!(early.field("/codice"), "disciplina-non-in-vigore");
    assert_eq!(fields(&early.json), ["/data"]);
    assert!(early.field("/detail").contains("24/06/2017"));
    let garbled = api.get(&anyone, "/parametri?data=ieri").await.expect(400);
    assert_eq!(fields(&garbled.json), ["/data"]);
}

#[actix_web::test]
async fn an_assessment_needs_nobody_and_names_every_bad_row() {
    let api = start(false).await;
    let inspector = Who::person(7);
    let body = json!({ "anno": 2026, "prestazioni": [
        { "giorno": "2026-11-15", "minuti": 60, "titoli": 1 },
        { "giorno": "2026-11-10", "minuti": 600, "titoli": 312 },
    ] });
    let answer = api.post(&inspector, "/valutazioni-rapporto", &body).await.expect(200);
    assert_eq!(answer.field("/conseguenze/0/codice"), "trasformazione-rapporto");
    assert_eq!(answer.field("/conseguenze/0/citazione"), "art. 54-bis D.L. 50/2017, comma 20");
    assert_eq!(
        (answer.field("/conseguenze/0/giorno"), &answer.json["conseguenze"][0]["posti"]),
        ("2026-11-15", &json!([0]))
    );
    assert_eq!(answer.field("/prestazioni/1/compensi_progressivi"), "2504.00");
    let bad = json!({ "anno": 2026, "compensi_da_altri": "-1.00", "prestazioni": [
        { "giorno": "2026-11-15", "minuti": 60, "titoli": 1 },
        { "giorno": "2025-11-15", "minuti": 60, "titoli": 1 },
        { "giorno": "2026-11-15", "titoli": 1 },
        { "inizio": "2026-03-29T02:30", "fine": "2026-03-29T04:00", "titoli": 1 },
        { "giorno": "2026-11-15", "minuti": 60, "costo_complessivo": "15.00" },
        { "giorno": "2026-11-15", "minuti": 60 },
        { "giorno": "15/11/2026", "minuti": 60, "titoli": 1 },
        { "giorno": "2026-11-15", "minuti": 60, "titoli": 1, "nome": "Anna" },
    ], "rapporti": [
        { "tipo": "subordinato", "dal": "2026-02-01", "al": "2026-01-01" },
        { "tipo": "volontario", "dal": "2026-02-01" },
    ] });
    let refused = api.post(&inspector, "/valutazioni-rapporto", &bad).await.expect(422);
    let expected = [
        "/prestazioni/1/giorno",
        "/prestazioni/2",
        "/prestazioni/3/fine",
        "/prestazioni/4/costo_complessivo",
        "/prestazioni/5",
        "/prestazioni/6/giorno",
        "/prestazioni/7/nome",
        "/rapporti/0/al",
        "/rapporti/1/tipo",
        "/compensi_da_altri",
    ];
    assert_eq!(fields(&refused.json), expected);
    let early = json!({ "anno": 2016, "prestazioni": [] });
    let early = api.post(&inspector, "/valutazioni-rapporto", &early).await.expect(422);
    assert_eq!(early.field("/codice"), "disciplina-non-in-vigore");
    assert_eq!(fields(&early.json), ["/anno"]);
}

#[actix_web::test]
async fn an_assessment_takes_two_thousand_records_and_not_one_more() {
    let api = start(false).await;
    let row = json!({ "inizio": "2026-11-15T09:00", "fine": "2026-11-15T10:00", "pausa_minuti": 0, "costo_complessivo": "10.00" });
    let body = |count: usize| json!({ "anno": 2026, "prestazioni": vec![row.clone(); count] });
    let all = api.post(&Who::person(7), "/valutazioni-rapporto", &body(2_000)).await.expect(200);
    assert_eq!(all.json["prestazioni"].as_array().map(Vec::len), Some(2_000));
    for count in [0, 2_001] {
        let refused = api.post(&Who::person(7), "/valutazioni-rapporto", &body(count)).await.expect(422);
        assert_eq!(fields(&refused.json), ["/prestazioni"], "{count}");
    }
}

fn plan(famiglia: &Famiglia, turni: &Value) -> Value {
    json!({ "utilizzatore_id": famiglia.id, "turni": turni })
}

fn shift(prestatore: &str, day: &str) -> Value {
    json!({ "prestatore": prestatore, "inizio": format!("{day}T09:00"), "fine": format!("{day}T10:00") })
}

/// A household, and a worker to whom two others have paid 624 of 625 vouchers.
async fn with_a_worker_paid_by_others(api: &Api) -> (Famiglia, String) {
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    for number in [5, 6] {
        let other = api.famiglia(number).await;
        api.top_up(&other, "3120.00").await;
        api.post(&other.who, "/prestazioni", &communication(&other, &anna, (9, 10), "3120.00")).await.expect(201);
    }
    (famiglia, anna.id)
}

#[actix_web::test]
async fn a_plan_writes_nothing_and_tells_no_number_of_the_worker() {
    let api = start(true).await;
    let (famiglia, anna) = with_a_worker_paid_by_others(&api).await;
    let mut body = plan(&famiglia, &json!([shift("Anna", "2026-03-02"), shift("Anna", "2026-03-03")]));
    body["prestatori"] = json!([{ "etichetta": "Anna", "prestatore_id": anna }]);
    let played = api.post(&famiglia.who, "/simulazioni", &body).await.expect(200);
    // One voucher of 625 is left: that the second of the plan would be refused is not the household's to learn.
    let told: Vec<_> =
        played.json["turni"].as_array().unwrap().iter().map(|one| one["esito"].as_str().unwrap()).collect();
    assert_eq!(told, ["ammessa", "ammessa"]);
    assert_eq!(played.json["riepilogo"][0]["limiti"]["prestatore"], json!({ "raggiunto": false }));
    for secret in ["4992", "5000", "4.992", "5.000"] {
        assert!(!played.text.contains(secret), "{secret} in {}", played.text);
    }
    assert_eq!(played.json["turni"][0]["limiti"]["utilizzatore_residuo"], "9994.00", "a category counts 75%");
    let limits = api.get(&famiglia.who, &format!("/utilizzatori/{}/limiti?anno=2026", famiglia.id)).await.expect(200);
    assert_eq!(limits.field("/utilizzatore/usato"), "0.00");
    // Once the limit is reached, the household may know, here as in its limits.
    api.top_up(&famiglia, "10.00").await;
    let body_of_work = json!({
        "utilizzatore_id": famiglia.id, "prestatore_id": anna, "ambito": "lavori_domestici",
        "inizio": "2026-02-14T12:00", "fine": "2026-02-14T13:00", "luogo": "Via di Prova 1, Roma", "costo_complessivo": "10.00",
    });
    api.post(&famiglia.who, "/prestazioni", &body_of_work).await.expect(201);
    let played = api.post(&famiglia.who, "/simulazioni", &body).await.expect(200);
    assert_eq!(played.field("/turni/0/violazioni/0/codice"), "limite-prestatore-superato");
    assert!(played.json["turni"][0]["violazioni"][0].get("usato").is_none());
    assert_eq!(played.field("/riepilogo/0/vincolo"), "LIM-A");
}

#[actix_web::test]
async fn a_plan_is_read_whole_or_refused_with_every_bad_field() {
    let api = start(true).await;
    let (famiglia, stranger) = (api.famiglia(1).await, api.famiglia(5).await);
    let mut body =
        plan(&famiglia, &json!([shift("Anna", "2026-03-02"), shift(" ", "2026-03-02"), shift("Anna", "2026-03-03")]));
    body["turni"][2]["titoli"] = json!(0);
    body["prestatori"] = json!([
        { "etichetta": "Anna", "prestatore_id": famiglia.id, "computo_ridotto": true },
        { "etichetta": "Bruno" }, { "etichetta": "Bruno" },
    ]);
    let refused = api.post(&famiglia.who, "/simulazioni", &body).await.expect(422);
    let expected =
        ["/prestatori/0/computo_ridotto", "/prestatori/2/etichetta", "/turni/1/prestatore", "/turni/2/titoli"];
    assert_eq!(fields(&refused.json), expected);
    let good = plan(&famiglia, &json!([shift("Anna", "2026-03-02")]));
    api.post(&stranger.who, "/simulazioni", &good).await.expect(404);
    let answer = api.post(&famiglia.who, "/simulazioni", &good).await.expect(200);
    assert!(answer.field("/riepilogo/0/testo").starts_with("Con Anna nel 2026: restano"), "{}", answer.text);
    let many = plan(&famiglia, &json!(vec![shift("Anna", "2026-03-02"); 1_000]));
    let played = api.post(&famiglia.who, "/simulazioni", &many).await.expect(200);
    assert_eq!(played.field("/turni/999/violazioni/0/campo"), "/turni/999/inizio");
    let more = plan(&famiglia, &json!(vec![shift("Anna", "2026-03-02"); 1_001]));
    assert_eq!(fields(&api.post(&famiglia.who, "/simulazioni", &more).await.expect(422).json), ["/turni"]);
    let years: Vec<_> = (2020..2026).map(|year| shift("Anna", &format!("{year}-03-02"))).collect();
    let refused = api.post(&famiglia.who, "/simulazioni", &plan(&famiglia, &json!(years))).await.expect(422);
    assert_eq!(fields(&refused.json), ["/turni"]);
}
