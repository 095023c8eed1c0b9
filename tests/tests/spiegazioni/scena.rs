//! The stage on which the explanations are given: households, workers and their clock, over a store in memory.

use libretto_core::contract::people::{Person, day};
use libretto_core::contract::stage::{Household, Stage, Work, Worker, by, command, silent};
use libretto_core::contract::{memory_adapter, ready};
use libretto_core::explanation::Explanation;
use libretto_core::ids::PrestazioneId;
use libretto_core::prestazione::{Prestazione, Richiesta};
use libretto_core::rapporto::TipoRapporto;
use libretto_core::use_cases::{Comunicazione, DichiaraRapporto, Rettifica};

/// A place to play a case.
pub(super) struct Scena {
    pub(super) stage: Stage,
}

impl Scena {
    /// On the second of January 2026.
    pub(super) fn nuova() -> Self {
        let stage = Stage::on(&memory_adapter());
        stage.clock.set_rome("2026-01-02T09:00");
        Self { stage }
    }

    pub(super) fn quando(&self, text: &str) {
        self.stage.clock.set_rome(text);
    }

    pub(super) fn famiglia(&self, number: u32, euro: u32) -> Household {
        ready(self.stage.household(number, euro))
    }

    pub(super) fn prestatore(&self, person: Person) -> Worker {
        ready(self.stage.worker(person))
    }

    pub(super) fn comunica(&self, household: &Household, worker: &Worker, work: Work) -> Prestazione {
        ready(self.stage.communicate(household, worker, work)).expect("it is admitted")
    }

    /// What the engine would say of a piece of work, whole.
    pub(super) fn verifica(&self, household: &Household, worker: &Worker, work: Work) -> Explanation {
        self.verifica_richiesta(household, worker, work.richiesta())
    }

    pub(super) fn verifica_richiesta(
        &self,
        household: &Household,
        worker: &Worker,
        richiesta: Richiesta,
    ) -> Explanation {
        let asked = command(household, worker, Work("2026-01-02T08:00", 60, 1));
        let asked = Comunicazione { richiesta, ..asked };
        let told = ready(self.stage.libretto.verifica(&by(&household.caller), &asked));
        told.expect("the household is the caller's").spiegazione
    }

    /// What the engine says of a correction that is refused.
    pub(super) fn rettifica_respinta(&self, household: &Household, id: PrestazioneId, work: Work) -> Explanation {
        let command = Rettifica { prestazione: id, richiesta: work.richiesta(), luogo: "Via 1".into(), nota: None };
        let refused = ready(self.stage.libretto.rettifica(&by(&household.caller), &command, &silent));
        match refused.expect_err("it is refused") {
            libretto_core::use_cases::UseCaseError::Rejected(rejected) => rejected.explanation,
            other => unreachable!("{other}"),
        }
    }

    /// The explanations of the decisions about a record, in order.
    pub(super) fn decisioni(&self, id: PrestazioneId) -> Vec<Explanation> {
        let events = ready(self.stage.libretto.queries.decisioni(id)).expect("the memory answers");
        events.into_iter().filter_map(|event| event.spiegazione).collect()
    }

    pub(super) fn rapporto(&self, household: &Household, worker: &Worker, dal: &str, al: &str) {
        let declared = DichiaraRapporto {
            utilizzatore: household.id,
            prestatore: worker.id,
            tipo: TipoRapporto::Subordinato,
            dal: day(dal),
            al: Some(day(al)),
        };
        ready(self.stage.libretto.dichiara_rapporto(&by(&household.caller), &declared, &silent)).expect("it is taken");
    }
}
