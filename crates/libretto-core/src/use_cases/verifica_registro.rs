//! `verifica-registro`: replays the events and compares what they give with what the store holds.

use super::{Libretto, UseCaseError};
use crate::event::{Event, Fatto};
use crate::ids::EventId;
use crate::ledger;
use crate::memory::World;
use crate::money::Euro;
use crate::ports::queries::Differenza;
use std::collections::HashMap;
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
    pub async fn verifica_registro(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<EsitoVerifica, UseCaseError> {
        let mut world = World::default();
        let mut outcome = EsitoVerifica::default();
        let mut numbers: HashMap<(Uuid, Uuid), u32> = HashMap::new();
        let mut after: Option<EventId> = None;
        loop {
            let page = self.queries.eventi(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for record in self.queries.persone(&people(&page)).await? {
                world.learn(&record);
            }
            for event in &page {
                outcome.differenze.extend(check(event, &mut numbers));
                world.apply(event);
            }
            outcome.eventi += page.len() as u64;
            progress(outcome.eventi);
        }
        outcome.prestazioni = world.prestazioni.len() as u64;
        outcome.differenze.extend(world.check());
        outcome.differenze.extend(self.queries.confronta(&world).await?);
        Ok(outcome)
    }
}

fn people(page: &[Event]) -> Vec<crate::ids::PersonaId> {
    let persons = page.iter().filter_map(|event| match &event.fatto {
        Fatto::UtilizzatoreRegistrato { persona, .. } | Fatto::PrestatoreRegistrato { persona, .. } => Some(*persona),
        _ => None,
    });
    persons.collect()
}

/// One event in itself: the next of its stream (I5), its entries in balance (I3), its vouchers whole (I4).
fn check(event: &Event, numbers: &mut HashMap<(Uuid, Uuid), u32>) -> Vec<Differenza> {
    let mut found = Vec::new();
    let mut report = |invariante, descrizione| found.push(Differenza { invariante, descrizione });
    let number = numbers.entry((event.flusso.casa, event.flusso.entita)).or_default();
    *number += 1;
    if *number != event.flusso.numero {
        let expected = *number;
        report("I5", format!("event {} is number {} of its stream, expected {expected}", event.id, event.flusso.numero));
    }
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
