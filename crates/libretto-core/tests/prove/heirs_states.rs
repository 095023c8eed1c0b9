//! That the acts of heirs, the branch and the clock bring about every state of a declaration and of a case: chosen ones, and
//! the random ones themselves.

use crate::heirs::{Act, World, act};
use libretto_core::contract::ready;
use libretto_core::eredi::{StatoDichiarazione, StatoPratica};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// The states that came about.
#[derive(Default)]
struct Seen {
    declarations: BTreeSet<StatoDichiarazione>,
    cases: BTreeSet<StatoPratica>,
}

impl Seen {
    async fn look(&mut self, world: &World) {
        let Some(case) = world.case().await else { return };
        self.declarations.extend(case.pratica.dichiarazioni.iter().map(|one| one.stato));
        self.cases.insert(case.stato());
    }

    fn all(&self) -> bool {
        self.declarations.len() == StatoDichiarazione::ALL.len() && self.cases.len() == StatoPratica::ALL.len()
    }

    fn check(&self) {
        assert_eq!(self.declarations.iter().copied().collect::<Vec<_>>(), StatoDichiarazione::ALL);
        assert_eq!(self.cases.iter().copied().collect::<Vec<_>>(), StatoPratica::ALL);
    }
}

/// Every state of a declaration and of a case comes about by some acts.
#[test]
fn every_state_is_reached() {
    let way = [
        Act::Declare(0),
        Act::Present(0),
        Act::Examine(0),
        Act::AskDocuments(0),
        Act::Rewrite(0),
        Act::Upload(0, false),
        Act::Present(0),
        Act::AskDocuments(0),
        Act::Refuse(0),
        Act::Declare(0),
        Act::Present(0),
        Act::Examine(0),
        Act::Validate(0),
        Act::Declare(1),
        Act::Upload(1, true),
        Act::Present(1),
        Act::Examine(1),
        Act::Validate(1),
        Act::Enter(0, 10, 2),
        Act::Ask(0, false),
        Act::Approve(1),
        Act::Send,
        Act::Consent(1, 0),
        Act::Ask(1, true),
        Act::Approve(1),
        Act::Send,
        Act::Tick,
    ];
    ready(async {
        let mut world = World::new().await;
        let mut seen = Seen::default();
        for act in way {
            world.perform(act).await;
            seen.look(&world).await;
        }
        seen.check();
    });
}

/// The random acts themselves bring about every state, so that what holds of them holds in every state: from a fixed seed, so
/// many runs at most.
#[test]
fn the_random_acts_reach_every_state() {
    const RUNS: usize = 200;
    let mut runner = TestRunner::deterministic();
    let long = prop::collection::vec(act(), 150);
    let mut seen = Seen::default();
    for _ in 0..RUNS {
        let acts = long.new_tree(&mut runner).unwrap().current();
        ready(async {
            let mut world = World::new().await;
            for act in acts {
                world.perform(act).await;
                seen.look(&world).await;
            }
            world.conserved().await;
        });
        if seen.all() {
            break;
        }
    }
    seen.check();
}
