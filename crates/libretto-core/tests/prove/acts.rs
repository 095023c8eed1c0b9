//! Random acts over a small world in memory: two households, three workers, February 2026 seen from 2 March.

use libretto_core::contract::stage::{BEGINNING, Household, Stage, Work, Worker};
use libretto_core::contract::{memory_adapter, people::Person};
use libretto_core::ids::PrestazioneId;
use libretto_core::prestatore::Categoria;
use libretto_core::prestazione::Prestazione;
use libretto_core::use_cases::UseCaseError;
use proptest::prelude::*;

/// When everybody registers: before the work, so that what is certified counts.
const REGISTRATION: &str = "2026-01-15T09:00";

/// An act. Records are chosen by a number, modulo how many there are.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Communicate { house: usize, worker: usize, shift: Shift },
    Correct { record: usize, shift: Shift },
    Cancel { record: usize },
}

/// A piece of work in February.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shift {
    day: u32,
    hour: u32,
    minutes: u32,
    vouchers: u32,
}

impl Shift {
    pub(crate) fn work(self) -> Work {
        // The words of a case live as long as the test: a leak of a few bytes.
        let start = format!("2026-02-{:02}T{:02}:00", self.day, self.hour);
        Work(Box::leak(start.into_boxed_str()), self.minutes, self.vouchers)
    }
}

/// Work that is often near a limit: long shifts, and up to 160 vouchers at once.
pub(crate) fn shifts() -> impl Strategy<Value = Shift> {
    let minutes = prop_oneof![Just(60_u32), Just(600), Just(1_440), 1_u32..1_441];
    let vouchers = prop_oneof![1_u32..30, Just(24), Just(156), 100_u32..160];
    (1_u32..28, 0_u32..24, minutes, vouchers).prop_map(|(day, hour, minutes, vouchers)| Shift {
        day,
        hour,
        minutes,
        vouchers,
    })
}

pub(crate) fn acts() -> impl Strategy<Value = Vec<Act>> {
    let communicate =
        (0_usize..2, 0_usize..3, shifts()).prop_map(|(house, worker, shift)| Act::Communicate { house, worker, shift });
    let correct = (any::<usize>(), shifts()).prop_map(|(record, shift)| Act::Correct { record, shift });
    let cancel = any::<usize>().prop_map(|record| Act::Cancel { record });
    prop::collection::vec(prop_oneof![6 => communicate, 2 => correct, 1 => cancel], 1..28)
}

/// The world, with everything that was accepted, by household.
pub(crate) struct World {
    pub(crate) stage: Stage,
    pub(crate) houses: Vec<Household>,
    pub(crate) workers: Vec<Worker>,
    pub(crate) records: Vec<(usize, Prestazione)>,
}

pub(crate) async fn world() -> World {
    let stage = Stage::on(&memory_adapter());
    stage.clock.set_rome(REGISTRATION);
    let houses = vec![stage.household(1, 40_000).await, stage.household(2, 4_000).await];
    let pensioner = Person::number(12).certifying(Categoria::Pensionato, "2026-01-01");
    let student = Person::number(13).born("2001-02-14").certifying(Categoria::Studente, "2026-01-01");
    let workers =
        vec![stage.worker(Person::number(11)).await, stage.worker(pensioner).await, stage.worker(student).await];
    stage.clock.set_rome(BEGINNING);
    World { stage, houses, workers, records: Vec::new() }
}

impl World {
    /// Performs an act; an act on no record does nothing.
    pub(crate) async fn perform(&mut self, act: &Act) -> Option<Result<Prestazione, UseCaseError>> {
        match act {
            Act::Communicate { house, worker, shift } => {
                let (household, worker) = (&self.houses[*house], &self.workers[*worker]);
                let outcome = self.stage.communicate(household, worker, shift.work()).await;
                self.records.extend(outcome.as_ref().ok().map(|record| (*house, record.clone())));
                Some(outcome)
            }
            Act::Correct { record, shift } => {
                let (house, id) = self.chosen(*record)?;
                Some(self.stage.correct(&self.houses[house], id, shift.work()).await)
            }
            Act::Cancel { record } => {
                let (house, id) = self.chosen(*record)?;
                Some(self.stage.cancel(&self.houses[house], id).await)
            }
        }
    }

    fn chosen(&self, number: usize) -> Option<(usize, PrestazioneId)> {
        let index = number.checked_rem(self.records.len())?;
        self.records.get(index).map(|(house, record)| (*house, record.id))
    }
}

/// The outcome as it can be compared between two worlds, where identifiers differ: what was written, or the codes.
pub(crate) fn told(outcome: &Result<Prestazione, UseCaseError>) -> String {
    match outcome {
        Ok(Prestazione { dati, stato, revocabile_fino, versione, .. }) => {
            let times = (dati.inizio, dati.fine, dati.giorno, dati.pausa, dati.minuti);
            let money = (dati.titoli, dati.ripartizione, dati.computato);
            format!("{stato:?} {versione} {revocabile_fino} {times:?} {money:?}")
        }
        Err(UseCaseError::Rejected(refused)) => format!("{:?}", refused.explanation),
        Err(other) => panic!("neither accepted nor refused: {other}"),
    }
}
