//! Work that is refused.

use super::check;
use super::scena::Scena;
use chrono::TimeDelta;
use libretto_core::contract::people::Person;
use libretto_core::contract::rome;
use libretto_core::contract::stage::Work;

/// One shift with 312 vouchers: all that fits in a pair's year but 4.00 euro.
const A_FULL_PAIR: Work = Work("2026-02-10T09:00", 60, 312);

#[test]
fn spiegazioni_of_the_limit_of_the_worker() {
    let scena = Scena::nuova();
    let anna = scena.prestatore(Person::number(2));
    scena.quando("2026-02-14T18:00");
    for (number, start) in [(10, "2026-02-10T09:00"), (11, "2026-02-11T09:00")] {
        let other = scena.famiglia(number, 4_000);
        scena.comunica(&other, &anna, Work(start, 60, 312));
    }
    let rossi = scena.famiglia(1, 100);
    let whole = scena.verifica(&rossi, &anna, Work("2026-02-14T09:00", 60, 2));
    let parts = [
        ("Vista dall'utilizzatore, che non conosce il totale del prestatore", whole.clone().for_utilizzatore()),
        ("Vista dal prestatore", whole.for_prestatore()),
    ];
    check("limite-del-prestatore", &parts);
}

#[test]
fn spiegazioni_of_the_limit_of_the_household() {
    let scena = Scena::nuova();
    let rossi = scena.famiglia(1, 13_000);
    let workers = [2, 3, 4, 5, 6].map(|number| scena.prestatore(Person::number(number)));
    scena.quando("2026-02-14T18:00");
    for worker in &workers[..4] {
        scena.comunica(&rossi, worker, A_FULL_PAIR);
    }
    let whole = scena.verifica(&rossi, &workers[4], Work("2026-02-14T09:00", 60, 3));
    let parts = [
        ("Vista dall'utilizzatore", whole.clone().for_utilizzatore()),
        ("Vista dal prestatore, che non conosce il totale dell'utilizzatore", whole.for_prestatore()),
    ];
    check("limite-dell-utilizzatore", &parts);
}

#[test]
fn spiegazioni_of_the_limit_of_the_pair() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 4_000), scena.prestatore(Person::number(2)));
    scena.quando("2026-02-14T18:00");
    scena.comunica(&rossi, &anna, Work("2026-02-10T09:00", 60, 311));
    let last = scena.verifica(&rossi, &anna, Work("2026-02-14T09:00", 60, 1));
    scena.comunica(&rossi, &anna, Work("2026-02-14T09:00", 60, 1));
    let beyond = scena.verifica(&rossi, &anna, Work("2026-02-14T11:00", 60, 1));
    check("limite-della-coppia", &[("Il trecentododicesimo titolo", last), ("Il trecentotredicesimo", beyond)]);
}

#[test]
fn spiegazioni_of_the_limit_of_hours() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 4_000), scena.prestatore(Person::number(2)));
    scena.quando("2026-02-20T18:00");
    for day in 1..=11 {
        let start: &'static str = format!("2026-02-{day:02}T00:00").leak();
        scena.comunica(&rossi, &anna, Work(start, 1_440, 24));
    }
    scena.comunica(&rossi, &anna, Work("2026-02-12T00:00", 930, 16));
    let exact = scena.verifica(&rossi, &anna, Work("2026-02-14T09:00", 30, 1));
    let beyond = scena.verifica(&rossi, &anna, Work("2026-02-14T09:00", 31, 1));
    check("limite-di-ore", &[("Fino a 280 ore esatte", exact), ("Un minuto oltre", beyond)]);
}

#[test]
fn spiegazioni_of_all_violations_together() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 3_200), scena.prestatore(Person::number(2)));
    scena.quando("2026-02-14T18:00");
    scena.comunica(&rossi, &anna, A_FULL_PAIR);
    scena.rapporto(&rossi, &anna, "2025-01-01", "2025-12-31");
    scena.quando("2026-03-04T08:00");
    let told = scena.verifica(&rossi, &anna, Work("2026-02-10T09:30", 60, 30));
    check(
        "tutte-le-violazioni-insieme",
        &[("Tardi, dopo un impiego, sovrapposta, oltre il limite e senza fondi", told)],
    );
}

#[test]
fn spiegazioni_of_a_deadline_missed_by_a_second() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 100), scena.prestatore(Person::number(2)));
    let late = rome("2026-03-04T00:00");
    scena.stage.clock.set(late - TimeDelta::seconds(1));
    let in_time = scena.verifica(&rossi, &anna, Work("2026-02-28T09:00", 60, 1));
    scena.stage.clock.set(late);
    let too_late = scena.verifica(&rossi, &anna, Work("2026-02-28T09:00", 60, 1));
    check("termine-per-un-secondo", &[("L'ultimo secondo utile", in_time), ("Un secondo dopo", too_late)]);
}

#[test]
fn spiegazioni_of_an_employment_before() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 100), scena.prestatore(Person::number(2)));
    scena.rapporto(&rossi, &anna, "2025-01-01", "2026-01-15");
    scena.quando("2026-07-15T18:00");
    let banned = scena.verifica(&rossi, &anna, Work("2026-07-14T09:00", 60, 1));
    let free = scena.verifica(&rossi, &anna, Work("2026-07-15T09:00", 60, 1));
    check(
        "rapporto-di-lavoro-precedente",
        &[("L'ultimo giorno dei sei mesi", banned), ("Il giorno in cui sono passati", free)],
    );
}

#[test]
fn spiegazioni_of_missing_money() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 30), scena.prestatore(Person::number(2)));
    scena.quando("2026-02-14T18:00");
    let whole = scena.verifica(&rossi, &anna, Work("2026-02-14T09:00", 240, 4));
    let parts = [
        ("Vista dall'utilizzatore", whole.clone().for_utilizzatore()),
        ("Vista dal prestatore, che non conosce il portafoglio", whole.for_prestatore()),
    ];
    check("fondi-insufficienti", &parts);
}

#[test]
fn spiegazioni_of_a_shape_that_cannot_be() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 100), scena.prestatore(Person::number(2)));
    scena.quando("2026-02-14T18:00");
    let mut asked = Work("2026-02-14T09:00", 61, 1).richiesta();
    (asked.ambito, asked.luogo_indicato) = (None, false);
    (asked.compenso, asked.titoli) = (Some(libretto_core::money::Euro::from_cents(700)), Some(3));
    let told = scena.verifica_richiesta(&rossi, &anna, asked);
    let mut cost = Work("2026-02-14T09:00", 60, 1).richiesta();
    cost.costo = libretto_core::money::Euro::from_cents(1_500);
    let not_whole = scena.verifica_richiesta(&rossi, &anna, cost);
    let child = scena.prestatore(Person::number(3).born("2010-06-01"));
    let too_young = scena.verifica(&rossi, &child, Work("2026-02-14T09:00", 60, 1));
    check(
        "forma-ed-eta",
        &[
            ("Attività non ammessa, senza luogo, con pochi titoli e importi che non concordano", told),
            ("Un costo che non è fatto di titoli interi", not_whole),
            ("Quindici anni: vista dall'utilizzatore, che non conosce l'età", too_young.for_utilizzatore()),
        ],
    );
}
