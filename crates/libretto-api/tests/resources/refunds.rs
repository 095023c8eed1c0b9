//! Refunds: what the household asks, what the office works, and who sees what.

use crate::support::{Extra, Famiglia, Who, code, start};
use actix_web::http::Method;
use serde_json::{Value, json};

const IBAN: &str = "IT60X0542811101000000123456";

fn asks(importo: &str, holder: u32) -> Value {
    json!({ "importo": importo, "iban": IBAN, "intestatari": [code(holder)] })
}

fn list(famiglia: &Famiglia) -> String {
    format!("/utilizzatori/{}/rimborsi", famiglia.id)
}

#[actix_web::test]
async fn a_refund_from_the_request_to_the_transfer() {
    let api = start(true).await;
    let (famiglia, office) = (api.famiglia(1).await, Who::role("back_office"));
    api.top_up(&famiglia, "300.00").await;
    let asked = api.post(&famiglia.who, &list(&famiglia), &asks("280.00", 1)).await.expect(201);
    assert_eq!((asked.field("/stato"), asked.field("/importo")), ("presentato", "280.00"));
    assert_eq!(asked.field("/iban_mascherato"), "IT60********************456");
    assert!(asked.field("/protocollo").starts_with("LFR-2026-"));
    assert!(!asked.text.contains(IBAN) && !asked.text.contains(&code(1)), "{}", asked.text);
    assert!(asked.json["spiegazione"]["passi"].as_array().is_some_and(|steps| steps.len() > 5));
    assert_eq!(api.disponibile(&famiglia).await, "20.00");

    let own = format!("{}/{}", list(&famiglia), asked.field("/id"));
    assert!(asked.header("location").ends_with(&own));
    let seen = api.get(&famiglia.who, &own).await.expect(200);
    assert_eq!((seen.header("etag"), seen.field("/protocollo")), ("\"1\"", asked.field("/protocollo")));
    let worked = format!("/rimborsi/{}", asked.field("/id"));
    let waiting = api.get(&office, "/rimborsi?stato=presentato").await.expect(200);
    assert_eq!(waiting.field("/rimborsi/0/id"), asked.field("/id"));

    let approve = format!("{worked}/approvazione");
    api.act(&office, &approve, Some(&json!({ "iban": IBAN })), "\"1\"").await.expect(422);
    api.act(&office, &approve, Some(&json!({})), "\"2\"").await.expect(412);
    let approved = api.act(&office, &approve, Some(&json!({ "importo": "250.00" })), "\"1\"").await.expect(200);
    assert_eq!((approved.field("/stato"), approved.field("/richiesto")), ("approvato", "280.00"));
    assert_eq!(api.disponibile(&famiglia).await, "50.00");
    let late = api.act(&famiglia.who, &format!("{own}/ritiro"), None, "\"2\"").await.expect(409);
    assert_eq!(late.field("/type"), "/problemi/stato-rimborso-incompatibile");

    let send = async || api.act(&office, "/corse-rimborsi", None, "*").await;
    let run = send().await.expect(200);
    assert_eq!((&run.json["rimborsi_inviati"], run.field("/corse/0/bonifici/importo")), (&json!(1), "250.00"));
    let again = send().await.expect(200);
    assert_eq!((&again.json["rimborsi_inviati"], &again.json["corse"]), (&json!(0), &run.json["corse"]));
    let returned = json!({ "motivo": "conto_chiuso" });
    let returned = api.act(&office, &format!("{worked}/restituzione"), Some(&returned), "\"3\"").await.expect(200);
    assert_eq!(returned.field("/motivo_restituzione"), "conto_chiuso");
    let refused = json!({ "motivo": "altro" });
    api.act(&office, &format!("{worked}/reiezione"), Some(&refused), "\"4\"").await.expect(200);
    assert_eq!(api.disponibile(&famiglia).await, "300.00");
    let runs = api.get(&office, "/corse-rimborsi?limit=1").await.expect(200);
    assert_eq!(runs.json["corse"], run.json["corse"]);
}

#[actix_web::test]
async fn what_is_wrong_is_named_with_its_field_and_its_rule() {
    let api = start(true).await;
    let famiglia = api.famiglia(1).await;
    api.top_up(&famiglia, "100.00").await;
    let foreign = api.post(&famiglia.who, &list(&famiglia), &asks("10.00", 2)).await.expect(422);
    assert_eq!(foreign.field("/type"), "/problemi/iban-non-intestato");
    assert_eq!(
        (foreign.field("/violazioni/0/campo"), foreign.field("/violazioni/0/regola")),
        ("/intestatari", "REF-02")
    );
    let mut wrong = asks("0.00", 1);
    wrong["iban"] = json!("IT61X0542811101000000123456");
    let wrong = api.post(&famiglia.who, &list(&famiglia), &wrong).await.expect(422);
    assert_eq!(wrong.codes(), ["importo-non-positivo", "iban-non-valido"]);
    assert!(!wrong.text.contains("IT61"), "what was sent is not repeated");
    let mut many = asks("10.00", 1);
    many["intestatari"] = (1..=11).map(code).collect();
    let many = api.post(&famiglia.who, &list(&famiglia), &many).await.expect(422);
    assert_eq!(many.field("/type"), "/problemi/dati-non-validi");
    let more = api.post(&famiglia.who, &list(&famiglia), &asks("100.01", 1)).await.expect(201);
    assert_eq!((more.field("/importo"), more.field("/avvertenze/0/codice")), ("100.00", "rimborso-ridotto"));
}

#[actix_web::test]
async fn another_household_and_a_citizen_find_no_refund_and_no_office() {
    let api = start(true).await;
    let (famiglia, stranger) = (api.famiglia(1).await, api.famiglia(2).await);
    api.top_up(&famiglia, "100.00").await;
    let key = Extra { key: Some("rimborso-1"), ..Extra::default() };
    let ask = async |extra: Extra<'_>| {
        let body = asks("10.00", 1);
        api.send(Method::POST, &famiglia.who, &list(&famiglia), Some(&body), extra).await
    };
    let asked = ask(key).await.expect(201);
    assert_eq!(ask(Extra { key: Some("rimborso-1"), ..Extra::default() }).await.text, asked.text, "one refund");
    assert_eq!(api.disponibile(&famiglia).await, "90.00");
    let own = format!("{}/{}", list(&famiglia), asked.field("/id"));
    let below = format!("{}/{}", list(&stranger), asked.field("/id"));
    for path in [&own, &below, &list(&famiglia)] {
        api.get(&stranger.who, path).await.expect(404);
    }
    api.get(&famiglia.who, &below).await.expect(404);
    api.act(&stranger.who, &format!("{own}/ritiro"), None, "*").await.expect(404);
    api.post(&stranger.who, &list(&famiglia), &asks("10.00", 2)).await.expect(404);
    let worked = format!("/rimborsi/{}", asked.field("/id"));
    for path in ["/rimborsi", worked.as_str(), "/corse-rimborsi"] {
        api.get(&famiglia.who, path).await.expect(403);
    }
    for act in ["approvazione", "reiezione", "restituzione"] {
        let body = if act == "approvazione" { json!({}) } else { json!({ "motivo": "altro" }) };
        api.act(&famiglia.who, &format!("{worked}/{act}"), Some(&body), "*").await.expect(403);
    }
    api.act(&famiglia.who, "/corse-rimborsi", None, "*").await.expect(403);
    let withdrawn = api.act(&famiglia.who, &format!("{own}/ritiro"), None, "\"1\"").await.expect(200);
    assert_eq!((withdrawn.field("/stato"), api.disponibile(&famiglia).await.as_str()), ("ritirato", "100.00"));
}
