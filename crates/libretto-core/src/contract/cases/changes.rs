//! Wallets, corrections and cancellations.

use crate::contract::Adapter;
use crate::contract::people::Person;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, Work, refused, sorted, vouchers_cost, vouchers_pay};
use crate::money::Euro;
use crate::prestazione::{Prestazione, StatoPrestazione};
use crate::use_cases::UseCaseError;

type Outcome = Result<Prestazione, UseCaseError>;

/// A wallet of 80.00 pays one of two records of 50.00 that are communicated at once.
pub async fn a_wallet_is_spent_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 80).await;
    let (one, other) = (stage.worker(Person::number(2)).await, stage.worker(Person::number(3)).await);
    let at_once = stage.at_once(2);
    let work = Work("2026-02-10T09:00", 300, 5);
    let runners: [Runner<'_, Outcome>; 2] = [
        Box::pin(at_once.communicate(&household, &one, work)),
        Box::pin(at_once.communicate(&household, &other, work)),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["fondi-insufficienti"]));
    assert_eq!(stage.available(&household).await, vouchers_cost(3));
    stage.audit().await;
}

/// Two cancellations of one record at once give its money and its share of the limits back once.
pub async fn cancelling_gives_back_exactly_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let kept = stage.communicate(&household, &worker, Work("2026-02-09T09:00", 60, 1)).await.unwrap();
    let record = stage.communicate(&household, &worker, Work("2026-02-10T09:00", 180, 3)).await.unwrap();
    let at_once = stage.at_once(2);
    let runners = (0..2).map(|_| -> Runner<'_, Outcome> { Box::pin(at_once.cancel(&household, record.id)) });
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["irrevocabile"]));
    assert_eq!(accepted[0].stato, StatoPrestazione::Annullata);
    assert_eq!(refused(stage.cancel(&household, record.id).await), ["irrevocabile"]);
    assert_eq!(stage.available(&household).await, vouchers_cost(9));
    let (utilizzatore, prestatore, coppia) = stage.years(&household, &worker, 2026).await;
    assert_eq!((utilizzatore.compensi, prestatore.compensi), (vouchers_pay(1), vouchers_pay(1)));
    assert_eq!((coppia.compensi, coppia.minuti), (vouchers_pay(1), kept.dati.minuti));
    // The hours are free again.
    stage.communicate(&household, &worker, Work("2026-02-10T09:00", 180, 3)).await.unwrap();
    stage.audit().await;
}

/// A correction takes away what the record counted and counts its new content, in one change.
pub async fn a_correction_replaces_what_was_counted(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 50).await, stage.worker(Person::number(2)).await);
    let record = stage.communicate(&household, &worker, Work("2026-02-10T09:00", 180, 3)).await.unwrap();
    let longer = stage.correct(&household, record.id, Work("2026-02-10T08:00", 300, 5)).await.unwrap();
    assert_eq!((longer.versione, longer.dati.titoli.0), (record.versione + 1, 5));
    assert!(stage.available(&household).await.is_zero(), "its own money counts as free");
    assert_eq!(
        refused(stage.correct(&household, record.id, Work("2026-02-10T08:00", 300, 6)).await),
        ["fondi-insufficienti"]
    );
    let shorter = stage.correct(&household, record.id, Work("2026-02-11T08:00", 60, 1)).await.unwrap();
    let stored = adapter.queries.prestazione(record.id).await.unwrap().unwrap().prestazione;
    assert_eq!(stored, shorter);
    assert_eq!(stage.available(&household).await, vouchers_cost(4));
    let (utilizzatore, prestatore, coppia) = stage.years(&household, &worker, 2026).await;
    assert_eq!((utilizzatore.computato, prestatore.compensi), (vouchers_pay(1), vouchers_pay(1)));
    assert_eq!((coppia.compensi, coppia.minuti.get()), (vouchers_pay(1), 60));
    stage.audit().await;
}

/// A correction and a cancellation at once end in one order or the other, never in both.
pub async fn a_correction_and_a_cancellation_at_once_leave_one_truth(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let record = stage.communicate(&household, &worker, Work("2026-02-10T09:00", 180, 3)).await.unwrap();
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Outcome>; 2] = [
        Box::pin(at_once.correct(&household, record.id, Work("2026-02-10T09:00", 120, 2))),
        Box::pin(at_once.cancel(&household, record.id)),
    ];
    let outcomes = together(runners).await;
    assert!(outcomes[1].is_ok(), "a corrected record can be cancelled as well");
    let corrected_first = outcomes[0].is_ok();
    let (_, refusals) = sorted(outcomes);
    assert!(corrected_first || refusals == ["irrevocabile"], "{refusals:?}");
    let stored = adapter.queries.prestazione(record.id).await.unwrap().unwrap().prestazione;
    let versions = if corrected_first { 3 } else { 2 };
    assert_eq!((stored.stato, stored.versione), (StatoPrestazione::Annullata, versions));
    assert_eq!(stage.available(&household).await, vouchers_cost(10));
    assert_eq!(stage.years(&household, &worker, 2026).await.1.compensi, Euro::ZERO);
    stage.audit().await;
}

/// A correction into the year after moves every counter from one year to the other.
pub async fn a_correction_into_another_year_moves_the_counters(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    stage.clock.set_rome("2026-01-02T10:00");
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let record = stage.communicate(&household, &worker, Work("2025-12-31T09:00", 120, 2)).await.unwrap();
    let moved = stage.correct(&household, record.id, Work("2026-01-01T09:00", 60, 1)).await.unwrap();
    assert_eq!(moved.revocabile_fino, record.revocabile_fino, "the earlier deadline stays");
    for (year, vouchers, minutes) in [(2025, 0, 0), (2026, 1, 60)] {
        let (utilizzatore, prestatore, coppia) = stage.years(&household, &worker, year).await;
        let expected = vouchers_pay(vouchers);
        assert_eq!(
            (utilizzatore.compensi, prestatore.compensi, coppia.compensi),
            (expected, expected, expected),
            "{year}"
        );
        assert_eq!(coppia.minuti.get(), minutes, "{year}");
    }
    stage.audit().await;
}
