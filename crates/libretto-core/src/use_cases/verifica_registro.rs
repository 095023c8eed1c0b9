//! `verifica-registro`: replays the events and compares what they give with what the store holds.

use super::{Libretto, UseCaseError};
use crate::event::{Event, Fatto};
use crate::ids::EventId;
use crate::ledger;
use crate::memory::World;
use crate::money::Euro;
use crate::ports::queries::Differenza;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How many events are read at a time.
const PAGE: u32 = 2_000;

/// The result of a verification.
#[derive(Clone, Debug, Default)]
pub struct EsitoVerifica {
    /// Events replayed.
    pub eventi: u64,
    /// Records found.
    pub prestazioni: u64,
    /// What does not hold.
    pub differenze: Vec<Differenza>,
}

impl Libretto {
    /// Replays the whole register and compares it with the store, to the cent. `progress` hears how many events were read.
    ///
    /// # Errors
    /// [`UseCaseError::Store`] when the register cannot be read.
    pub async fn verifica_registro(
        &self,
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<EsitoVerifica, UseCaseError> {
        let mut replay = Replay::default();
        let mut eventi = 0;
        let mut after: Option<EventId> = None;
        loop {
            let page = self.queries.eventi(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for record in self.queries.persone(&people(&page)).await? {
                replay.world.learn(&record);
            }
            eventi += page.len() as u64;
            for event in page {
                replay.take(event);
            }
            progress(eventi);
        }
        let (world, mut differenze) = replay.finish();
        differenze.extend(world.check());
        differenze.extend(self.queries.confronta(&world).await?);
        Ok(EsitoVerifica { eventi, prestazioni: world.prestazioni.len() as u64, differenze })
    }
}

/// Applies events stream by stream. Two machines whose clocks differ by a little write one stream with identifiers in
/// the wrong order: an event that comes before its predecessor waits for it.
#[derive(Default)]
struct Replay {
    world: World,
    numbers: HashMap<(Uuid, Uuid), u32>,
    waiting: BTreeMap<(Uuid, Uuid, u32), Event>,
    differences: Vec<Differenza>,
}

impl Replay {
    fn take(&mut self, event: Event) {
        let (casa, entita) = (event.flusso.casa, event.flusso.entita);
        let number = self.numbers.entry((casa, entita)).or_default();
        if event.flusso.numero > *number + 1 {
            self.waiting.insert((casa, entita, event.flusso.numero), event);
            return;
        }
        if event.flusso.numero <= *number {
            self.report("I5", format!("number {} of stream {entita} is there twice", event.flusso.numero));
            return;
        }
        *number += 1;
        let next = (casa, entita, *number + 1);
        self.differences.extend(check(&event));
        self.world.apply(&event);
        if let Some(successor) = self.waiting.remove(&next) {
            self.take(successor);
        }
    }

    fn report(&mut self, invariante: &'static str, descrizione: String) {
        self.differences.push(Differenza { invariante, descrizione });
    }

    fn finish(mut self) -> (World, Vec<Differenza>) {
        for (_, entita, number) in std::mem::take(&mut self.waiting).into_keys() {
            self.report("I5", format!("number {number} of stream {entita} has no predecessor"));
        }
        (self.world, self.differences)
    }
}

fn people(page: &[Event]) -> Vec<crate::ids::PersonaId> {
    let persons = page.iter().filter_map(|event| match &event.fatto {
        Fatto::UtilizzatoreRegistrato { persona, .. } | Fatto::PrestatoreRegistrato { persona, .. } => Some(*persona),
        _ => None,
    });
    persons.collect()
}

/// One event in itself: its entries in balance (I3), its vouchers whole (I4).
fn check(event: &Event) -> Vec<Differenza> {
    let mut found = Vec::new();
    let mut report = |invariante, descrizione| found.push(Differenza { invariante, descrizione });
    if let Some(transaction) = ledger::transaction(event) {
        let sum: Euro = transaction.scritture.iter().map(|line| line.importo).sum();
        if !sum.is_zero() {
            report("I3", format!("the entries of event {} sum to {sum}", event.id));
        }
    }
    if let Fatto::PrestazioneComunicata { dati, .. } | Fatto::PrestazioneRettificata { dopo: dati, .. } = &event.fatto {
        let parts = &dati.ripartizione;
        if parts.compenso + parts.ivs + parts.inail + parts.oneri != parts.costo {
            report("I4", format!("the vouchers of record {} do not split", event.flusso.entita));
        }
    }
    found
}
