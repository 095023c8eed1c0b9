//! Records: one with everything that is shown of it, and lists.

use super::page;
use crate::ids::PrestazioneId;
use crate::memory::{PerInizio, World};
use crate::ports::queries::{FiltroPrestazioni, Page, Position, PrestazioneCompleta};
use crate::prestazione::Prestazione;
use std::ops::Bound;

impl World {
    /// A record with its people and its text. The explanation is not part of the state: the store adds it.
    pub fn prestazione(&self, id: PrestazioneId) -> Option<PrestazioneCompleta> {
        let prestazione = self.prestazioni.get(&id)?;
        let dettagli = self.dettagli.get(&id).cloned().unwrap_or_default();
        Some(PrestazioneCompleta {
            utilizzatore: self.utilizzatori.get(&prestazione.dati.utilizzatore)?.persona.clone(),
            prestatore: self.prestatori.get(&prestazione.dati.prestatore)?.persona.clone(),
            prestazione: prestazione.clone(),
            luogo: dettagli.luogo,
            nota: dettagli.nota,
            spiegazione: None,
        })
    }

    /// Records by start of the work, latest first. A filter with neither household nor worker finds nothing.
    pub fn prestazioni(&self, filtro: &FiltroPrestazioni, after: Option<Position>, limit: u32) -> Page<Prestazione> {
        let found = self.latest_first(filtro, after).filter(|one| admits(filtro, one));
        let page = page(found, limit, |one| (one.dati.inizio, one.id.0));
        Page { items: page.items.into_iter().cloned().collect(), next: page.next }
    }

    /// The records of the parties of a filter, after a place, latest first.
    pub(super) fn latest_first(
        &self,
        filtro: &FiltroPrestazioni,
        after: Option<Position>,
    ) -> impl Iterator<Item = &Prestazione> {
        let records: Option<&PerInizio> = match (filtro.utilizzatore, filtro.prestatore) {
            (Some(utilizzatore), Some(prestatore)) => self.per_coppia.get(&(utilizzatore, prestatore)),
            (Some(utilizzatore), None) => self.per_utilizzatore.get(&utilizzatore),
            (None, Some(prestatore)) => self.per_prestatore.get(&prestatore),
            (None, None) => None,
        };
        let end = after.map_or(Bound::Unbounded, |place| Bound::Excluded((place.istante, PrestazioneId(place.id))));
        let before = records.into_iter().flat_map(move |set| set.range((Bound::Unbounded, end)).rev());
        before.filter_map(|(_, id)| self.prestazioni.get(id))
    }
}

fn admits(filtro: &FiltroPrestazioni, one: &Prestazione) -> bool {
    filtro.stato.is_none_or(|stato| one.stato == stato)
        && filtro.dal.is_none_or(|dal| dal <= one.dati.giorno)
        && filtro.al.is_none_or(|al| one.dati.giorno <= al)
}
