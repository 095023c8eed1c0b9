//! Everything that a change could have left behind, as one text that can be compared.

use crate::contract::stage::{Household, Stage, Worker};
use crate::ports::Scope;
use crate::ports::queries::FiltroPrestazioni;
use std::fmt::Write;

/// What the store tells of some households and a worker: register, ledger, wallets, counters, records with their text,
/// and the replies kept for some keys.
pub(super) async fn trace(stage: &Stage, households: &[&Household], worker: &Worker, keys: &[(&str, &str)]) -> String {
    let queries = &stage.libretto.queries;
    let mut text = format!("{:?}\n{:?}\n", stage.register().await, queries.saldi().await.unwrap());
    for household in households {
        let wallet = queries.portafoglio(household.id).await.unwrap();
        let movements = queries.movimenti(household.id, None, 1_000).await.unwrap();
        let years = stage.years(household, worker, 2026).await;
        writeln!(text, "{wallet:?}\n{:?}\n{years:?}", movements.items).unwrap();
        let filter = FiltroPrestazioni { utilizzatore: Some(household.id), ..FiltroPrestazioni::default() };
        for record in queries.prestazioni(&filter, None, 1_000).await.unwrap().items {
            writeln!(text, "{:?}", queries.prestazione(record.id).await.unwrap()).unwrap();
        }
    }
    for (caller, key) in keys {
        let scope = Scope { idempotency: Some(((*caller).to_owned(), (*key).to_owned())), ..Scope::default() };
        writeln!(text, "{:?}", stage.libretto.store.load(&scope).await.unwrap().recorded).unwrap();
    }
    text
}

/// How many notices wait in the outbox. Leases them all.
pub(super) async fn waiting_notices(stage: &Stage) -> usize {
    let now = crate::ports::Clock::now(stage.clock.as_ref());
    let lease = now + chrono::TimeDelta::seconds(1);
    stage.libretto.store.claim_notices(10_000, now, lease).await.unwrap().len()
}
