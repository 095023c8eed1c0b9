//! A warning tells and never decides.

use super::acts::shifts;
use libretto_core::catalogue::{Codice, Kind};
use libretto_core::contract::people::Person;
use libretto_core::contract::stage::{BEGINNING, Stage, by, command};
use libretto_core::contract::{memory_adapter, ready};
use libretto_core::explanation::{Evaluation, Explanation, Measure};
use libretto_core::parameters::START;
use libretto_core::use_cases::Verifica;
use proptest::prelude::*;

fn codes(of_warnings: bool) -> impl Strategy<Value = Codice> {
    let kept = |codice: &&Codice| (codice.kind() == Kind::Warning) == of_warnings;
    prop::sample::select(Codice::ALL.iter().filter(kept).copied().collect::<Vec<_>>())
}

/// A check, with whether it holds, or a warning, with whether it applies.
fn steps() -> impl Strategy<Value = Vec<(Codice, bool)>> {
    let checks = (codes(false), prop::bool::weighted(0.9));
    prop::collection::vec(prop_oneof![checks, (codes(true), any::<bool>())], 0..20)
}

fn evaluate(steps: &[(Codice, bool)], with_warnings: bool) -> Result<Explanation, Explanation> {
    let mut evaluation = Evaluation::new(START);
    for &(codice, flag) in steps {
        if codice.kind() != Kind::Warning {
            evaluation.require(codice, flag, Measure::NONE);
        } else if with_warnings {
            evaluation.warn(codice, flag, Measure::NONE);
        }
    }
    evaluation.finish()
}

fn violations(outcome: &Result<Explanation, Explanation>) -> Vec<Codice> {
    let (Ok(explanation) | Err(explanation)) = outcome;
    explanation.violations().filter_map(|step| step.codice).collect()
}

/// A dry run for a worker born on a day who registers at a time, at the end of which the clock stands as always.
fn dry_run(born: &str, registered: &str, shift: libretto_core::contract::stage::Work) -> Verifica {
    ready(async {
        let stage = Stage::on(&memory_adapter());
        let household = stage.household(1, 4_000).await;
        stage.clock.set_rome(registered);
        let worker = stage.worker(Person::number(11).born(born)).await;
        stage.clock.set_rome(BEGINNING);
        stage.libretto.verifica(&by(&household.caller), &command(&household, &worker, shift)).await.unwrap()
    })
}

fn warned(verifica: &Verifica, codice: Codice) -> bool {
    verifica.spiegazione.warnings().any(|step| step.codice == Some(codice))
}

proptest! {
    #[test]
    fn an_evaluation_ends_the_same_with_warnings_and_without(steps in steps()) {
        let (with, without) = (evaluate(&steps, true), evaluate(&steps, false));
        prop_assert_eq!(with.is_ok(), without.is_ok());
        prop_assert_eq!(violations(&with), violations(&without));
        prop_assert_eq!(with.is_ok(), violations(&with).is_empty());
    }

    #[test]
    fn what_is_warned_about_is_decided_as_what_is_not(shift in shifts()) {
        let plain = dry_run("1985-05-12", "2026-01-15T09:00", shift.work());
        let minor = dry_run("2009-01-01", "2026-01-15T09:00", shift.work());
        let late = dry_run("1985-05-12", "2026-03-01T09:00", shift.work());
        let decision = |one: &Verifica| {
            one.decisione.clone().map(|dati| (dati.ripartizione, dati.computato)).map_err(|refused| refused.codes())
        };
        prop_assert_eq!(decision(&minor), decision(&plain));
        prop_assert_eq!(decision(&late), decision(&plain));
        if plain.decisione.is_ok() {
            prop_assert!(warned(&minor, Codice::PrestatoreMinorenne) && !warned(&plain, Codice::PrestatoreMinorenne));
            prop_assert!(warned(&late, Codice::PrestatoreRegistratoDopo) && !warned(&plain, Codice::PrestatoreRegistratoDopo));
        }
    }
}
