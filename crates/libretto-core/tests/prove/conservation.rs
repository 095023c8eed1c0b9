//! Money and limits: nothing is lost, nothing passes, nothing stays of what is cancelled.

use super::acts::{World, acts, shifts, world};
use libretto_core::contract::ready;
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::regime::Regime;
use proptest::prelude::*;

const YEAR: i32 = 2026;

/// The worker's, the household's and the pair's money, the pair's time, and what is left in the wallet.
type Counters = (Euro, Euro, Euro, Minutes, Euro);

async fn counters(world: &World, house: usize, worker: usize) -> Counters {
    let (household, prestatore) = (&world.houses[house], &world.workers[worker]);
    let (of_house, of_worker, of_pair) = world.stage.years(household, prestatore, YEAR).await;
    let left = world.stage.available(household).await;
    (of_worker.compensi, of_house.computato, of_pair.compensi, of_pair.minuti, left)
}

async fn nothing_has_passed(world: &World) {
    let regime = Regime::on("2026-02-01".parse().unwrap()).unwrap();
    for house in 0..world.houses.len() {
        for worker in 0..world.workers.len() {
            let (a, b, c, hours, left) = counters(world, house, worker).await;
            assert!(a <= regime.limite_prestatore, "LIM-A: {a}");
            assert!(b <= regime.limite_utilizzatore, "LIM-B: {b}");
            assert!(c <= regime.limite_coppia, "LIM-C: {c}");
            assert!(hours <= regime.limite_ore, "LIM-H: {hours}");
            assert!(!left.is_negative(), "wallet: {left}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_order_of_acts_passes_a_limit_or_empties_a_wallet(acts in acts()) {
        ready(async {
            let mut world = world().await;
            for act in &acts {
                world.perform(act).await;
                nothing_has_passed(&world).await;
            }
            // Counters, wallets and ledger are the sums of their records, to the cent.
            world.stage.audit().await;
        });
    }

    #[test]
    fn a_record_costs_the_sum_of_its_parts_and_what_is_paid_is_what_is_counted(acts in acts()) {
        ready(async {
            let mut world = world().await;
            for act in &acts {
                if let Some(Ok(record)) = world.perform(act).await {
                    let parts = record.dati.ripartizione;
                    assert_eq!(parts.compenso + parts.ivs + parts.inail + parts.oneri, parts.costo);
                    assert_eq!(parts.costo, Euro::from_cents(1_000).times(record.dati.titoli.0));
                    let weighed = Euro::from_cents(600).times(record.dati.titoli.0);
                    assert!(record.dati.computato == parts.compenso || record.dati.computato == weighed);
                }
            }
        });
    }

    #[test]
    fn what_is_cancelled_leaves_no_trace_in_counters_and_wallet(
        before in acts(), house in 0_usize..2, worker in 0_usize..3, shift in shifts(), other in shifts(),
    ) {
        ready(async {
            let mut world = world().await;
            for act in &before {
                world.perform(act).await;
            }
            let untouched = counters(&world, house, worker).await;
            let household = world.houses[house].clone();
            let accepted = world.stage.communicate(&household, &world.workers[worker], shift.work()).await;
            let Ok(record) = accepted else { return };
            // A correction in between, accepted or not, changes nothing of that.
            let _ = world.stage.correct(&household, record.id, other.work()).await;
            world.stage.cancel(&household, record.id).await.unwrap();
            assert_eq!(counters(&world, house, worker).await, untouched);
            assert!(world.stage.cancel(&household, record.id).await.is_err(), "once only");
            assert_eq!(counters(&world, house, worker).await, untouched);
        });
    }
}
