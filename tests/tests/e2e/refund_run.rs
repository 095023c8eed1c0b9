//! A run of refunds that is killed and run again sends each refund once, and writes the same file.

use libretto_tests::service::cast::{Famiglia, codice_fiscale};
use libretto_tests::service::{Database, Home, Store};
use serde_json::{Value, json};
use std::fs;
use std::process::Stdio;

#[test]
fn a_killed_run_of_refunds_sends_once_on_the_embedded_store() {
    killed_run(Store::Embedded);
}

#[test]
fn a_killed_run_of_refunds_sends_once_on_postgres() {
    killed_run(Store::Postgres(Database::create()));
}

fn killed_run(store: Store) {
    let home = Home::new(store);
    home.migrate();
    let service = home.start("2026-02-10T09:00");
    let (pagopa, office) = (service.client(&home.role("sistema-pagamenti")), service.client(&home.role("back-office")));
    for number in 1..=3 {
        let famiglia = Famiglia::register(&home, &service, number);
        famiglia.top_up(&pagopa, "100.00");
        let path = format!("/utilizzatori/{}/rimborsi", famiglia.id);
        let iban = "IT60X0542811101000000123456";
        let body = json!({"importo": "33.33", "iban": iban, "intestatari": [codice_fiscale(number)]});
        let asked = famiglia.client.post(&path, &body).expect_status(201);
        let act = format!("/rimborsi/{}/approvazione", asked.field("/id"));
        office.act("POST", &act, Some(&json!({})), "\"1\"").expect_status(200);
        assert_eq!(famiglia.available(), "66.67");
    }
    assert!(service.stop());

    let arguments = ["rimborsa", "--json", "--orologio", "2026-02-11T09:00"];
    // Killed at once, and again a little later in its life each time: wherever it was, the next one goes on from there.
    for patience in [0_u32, 2_000, 20_000, 200_000] {
        let mut run = home.command(&arguments).stdout(Stdio::null()).spawn().expect("the run starts");
        for _ in 0..patience {
            std::thread::yield_now();
        }
        let _ = run.kill();
        run.wait().expect("the run ends");
    }
    let first: Value = serde_json::from_str(&home.run(&arguments)).expect("JSON");
    assert_eq!(first["corse"].as_array().map(Vec::len), Some(1), "{first}");
    assert_eq!(first["corse"][0]["bonifici"], json!({"numero": 3, "importo": "99.99"}), "{first}");
    let file = home.folder().join("uscite").join("rimborsi-000001-001.xml");
    let written = fs::read_to_string(&file).expect("the file");
    assert_eq!(written.matches("<CdtTrfTxInf>").count(), 3);
    fs::remove_file(&file).expect("the file goes");
    let again: Value = serde_json::from_str(&home.run(&arguments)).expect("JSON");
    assert_eq!((&again["rimborsi_inviati"], &again["corse"]), (&json!(0), &first["corse"]), "nothing new");
    assert_eq!(fs::read_to_string(&file).expect("the file"), written, "the same bytes");
    let clean = home.run(&["verifica-registro", "--json"]);
    assert!(clean.contains(r#""differenze":[]"#), "{clean}");
}
