//! The baby-sitting bonus: granted by the office, claimed by the household in time, kept apart from own money.

use crate::support::{Extra, Who, bonifico, communication, start};
use actix_web::http::Method;
use serde_json::json;

#[actix_web::test]
async fn a_bonus_is_granted_by_the_office_and_renounced_when_nobody_claims_it_in_time() {
    let api = start(true).await;
    let (famiglia, other, office) = (api.famiglia(1).await, api.famiglia(3).await, Who::role("back_office"));
    let base = format!("/utilizzatori/{}/bonus", famiglia.id);
    let body = json!({ "importo": "600.00", "accolto_il": "2020-06-01" });
    api.post(&famiglia.who, &base, &body).await.expect(403);
    let key = || Extra { key: Some("b-1"), ..Extra::default() };
    let granted = api.send(Method::POST, &office, &base, Some(&body), key()).await.expect(201);
    assert_eq!((granted.field("/ultimo_giorno"), granted.header("etag")), ("2020-06-16", "\"1\""));
    assert!(granted.header("location").ends_with(&format!("{base}/{}", granted.field("/id"))));
    let repeated = api.send(Method::POST, &office, &base, Some(&body), key()).await.expect(201);
    assert_eq!(repeated.text, granted.text);

    let one = format!("{base}/{}", granted.field("/id"));
    let listed = api.get(&famiglia.who, &base).await.expect(200);
    assert_eq!((listed.field("/bonus/0/stato"), listed.field("/bonus/0/importo")), ("rinunciato", "600.00"));
    assert!(listed.json.pointer("/bonus/1").is_none(), "the repetition granted nothing");
    assert_eq!(api.get(&famiglia.who, &one).await.expect(200).header("etag"), "\"1\"");
    for path in [&base, &one] {
        api.get(&other.who, path).await.expect(404);
    }
    let claim = format!("{one}/appropriazione");
    api.act(&other.who, &claim, None, "*").await.expect(404);
    api.act(&famiglia.who, &claim, None, "\"7\"").await.expect(412);
    let late = api.act(&famiglia.who, &claim, None, "\"1\"").await.expect(410);
    assert_eq!((late.field("/codice"), late.field("/violazioni/0/regola")), ("bonus-rinunciato", "BON-02"));
    let wallet = api.get(&famiglia.who, &format!("/utilizzatori/{}/portafoglio", famiglia.id)).await.expect(200);
    assert!(wallet.json.get("bonus").is_none(), "no bonus money, no bonus purse");
}

#[actix_web::test]
async fn a_bonus_that_the_law_did_not_give_is_refused() {
    let api = start(true).await;
    let (famiglia, office) = (api.famiglia(1).await, Who::role("back_office"));
    let base = format!("/utilizzatori/{}/bonus", famiglia.id);
    for (importo, accolto_il, codice, campo) in [
        ("600.00", "2020-03-16", "bonus-non-previsto", "/accolto_il"),
        ("600.00", "2021-05-01", "bonus-non-previsto", "/accolto_il"),
        ("600.00", "2026-02-21", "bonus-non-previsto", "/accolto_il"),
        ("605.00", "2020-06-01", "bonus-importo-non-ammesso", "/importo"),
        ("1210.00", "2020-06-01", "bonus-importo-non-ammesso", "/importo"),
    ] {
        let body = json!({ "importo": importo, "accolto_il": accolto_il });
        let refused = api.post(&office, &base, &body).await.expect(422);
        assert_eq!((refused.field("/codice"), refused.field("/violazioni/0/campo")), (codice, campo), "{body}");
    }
    let nobody = "/utilizzatori/01980a52-7f7e-7c10-8f6a-000000000000/bonus";
    api.post(&office, nobody, &json!({ "importo": "600.00", "accolto_il": "2020-06-01" })).await.expect(404);
}

#[actix_web::test]
async fn the_bonus_pays_no_work_of_today_and_own_money_is_told_apart() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    let mut body = communication(&famiglia, &anna, (9, 10), "10.00");
    body["borsa"] = json!("bonus");
    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    assert_eq!((refused.codes(), refused.field("/violazioni/0/campo")), (vec!["bonus-ambito-non-ammesso"], "/ambito"));
    body["ambito"] = json!("assistenza_domiciliare");
    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    assert_eq!(refused.codes(), ["bonus-ambito-non-ammesso"]);
    assert_eq!(refused.field("/violazioni/0/campo"), "/assistenza_bambini", "home care, but of whom is not said");
    body["assistenza_bambini"] = json!(true);
    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    assert_eq!(refused.codes(), ["bonus-fuori-periodo", "fondi-insufficienti"]);
    body["borsa"] = json!("propria");
    body["parentela"] = json!("familiare_convivente");
    let accepted = api.post(&famiglia.who, "/prestazioni", &body).await.expect(201);
    assert_eq!(accepted.field("/borsa"), "propria");
    // The worker has registered today, after the work.
    assert_eq!(accepted.field("/avvertenze/1/codice"), "familiare-convivente");
    body["borsa"] = json!("altrui");
    let malformed = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    assert_eq!(malformed.field("/campi/0/campo"), "/borsa");
}
