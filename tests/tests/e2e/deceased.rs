//! Whoever has the digital identity of somebody whose death is recorded is refused everywhere (COM-14), whatever profiles the
//! deceased had.

use libretto_tests::service::cast::{Famiglia, Lavoratore, Modalita, declarations};
use libretto_tests::service::{Answer, Database, Home, Store};
use serde_json::{Value, json};

#[test]
fn the_identity_of_the_deceased_is_refused_everywhere_on_the_embedded_store() {
    refused_everywhere(Store::Embedded);
}

#[test]
fn the_identity_of_the_deceased_is_refused_everywhere_on_postgres() {
    refused_everywhere(Store::Postgres(Database::create()));
}

/// A request: method, path, body.
type Asked = (&'static str, String, Option<Value>);

fn refused_everywhere(store: Store) {
    let home = Home::new(store);
    home.migrate();
    let service = home.start("2026-02-01T08:00");
    let office = service.client(&home.role("back-office"));
    let pagopa = service.client(&home.role("sistema-pagamenti"));
    // One person with every profile: household, worker, heir of another household.
    let rossi = Famiglia::register(&home, &service, 1);
    let also = Lavoratore::register(&home, &service, 1, &Modalita::Bonifico(7));
    let anna = Lavoratore::register(&home, &service, 2, &Modalita::Bonifico(8));
    let given = declarations(&rossi.client);
    let heir = rossi.client.post("/eredi", &json!({"dichiarazioni": given})).expect_status(201).field("/id").to_owned();
    rossi.top_up(&pagopa, "100.00");
    office.clock("2026-02-10T20:00");
    let work = rossi.work(&anna, "2026-02-10", (9, 10));
    let record = rossi.client.post("/prestazioni", &work).expect_status(201).field("/id").to_owned();

    let asked = requests(&rossi, &also, &heir, &record, &anna);
    for (_, path, _) in asked.iter().filter(|(method, ..)| *method == "GET") {
        rossi.client.get(path).expect_status(200);
    }
    let died = format!("/utilizzatori/{}/decesso", rossi.id);
    office.post(&died, &json!({"giorno": "2026-02-09"})).expect_status(200);
    for (method, path, body) in &asked {
        let answer: Answer = match *method {
            "GET" => rossi.client.get(path),
            method => rossi.client.act(method, path, body.as_ref(), "*"),
        };
        let told = (answer.status, answer.json["codice"].as_str());
        assert_eq!(told, (409, Some("utilizzatore-deceduto")), "{method} {path}: {}", answer.text);
    }
    // The others go on.
    anna.client.get(&format!("/prestatori/{}", anna.id)).expect_status(200);
    office.get(&format!("/utilizzatori/{}", rossi.id)).expect_status(200);
    assert!(service.stop());
}

/// What each profile of the person reads and does.
fn requests(rossi: &Famiglia, also: &Lavoratore, heir: &str, record: &str, anna: &Lavoratore) -> Vec<Asked> {
    let given = json!({"dichiarazioni": declarations(&rossi.client)});
    let (household, worker, heir) =
        (format!("/utilizzatori/{}", rossi.id), format!("/prestatori/{}", also.id), format!("/eredi/{heir}"));
    let account = "IT60X0542811101000000123456";
    let get = |path: String| ("GET", path, None);
    let post = |path: String, body: Value| ("POST", path, Some(body));
    let mut household_kind = given.clone();
    household_kind["tipo_utilizzatore"] = json!("persona_fisica");
    let mut worker_kind = given.clone();
    worker_kind["modalita_pagamento"] = json!({"tipo": "bonifico", "iban": account});
    vec![
        get("/profilo".to_owned()),
        get(household.clone()),
        get(format!("{household}/scrivania")),
        get(format!("{household}/portafoglio")),
        get(format!("{household}/portafoglio/movimenti")),
        get(format!("{household}/prestazioni")),
        get(format!("{household}/versamenti")),
        get(format!("{household}/rimborsi")),
        get(format!("{household}/rapporti")),
        get(format!("{household}/limiti?prestatore_id={}", anna.id)),
        get(format!("/prestazioni/{record}")),
        get(worker.clone()),
        get(format!("{worker}/prestazioni")),
        get(format!("{worker}/limiti")),
        get(heir.clone()),
        get(format!("{heir}/pratiche")),
        post("/utilizzatori".to_owned(), household_kind),
        post("/prestatori".to_owned(), worker_kind),
        post("/eredi".to_owned(), given),
        post(format!("{household}/versamenti"), json!({"importo": "10.00"})),
        post(format!("{household}/rimborsi"), json!({"importo": "10.00", "iban": account, "intestatari": []})),
        post("/prestazioni".to_owned(), rossi.work(anna, "2026-02-09", (9, 10))),
        ("POST", format!("/prestazioni/{record}/annullamento"), None),
        ("PUT", format!("{worker}/modalita-pagamento"), Some(json!({"tipo": "bonifico_domiciliato"}))),
        post(format!("{worker}/autocertificazioni"), json!({"categoria": "pensionato", "dal": "2026-02-01"})),
        post(
            format!("{heir}/dichiarazioni"),
            json!({
                "codice_fiscale_defunto": libretto_tests::service::cast::codice_fiscale(2), "titolo": "legittimo",
                "parentela": "figlio", "giorno_decesso": "2026-02-01", "coeredi": [],
            }),
        ),
    ]
}
