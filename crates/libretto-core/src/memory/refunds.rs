//! How the events of refunds change the state.

use super::World;
use crate::event::{Event, Fatto};
use crate::ids::RimborsoId;
use crate::rimborso::{Atto, CorsaRimborsi, Rimborso, StatoRimborso};

impl World {
    /// Applies an event about a refund or a run of refunds; any other changes nothing here.
    pub(super) fn evolve_refunds(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::CorsaRimborsiAperta { corsa, .. } | Fatto::CorsaRimborsiChiusa { corsa, .. } => {
                let next = CorsaRimborsi::evolve(self.corse_rimborsi.remove(corsa), event);
                self.corse_rimborsi.extend(next.map(|state| (*corsa, state)));
            }
            Fatto::RimborsoInviato { invio } => {
                self.invii_rimborsi.insert((invio.corsa, invio.id), invio.clone());
                self.evolve_rimborso(invio.rimborso, event);
            }
            Fatto::RimborsoRichiesto { rimborso, .. }
            | Fatto::RimborsoApprovato { rimborso, .. }
            | Fatto::RimborsoRespinto { rimborso, .. }
            | Fatto::RimborsoRitirato { rimborso, .. }
            | Fatto::RimborsoRestituito { rimborso, .. } => self.evolve_rimborso(*rimborso, event),
            _ => {}
        }
    }

    fn evolve_rimborso(&mut self, id: RimborsoId, event: &Event) {
        let Some(state) = Rimborso::evolve(self.rimborsi.remove(&id), event) else { return };
        let key = (state.presentato_il, id);
        self.rimborsi_per_data.insert(key);
        self.rimborsi_per_utilizzatore.entry(state.utilizzatore).or_default().insert(key);
        if state.stato == StatoRimborso::Approvato {
            self.rimborsi_approvati.insert(id);
        } else {
            self.rimborsi_approvati.remove(&id);
        }
        self.protocolli.insert(state.protocollo.clone());
        self.rimborsi.insert(id, state);
    }

    /// What an event does to a refund that could not have happened in the state before it.
    pub(super) fn witness_refund(&self, event: &Event) -> Option<(&'static str, &'static str)> {
        if let Fatto::RimborsoRichiesto { rimborso, .. } = &event.fatto {
            return self.rimborsi.contains_key(rimborso).then_some(("I5", "asks for a refund for the second time"));
        }
        let atto = Atto::of(&event.fatto)?;
        let stato = self.rimborsi.get(&RimborsoId(event.flusso.entita)).map(|one| one.stato);
        let admitted = stato.is_some_and(|stato| stato.dopo(atto).is_some());
        (!admitted).then_some(("I8", "moves money of a refund whose state does not admit it"))
    }
}
