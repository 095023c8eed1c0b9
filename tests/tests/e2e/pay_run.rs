//! A pay run that is killed and run again pays once, and writes the same file.

use libretto_tests::service::cast::{Famiglia, Lavoratore, Modalita};
use libretto_tests::service::{Database, Home, Store};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

/// Workers paid by the run.
const WORKERS: u32 = 12;

#[test]
fn a_killed_run_pays_once_on_the_embedded_store() {
    killed_run(Store::Embedded);
}

#[test]
fn a_killed_run_pays_once_on_postgres() {
    killed_run(Store::Postgres(Database::create()));
}

fn killed_run(store: Store) {
    let home = Home::new(store);
    home.migrate();
    let service = home.start("2026-02-28T23:00");
    let pagopa = service.client(&home.role("sistema-pagamenti"));
    let famiglia = Famiglia::register(&home, &service, 1);
    famiglia.top_up(&pagopa, "1000.00");
    for number in 0..WORKERS {
        let mode = if number % 3 == 0 { Modalita::Domiciliato } else { Modalita::Bonifico(number) };
        let worker = Lavoratore::register(&home, &service, 100 + number, &mode);
        famiglia.client.post("/prestazioni", &famiglia.work(&worker, "2026-02-10", (9, 12))).expect_status(201);
    }
    assert!(service.stop());

    let arguments = ["paga", "--mese", "2026-02", "--json", "--orologio", "2026-03-05T09:00"];
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
    let files = read_files(&home);
    let again: Value = serde_json::from_str(&home.run(&arguments)).expect("JSON");
    assert_eq!(again["prestatori_pagati"], 0, "run again, nothing new: {again}");
    assert_eq!(again["compensi_lordi"], first["compensi_lordi"]);
    assert_eq!(first["compensi_lordi"], "288.00", "12 workers of 3 vouchers: {first}");
    assert_eq!(
        first["bonifici"]["numero"].as_u64().unwrap() + first["bonifici_domiciliati"]["numero"].as_u64().unwrap(),
        12
    );
    assert_eq!(read_files(&home), files, "the same files");
    let clean = home.run(&["verifica-registro", "--json"]);
    assert!(clean.contains(r#""differenze":[]"#), "{clean}");
}

fn read_files(home: &Home) -> BTreeMap<String, String> {
    let folder = home.folder().join("uscite");
    let entries = fs::read_dir(folder).expect("the folder of the files").map(|entry| entry.expect("an entry").path());
    let named =
        |path: &std::path::PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().contains("2026-02"));
    entries
        .filter(named)
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text file")))
        .collect()
}
