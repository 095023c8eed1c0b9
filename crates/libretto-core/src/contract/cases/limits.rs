//! No limit is ever passed, however many ask at once, and nobody who fits is turned away.

use crate::contract::Adapter;
use crate::contract::people::Person;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, Work, sorted, vouchers_cost, vouchers_pay};
use crate::ports::queries::FiltroPrestazioni;
use crate::prestazione::Prestazione;
use crate::use_cases::UseCaseError;

type Outcome = Result<Prestazione, UseCaseError>;

/// LIM-A: two households ask at once for the last voucher of a worker (625 × 8.00 = 5,000.00).
pub async fn the_last_voucher_of_a_worker_goes_to_one_household(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let worker = stage.worker(Person::number(10)).await;
    for number in [1, 2] {
        let household = stage.household(number, 3_120).await;
        stage.communicate(&household, &worker, Work("2026-02-10T09:00", 60, 312)).await.unwrap();
    }
    let (one, other) = (stage.household(3, 10).await, stage.household(4, 10).await);
    let at_once = stage.at_once(2);
    let work = Work("2026-02-11T09:00", 60, 1);
    let runners: [Runner<'_, Outcome>; 2] =
        [Box::pin(at_once.communicate(&one, &worker, work)), Box::pin(at_once.communicate(&other, &worker, work))];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["limite-prestatore-superato"]));
    assert_eq!(stage.years(&one, &worker, 2026).await.1.compensi, vouchers_pay(625));
    stage.audit().await;
}

/// LIM-B: two workers of one household at once, when one voucher is left of 10,000.00 (1,250 × 8.00).
pub async fn the_last_voucher_of_a_household_goes_to_one_worker(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 13_000).await;
    for (number, vouchers) in [(10, 312), (11, 312), (12, 312), (13, 312), (14, 1)] {
        let worker = stage.worker(Person::number(number)).await;
        stage.communicate(&household, &worker, Work("2026-02-10T09:00", 60, vouchers)).await.unwrap();
    }
    let (one, other) = (stage.worker(Person::number(15)).await, stage.worker(Person::number(16)).await);
    let at_once = stage.at_once(2);
    let work = Work("2026-02-11T09:00", 60, 1);
    let runners: [Runner<'_, Outcome>; 2] = [
        Box::pin(at_once.communicate(&household, &one, work)),
        Box::pin(at_once.communicate(&household, &other, work)),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["limite-utilizzatore-superato"]));
    assert_eq!(stage.years(&household, &one, 2026).await.0.computato, vouchers_pay(1_250));
    stage.audit().await;
}

/// LIM-C: two records of one pair at once, when one voucher is left of 2,500.00 (312 × 8.00 = 2,496.00).
pub async fn the_last_voucher_of_a_pair_is_used_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 4_000).await, stage.worker(Person::number(2)).await);
    stage.communicate(&household, &worker, Work("2026-02-10T09:00", 60, 311)).await.unwrap();
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Outcome>; 2] = [
        Box::pin(at_once.communicate(&household, &worker, Work("2026-02-11T09:00", 60, 1))),
        Box::pin(at_once.communicate(&household, &worker, Work("2026-02-12T09:00", 60, 1))),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["limite-coppia-superato"]));
    let (_, _, pair) = stage.years(&household, &worker, 2026).await;
    assert_eq!((pair.compensi, pair.minuti.get()), (vouchers_pay(312), 120));
    stage.audit().await;
}

/// Thirty-two commands of one pair at once, with money for twenty: twenty are accepted, none is lost, none gives up.
pub async fn thirty_two_at_once_of_one_pair_use_what_is_left_and_no_more(adapter: &Adapter) {
    #[rustfmt::skip]
    const STARTS: [&str; 32] = [
        "2026-02-01T08:00", "2026-02-02T08:00", "2026-02-03T08:00", "2026-02-04T08:00", "2026-02-05T08:00",
        "2026-02-06T08:00", "2026-02-07T08:00", "2026-02-08T08:00", "2026-02-09T08:00", "2026-02-10T08:00",
        "2026-02-11T08:00", "2026-02-12T08:00", "2026-02-13T08:00", "2026-02-14T08:00", "2026-02-15T08:00",
        "2026-02-16T08:00", "2026-02-01T15:00", "2026-02-02T15:00", "2026-02-03T15:00", "2026-02-04T15:00",
        "2026-02-05T15:00", "2026-02-06T15:00", "2026-02-07T15:00", "2026-02-08T15:00", "2026-02-09T15:00",
        "2026-02-10T15:00", "2026-02-11T15:00", "2026-02-12T15:00", "2026-02-13T15:00", "2026-02-14T15:00",
        "2026-02-15T15:00", "2026-02-16T15:00",
    ];
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 200).await, stage.worker(Person::number(2)).await);
    let at_once = stage.at_once(STARTS.len());
    let (at_once, household, worker) = (&at_once, &household, &worker);
    let runners = STARTS
        .map(|start| -> Runner<'_, Outcome> { Box::pin(at_once.communicate(household, worker, Work(start, 60, 1))) });
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (20, vec!["fondi-insufficienti"; 12]));
    let filter = FiltroPrestazioni { utilizzatore: Some(household.id), ..FiltroPrestazioni::default() };
    let kept = adapter.queries.prestazioni(&filter, None, 100).await.unwrap().items;
    let mut expected: Vec<_> = accepted.iter().map(|one| one.id).collect();
    let mut found: Vec<_> = kept.iter().map(|one| one.id).collect();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected, "what was accepted is what is there");
    let (utilizzatore, prestatore, coppia) = stage.years(household, worker, 2026).await;
    assert_eq!((utilizzatore.compensi, prestatore.compensi), (vouchers_pay(20), vouchers_pay(20)));
    assert_eq!((coppia.compensi, coppia.minuti.get()), (vouchers_pay(20), 1_200));
    assert!(stage.available(household).await.is_zero());
    stage.audit().await;
}

/// COM-12: two overlapping shifts of one pair at once are one.
pub async fn two_overlapping_shifts_at_once_are_one(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Outcome>; 2] = [
        Box::pin(at_once.communicate(&household, &worker, Work("2026-02-10T10:00", 120, 2))),
        Box::pin(at_once.communicate(&household, &worker, Work("2026-02-10T11:00", 120, 2))),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["sovrapposizione"]));
    assert_eq!(stage.available(&household).await, vouchers_cost(8));
    stage.audit().await;
}

/// The first record of a year opens the counters of that year only: the year of the work, not of the communication.
pub async fn the_first_record_of_a_year_opens_its_counters(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    stage.clock.set_rome("2026-01-02T10:00");
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let nothing = stage.years(&household, &worker, 2025).await;
    assert!(nothing.0.compensi.is_zero() && nothing.1.compensi.is_zero() && nothing.2.compensi.is_zero());
    assert!(adapter.queries.lavoratori(household.id, 2025).await.unwrap().is_empty());
    stage.communicate(&household, &worker, Work("2025-12-30T09:00", 120, 3)).await.unwrap();
    stage.communicate(&household, &worker, Work("2026-01-01T09:00", 60, 1)).await.unwrap();
    for (year, vouchers, minutes) in [(2025, 3, 120), (2026, 1, 60), (2024, 0, 0)] {
        let (utilizzatore, prestatore, coppia) = stage.years(&household, &worker, year).await;
        let expected = vouchers_pay(vouchers);
        assert_eq!((utilizzatore.compensi, utilizzatore.computato), (expected, expected), "{year}");
        assert_eq!((prestatore.compensi, coppia.compensi), (expected, expected), "{year}");
        assert_eq!(coppia.minuti.get(), minutes, "{year}");
    }
    stage.audit().await;
}
