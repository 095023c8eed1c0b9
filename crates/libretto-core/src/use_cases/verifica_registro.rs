//! `verifica-registro`: replays the events and compares what they give with what the store holds.

use super::{Libretto, UseCaseError};
use crate::event::{Event, Fatto};
use crate::explanation::Explanation;
use crate::ids::EventId;
use crate::ledger;
use crate::memory::World;
use crate::money::Euro;
use crate::ports::queries::Differenza;
use crate::ports::sigillo::SEAL_LATE_MAX;
use crate::prestazione::Replica;
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
    /// Decisions that were taken again from what they had looked at, and compared.
    pub decisioni_ripetute: u64,
    /// Decisions that cannot be compared: another version of the engine took them, or what they looked at was not kept.
    pub decisioni_non_confrontabili: u64,
    /// What does not hold.
    pub differenze: Vec<Differenza>,
}

impl Libretto {
    /// Seals what is not sealed yet, replays the whole register, compares it with the store, to the cent, and follows the
    /// chain of hashes (I12). `progress` hears how many events were read.
    ///
    /// # Errors
    /// [`UseCaseError::Store`] when the register cannot be read.
    pub async fn verifica_registro(
        &self,
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<EsitoVerifica, UseCaseError> {
        self.sigilla(SEAL_LATE_MAX).await?;
        let (mut replay, mut decisions) = (Replay::default(), Decisions::default());
        let mut eventi = 0;
        let mut after: Option<EventId> = None;
        loop {
            let page = self.queries.eventi(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for record in self.queries.persone(&people(&page)).await? {
                replay.world.learn(&record);
            }
            for (id, explanation) in self.queries.spiegazioni(&decided(&page)).await? {
                decisions.take(id, explanation.as_ref());
            }
            eventi += page.len() as u64;
            for event in page {
                replay.take(event);
            }
            progress(eventi);
        }
        let (world, mut differenze) = replay.finish();
        differenze.extend(decisions.differences);
        differenze.extend(world.check());
        differenze.extend(self.queries.confronta(&world).await?);
        differenze.extend(self.queries.verify_chain(self.now()).await?);
        Ok(EsitoVerifica {
            eventi,
            prestazioni: world.prestazioni.len() as u64,
            decisioni_ripetute: decisions.replayed,
            decisioni_non_confrontabili: decisions.skipped,
            differenze,
        })
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

/// Takes the decisions about records again, each from what it looked at (I13).
#[derive(Default)]
struct Decisions {
    replayed: u64,
    skipped: u64,
    differences: Vec<Differenza>,
}

impl Decisions {
    fn take(&mut self, id: EventId, explanation: Option<&Explanation>) {
        let what = match explanation.map(Explanation::replica) {
            Some(Replica::AltroMotore | Replica::SenzaPresupposti) => {
                self.skipped += 1;
                return;
            }
            Some(Replica::Uguale) => None,
            Some(Replica::Diversa) => Some("taken again from what it looked at, ends otherwise"),
            None => Some("has an explanation that cannot be read"),
        };
        self.replayed += 1;
        self.differences.extend(
            what.map(|what| Differenza {
                invariante: "I13",
                descrizione: format!("the decision of event {id} {what}"),
            }),
        );
    }
}

/// The events of a page that are decisions about a record.
fn decided(page: &[Event]) -> Vec<EventId> {
    let records = page.iter().filter(|event| {
        matches!(
            event.fatto,
            Fatto::PrestazioneComunicata { .. }
                | Fatto::PrestazioneRettificata { .. }
                | Fatto::PrestazioneAnnullata { .. }
                | Fatto::PrestazioneConvalidata { .. }
        )
    });
    records.map(|event| event.id).collect()
}

fn people(page: &[Event]) -> Vec<crate::ids::PersonaId> {
    let persons = page.iter().flat_map(|event| match &event.fatto {
        Fatto::UtilizzatoreRegistrato { persona, .. } | Fatto::PrestatoreRegistrato { persona, .. } => vec![*persona],
        Fatto::EredeRegistrato(fatto) => vec![fatto.persona],
        Fatto::DichiarazioneEredeAperta(fatto) => fatto.contenuto.coeredi.clone(),
        Fatto::DichiarazioneEredeCompilata(fatto) => fatto.contenuto.coeredi.clone(),
        _ => Vec::new(),
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
