//! Mistakes of form are refused with the field they are in; mistakes of law with their violation.

use crate::support::{Extra, bonifico, communication, start};
use actix_web::http::Method;
use serde_json::{Value, json};

#[actix_web::test]
async fn a_field_that_is_not_as_documented_is_named() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    let good = communication(&famiglia, &anna, (9, 10), "10.00");
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    let mut without = good.clone();
    without.as_object_mut().unwrap().remove("fine");
    for (body, campo) in [
        (with("colore", json!("rosso")), "/colore"),
        (without, "/fine"),
        (with("costo_complessivo", json!(10)), "/costo_complessivo"),
        (with("costo_complessivo", json!("10")), "/costo_complessivo"),
        (with("costo_complessivo", json!("10.001")), "/costo_complessivo"),
        (with("inizio", json!("2026-02-14")), "/inizio"),
        (with("inizio", json!("2026-02-14T09:00:30")), "/inizio"),
        (with("pausa_minuti", json!(-1)), "/pausa_minuti"),
        (with("compenso", Value::Null), "/compenso"),
        (with("luogo", json!("x".repeat(201))), "/luogo"),
        (with("nota", json!("x".repeat(501))), "/nota"),
        (with("nota", json!("a\u{0}b")), "/nota"),
        (with("utilizzatore_id", json!("1")), "/utilizzatore_id"),
    ] {
        for path in ["/prestazioni", "/prestazioni/verifiche"] {
            let refused = api.post(&famiglia.who, path, &body).await.expect(422);
            assert_eq!(refused.field("/codice"), "dati-non-validi", "{body}");
            assert_eq!(refused.field("/campi/0/campo"), campo, "{}", refused.text);
            assert!(!refused.text.contains("xxx"), "what was sent is not repeated");
        }
    }
}

#[actix_web::test]
async fn a_wrong_word_is_a_mistake_and_a_wrong_scope_is_against_the_law() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    let wrong = json!({ "tipo_utilizzatore": "cooperativa", "dichiarazioni": [] });
    let refused = api.post(&famiglia.who, "/utilizzatori", &wrong).await.expect(422);
    assert_eq!(refused.field("/campi/0/campo"), "/tipo_utilizzatore");
    assert!(refused.field("/campi/0/messaggio").contains("persona_fisica"), "the admitted words are told");
    let firm = json!({ "tipo_utilizzatore": "impresa", "dichiarazioni": [] });
    let refused = api.post(&crate::support::Who::person(8), "/utilizzatori", &firm).await.expect(422);
    assert_eq!(refused.codes(), ["tipo-utilizzatore-non-gestito", "dichiarazione-mancante"]);

    let mut body = communication(&famiglia, &anna, (9, 10), "10.00");
    body["ambito"] = json!("edilizia");
    body["luogo"] = json!("  ");
    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    assert_eq!(refused.codes(), ["ambito-non-ammesso", "campo-mancante"]);
    assert_eq!((refused.field("/violazioni/0/campo"), refused.field("/violazioni/1/campo")), ("/ambito", "/luogo"));
    body = communication(&famiglia, &anna, (9, 10), "10.00");
    body["inizio"] = json!("2026-03-29T02:30");
    body["fine"] = json!("2026-03-29T04:00");
    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    assert_eq!(refused.field("/type"), "/problemi/orario-inesistente");
    body["prestatore_id"] = json!("01980a52-7f7e-7c10-8f6a-000000000000");
    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(409);
    assert_eq!(refused.field("/type"), "/problemi/non-registrato");
}

#[actix_web::test]
async fn parameters_are_as_strict_as_bodies() {
    let api = start(true).await;
    let famiglia = api.famiglia(1).await;
    let base = format!("/utilizzatori/{}", famiglia.id);
    for (query, campo) in [
        ("limiti?anno=26", "/anno"),
        ("limiti?year=2026", "/year"),
        ("prestazioni?stato=pagata", "/stato"),
        ("prestazioni?dal=2026-02-30", "/dal"),
        ("prestazioni?dal=2026-02-02&al=2026-02-01", "/al"),
        ("prestazioni?limit=0", "/limit"),
        ("prestazioni?cursor=abc", "/cursor"),
        ("portafoglio/movimenti?cursor=e30", "/cursor"),
    ] {
        let refused = api.get(&famiglia.who, &format!("{base}/{query}")).await.expect(400);
        assert_eq!(refused.field("/campi/0/campo"), campo, "{query}: {}", refused.text);
    }
    let early = api.get(&famiglia.who, &format!("{base}/limiti?anno=2016")).await.expect(422);
    assert_eq!((early.field("/codice"), early.field("/campi/0/campo")), ("disciplina-non-in-vigore", "/anno"));
    let old = api.get(&famiglia.who, &format!("{base}/limiti?anno=2018")).await.expect(200);
    assert_eq!(old.field("/utilizzatore/limite"), "5000.00", "the law of the year asked for");
}

#[actix_web::test]
async fn a_period_does_not_end_before_it_begins_and_an_employment_bans() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    let path = format!("/utilizzatori/{}/rapporti", famiglia.id);
    let body = |al: &str| json!({ "prestatore_id": anna.id, "tipo": "subordinato", "dal": "2025-01-01", "al": al });
    let refused = api.post(&famiglia.who, &path, &body("2024-12-31")).await.expect(422);
    assert_eq!(refused.field("/campi/0/campo"), "/al");
    api.post(&famiglia.who, &path, &body("2025-12-31")).await.expect(201);
    let work = communication(&famiglia, &anna, (9, 10), "10.00");
    let banned = api.post(&famiglia.who, "/prestazioni", &work).await.expect(422);
    assert_eq!(banned.field("/type"), "/problemi/rapporto-precedente");
    let nobody = json!({ "prestatore_id": famiglia.id, "tipo": "subordinato", "dal": "2025-01-01" });
    api.post(&famiglia.who, &path, &nobody).await.expect(404);
}

#[actix_web::test]
async fn a_body_where_none_belongs_and_a_missing_token_are_refused() {
    let api = start(true).await;
    let famiglia = api.famiglia(1).await;
    let path = "/prestazioni/01980a52-7f7e-7c10-8f6a-000000000000/annullamento";
    let extra = Extra { version: Some("*"), ..Extra::default() };
    api.send(Method::POST, &famiglia.who, path, Some(&json!({})), extra).await.expect(400);
    let wrong_method =
        api.send(Method::DELETE, &famiglia.who, "/prestazioni", None, Extra::default()).await.expect(405);
    assert_eq!(wrong_method.header("allow"), "POST");
}
