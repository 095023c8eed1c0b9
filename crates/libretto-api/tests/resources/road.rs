//! The main road: registration, top-up, «may I?», communication, correction, cancellation, dashboard.

use crate::support::{Api, Famiglia, Who, bonifico, communication, start, start_at, work};
use serde_json::json;

#[actix_web::test]
async fn from_registration_to_the_scrivania() {
    let api = start_at("2026-02-10T10:00", true).await;
    let famiglia = api.famiglia(1).await;
    let anna = api.lavoratore(2, bonifico()).await;
    api.clock("2026-02-20T10:00");
    let scrivania = format!("/utilizzatori/{}/scrivania", famiglia.id);

    let empty = api.get(&famiglia.who, &scrivania).await.expect(200);
    assert_eq!(empty.json["lavoratori"], json!([]));
    assert_eq!(empty.json["ultime_prestazioni"], json!([]));
    assert_eq!(empty.json["attivita_in_corso"], json!({ "prestazioni": [], "versamenti": [] }));
    assert_eq!(empty.field("/portafoglio/disponibile"), "0.00");
    assert_eq!(empty.field("/limiti/utilizzatore/residuo"), "10000.00");
    assert_eq!(empty.json["limiti"]["lavoratori"], json!([]));

    let path = format!("/utilizzatori/{}/versamenti", famiglia.id);
    api.post(&famiglia.who, &path, &json!({ "importo": "50.00" })).await.expect(201);
    api.top_up(&famiglia, "100.00").await;
    let found = api.get(&famiglia.who, &format!("{path}?stato=in_attesa")).await.expect(200);
    assert_eq!(found.json["versamenti"].as_array().unwrap().len(), 1);

    let found = json!({ "codice_fiscale": crate::support::code(2) });
    let found = api.post(&famiglia.who, "/prestatori/ricerche", &found).await.expect(200);
    assert_eq!((found.field("/prestatore_id"), found.field("/nome_proprio")), (anna.id.as_str(), "Nome2"));

    let body = communication(&famiglia, &anna, (9, 13), "40.00");
    let asked = api.post(&famiglia.who, "/prestazioni/verifiche", &body).await.expect(200);
    assert_eq!(asked.field("/esito"), "ammessa");
    assert_eq!(asked.field("/limiti_residui/coppia/residuo"), "2468.00");
    assert_eq!(asked.field("/limiti_residui/utilizzatore/usato"), "24.00", "a pensioner counts three quarters");
    assert_eq!(asked.json["limiti_residui"]["prestatore"], json!({ "raggiunto": false }));
    assert_eq!(api.disponibile(&famiglia).await, "100.00", "a dry run writes nothing");

    let done = api.post(&famiglia.who, "/prestazioni", &body).await.expect(201);
    assert_eq!((done.field("/stato"), done.header("etag")), ("accettata", "\"1\""));
    assert!(done.header("location").ends_with(&format!("/prestazioni/{}", done.field("/id"))));
    assert_eq!(done.header("cache-control"), "no-store");
    assert_eq!(
        done.json["ripartizione"],
        json!({
            "costo_complessivo": "40.00", "compenso": "32.00", "ivs": "6.60", "inail": "1.00", "oneri_gestionali": "0.40"
        })
    );
    assert_eq!(done.field("/rettificabile_fino_a"), "2026-03-03T23:00:00Z");
    assert_eq!(done.field("/pagamento_previsto"), "2026-03-13");
    assert_eq!(done.json["anno_di_attribuzione"], 2026);
    assert_eq!(done.json["avvertenze"], json!([]));
    assert_eq!(done.json["spiegazione"], asked.json["spiegazione"], "the same decision, the same explanation");
    assert_eq!(api.disponibile(&famiglia).await, "60.00");
    correct_and_cancel(&api, &famiglia, &format!("/prestazioni/{}", done.field("/id"))).await;
    movements(&api, &famiglia).await;
}

/// Corrects the record at an address, looks at the dashboard, cancels it.
async fn correct_and_cancel(api: &Api, famiglia: &Famiglia, address: &str) {
    let scrivania = format!("/utilizzatori/{}/scrivania", famiglia.id);
    let corrected =
        api.act(&famiglia.who, &format!("{address}/rettifiche"), Some(&work((9, 12), "30.00")), "\"1\"").await;
    let corrected = corrected.expect(200);
    assert_eq!((corrected.field("/ripartizione/compenso"), corrected.header("etag")), ("24.00", "\"2\""));
    assert_eq!(api.disponibile(famiglia).await, "70.00");

    let full = api.get(&famiglia.who, &scrivania).await.expect(200);
    assert_eq!((full.field("/lavoratori/0/cognome"), full.field("/lavoratori/0/compensi")), ("Cognome2", "24.00"));
    assert_eq!(full.json["limiti"]["lavoratori"][0]["ore"]["minuti_usati"], 180);
    assert_eq!(full.field("/attivita_in_corso/prestazioni/0/stato"), "accettata");
    assert_eq!(full.field("/portafoglio/in_attesa"), "50.00");

    let cancelled = api.act(&famiglia.who, &format!("{address}/annullamento"), None, "\"2\"").await.expect(200);
    assert_eq!(cancelled.field("/stato"), "annullata");
    assert!(cancelled.json.get("pagamento_previsto").is_none(), "what is cancelled is not paid");
    assert_eq!(api.disponibile(famiglia).await, "100.00");
}

/// The movements of the wallet, page after page.
async fn movements(api: &Api, famiglia: &Famiglia) {
    let movements = format!("/utilizzatori/{}/portafoglio/movimenti?limit=2", famiglia.id);
    let first = api.get(&famiglia.who, &movements).await.expect(200);
    let rest = format!("{movements}&cursor={}", first.field("/cursore_successivo"));
    let rest = api.get(&famiglia.who, &rest).await.expect(200);
    let all = [&first, &rest].map(|page| page.json["movimenti"].as_array().unwrap().clone()).concat();
    assert!(all.len() >= 4, "{all:?}");
    let causes: Vec<_> = all.iter().filter_map(|one| one["causale"].as_str()).collect();
    assert_eq!(causes.last(), Some(&"versamento_accreditato"), "from the latest to the first: {causes:?}");
}

#[actix_web::test]
async fn a_refusal_tells_every_violation_with_its_source_and_changes_nothing() {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    let body = communication(&famiglia, &anna, (9, 13), "3130.00");
    let dry = api.post(&famiglia.who, "/prestazioni/verifiche", &body).await.expect(200);
    assert_eq!(dry.field("/esito"), "respinta");
    assert_eq!(dry.codes(), ["limite-coppia-superato", "fondi-insufficienti"]);
    assert!(dry.json.get("ripartizione").is_none());

    let refused = api.post(&famiglia.who, "/prestazioni", &body).await.expect(422);
    assert_eq!(refused.field("/type"), "/problemi/decisione-negativa");
    assert_eq!(refused.codes(), dry.codes());
    assert_eq!(refused.json["violazioni"], dry.json["violazioni"]);
    assert_eq!(refused.json["spiegazione"], dry.json["spiegazione"]);
    assert_eq!(refused.field("/violazioni/0/limite"), "2500.00");
    assert_eq!(refused.field("/violazioni/0/richiesto"), "2504.00");
    assert_eq!(refused.field("/violazioni/1/campo"), "/costo_complessivo");

    let poor = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 13), "40.00")).await;
    assert_eq!(poor.expect(409).field("/type"), "/problemi/fondi-insufficienti", "one violation, a matter of state");
    let nowhere = format!("/utilizzatori/{}/prestazioni", famiglia.id);
    assert_eq!(api.get(&famiglia.who, &nowhere).await.expect(200).json["prestazioni"], json!([]));
}

#[actix_web::test]
async fn registration_reads_the_person_from_the_identity() {
    let api = start(true).await;
    let who = Who::person(1);
    let declared = api.get(&who, "/dichiarazioni").await.expect(200).json["dichiarazioni"].clone();
    assert_eq!(declared.as_array().unwrap().len(), 2);
    let before = api.get(&who, "/profilo").await.expect(200);
    assert_eq!((before.field("/nome_proprio"), before.json.get("utilizzatore_id")), ("Nome1", None));

    let without = json!({ "tipo_utilizzatore": "persona_fisica", "dichiarazioni": [] });
    let refused = api.post(&who, "/utilizzatori", &without).await.expect(422);
    assert_eq!(refused.codes(), ["dichiarazione-mancante"]);
    assert_eq!(refused.field("/violazioni/0/campo"), "/dichiarazioni");

    let famiglia = api.famiglia(1).await;
    let profile = api.get(&who, "/profilo").await.expect(200);
    assert_eq!(profile.field("/utilizzatore_id"), famiglia.id);
    assert!(!profile.text.contains(&crate::support::code(1)), "the fiscal code is not repeated");
    let own = api.get(&who, &format!("/utilizzatori/{}", famiglia.id)).await.expect(200);
    assert_eq!((own.field("/cognome"), own.header("etag")), ("Cognome1", "\"1\""));

    let again = json!({ "tipo_utilizzatore": "persona_fisica", "dichiarazioni": crate::support::dichiarazioni() });
    let again = api.post(&who, "/utilizzatori", &again).await.expect(409);
    assert_eq!(again.field("/type"), "/problemi/gia-registrato");

    let body = json!({ "tipo_utilizzatore": "persona_fisica", "dichiarazioni": crate::support::dichiarazioni() });
    let nameless = api.post(&Who::nameless(3), "/utilizzatori", &body).await.expect(422);
    assert_eq!(nameless.field("/codice"), "identita-incompleta");
    let unnamed = api.post(&Who::role("back_office"), "/utilizzatori", &body).await.expect(422);
    assert_eq!(unnamed.field("/campi/0/campo"), "/persona", "the branch registers somebody else");
    api.post(&Who::role("sistema_pagamenti"), "/utilizzatori", &body).await.expect(403);
}
