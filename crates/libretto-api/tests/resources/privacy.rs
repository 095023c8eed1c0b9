//! What one party may learn of another.

use crate::support::{Api, Famiglia, Lavoratore, Who, bonifico, communication, start, start_at};
use serde_json::{Value, json};

const UNKNOWN: &str = "01980a52-7f7e-7c10-8f6a-000000000000";

async fn with_a_record(api: &Api) -> (Famiglia, Lavoratore, String) {
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.clock("2026-02-20T10:00");
    api.top_up(&famiglia, "100.00").await;
    let mut body = communication(&famiglia, &anna, (9, 10), "10.00");
    body["nota"] = json!("chiavi dal portiere");
    let done = api.post(&famiglia.who, "/prestazioni", &body).await.expect(201);
    (famiglia, anna, done.field("/id").to_owned())
}

#[actix_web::test]
async fn what_belongs_to_others_answers_as_what_does_not_exist() {
    let api = start(true).await;
    let (famiglia, anna, record) = with_a_record(&api).await;
    let stranger = api.famiglia(5).await;
    let top_ups = api.get(&famiglia.who, &format!("/utilizzatori/{}/versamenti", famiglia.id)).await;
    let top_up = top_ups.field("/versamenti/0/id").to_owned();
    let mine = [
        format!("/utilizzatori/{}", famiglia.id),
        format!("/utilizzatori/{}/scrivania", famiglia.id),
        format!("/utilizzatori/{}/limiti", famiglia.id),
        format!("/utilizzatori/{}/portafoglio", famiglia.id),
        format!("/utilizzatori/{}/portafoglio/movimenti", famiglia.id),
        format!("/utilizzatori/{}/versamenti", famiglia.id),
        format!("/utilizzatori/{}/versamenti/{top_up}", famiglia.id),
        format!("/utilizzatori/{}/prestazioni", famiglia.id),
        format!("/utilizzatori/{}/prestazioni?prestatore_id={}", famiglia.id, anna.id),
        format!("/prestatori/{}", anna.id),
        format!("/prestatori/{}/limiti", anna.id),
        format!("/prestatori/{}/prestazioni", anna.id),
        format!("/prestatori/{}/prestazioni?utilizzatore_id={}", anna.id, stranger.id),
        format!("/prestazioni/{record}"),
    ];
    for path in mine {
        let theirs = api.get(&stranger.who, &path).await.expect(404);
        let unknown = path.replace(&famiglia.id, UNKNOWN).replace(&anna.id, UNKNOWN).replace(&record, UNKNOWN);
        let unknown = api.get(&stranger.who, &unknown).await.expect(404);
        assert_eq!(theirs.without_request(), unknown.without_request(), "{path}");
    }
    let garbled = api.get(&stranger.who, "/prestazioni/1").await.expect(404);
    assert_eq!(garbled.field("/codice"), "non-trovato");
    // The worker's way to the household's list, and the household's to the worker's, are closed as well.
    let narrowed = format!("/utilizzatori/{}/prestazioni?prestatore_id={}", famiglia.id, anna.id);
    api.get(&anna.who, &narrowed).await.expect(404);
    let narrowed = format!("/prestatori/{}/prestazioni?utilizzatore_id={}", anna.id, famiglia.id);
    api.get(&famiglia.who, &narrowed).await.expect(404);
}

#[actix_web::test]
async fn nobody_changes_what_is_not_theirs() {
    let api = start(true).await;
    let (famiglia, anna, record) = with_a_record(&api).await;
    let stranger = api.famiglia(5).await;
    for (who, path, body) in [
        (&stranger.who, format!("/prestazioni/{record}/annullamento"), None),
        (&anna.who, format!("/prestazioni/{record}/annullamento"), None),
        (&anna.who, format!("/prestazioni/{record}/convalida"), None),
        (&anna.who, format!("/prestazioni/{record}/rettifiche"), Some(crate::support::work((9, 10), "10.00"))),
        (
            &famiglia.who,
            format!("/prestatori/{}/autocertificazioni", anna.id),
            Some(json!({ "categoria": "studente", "dal": "2026-01-01" })),
        ),
        (&stranger.who, "/prestazioni".to_owned(), Some(communication(&famiglia, &anna, (14, 15), "10.00"))),
        (&stranger.who, "/prestazioni/verifiche".to_owned(), Some(communication(&famiglia, &anna, (14, 15), "10.00"))),
        (&stranger.who, format!("/utilizzatori/{}/versamenti", famiglia.id), Some(json!({ "importo": "10.00" }))),
        (
            &stranger.who,
            format!("/utilizzatori/{}/rapporti", famiglia.id),
            Some(json!({ "prestatore_id": anna.id, "tipo": "subordinato", "dal": "2026-01-01" })),
        ),
    ] {
        api.act(who, &path, body.as_ref(), "*").await.expect(404);
    }
    let kept = api.get(&famiglia.who, &format!("/prestazioni/{record}")).await.expect(200);
    assert_eq!(kept.header("etag"), "\"1\"");
}

#[actix_web::test]
async fn each_party_sees_of_a_record_what_it_may() {
    let api = start_at("2026-02-10T10:00", true).await;
    let (famiglia, anna, record) = with_a_record(&api).await;
    let path = format!("/prestazioni/{record}");

    let worker = api.get(&anna.who, &path).await.expect(200);
    for hidden in ["nota", "chiavi", "Cognome1", "Nome1", &crate::support::code(1)] {
        assert!(!worker.text.contains(hidden), "the worker sees {hidden}");
    }
    for rule in ["LIM-B", "COM-06"] {
        let step = step(&worker.json, rule);
        assert!(step.get("limite").is_none() && step.get("usato").is_none(), "{step}");
    }
    assert!(step(&worker.json, "LIM-A").get("usato").is_some(), "the worker sees everything of their own");
    assert_eq!(worker.field("/luogo"), "Via di Prova 1, Roma");

    let household = api.get(&famiglia.who, &path).await.expect(200);
    assert_eq!(household.field("/nota"), "chiavi dal portiere");
    assert_eq!(household.field("/prestatore/cognome"), "Cognome2");
    assert!(step(&household.json, "LIM-A").get("limite").is_none());
    assert_eq!(household.json["computo_ridotto"], true);
    for hidden in ["IT60", "pensionato", &crate::support::code(2)] {
        assert!(!household.text.contains(hidden), "the household sees {hidden}");
    }
    let office = api.get(&Who::role("back_office"), &path).await.expect(200);
    assert!(step(&office.json, "LIM-A").get("usato").is_some());
    assert!(step(&office.json, "LIM-B").get("usato").is_some());
}

fn step(body: &Value, rule: &str) -> Value {
    let steps = body.pointer("/spiegazione/passi").and_then(Value::as_array).unwrap();
    steps.iter().find(|step| step["regola"] == rule).cloned().unwrap_or_else(|| panic!("no {rule} in {body}"))
}

#[actix_web::test]
async fn the_limit_of_the_worker_has_no_numbers_for_the_household() {
    let api = start(true).await;
    let anna = api.lavoratore(2, bonifico()).await;
    for number in [10, 11] {
        let famiglia = api.famiglia(number).await;
        api.top_up(&famiglia, "3120.00").await;
        let hour = number;
        let body = communication(&famiglia, &anna, (hour, hour + 1), "3120.00");
        api.post(&famiglia.who, "/prestazioni", &body).await.expect(201);
    }
    let famiglia = api.famiglia(12).await;
    api.top_up(&famiglia, "100.00").await;
    let body = communication(&famiglia, &anna, (14, 15), "20.00");
    let dry = api.post(&famiglia.who, "/prestazioni/verifiche", &body).await.expect(200);
    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    assert_eq!(refused.field("/type"), "/problemi/limite-prestatore-superato");
    for answer in [&dry, &refused] {
        assert_eq!(answer.codes(), ["limite-prestatore-superato"]);
        let mut told = vec![answer.json["violazioni"][0].clone(), step(&answer.json, "LIM-A")];
        told.extend(answer.json.pointer("/limiti_residui/prestatore").cloned());
        for part in &told {
            let text = part.to_string();
            for number in ["limite\"", "usato", "richiesto", "4992", "4.992", "5000", "5.000", "16,00"] {
                assert!(!text.contains(number), "{number} in {text}");
            }
        }
    }
    assert_eq!(dry.field("/violazioni/0/citazione"), "art. 54-bis D.L. 50/2017, comma 1, lett. a)");
    assert_eq!(dry.json["limiti_residui"]["prestatore"], json!({ "raggiunto": false }), "one voucher still fits");
    let last = communication(&famiglia, &anna, (14, 15), "10.00");
    let last = api.post(&famiglia.who, "/prestazioni", &last).await.expect(201);
    assert_eq!(last.json["limiti_residui"]["prestatore"], json!({ "raggiunto": true }));
    let limits = api.get(&famiglia.who, &format!("/utilizzatori/{}/limiti?anno=2026", famiglia.id)).await.expect(200);
    assert_eq!(limits.json["lavoratori"][0]["prestatore"], json!({ "raggiunto": true }));
    assert!(!limits.text.contains("5000.00"));

    let own = api.get(&anna.who, &format!("/prestatori/{}/limiti", anna.id)).await.expect(200);
    assert_eq!((own.field("/prestatore/usato"), own.field("/prestatore/residuo")), ("5000.00", "0.00"));
    assert_eq!(
        (own.field("/prestatore/percentuale"), own.field("/prestatore/azzeramento_il")),
        ("100.0", "2027-01-01")
    );
}

#[actix_web::test]
async fn the_age_of_the_worker_has_no_number_for_the_household() {
    let api = start_at("2026-02-10T10:00", true).await;
    let famiglia = api.famiglia(1).await;
    let child = api.lavoratore_come(Who::born(2, "2010-06-01"), bonifico()).await;
    let minor = api.lavoratore_come(Who::born(3, "2008-06-01"), bonifico()).await;
    api.clock("2026-02-20T10:00");
    api.top_up(&famiglia, "100.00").await;

    let body = communication(&famiglia, &child, (9, 10), "10.00");
    let dry = api.post(&famiglia.who, "/prestazioni/verifiche", &body).await.expect(200);
    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    let body = communication(&famiglia, &minor, (9, 10), "10.00");
    let accepted = api.post(&famiglia.who, "/prestazioni", &body).await.expect(201);
    assert_eq!(accepted.json["avvertenze"][0]["codice"], "prestatore-minorenne", "told, without the age");
    for answer in [&dry, &refused] {
        assert_eq!(answer.codes(), ["eta-insufficiente"]);
        assert!(is_silent(&answer.json["violazioni"][0]), "{}", answer.text);
    }
    for answer in [&dry, &refused, &accepted] {
        let steps = answer.json.pointer("/spiegazione/passi").and_then(Value::as_array).unwrap();
        let mut of_age = steps.iter().filter(|step| step["regola"] == "ELG-06").peekable();
        assert!(of_age.peek().is_some() && of_age.all(is_silent), "{}", answer.text);
        assert!(!answer.text.contains("15 anni") && !answer.text.contains("17 anni"), "{}", answer.text);
    }
    let record = format!("/prestazioni/{}", accepted.field("/id"));
    assert!(is_silent(&step(&api.get(&famiglia.who, &record).await.expect(200).json, "ELG-06")));
    let own = step(&api.get(&minor.who, &record).await.expect(200).json, "ELG-06");
    assert_eq!(own["richiesto"], json!({ "unita": "anni", "valore": "17" }), "the worker sees their own");
}

/// Whether a violation or a step tells no quantity.
fn is_silent(told: &Value) -> bool {
    ["limite", "usato", "richiesto"].iter().all(|name| told.get(name).is_none())
}

#[actix_web::test]
async fn a_worker_is_found_by_households_only() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    let body = json!({ "codice_fiscale": crate::support::code(2) });
    api.post(&Who::person(9), "/prestatori/ricerche", &body).await.expect(403);
    api.post(&anna.who, "/prestatori/ricerche", &body).await.expect(403);
    let nobody = json!({ "codice_fiscale": crate::support::code(77) });
    api.post(&famiglia.who, "/prestatori/ricerche", &nobody).await.expect(404);
    // A household that is no worker is not told apart from nobody.
    let household = json!({ "codice_fiscale": crate::support::code(1) });
    api.post(&famiglia.who, "/prestatori/ricerche", &household).await.expect(404);
    let found = api.post(&famiglia.who, "/prestatori/ricerche", &body).await.expect(200);
    let names: Vec<_> = found.json.as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["cognome", "nome_proprio", "prestatore_id"]);
}
