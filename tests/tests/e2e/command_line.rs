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
    assert!(said.contains("libretto.db"), "{said}");
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
