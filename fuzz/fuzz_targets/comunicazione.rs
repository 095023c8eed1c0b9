//! The JSON of a communication is refused by its form, or examined by every rule: never a panic, and twice the same answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use libretto_api::resources::prestazioni::comunicazione::RichiestaComunicazione;
use libretto_core::contract::people::Person;
use libretto_core::contract::stage::{Household, Stage, Worker, by};
use libretto_core::contract::{memory_adapter, ready};
use libretto_core::use_cases::Comunicazione;

thread_local! {
    static WORLD: (Stage, Household, Worker) = ready(async {
        let stage = Stage::on(&memory_adapter());
        let household = stage.household(1, 4_000).await;
        let worker = stage.worker(Person::number(2)).await;
        (stage, household, worker)
    });
}

fuzz_target!(|body: &[u8]| {
    if let Ok(body) = serde_json::from_slice::<RichiestaComunicazione>(body) {
        WORLD.with(|(stage, household, worker)| {
            let asked = Comunicazione::from(body);
            // The parties are those of the world, so that more than their absence is examined.
            let asked = Comunicazione { utilizzatore: household.id, prestatore: worker.id, ..asked };
            let ask = || ready(stage.libretto.verifica(&by(&household.caller), &asked)).expect("an answer");
            assert_eq!(ask().spiegazione, ask().spiegazione);
        });
    }
});
