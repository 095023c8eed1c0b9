//! Work that is admitted.

use super::check;
use super::scena::Scena;
use libretto_core::contract::people::Person;
use libretto_core::contract::stage::Work;
use libretto_core::prestatore::Categoria;
use libretto_core::prestazione::Richiesta;

#[test]
fn spiegazioni_of_ordinary_work_for_each_party() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 500), scena.prestatore(Person::number(2)));
    scena.quando("2026-02-14T18:00");
    scena.comunica(&rossi, &anna, Work("2026-02-07T09:00", 240, 4));
    let whole = scena.verifica(&rossi, &anna, Work("2026-02-14T09:00", 210, 5));
    let parts = [
        ("Quattro ore scarse di pulizie, cinque titoli: vista dall'utilizzatore", whole.clone().for_utilizzatore()),
        ("La stessa decisione vista dal prestatore", whole.for_prestatore()),
    ];
    check("ordinaria", &parts);
}

#[test]
fn spiegazioni_of_reduced_weight() {
    let scena = Scena::nuova();
    let worker = Person::number(2).born("1950-05-10").certifying(Categoria::Pensionato, "2026-01-01");
    let (rossi, bruno) = (scena.famiglia(1, 100), scena.prestatore(worker));
    scena.quando("2026-02-14T18:00");
    let told = scena.verifica(&rossi, &bruno, Work("2026-02-14T09:00", 60, 1));
    check("peso-ridotto", &[("Un pensionato che lo ha autocertificato conta al 75% per il comma 8", told)]);
}

#[test]
fn spiegazioni_of_a_student_who_turns_25() {
    let scena = Scena::nuova();
    let worker = Person::number(2).born("2001-05-10").certifying(Categoria::Studente, "2026-01-01");
    let (rossi, studente) = (scena.famiglia(1, 100), scena.prestatore(worker));
    scena.quando("2026-05-10T18:00");
    let before = scena.verifica(&rossi, &studente, Work("2026-05-09T15:00", 60, 1));
    let after = scena.verifica(&rossi, &studente, Work("2026-05-10T15:00", 60, 1));
    check(
        "studente-che-compie-25-anni",
        &[("Il giorno prima del venticinquesimo compleanno", before), ("Il giorno del compleanno", after)],
    );
}

#[test]
fn spiegazioni_of_a_minor_who_registered_late() {
    let scena = Scena::nuova();
    let rossi = scena.famiglia(1, 100);
    scena.quando("2026-02-14T18:00");
    let minor = scena.prestatore(Person::number(2).born("2008-06-01"));
    let told = scena.verifica(&rossi, &minor, Work("2026-02-13T15:00", 60, 1));
    check(
        "minorenne-registrato-dopo",
        &[("Diciassette anni, registrato dopo il lavoro: visto dal prestatore", told.for_prestatore())],
    );
}

#[test]
fn spiegazioni_of_the_hour_that_comes_twice() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 100), scena.prestatore(Person::number(2)));
    scena.quando("2026-10-26T09:00");
    let of = |inizio: &str, fine: &str| Richiesta {
        inizio: inizio.parse().expect("a time"),
        fine: fine.parse().expect("a time"),
        ..Work("2026-10-25T01:00", 60, 1).richiesta()
    };
    let unclear = scena.verifica_richiesta(&rossi, &anna, of("2026-10-25T01:45", "2026-10-25T02:30"));
    let clear = scena.verifica_richiesta(&rossi, &anna, of("2026-10-25T01:45", "2026-10-25T02:30+02:00"));
    check(
        "ora-che-torna",
        &[("Fine alle 2:30 della notte dell'ora solare, senza dire quale", unclear), ("La prima delle due", clear)],
    );
}
