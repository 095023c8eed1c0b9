//! What the commands say when something is wrong.

use libretto_tests::service::{Home, Store};
use std::fs;

fn failure(home: &Home, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = home.command(arguments).envs(variables.iter().copied()).output().expect("the binary runs");
    assert!(!output.status.success(), "{arguments:?} must fail");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_second_process_on_the_same_file_is_refused_clearly() {
    let home = Home::new(Store::Embedded);
    let service = home.start("2026-02-01T08:00");
    let said = failure(&home, &["verifica-registro"], &[]);
    assert!(said.contains("libretto.db è in uso da un altro processo"), "{said}");
    assert!(service.stop());
    assert!(home.run(&["verifica-registro", "--json"]).contains(r#""differenze":[]"#));
}

#[test]
fn a_foreign_file_is_refused_and_left_as_it_was() {
    let home = Home::new(Store::Embedded);
    let path = home.folder().join("libretto.db");
    fs::write(&path, "questo non è un archivio").expect("a file");
    let said = failure(&home, &["verifica-registro"], &[]);
    assert!(said.contains("libretto.db"), "{said}");
    assert_eq!(fs::read_to_string(&path).expect("the file"), "questo non è un archivio");
}

#[test]
fn a_job_on_a_folder_without_a_store_is_refused() {
    let home = Home::new(Store::Embedded);
    for job in [&["verifica-registro"][..], &["paga", "--mese", "2026-02"]] {
        assert!(failure(&home, job, &[]).contains("libretto.db"));
    }
    assert!(!home.folder().join("libretto.db").exists(), "nothing is left behind");
}

#[test]
fn every_wrong_setting_is_named_at_once() {
    let home = Home::new(Store::Embedded);
    let said = failure(&home, &["serve"], &[("LIBRETTO_INDIRIZZO", "dovunque"), ("LIBRETTO_CHIAVE_IMPRONTE", "corta")]);
    assert!(said.contains("LIBRETTO_INDIRIZZO") && said.contains("LIBRETTO_CHIAVE_IMPRONTE"), "{said}");
    assert!(!said.contains("corta\n"), "a secret is never printed: {said}");
}

#[test]
fn a_sandbox_listens_on_loopback_only() {
    let home = Home::new(Store::Embedded);
    let said = failure(&home, &["serve"], &[("LIBRETTO_INDIRIZZO", "0.0.0.0:0")]);
    assert!(said.contains("sandbox"), "{said}");
}

#[test]
fn migrate_says_that_the_embedded_store_needs_none() {
    let said = failure(&Home::new(Store::Embedded), &["migrate"], &[]);
    assert!(said.contains("LIBRETTO_DATABASE_URL"), "{said}");
}

#[test]
fn the_law_of_a_day_is_printed_and_is_what_the_service_shows() {
    let home = Home::new(Store::Embedded);
    let table = home.run(&["parametri", "--data", "2022-12-31"]);
    let household = table.lines().find(|line| line.starts_with("limite-utilizzatore")).expect("a line for the limit");
    assert!(household.contains("5000.00 euro") && household.contains("24/06/2017 - 31/12/2022"), "{household}");
    assert!(table.lines().any(|line| line.starts_with("termine-festivo") && line.contains("AMB-20")), "{table}");
    let printed: serde_json::Value =
        serde_json::from_str(&home.run(&["parametri", "--data", "2022-12-31", "--json"])).expect("JSON");
    let service = home.start("2026-02-01T08:00");
    let shown = service.client(&home.role("back-office")).get("/parametri?data=2022-12-31");
    assert_eq!(shown.json, printed);
    assert!(service.stop());
    assert!(failure(&home, &["parametri", "--data", "2017-06-23"], &[]).contains("24/06/2017"));
}

const NOTICES: &str = "\
protocollo,datore_lavoro,lavoratore,tipo,dal,al
1000026200000001,RSSMRA80A01H501U,PRVNNA85E52H501W,subordinato,2025-01-01,
1000026200000002,RSSMRA80A01H501U,PRVBRN78S03F205P,somministrazione,2025-01-01,2025-12-31
1000026200000001,RSSMRA80A01H501U,PRVNNA85E52H501W,subordinato,2025-01-01,2026-01-15
";

#[test]
fn an_imported_file_is_taken_whole_and_the_same_file_again_changes_nothing() {
    let home = Home::new(Store::Embedded);
    assert!(home.start("2026-02-01T08:00").stop(), "there is a store");
    let path = home.folder().join("rapporti.csv");
    fs::write(&path, NOTICES).expect("a file");
    let file = path.to_str().expect("a path");
    let import = || home.run(&["importa", "comunicazioni-obbligatorie", file, "--json"]);
    assert_eq!(import().trim(), r#"{"aggiornati":0,"invariati":1,"nuovi":2,"righe":3}"#);
    assert_eq!(import().trim(), r#"{"aggiornati":0,"invariati":3,"nuovi":0,"righe":3}"#);
    assert!(home.run(&["verifica-registro", "--json"]).contains(r#""eventi":2"#));
}

#[test]
fn a_file_with_a_mistake_is_refused_whole_with_row_and_column() {
    let home = Home::new(Store::Embedded);
    assert!(home.start("2026-02-01T08:00").stop(), "there is a store");
    let path = home.folder().join("rapporti.csv");
    let file = path.to_str().expect("a path");
    let said = |text: String| {
        fs::write(&path, text).expect("a file");
        failure(&home, &["importa", "comunicazioni-obbligatorie", file], &[])
    };
    let told =
        said(NOTICES.replace("2025-12-31", "31/12/2025").replace("PRVNNA85E52H501W,sub", "PRVNNA85E52H501X,sub"));
    assert!(told.contains("riga 2, colonna lavoratore") && told.contains("riga 3, colonna al"), "{told}");
    assert!(!told.contains("PRVNNA"), "no fiscal code is repeated: {told}");
    let told = said(NOTICES.replace("2026-01-15", "2024-01-15"));
    assert!(told.contains("riga 4, colonna al"), "what the law refuses has its place too: {told}");
    let told = said(NOTICES.replace("1000026200000002", "1000026200000001"));
    assert!(told.contains("riga 3, colonna protocollo"), "{told}");
    assert!(said(NOTICES.replace("tipo", "genere")).contains("intestazione"));
    let asked = ["importa", "comunicazioni-obbligatorie", file, "--json"];
    let output = home.command(&asked).output().expect("the binary runs");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(!output.status.success() && told["altri"] == 0, "{told}");
    assert_eq!(told["errori"][0]["riga"], 1);
    assert!(told["errori"][0]["motivo"].as_str().is_some_and(|text| text.contains("intestazione")), "{told}");
    assert!(home.run(&["verifica-registro", "--json"]).contains(r#""eventi":0"#), "nothing was written");
}

#[test]
fn external_pay_is_imported_for_registered_workers_only() {
    let home = Home::new(Store::Embedded);
    assert!(home.start("2026-02-01T08:00").stop(), "there is a store");
    let path = home.folder().join("compensi.csv");
    fs::write(&path, "lavoratore,anno,importo,noto_il\nPRVNNA85E52H501W,2026,200.00,2026-01-31T00:00:00Z\n")
        .expect("a file");
    let said = failure(&home, &["importa", "compensi-esterni", path.to_str().expect("a path")], &[]);
    assert!(said.contains("riga 2, colonna lavoratore"), "{said}");
}
