//! Every scenario of `tests/scenari`, played over HTTP against the real binary on both stores, with the same expectations as in
//! the core. There are no exceptions.
#![expect(clippy::expect_used, reason = "a test may panic")]

use libretto_tests::over_http::OverHttp;
use libretto_tests::scenario::{Loaded, load_all, run};
use libretto_tests::service::{Store, Template};

/// Splits the scenarios into parts that are played side by side, as many as are listed.
macro_rules! parts {
    ($($name:ident = $part:literal),+) => {
        /// How many parts there are.
        const PARTS: usize = [$($part),+].len();

        mod every_scenario_holds_on_the_embedded_store {
            $(#[test]
            fn $name() {
                super::play($part, &|| super::Store::Embedded);
            })+
        }

        mod every_scenario_holds_on_postgres {
            $(#[test]
            fn $name() {
                let template = super::Template::create();
                super::play($part, &|| super::Store::Postgres(template.copy()));
            })+
        }
    };
}

parts!(first_part = 0, second_part = 1, third_part = 2, fourth_part = 3);

/// Plays a part of the scenarios, each against a service on a fresh store: their years overlap and a clock only goes forward.
fn play(part: usize, fresh: &dyn Fn() -> Store) {
    let scenarios: Vec<Loaded> = load_all().into_iter().collect::<Result<_, _>>().expect("every file is a scenario");
    let mut failures = Vec::new();
    for Loaded { file, scenario } in scenarios.iter().skip(part).step_by(PARTS) {
        if let Err(found) = run(scenario, &mut OverHttp::new(fresh())) {
            failures.extend(found.iter().map(|failure| format!("{file} «{}»: {failure}", scenario.nome)));
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
