//! The same question has the same answer: asked twice, asked as a dry run, asked in another world with the same past.

use super::acts::{Act, acts, told, world};
use libretto_core::contract::ready;
use libretto_core::contract::stage::{by, command};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_same_acts_are_decided_and_explained_the_same_way(acts in acts()) {
        ready(async {
            let (mut one, mut other) = (world().await, world().await);
            for act in &acts {
                if let Act::Communicate { house, worker, shift } = act {
                    let mut explained = Vec::new();
                    for world in [&one, &other] {
                        let household = &world.houses[*house];
                        let asked = command(household, &world.workers[*worker], shift.work());
                        explained.push(world.stage.libretto.verifica(&by(&household.caller), &asked).await.unwrap().spiegazione);
                    }
                    assert_eq!(explained[0], explained[1]);
                }
                let (first, second) = (one.perform(act).await, other.perform(act).await);
                assert_eq!(first.as_ref().map(told), second.as_ref().map(told));
            }
            let mut registers = Vec::new();
            for world in [&one, &other] {
                let events = world.stage.register().await;
                registers.push(events.iter().map(|event| (event.fatto.name(), event.istante)).collect::<Vec<_>>());
            }
            assert_eq!(registers[0], registers[1]);
        });
    }

    #[test]
    fn a_dry_run_says_what_the_communication_then_does_and_changes_nothing(acts in acts()) {
        ready(async {
            let mut world = world().await;
            for act in &acts {
                if let Act::Communicate { house, worker, shift } = act {
                    let (household, worker) = (&world.houses[*house], &world.workers[*worker]);
                    let (asked, as_caller) = (command(household, worker, shift.work()), by(&household.caller));
                    let before = world.stage.register().await.len();
                    let dry = world.stage.libretto.verifica(&as_caller, &asked).await.unwrap();
                    let again = world.stage.libretto.verifica(&as_caller, &asked).await.unwrap();
                    assert_eq!(&dry.spiegazione, &again.spiegazione);
                    assert_eq!(world.stage.register().await.len(), before);
                    let done = world.perform(act).await.unwrap();
                    let said = dry.decisione.clone().map_err(|refused| refused.codes());
                    let did = match &done {
                        Ok(record) => Ok(record.dati.clone()),
                        Err(libretto_core::use_cases::UseCaseError::Rejected(refused)) => Err(refused.codes()),
                        Err(other) => panic!("neither accepted nor refused: {other}"),
                    };
                    assert_eq!(said, did);
                } else {
                    world.perform(act).await;
                }
            }
        });
    }
}
