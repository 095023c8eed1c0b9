//! What the events of a change do to heirs and their cases. A case is written whole, as the change says that it is after
//! its events; here stands only at which version it is expected.

use chrono::{DateTime, Utc};
use libretto_core::event::{Event, Fatto};
use libretto_core::ids::{EredeId, PersonaId, UtilizzatoreId};
use libretto_core::utilizzatore::Dichiarazione;
use std::collections::{BTreeMap, BTreeSet};

/// A person that became an heir.
pub(super) struct NuovoErede {
    pub(super) persona: PersonaId,
    pub(super) registrato_il: DateTime<Utc>,
    pub(super) dichiarazioni: Vec<Dichiarazione>,
    pub(super) versione: u32,
}

/// Everything about heirs, each in order of its key.
#[derive(Default)]
pub(super) struct Eredi {
    pub(super) nuovi: BTreeMap<EredeId, NuovoErede>,
    /// Cases that go on, each with the version it has; 0 for a new one.
    pub(super) pratiche: BTreeMap<UtilizzatoreId, u32>,
    /// Heirs who begin a declaration, with the case.
    pub(super) dichiaranti: BTreeSet<(EredeId, UtilizzatoreId)>,
}

impl Eredi {
    /// Adds what an event of an heir or of a case does.
    pub(super) fn add(&mut self, event: &Event) {
        if let Fatto::EredeRegistrato(fatto) = &event.fatto {
            let new = NuovoErede {
                persona: fatto.persona,
                registrato_il: event.istante,
                dichiarazioni: fatto.dichiarazioni.clone(),
                versione: event.flusso.numero,
            };
            self.nuovi.insert(fatto.erede, new);
            return;
        }
        let utilizzatore = UtilizzatoreId(event.flusso.casa);
        self.pratiche.entry(utilizzatore).or_insert_with(|| event.flusso.numero.saturating_sub(1));
        if let Fatto::DichiarazioneEredeAperta(fatto) = &event.fatto {
            self.dichiaranti.insert((fatto.erede, utilizzatore));
        }
    }
}
