//! Delegations: how events change them, and what is shown.

use super::World;
use super::views::{follows, page};
use crate::delega::{Delega, DelegaNota};
use crate::event::{Event, Fatto};
use crate::ids::{DelegaId, EnteId, PersonaId};
use crate::ports::queries::{Page, Position};
use crate::ports::{DelegaCompleta, FiltroDeleghe};
use crate::utilizzatore::Decesso;

impl World {
    /// Applies an event of a delegation; any other changes nothing here.
    pub(super) fn evolve_deleghe(&mut self, event: &Event) {
        let id = match &event.fatto {
            Fatto::DelegaConferita(fatto) => fatto.delega,
            Fatto::DelegaRevocata(fatto) => fatto.delega,
            _ => return,
        };
        let Some(state) = Delega::evolve(self.deleghe.remove(&id), event) else { return };
        let persons = (state.conferita.delegante, state.conferita.ente.id);
        self.per_deleganti.entry(persons).or_default().insert(id);
        self.deleghe.insert(id, state);
    }

    /// The recorded death of a person.
    pub(super) fn decesso_di(&self, persona: PersonaId) -> Option<Decesso> {
        self.utilizzatori.get(self.profilo_utilizzatore.get(&persona)?)?.decesso
    }

    fn nota(&self, delega: &Delega) -> DelegaNota {
        DelegaNota { delega: delega.clone(), decesso: self.decesso_di(delega.conferita.delegante) }
    }

    /// The delegations that a person ever gave to a body, in order of identifier.
    pub fn deleghe_tra(&self, delegante: PersonaId, ente: EnteId) -> Vec<DelegaNota> {
        let known = self.per_deleganti.get(&(delegante, ente)).into_iter().flatten();
        known.filter_map(|id| self.deleghe.get(id)).map(|one| self.nota(one)).collect()
    }

    /// A delegation.
    pub fn delega(&self, id: DelegaId) -> Option<DelegaCompleta> {
        self.complete_delega(self.deleghe.get(&id)?)
    }

    fn complete_delega(&self, delega: &Delega) -> Option<DelegaCompleta> {
        let id = delega.conferita.delegante;
        Some(DelegaCompleta {
            nota: self.nota(delega),
            delegante: self.persone.get(&id)?.clone(),
            utilizzatore: self.profilo_utilizzatore.get(&id).copied(),
            prestatore: self.profilo_prestatore.get(&id).copied(),
        })
    }

    /// Delegations by instant of their beginning, latest first.
    pub fn elenco_deleghe(&self, filtro: FiltroDeleghe, after: Option<Position>, limit: u32) -> Page<DelegaCompleta> {
        let wanted = |one: &&Delega| match filtro {
            FiltroDeleghe::Delegante(person) => one.conferita.delegante == person,
            FiltroDeleghe::Ente(ente) => one.conferita.ente.id == ente,
        };
        let key = |one: &Delega| (one.conferita_il, one.id.0);
        let mut found: Vec<&Delega> = self.deleghe.values().filter(wanted).collect();
        found.sort_unstable_by_key(|one| std::cmp::Reverse(key(one)));
        let later = found.into_iter().filter(|one| follows(key(one), after));
        page(later.filter_map(|one| self.complete_delega(one)), limit, |one| key(&one.nota.delega))
    }
}
