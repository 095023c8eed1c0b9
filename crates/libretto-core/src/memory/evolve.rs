//! How an event changes the state.

use super::World;
use crate::bonus::Bonus;
use crate::change::Effects;
use crate::compensi_esterni::EsterniNoti;
use crate::comunicazione_obbligatoria::Comunicata;
use crate::event::{Event, Fatto};
use crate::ids::{BonusId, PersonaId, PrestatoreId, PrestazioneId, UtilizzatoreId, VersamentoId};
use crate::ledger::Transazione;
use crate::pagamento::Corsa;
use crate::portafoglio::versamento::RicevutaRegistrata;
use crate::portafoglio::{Borsa, Movimento, StatoVersamento, Versamento};
use crate::ports::queries::{Differenza, MovimentoPortafoglio};
use crate::prestatore::Prestatore;
use crate::prestazione::{Dati, MotivoAnnullamento, Prestazione, StatoPrestazione};
use crate::utilizzatore::Utilizzatore;
use std::collections::btree_map::Entry;

impl World {
    /// Applies one event: the only way in which the state changes.
    pub fn apply(&mut self, event: &Event) {
        self.versioni.insert((event.flusso.casa, event.flusso.entita), event.flusso.numero);
        self.ultimo = self.ultimo.max(Some((event.istante, event.id)));
        self.witness(event);
        self.evolve_entity(event);
        self.keep_act(event);
        self.count(event);
    }

    fn evolve_entity(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::UtilizzatoreRegistrato { utilizzatore, persona, .. } => {
                self.register_utilizzatore(*utilizzatore, *persona, event);
            }
            Fatto::DecessoRegistrato { utilizzatore, .. } => {
                if let Some(state) = self.utilizzatori.remove(utilizzatore) {
                    let persona = state.persona.clone();
                    self.utilizzatori
                        .extend(Utilizzatore::evolve(Some(state), event, &persona).map(|next| (*utilizzatore, next)));
                }
            }
            Fatto::PrestatoreRegistrato { prestatore, persona, .. } => {
                self.register_prestatore(*prestatore, *persona, event);
            }
            Fatto::ModalitaCambiata { prestatore, .. }
            | Fatto::AutocertificazioneResa { prestatore, .. }
            | Fatto::AutocertificazioneCessata { prestatore, .. } => self.evolve_prestatore(*prestatore, event),
            Fatto::RapportoDichiarato { .. }
            | Fatto::RapportoComunicato { .. }
            | Fatto::CompensiEsterniComunicati { .. } => self.evolve_known(event),
            Fatto::VersamentoAperto { versamento, .. } | Fatto::VersamentoAccreditato { versamento, .. } => {
                self.evolve_versamento(*versamento, event);
            }
            Fatto::RicevutaRegistrata { ricevuta, numero_avviso, importo, esito } => {
                let record = RicevutaRegistrata {
                    id: *ricevuta,
                    numero_avviso: numero_avviso.clone(),
                    importo: *importo,
                    esito: *esito,
                    registrata_il: event.istante,
                };
                self.ricevute.insert(*ricevuta, record);
            }
            Fatto::BonusConcesso { utilizzatore, bonus, .. } | Fatto::BonusAppropriato { utilizzatore, bonus, .. } => {
                self.evolve_bonus((*utilizzatore, *bonus), event);
            }
            Fatto::PrestazioneComunicata { prestazione, .. }
            | Fatto::PrestazioneRettificata { prestazione, .. }
            | Fatto::PrestazioneAnnullata { prestazione, .. }
            | Fatto::PrestazioneConvalidata { prestazione, .. }
            | Fatto::PrestazioneLiquidata { prestazione, .. } => self.evolve_prestazione(*prestazione, event),
            Fatto::PagamentoDisposto { pagamento } => {
                self.pagamenti.insert((pagamento.corsa, pagamento.id), pagamento.clone());
            }
            Fatto::CorsaAperta { corsa, .. } | Fatto::CorsaChiusa { corsa, .. } => {
                let next = Corsa::evolve(self.corse.remove(corsa), event);
                self.corse.extend(next.map(|state| (*corsa, state)));
            }
            _ => self.evolve_requests(event),
        }
    }

    /// What is asked back, what heirs do, and delegations.
    fn evolve_requests(&mut self, event: &Event) {
        self.evolve_refunds(event);
        self.evolve_heirs(event);
        self.evolve_deleghe(event);
    }

    /// What the household declares and what other registries say.
    fn evolve_known(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::RapportoDichiarato { rapporto } => {
                self.rapporti.entry((rapporto.utilizzatore, rapporto.prestatore)).or_default().push(*rapporto);
            }
            Fatto::RapportoComunicato { comunicazione } => {
                let pair = (comunicazione.datore, comunicazione.lavoratore);
                self.per_rapporto.entry(pair).or_default().insert(comunicazione.id);
                let known = Comunicata { comunicazione: comunicazione.clone(), versione: event.flusso.numero };
                self.comunicazioni.insert(comunicazione.id, known);
            }
            Fatto::CompensiEsterniComunicati { compensi } => {
                let noti = EsterniNoti { compensi: *compensi, versione: event.flusso.numero };
                self.compensi_esterni.insert((compensi.prestatore, compensi.anno), noti);
            }
            _ => {}
        }
    }

    fn evolve_prestatore(&mut self, id: PrestatoreId, event: &Event) {
        if let Some(state) = self.prestatori.remove(&id) {
            let persona = state.persona.clone();
            self.prestatori.extend(Prestatore::evolve(Some(state), event, &persona).map(|next| (id, next)));
        }
    }

    fn evolve_bonus(&mut self, key: (UtilizzatoreId, BonusId), event: &Event) {
        let next = Bonus::evolve(self.bonus.remove(&key), event);
        self.bonus.extend(next.map(|state| (key, state)));
    }

    fn register_utilizzatore(&mut self, id: UtilizzatoreId, persona: PersonaId, event: &Event) {
        if let Some(person) = self.persone.get(&persona) {
            self.utilizzatori.extend(Utilizzatore::evolve(None, event, person).map(|state| (id, state)));
            self.profilo_utilizzatore.insert(persona, id);
        }
    }

    fn register_prestatore(&mut self, id: PrestatoreId, persona: PersonaId, event: &Event) {
        if let Some(person) = self.persone.get(&persona) {
            self.prestatori.extend(Prestatore::evolve(None, event, person).map(|state| (id, state)));
            self.profilo_prestatore.insert(persona, id);
        }
    }

    fn evolve_versamento(&mut self, id: VersamentoId, event: &Event) {
        if let Some(state) = Versamento::evolve(self.versamenti.remove(&id), event) {
            self.per_avviso.insert(state.avviso.numero_avviso.clone(), id);
            self.versamenti_per_utilizzatore.entry(state.utilizzatore).or_default().insert((state.aperto_il, id));
            self.versamenti.insert(id, state);
        }
    }

    fn evolve_prestazione(&mut self, id: PrestazioneId, event: &Event) {
        let before = self.prestazioni.remove(&id);
        if let Some(old) = &before {
            self.unindex(old);
        }
        if let Some(state) = Prestazione::evolve(before, event) {
            self.index(&state);
            self.prestazioni.insert(id, state);
        }
    }

    fn index(&mut self, state: &Prestazione) {
        let Dati { utilizzatore, prestatore, inizio, .. } = &state.dati;
        let key = (*inizio, state.id);
        self.per_utilizzatore.entry(*utilizzatore).or_default().insert(key);
        self.per_prestatore.entry(*prestatore).or_default().insert(key);
        self.per_coppia.entry((*utilizzatore, *prestatore)).or_default().insert(key);
        if is_payable(state) {
            self.da_pagare.entry((state.dati.mese_pagamento(), *prestatore)).or_default().insert(state.id);
        }
    }

    fn unindex(&mut self, state: &Prestazione) {
        let Dati { utilizzatore, prestatore, inizio, .. } = &state.dati;
        let key = (*inizio, state.id);
        let pair = self.per_coppia.get_mut(&(*utilizzatore, *prestatore));
        let sets = [self.per_utilizzatore.get_mut(utilizzatore), self.per_prestatore.get_mut(prestatore), pair];
        for set in sets.into_iter().flatten() {
            set.remove(&key);
        }
        // A worker with nothing left must not be counted among those to pay.
        if let Entry::Occupied(mut unpaid) = self.da_pagare.entry((state.dati.mese_pagamento(), *prestatore)) {
            unpaid.get_mut().remove(&state.id);
            if unpaid.get().is_empty() {
                unpaid.remove();
            }
        }
    }

    fn count(&mut self, event: &Event) {
        let effects = Effects::of(std::slice::from_ref(event));
        for (key, change) in &effects.prestatori {
            self.anni_prestatore.entry(*key).or_default().compensi += change.compensi;
        }
        for (key, told) in &effects.esterni {
            self.anni_prestatore.entry(*key).or_default().esterni = told.importo;
        }
        for (key, movement) in &effects.portafogli {
            self.move_wallet(*key, movement, event);
        }
        for (key, change) in &effects.utilizzatori {
            let year = self.anni_utilizzatore.entry(*key).or_default();
            year.computato += change.computato;
            year.compensi += change.compensi;
        }
        for (&(utilizzatore, prestatore, anno), change) in &effects.coppie {
            let year = self.anni_coppia.entry((utilizzatore, anno, prestatore)).or_default();
            year.compensi += change.compensi;
            year.minuti = year.minuti + change.minuti_aggiunti - change.minuti_tolti;
            year.versione += 1;
        }
        for transaction in &effects.transazioni {
            self.book(transaction);
        }
    }

    fn move_wallet(&mut self, (id, borsa): (UtilizzatoreId, Borsa), movement: &Movimento, event: &Event) {
        *self.mosse.entry((id, borsa)).or_default() += 1;
        let wallet = self.portafogli.entry((id, borsa)).or_default();
        let before = wallet.disponibile();
        *wallet = wallet.plus(movement);
        let after = wallet.disponibile();
        if after.is_negative() && after < before {
            let descrizione = format!("event {} takes from wallet {id} money that it does not hold", event.id);
            self.anomalie.push(Differenza { invariante: "I8", descrizione });
        }
    }

    fn book(&mut self, transaction: &Transazione) {
        for line in &transaction.scritture {
            *self.saldi.entry(line.conto).or_default() += line.importo;
            if let Some((id, borsa)) = line.conto.purse() {
                let movements = self.movimenti.entry(id).or_default();
                // Commands that ran side by side may be committed in another order than that of their instants.
                let key = (transaction.istante, transaction.evento);
                let place = movements.partition_point(|one| (one.istante, one.evento) <= key);
                let movement = MovimentoPortafoglio {
                    evento: transaction.evento,
                    causale: transaction.causale.to_owned(),
                    riferimento: transaction.riferimento,
                    borsa,
                    importo: line.importo,
                    istante: transaction.istante,
                };
                movements.insert(place, movement);
            }
        }
    }

    /// What an event does that could not have happened in the state before it: the rules never admit it, so it tells of a
    /// register that was altered.
    fn witness(&mut self, event: &Event) {
        let found = match &event.fatto {
            Fatto::PrestazioneComunicata { prestazione, .. } if self.prestazioni.contains_key(prestazione) => {
                Some(("I5", "communicates a record for the second time"))
            }
            // A death voids a validated record too (HER-19).
            Fatto::PrestazioneAnnullata { prestazione, motivo: MotivoAnnullamento::Decesso, .. }
                if self.prestazioni.get(prestazione).is_some_and(is_payable) =>
            {
                None
            }
            Fatto::PrestazioneRettificata { prestazione, .. } | Fatto::PrestazioneAnnullata { prestazione, .. }
                if self.stato(*prestazione) != Some(StatoPrestazione::Accettata) =>
            {
                Some(("I8", "gives back money of a record that is not revocable any more"))
            }
            Fatto::PrestazioneConvalidata { prestazione, .. }
                if self.stato(*prestazione) != Some(StatoPrestazione::Accettata) =>
            {
                Some(("I5", "validates a record that does not wait for it"))
            }
            Fatto::PrestazioneLiquidata { prestazione, .. }
                if !self.prestazioni.get(prestazione).is_some_and(is_payable) =>
            {
                Some(("I7", "pays a record that is not to be paid"))
            }
            Fatto::VersamentoAccreditato { versamento, .. }
                if self.versamenti.get(versamento).map(|one| one.stato) != Some(StatoVersamento::InAttesa) =>
            {
                Some(("I2", "credits a top-up that does not wait for it"))
            }
            Fatto::BonusAppropriato { utilizzatore, bonus, .. } if !self.is_claimable((*utilizzatore, *bonus)) => {
                Some(("I2", "credits a bonus that does not wait for it"))
            }
            _ => self.witness_refund(event).or_else(|| self.witness_heirs(event)),
        };
        self.anomalie.extend(found.map(|(invariante, what)| Differenza {
            invariante,
            descrizione: format!("event {} {what}: {}", event.id, event.flusso.entita),
        }));
    }

    fn is_claimable(&self, key: (UtilizzatoreId, BonusId)) -> bool {
        self.bonus.get(&key).is_some_and(|one| one.appropriato_il.is_none())
    }

    fn stato(&self, id: PrestazioneId) -> Option<StatoPrestazione> {
        self.prestazioni.get(&id).map(|one| one.stato)
    }
}

/// Whether a record waits for its payment.
pub(super) fn is_payable(state: &Prestazione) -> bool {
    matches!(state.stato, StatoPrestazione::Accettata | StatoPrestazione::Convalidata)
}
