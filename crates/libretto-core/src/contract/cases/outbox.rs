//! The outbox: each notice at least once, each lease to one only.

use crate::contract::Adapter;
use crate::contract::SilentNotices;
use crate::contract::people::Person;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, Work};
use crate::ports::{Clock, Notice, StoreError};
use chrono::TimeDelta;
use std::collections::BTreeSet;

/// Communicates so many records, each with one notice to the worker. The household's credit gives one more.
async fn notices(stage: &Stage) -> usize {
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    for start in ["2026-02-10T09:00", "2026-02-11T09:00", "2026-02-12T09:00", "2026-02-13T09:00"] {
        stage.communicate(&household, &worker, Work(start, 60, 1)).await.unwrap();
    }
    5
}

/// Leases notices now, for a minute.
async fn claim(stage: &Stage, limit: u32) -> Result<Vec<Notice>, StoreError> {
    let now = stage.clock.now();
    stage.libretto.store.claim_notices(limit, now, now + TimeDelta::seconds(60)).await
}

fn keys(notices: &[Notice]) -> BTreeSet<(uuid::Uuid, uuid::Uuid)> {
    notices.iter().map(|one| (one.evento.0, one.destinatario.0)).collect()
}

/// A leased notice is given to nobody else until its lease ends, and then again.
pub async fn a_notice_is_leased_to_one_until_its_lease_ends(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let expected = notices(&stage).await;
    let first = claim(&stage, 3).await.unwrap();
    let second = claim(&stage, 100).await.unwrap();
    assert_eq!((first.len(), second.len()), (3, expected - 3), "the first is limited, the second gets the rest");
    assert!(keys(&first).is_disjoint(&keys(&second)));
    assert!(claim(&stage, 100).await.unwrap().is_empty());
    stage.clock.set(stage.clock.now() + TimeDelta::seconds(59));
    assert!(claim(&stage, 100).await.unwrap().is_empty(), "the lease still runs");
    stage.clock.set(stage.clock.now() + TimeDelta::seconds(2));
    let again = claim(&stage, 100).await.unwrap();
    assert_eq!(keys(&again), &keys(&first) | &keys(&second), "what was not delivered comes again");
    stage.audit().await;
}

/// A delivered notice never comes again, also when it is reported twice; what the dispatcher got is what was committed.
pub async fn a_delivered_notice_never_comes_again(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let expected = notices(&stage).await;
    let leased = claim(&stage, 1).await.unwrap();
    for _ in 0..2 {
        adapter.store.notices_delivered(&leased[..1]).await.unwrap();
    }
    stage.clock.set(stage.clock.now() + TimeDelta::hours(1));
    let dispatcher = SilentNotices::default();
    assert_eq!(stage.libretto.consegna_avvisi(&dispatcher).await.unwrap(), expected - 1);
    stage.clock.set(stage.clock.now() + TimeDelta::hours(1));
    assert_eq!(stage.libretto.consegna_avvisi(&dispatcher).await.unwrap(), 0);
    let delivered = dispatcher.delivered();
    assert!(!keys(&delivered).contains(&(leased[0].evento.0, leased[0].destinatario.0)));
    let events = stage.register().await;
    for notice in delivered.iter().chain(&leased) {
        let event = events.iter().find(|one| one.id == notice.evento).unwrap();
        assert_eq!((notice.causale.as_str(), notice.istante), (event.fatto.name(), event.istante));
        assert!(!notice.testo.is_empty());
    }
    stage.audit().await;
}

/// Two claimers at once get every notice between them and none twice.
pub async fn two_claimers_at_once_share_the_outbox(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let expected = notices(&stage).await;
    let claimer = &stage;
    let runners = (0..4).map(|_| -> Runner<'_, _> { Box::pin(claim(claimer, 2)) });
    let mut shares: Vec<_> = together(runners).await.into_iter().map(Result::unwrap).collect();
    assert!(shares.iter().all(|share| share.len() <= 2));
    // A claimer that met another one's rows may have gone away with fewer: the next finds what is left.
    shares.push(claim(&stage, 100).await.unwrap());
    let given: usize = shares.iter().map(Vec::len).sum();
    let all = shares.concat();
    assert_eq!((given, keys(&all).len()), (expected, expected));
    stage.audit().await;
}
