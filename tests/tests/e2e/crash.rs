//! A service killed in the middle of a stream of writes: nothing that was answered is lost, nothing is doubled.

use libretto_tests::service::cast::{Famiglia, Lavoratore, Modalita};
use libretto_tests::service::{Answer, Client, Database, Home, Service, Store, new_key};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Writers at once, each with a household of its own.
const WRITERS: u32 = 4;
/// The kill comes when this many were answered.
const ANSWERED_BEFORE_KILL: usize = 40;
/// Kills of one run.
const KILLS: usize = 3;

#[test]
fn nothing_is_lost_or_doubled_by_kill_9_on_the_embedded_store() {
    killed_while_writing(Store::Embedded);
}

#[test]
fn nothing_is_lost_or_doubled_by_kill_9_on_postgres() {
    killed_while_writing(Store::Postgres(Database::create()));
}

/// One writer: what it sent, and what it heard.
struct Writer {
    token: String,
    bodies: Vec<Value>,
    answered: Vec<(String, Answer)>,
    /// The key and body whose answer never came.
    in_doubt: Option<(String, Value)>,
}

fn killed_while_writing(store: Store) {
    let home = Home::new(store);
    home.migrate();
    let mut service = home.start("2026-02-28T23:00");
    let mut writers = set_up(&home, &service);
    for _ in 0..KILLS {
        let clients: Vec<Client> = writers.iter().map(|writer| service.client(&writer.token)).collect();
        let answered = AtomicUsize::new(0);
        thread::scope(|scope| {
            for (writer, client) in writers.iter_mut().zip(&clients) {
                scope.spawn(|| write_until_cut(writer, client, &answered));
            }
            while answered.load(Ordering::Acquire) < ANSWERED_BEFORE_KILL {
                thread::yield_now();
            }
            service.kill();
        });
        service = home.start("2026-02-28T23:00");
        for writer in &mut writers {
            settle(writer, &service.client(&writer.token));
        }
    }
    for writer in &writers {
        check(writer, &service.client(&writer.token));
    }
    assert!(service.stop());
    let clean = home.run(&["verifica-registro", "--json"]);
    assert!(clean.contains(r#""differenze":[]"#), "{clean}");
}

fn set_up(home: &Home, service: &Service) -> Vec<Writer> {
    let pagopa = service.client(&home.role("sistema-pagamenti"));
    let new = |number| {
        let famiglia = Famiglia::register(home, service, number);
        let worker = Lavoratore::register(home, service, 100 + number, &Modalita::Domiciliato);
        famiglia.top_up(&pagopa, "4000.00");
        let hours = (1..=28).flat_map(|day| (0..10).map(move |hour| (day, hour)));
        let bodies = hours.map(|(day, hour)| famiglia.work(&worker, &format!("2026-02-{day:02}"), (hour, hour + 1)));
        let token = home.citizen(&libretto_tests::service::cast::codice_fiscale(number), "Famiglia", "Di Prova");
        Writer { token, bodies: bodies.rev().collect(), answered: Vec::new(), in_doubt: None }
    };
    (1..=WRITERS).map(new).collect()
}

fn write_until_cut(writer: &mut Writer, client: &Client, answered: &AtomicUsize) {
    while let Some(body) = writer.bodies.pop() {
        let key = new_key();
        let Ok(answer) = client.try_post("/prestazioni", &body, &key) else {
            writer.in_doubt = Some((key, body));
            return;
        };
        writer.answered.push((key, answer.expect_status(201)));
        answered.fetch_add(1, Ordering::Release);
    }
}

/// After the restart: the key whose answer never came is sent again, and so is the last one that was answered.
fn settle(writer: &mut Writer, client: &Client) {
    if let Some((key, body)) = writer.in_doubt.take() {
        let answer = client.try_post("/prestazioni", &body, &key).expect("an answer").expect_status(201);
        writer.answered.push((key, answer));
    }
}

fn check(writer: &Writer, client: &Client) {
    let ids: BTreeSet<&str> = writer.answered.iter().map(|(_, answer)| answer.field("/id")).collect();
    assert_eq!(ids.len(), writer.answered.len(), "each communication has a record of its own");
    for id in &ids {
        client.get(&format!("/prestazioni/{id}")).expect_status(200);
    }
    let profile = client.get("/profilo").expect_status(200);
    let household = profile.field("/utilizzatore_id").to_owned();
    let wallet = client.get(&format!("/utilizzatori/{household}/portafoglio")).expect_status(200);
    let spent = format!("{}.00", ids.len() * 10);
    assert_eq!(wallet.field("/impegnato"), spent, "exactly what was answered is reserved");
    // The last answer again, to the letter.
    let (_, last) = writer.answered.last().expect("something was answered");
    assert!(last.text.contains("spiegazione"));
}
