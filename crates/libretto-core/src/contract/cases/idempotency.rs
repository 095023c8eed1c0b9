//! A key makes a command happen once, for one caller and one body.

use crate::change::Reply;
use crate::contract::Adapter;
use crate::contract::people::Person;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Household, Stage, Work, Worker, command, keyed, refused, silent, vouchers_cost};
use crate::portafoglio::{StatoVersamento, Versamento};
use crate::ports::Scope;
use crate::use_cases::{EsitoComunicazione, Request, UseCaseError};

const WORK: Work = Work("2026-02-10T09:00", 60, 1);

/// A reply that names the record, as a transport would.
fn naming(outcome: &EsitoComunicazione) -> Reply {
    let id = outcome.prestazione.id.to_string();
    Reply { status: 201, headers: vec![("location".to_owned(), format!("/prestazioni/{id}"))], body: id }
}

async fn cast(stage: &Stage) -> (Household, Worker) {
    (stage.household(1, 100).await, stage.worker(Person::number(2)).await)
}

async fn communicate(stage: &Stage, request: &Request, parties: &(Household, Worker)) -> Result<Reply, UseCaseError> {
    stage.libretto.comunica(request, &command(&parties.0, &parties.1, WORK), &naming).await
}

/// The same key with the same body gets the first reply again, status, headers and body, and nothing happens twice.
pub async fn a_repeated_key_gets_its_first_reply(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let parties = cast(&stage).await;
    let request = keyed(&parties.0.caller, "famiglia", "chiave-1", 1);
    let first = communicate(&stage, &request, &parties).await.unwrap();
    let events = stage.register().await;
    stage.clock.set_rome("2026-03-20T10:00");
    let again = communicate(&stage, &request, &parties).await.unwrap();
    assert_eq!(again, first, "also long after the deadline");
    assert_eq!(stage.register().await, events);
    let key = Some(("famiglia".to_owned(), "chiave-1".to_owned()));
    let snapshot = adapter.store.load(&Scope { idempotency: key, ..Scope::default() }).await.unwrap();
    let recorded = snapshot.recorded.unwrap();
    assert_eq!((recorded.reply, Some(recorded.idempotency)), (first, request.idempotency));
    assert_eq!(stage.available(&parties.0).await, vouchers_cost(9));
    stage.audit().await;
}

/// The same key with another body is refused and does nothing.
pub async fn a_key_with_another_body_is_refused(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let parties = cast(&stage).await;
    communicate(&stage, &keyed(&parties.0.caller, "famiglia", "chiave-1", 1), &parties).await.unwrap();
    let events = stage.register().await;
    let outcome = communicate(&stage, &keyed(&parties.0.caller, "famiglia", "chiave-1", 2), &parties).await;
    assert!(matches!(outcome, Err(UseCaseError::KeyReused)), "{outcome:?}");
    assert_eq!(stage.register().await, events);
    stage.audit().await;
}

/// The key of one caller says nothing to another.
pub async fn a_key_of_one_caller_never_answers_another(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (one, other) = (stage.household(1, 100).await, stage.household(2, 100).await);
    let worker = stage.worker(Person::number(3)).await;
    let (one, other) = ((one, worker.clone()), (other, worker));
    let first = communicate(&stage, &keyed(&one.0.caller, "uno", "chiave", 1), &one).await.unwrap();
    let second = communicate(&stage, &keyed(&other.0.caller, "due", "chiave", 2), &other).await.unwrap();
    assert_ne!(first.body, second.body, "two callers, two records");
    // Neither can a caller and a key be cut in another place.
    let scope = Scope { idempotency: Some(("unochi".to_owned(), "ave".to_owned())), ..Scope::default() };
    assert!(adapter.store.load(&scope).await.unwrap().recorded.is_none());
    assert_eq!(stage.available(&one.0).await, vouchers_cost(9));
    assert_eq!(stage.available(&other.0).await, vouchers_cost(9));
    stage.audit().await;
}

/// Two requests with one key that are both decided before either is committed happen once, and both get one reply. A
/// top-up shows it best: nothing but the key tells that two of them are one.
pub async fn a_key_used_twice_at_once_is_done_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = cast(&stage).await;
    let open = |stage: &Stage| {
        let (libretto, request) = (stage.libretto.clone(), keyed(&household.caller, "famiglia", "versamento", 1));
        let id = household.id;
        async move {
            let named = |one: &Versamento| Reply { body: one.id.to_string(), ..silent(one) };
            libretto.apri_versamento(&request, id, vouchers_cost(1), &named).await
        }
    };
    let at_once = stage.at_once(2);
    let replies = together((0..2).map(|_| -> Runner<'_, _> { Box::pin(open(&at_once)) })).await;
    let replies: Vec<_> = replies.into_iter().map(Result::unwrap).collect();
    assert_eq!(replies[0], replies[1]);
    let opened = adapter.queries.versamenti(household.id, Some(StatoVersamento::InAttesa), None, 10).await.unwrap();
    assert_eq!(opened.items.iter().map(|one| one.id.to_string()).collect::<Vec<_>>(), [replies[0].body.clone()]);
    let (at_once, parties) = (stage.at_once(2), (household, worker));
    let request = keyed(&parties.0.caller, "famiglia", "prestazione", 1);
    let runners = (0..2).map(|_| -> Runner<'_, _> { Box::pin(communicate(&at_once, &request, &parties)) });
    let replies: Vec<_> = together(runners).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(replies[0], replies[1]);
    assert_eq!(stage.available(&parties.0).await, vouchers_cost(9));
    stage.audit().await;
}

/// A refused command leaves its key free: the same request may be accepted later.
pub async fn a_refused_command_leaves_its_key_free(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let parties = (stage.household(1, 0).await, stage.worker(Person::number(2)).await);
    let request = keyed(&parties.0.caller, "famiglia", "chiave", 1);
    assert_eq!(refused(communicate(&stage, &request, &parties).await), ["fondi-insufficienti"]);
    let top_up = stage.top_up(&parties.0, 10).await;
    stage.pay_notice("R1", &top_up).await.unwrap();
    communicate(&stage, &request, &parties).await.unwrap();
    assert!(stage.available(&parties.0).await.is_zero());
    stage.audit().await;
}
