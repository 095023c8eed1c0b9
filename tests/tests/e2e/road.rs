//! The whole road of a family and a worker: from registration to the money that leaves.

use libretto_tests::service::cast::{Famiglia, Lavoratore, Modalita};
use libretto_tests::service::{Home, Store};
use serde_json::json;

#[test]
fn from_registration_to_the_bank_file_on_the_embedded_store() {
    the_whole_road(Store::Embedded);
}

#[test]
fn from_registration_to_the_bank_file_on_postgres() {
    the_whole_road(Store::Postgres(libretto_tests::service::Database::create()));
}

fn the_whole_road(store: Store) {
    let home = Home::new(store);
    home.migrate();
    let service = home.start("2026-02-01T08:00");
    let pagopa = service.client(&home.role("sistema-pagamenti"));
    let office = service.client(&home.role("back-office"));
    let rossi = Famiglia::register(&home, &service, 1);
    let verdi = Famiglia::register(&home, &service, 2);
    let anna = Lavoratore::register(&home, &service, 3, &Modalita::Bonifico(7));
    let empty = rossi.client.get(&format!("/utilizzatori/{}/scrivania", rossi.id)).expect_status(200);
    assert_eq!(empty.json["lavoratori"], json!([]), "{}", empty.text);
    assert_eq!(empty.json["ultime_prestazioni"], json!([]));
    rossi.top_up(&pagopa, "100.00");
    verdi.top_up(&pagopa, "20.00");

    rossi.client.clock("2026-02-10T20:00");
    let work = rossi.work(&anna, "2026-02-10", (9, 12));
    let asked = rossi.client.post("/prestazioni/verifiche", &work).expect_status(200);
    assert_eq!(asked.field("/esito"), "ammessa");
    assert_eq!(rossi.available(), "100.00", "a dry run writes nothing");
    let done = rossi.client.post("/prestazioni", &work).expect_status(201);
    assert_eq!(done.field("/ripartizione/compenso"), "24.00");
    assert_eq!(done.field("/pagamento_previsto"), "2026-03-13");
    verdi.client.post("/prestazioni", &verdi.work(&anna, "2026-02-10", (14, 16))).expect_status(201);
    let mistaken = rossi.client.post("/prestazioni", &rossi.work(&anna, "2026-02-10", (17, 19))).expect_status(201);
    assert_eq!(rossi.available(), "50.00");
    let path = format!("/prestazioni/{}/annullamento", mistaken.field("/id"));
    rossi.client.act("POST", &path, None, &mistaken.etag.clone().unwrap()).expect_status(200);
    assert_eq!(rossi.available(), "70.00");

    let early = office.post("/corse-pagamento", &json!({"mese": "2026-02"}));
    assert_eq!(early.codes(), ["mese-non-chiuso"]);
    office.clock("2026-03-04T00:00");
    let run = office.post("/corse-pagamento", &json!({"mese": "2026-02"}));
    assert!(run.status < 300, "{}", run.text);
    assert_eq!(run.field("/esecuzione"), "2026-03-13", "the 15th is a Sunday");
    assert_eq!(run.field("/totali/bonifici/importo"), "40.00", "one credit of two households, without a fee");
    let path = format!("/prestazioni/{}/annullamento", done.field("/id"));
    let late = rossi.client.get(&format!("/prestazioni/{}", done.field("/id"))).expect_status(200);
    let refused = rossi.client.act("POST", &path, None, &late.etag.unwrap()).expect_status(409);
    assert_eq!(refused.codes(), ["irrevocabile"]);

    assert!(service.stop(), "a service that is asked to stop ends well");
    let order =
        std::fs::read_to_string(home.folder().join("uscite/bonifici-2026-02-1-001.xml")).expect("the bank file");
    assert!(order.contains("<CtrlSum>40.00</CtrlSum>") && order.contains("2026-03-13"), "{order}");
    let clean = home.run(&["verifica-registro", "--json"]);
    assert!(clean.contains(r#""differenze":[]"#), "{clean}");
}
