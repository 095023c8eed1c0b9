//! What the events of a change do to delegations.

use super::entities::Versioni;
use chrono::{DateTime, Utc};
use libretto_core::delega::Delega;
use libretto_core::event::{Event, Fatto};
use libretto_core::ids::{DelegaId, PersonaId};
use std::collections::BTreeMap;

/// Delegations, each in order of its key: who gave it, and its identifier.
#[derive(Default)]
pub(super) struct Deleghe {
    /// New ones.
    pub(super) nuove: BTreeMap<(PersonaId, DelegaId), Delega>,
    /// Those that are revoked or given back, and when.
    pub(super) revoche: BTreeMap<(PersonaId, DelegaId), (Versioni, DateTime<Utc>)>,
}

impl Deleghe {
    /// Adds what an event of a delegation does.
    pub(super) fn add(&mut self, event: &Event) {
        let key = match &event.fatto {
            Fatto::DelegaConferita(fatto) => (fatto.delegante, fatto.delega),
            Fatto::DelegaRevocata(fatto) => (fatto.delegante, fatto.delega),
            _ => return,
        };
        let new = self.nuove.remove(&key);
        if new.is_none() && matches!(event.fatto, Fatto::DelegaRevocata(_)) {
            self.revoche.insert(key, (Versioni::of(event), event.istante));
        } else {
            self.nuove.extend(Delega::evolve(new, event).map(|state| (key, state)));
        }
    }
}
