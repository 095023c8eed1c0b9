//! What the events of a change do to refunds, their transfers and their runs.

use super::entities::Versioni;
use crate::names;
use chrono::{DateTime, Utc};
use libretto_core::event::{Event, Fatto};
use libretto_core::ids::{CorsaRimborsiId, RimborsoId};
use libretto_core::money::Euro;
use libretto_core::rimborso::{Atto, CorsaRimborsi, CorsaRimborsiChiusura, InvioRimborso, Rimborso, StatoRimborso};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What changes of a refund. `None` leaves a column as it is.
pub(super) struct CambioRimborso {
    pub(super) versioni: Versioni,
    pub(super) aggiornato_il: DateTime<Utc>,
    pub(super) stato: StatoRimborso,
    pub(super) importo: Option<Euro>,
    pub(super) coordinate: Option<Uuid>,
    pub(super) intestazione: Option<&'static str>,
    pub(super) motivo: Option<&'static str>,
    pub(super) restituzione: Option<&'static str>,
    pub(super) invio: Option<Uuid>,
}

/// Everything about refunds, each in order of its key.
#[derive(Default)]
pub(super) struct Rimborsi {
    pub(super) nuovi: BTreeMap<RimborsoId, Rimborso>,
    pub(super) cambi: BTreeMap<(Uuid, RimborsoId), CambioRimborso>,
    pub(super) invii: Vec<InvioRimborso>,
    pub(super) corse: BTreeMap<CorsaRimborsiId, CorsaRimborsi>,
    pub(super) chiusure: BTreeMap<CorsaRimborsiId, (Versioni, CorsaRimborsiChiusura)>,
}

impl Rimborsi {
    /// Adds what an event does; an event about something else does nothing.
    pub(super) fn add(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::CorsaRimborsiAperta { corsa, .. } | Fatto::CorsaRimborsiChiusa { corsa, .. } => {
                self.add_corsa(*corsa, event);
            }
            Fatto::RimborsoInviato { invio } => {
                self.invii.push(invio.clone());
                self.add_rimborso(invio.rimborso, event);
            }
            Fatto::RimborsoRichiesto { rimborso, .. }
            | Fatto::RimborsoApprovato { rimborso, .. }
            | Fatto::RimborsoRespinto { rimborso, .. }
            | Fatto::RimborsoRitirato { rimborso, .. }
            | Fatto::RimborsoRestituito { rimborso, .. } => self.add_rimborso(*rimborso, event),
            _ => {}
        }
    }

    fn add_corsa(&mut self, id: CorsaRimborsiId, event: &Event) {
        let new = self.corse.remove(&id);
        match &event.fatto {
            Fatto::CorsaRimborsiChiusa { chiusura, .. } if new.is_none() => {
                self.chiusure.insert(id, (Versioni::of(event), chiusura.clone()));
            }
            _ => self.corse.extend(CorsaRimborsi::evolve(new, event).map(|state| (id, state))),
        }
    }

    fn add_rimborso(&mut self, id: RimborsoId, event: &Event) {
        let new = self.nuovi.remove(&id);
        if new.is_some() || matches!(event.fatto, Fatto::RimborsoRichiesto { .. }) {
            self.nuovi.extend(Rimborso::evolve(new, event).map(|state| (id, state)));
            return;
        }
        let Some(stato) = Atto::of(&event.fatto).map(reached) else { return };
        let cambio = self.cambi.entry((event.flusso.casa, id)).or_insert_with(|| CambioRimborso {
            versioni: Versioni::of(event),
            aggiornato_il: event.istante,
            stato,
            importo: None,
            coordinate: None,
            intestazione: None,
            motivo: None,
            restituzione: None,
            invio: None,
        });
        cambio.versioni.dopo = event.flusso.numero;
        cambio.aggiornato_il = event.istante;
        cambio.stato = stato;
        match &event.fatto {
            Fatto::RimborsoApprovato { importo, coordinate, cointestato, .. } => {
                cambio.importo = Some(*importo);
                cambio.coordinate = Some(coordinate.0);
                cambio.intestazione = Some(names::intestazione(*cointestato));
            }
            Fatto::RimborsoRespinto { motivo, .. } => cambio.motivo = Some(names::motivo_reiezione(*motivo)),
            Fatto::RimborsoInviato { invio } => cambio.invio = Some(invio.id.0),
            Fatto::RimborsoRestituito { motivo, .. } => {
                cambio.restituzione = Some(names::motivo_restituzione(*motivo));
            }
            _ => {}
        }
    }
}

/// The one state that an act leads to, wherever it is admitted.
const fn reached(atto: Atto) -> StatoRimborso {
    match atto {
        Atto::Approvazione => StatoRimborso::Approvato,
        Atto::Reiezione | Atto::ReiezionePerDecesso => StatoRimborso::Respinto,
        Atto::Ritiro => StatoRimborso::Ritirato,
        Atto::Invio => StatoRimborso::Inviato,
        Atto::Restituzione => StatoRimborso::InEsame,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_leads_where_the_core_says() {
        for atto in Atto::ALL {
            let found: Vec<_> = StatoRimborso::ALL.iter().filter_map(|stato| stato.dopo(atto)).collect();
            assert!(!found.is_empty() && found.iter().all(|stato| *stato == reached(atto)), "{atto:?}");
        }
    }
}
