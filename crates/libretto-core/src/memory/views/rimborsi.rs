//! Refunds and their runs.

use super::page;
use crate::iban::Iban;
use crate::ids::{CoordinateId, CorsaRimborsiId, PagamentoId, RimborsoId};
use crate::memory::World;
use crate::ports::queries::{FiltroRimborsi, InvioCompleto, Page, Position, RimborsoCompleto};
use crate::rimborso::{CorsaRimborsi, InvioRimborso, Rimborso};
use std::cmp::Reverse;
use std::ops::Bound;
use uuid::Uuid;

impl World {
    /// A refund.
    pub fn rimborso(&self, id: RimborsoId) -> Option<RimborsoCompleto> {
        self.with_person(self.rimborsi.get(&id)?)
    }

    /// Refunds by instant of the request, latest first.
    pub fn rimborsi(&self, filtro: FiltroRimborsi, after: Option<Position>, limit: u32) -> Page<RimborsoCompleto> {
        let end = after.map_or(Bound::Unbounded, |place| Bound::Excluded((place.istante, RimborsoId(place.id))));
        let listed = match filtro.utilizzatore {
            Some(utilizzatore) => self.rimborsi_per_utilizzatore.get(&utilizzatore),
            None => Some(&self.rimborsi_per_data),
        };
        let before = listed.into_iter().flat_map(move |set| set.range((Bound::Unbounded, end)).rev());
        let found = before
            .filter_map(|(_, id)| self.rimborsi.get(id))
            .filter(|one| filtro.stato.is_none_or(|stato| one.stato == stato))
            .filter_map(|one| self.with_person(one));
        page(found, limit, |one| (one.rimborso.presentato_il, one.rimborso.id.0))
    }

    fn with_person(&self, rimborso: &Rimborso) -> Option<RimborsoCompleto> {
        let persona = self.persone.get(&rimborso.beneficiario)?.clone();
        Some(RimborsoCompleto { rimborso: rimborso.clone(), persona, iban: self.known_account(rimborso.coordinate) })
    }

    fn known_account(&self, coordinate: CoordinateId) -> Option<Iban> {
        self.coordinate.get(&coordinate).cloned()
    }

    /// Approved refunds that wait for a run, in order of identifier. What a household asked for whose death is recorded does
    /// not: it is for the branch.
    pub fn rimborsi_da_inviare(&self, limit: u32) -> Vec<RimborsoId> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let alive = |id: &&RimborsoId| {
            let refund = self.rimborsi.get(id);
            let household = refund.and_then(|one| self.utilizzatori.get(&one.utilizzatore));
            !refund.zip(household).is_some_and(|(refund, household)| refund.is_of_deceased(household))
        };
        self.rimborsi_approvati.iter().filter(alive).take(limit).copied().collect()
    }

    /// Runs of refunds whose number is below one, latest first.
    pub fn corse_rimborsi(&self, below: Option<u32>, limit: u32) -> Vec<CorsaRimborsi> {
        let wanted = self.corse_rimborsi.values().filter(|run| below.is_none_or(|number| run.numero < number));
        let mut runs: Vec<_> = wanted.cloned().collect();
        runs.sort_by_key(|run| Reverse(run.numero));
        runs.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        runs
    }

    /// The transfers of a run of refunds, in order of identifier.
    pub fn invii_rimborsi(&self, corsa: CorsaRimborsiId) -> Vec<InvioCompleto> {
        let all = (corsa, PagamentoId(Uuid::nil()))..=(corsa, PagamentoId(Uuid::max()));
        self.invii_rimborsi.range(all).filter_map(|(_, invio)| self.complete_refund(invio)).collect()
    }

    fn complete_refund(&self, invio: &InvioRimborso) -> Option<InvioCompleto> {
        let persona = self.persone.get(&invio.beneficiario)?.clone();
        Some(InvioCompleto { invio: invio.clone(), persona, iban: self.known_account(invio.coordinate) })
    }
}
