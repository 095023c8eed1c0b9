//! The chain of the register on `PostgreSQL`, as whoever runs the service meets it (I12).

use libretto_tests::service::cast::Famiglia;
use libretto_tests::service::{Database, Home, Store};
use std::thread;

const UNSEALED: &str =
    "SELECT count(*) FROM eventi AS e WHERE NOT EXISTS (SELECT 1 FROM catena_eventi AS c WHERE c.evento = e.id)";

#[test]
fn the_service_seals_what_it_writes_and_the_verification_names_what_was_altered() {
    let home = Home::new(Store::Postgres(Database::create()));
    let Store::Postgres(database) = home.store() else { unreachable!("this store was asked for") };
    home.migrate();
    let service = home.start("2026-02-28T23:00");
    let pagopa = service.client(&home.role("sistema-pagamenti"));
    Famiglia::register(&home, &service, 1).top_up(&pagopa, "100.00");
    // Beside the requests, and without anybody asking for it.
    while database.ask(UNSEALED) != "0" {
        thread::yield_now();
    }
    assert_ne!(database.ask("SELECT count(*) FROM catena_eventi"), "0");
    assert!(service.stop());
    let clean = home.run(&["verifica-registro", "--json"]);
    assert!(clean.contains(r#""differenze":[]"#), "{clean}");

    let altered =
        "UPDATE eventi SET istante = istante - interval '1 day' WHERE tipo = 'utilizzatore_registrato' RETURNING id";
    let event = database.ask(altered);
    let event = event.lines().next().expect("the identifier of what was altered");
    let output = home.command(&["verifica-registro"]).output().expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success(), "{said}");
    let named = said.lines().any(|line| line.trim_start().starts_with("I12: place ") && line.contains(event));
    assert!(named, "{said}");
}
