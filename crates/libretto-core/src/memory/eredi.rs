//! Heirs and their cases: how events change them, what a command looks at, and what is shown.

use super::World;
use super::views::{follows, page};
use crate::eredi::{AttoPratica, Erede, Fase, Posizione, Pratica, Resto};
use crate::event::{Event, Fatto};
use crate::ids::{EredeId, EventId, PersonaId, UtilizzatoreId};
use crate::persona::Persona;
use crate::portafoglio::Borsa;
use crate::ports::queries::{FiltroPratiche, OPERAZIONI_MAX, Page, Position, PraticaCompleta};
use crate::prestazione::Prestazione;
use crate::rimborso::Rimborso;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

impl World {
    /// Applies an event of an heir; any other changes nothing here.
    pub(super) fn evolve_heirs(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::EredeRegistrato(fatto) => {
                if let Some(person) = self.persone.get(&fatto.persona) {
                    self.eredi.extend(Erede::evolve(None, event, person).map(|state| (fatto.erede, state)));
                    self.profilo_erede.insert(fatto.persona, fatto.erede);
                }
            }
            _ => self.evolve_pratica(UtilizzatoreId(event.flusso.casa), event),
        }
    }

    fn evolve_pratica(&mut self, utilizzatore: UtilizzatoreId, event: &Event) {
        if event.flusso.entita != utilizzatore.pratica_eredi() {
            return;
        }
        let Some(state) = Pratica::evolve(self.pratiche.remove(&utilizzatore), event) else { return };
        self.pratiche.insert(utilizzatore, state);
    }

    /// Keeps an event that the time line of a case tells.
    pub(super) fn keep_act(&mut self, event: &Event) {
        let utilizzatore = UtilizzatoreId(event.flusso.casa);
        let beside = Fatto::BESIDE_A_CASE.contains(&event.fatto.name());
        if beside || event.flusso.entita == utilizzatore.pratica_eredi() {
            self.atti_pratica.entry(utilizzatore).or_default().push(Event { spiegazione: None, ..event.clone() });
        }
    }

    /// What an event does in a case that could not have happened in the state before it (I10).
    pub(super) fn witness_heirs(&self, event: &Event) -> Option<(&'static str, &'static str)> {
        let case = |id: &UtilizzatoreId| self.pratiche.get(id);
        match &event.fatto {
            Fatto::PrestazioneInserita(fatto) => {
                let declared = case(&fatto.utilizzatore).and_then(|one| one.dichiarazione(fatto.dichiarazione));
                let found = declared.and_then(|one| self.fase_pratica(fatto.utilizzatore, one.persona));
                let admitted = found.is_some_and(|fase| fase.ammette(AttoPratica::Inserimento).is_ok());
                (!admitted).then_some(("I10", "enters work in a case that is not open for it"))
            }
            Fatto::QuotaEredeRichiesta(fatto) => {
                let known = case(&fatto.utilizzatore).and_then(|one| one.dichiarazione(fatto.dichiarazione));
                let validated = known.is_some_and(|one| one.stato == crate::eredi::StatoDichiarazione::Convalidata);
                (!validated).then_some(("I10", "asks for money by a declaration that is not validated"))
            }
            _ => None,
        }
    }

    /// Where a case stands for an act of a person.
    fn fase_pratica(&self, utilizzatore: UtilizzatoreId, persona: PersonaId) -> Option<Fase> {
        let pratica = self.pratiche.get(&utilizzatore)?;
        let rimborsi = &self.rimborsi_eredi(pratica);
        Some(Posizione { pratica, rimborsi, resto: self.resto(utilizzatore) }.of_person(persona))
    }

    /// What is left in a case.
    pub(super) fn resto(&self, utilizzatore: UtilizzatoreId) -> Resto {
        let own = self.portafogli.get(&(utilizzatore, Borsa::Propria)).copied().unwrap_or_default();
        Resto { denaro: own.disponibile().is_positive(), lavoro: self.lavoro_in_sospeso(utilizzatore) }
    }

    fn lavoro_in_sospeso(&self, utilizzatore: UtilizzatoreId) -> bool {
        let records = self.per_utilizzatore.get(&utilizzatore).into_iter().flatten();
        records.filter_map(|(_, id)| self.prestazioni.get(id)).any(super::evolve::is_payable)
    }

    /// The refunds of a case, in its order.
    pub(super) fn rimborsi_eredi(&self, pratica: &Pratica) -> Vec<Rimborso> {
        pratica.richieste.iter().filter_map(|one| self.rimborsi.get(&one.rimborso)).cloned().collect()
    }

    /// The persons of a case, in order of identifier.
    pub(super) fn persone_pratica(&self, pratica: &Pratica) -> Vec<Persona> {
        pratica.persons().iter().filter_map(|id| self.persone.get(id)).cloned().collect()
    }

    /// The household's records that count and end after an instant, each with the worker's person.
    pub(super) fn dopo(&self, utilizzatore: UtilizzatoreId, instant: DateTime<Utc>) -> Vec<(Prestazione, PersonaId)> {
        let records = self.per_utilizzatore.get(&utilizzatore).into_iter().flatten();
        let after = records
            .filter_map(|(_, id)| self.prestazioni.get(id))
            .filter(|one| one.counts() && one.dati.fine > instant);
        let mut found: Vec<_> = after
            .filter_map(|one| self.prestatori.get(&one.dati.prestatore).map(|worker| (one.clone(), worker.persona.id)))
            .collect();
        found.sort_unstable_by_key(|(one, _)| one.id);
        found
    }

    /// How often the purses of a household have moved.
    pub(super) fn borse(&self, utilizzatore: UtilizzatoreId) -> BTreeMap<Borsa, u32> {
        let purses = [Borsa::Propria, Borsa::Bonus].into_iter();
        purses.filter_map(|borsa| self.mosse.get(&(utilizzatore, borsa)).map(|count| (borsa, *count))).collect()
    }

    /// An heir.
    pub fn erede(&self, id: EredeId) -> Option<Erede> {
        self.eredi.get(&id).cloned()
    }

    /// The case of the heirs of a household, with everything that is shown of it.
    pub fn pratica(&self, utilizzatore: UtilizzatoreId) -> Option<PraticaCompleta> {
        let pratica = self.pratiche.get(&utilizzatore)?;
        Some(PraticaCompleta {
            pratica: pratica.clone(),
            defunto: self.utilizzatori.get(&utilizzatore)?.clone(),
            persone: self.persone_pratica(pratica),
            rimborsi: self.rimborsi_eredi(pratica),
            portafoglio: self.portafogli.get(&(utilizzatore, Borsa::Propria)).copied().unwrap_or_default(),
            lavoro_in_sospeso: self.lavoro_in_sospeso(utilizzatore),
        })
    }

    /// Cases by instant of their first declaration, latest first.
    pub fn pratiche(&self, filtro: FiltroPratiche, after: Option<Position>, limit: u32) -> Page<PraticaCompleta> {
        let wanted = |one: &&Pratica| {
            filtro.erede.is_none_or(|erede| one.dichiarazioni.iter().any(|declaration| declaration.erede == erede))
                && (!filtro.da_lavorare || one.is_to_work())
        };
        let mut found: Vec<_> = self.pratiche.values().filter(wanted).collect();
        found.sort_unstable_by_key(|one| std::cmp::Reverse((one.aperta_il, one.utilizzatore.0)));
        let later = found.into_iter().filter(|one| follows((one.aperta_il, one.utilizzatore.0), after));
        let whole = later.filter_map(|one| self.pratica(one.utilizzatore));
        page(whole, limit, |one| (one.pratica.aperta_il, one.pratica.utilizzatore.0))
    }

    /// The acts of a case and the facts beside it, in order of identifier after one.
    pub fn atti_pratica(&self, utilizzatore: UtilizzatoreId, after: Option<EventId>) -> Vec<Event> {
        let all = self.atti_pratica.get(&utilizzatore).map(Vec::as_slice).unwrap_or_default();
        let later = all.iter().filter(|event| after.is_none_or(|after| after < event.id));
        let mut acts: Vec<Event> = later.cloned().collect();
        acts.sort_by_key(|event| event.id);
        acts.truncate(OPERAZIONI_MAX);
        acts
    }
}
