//! The whole state of a register in memory, rebuilt by applying its events in order: the state of the embedded store, and
//! the yardstick with which `verifica-registro` measures any other.

mod load;
mod views;

use crate::change::{ChangeSet, CommitError, Effects};
use crate::codice_fiscale::CodiceFiscale;
use crate::event::{Event, Fatto};
use crate::iban::Iban;
use crate::ids::{
    CoordinateId, CorsaId, EventId, PagamentoId, PersonaId, PrestatoreId, PrestazioneId, RicevutaId, UtilizzatoreId,
    VersamentoId,
};
use crate::ledger::Conto;
use crate::limits::{AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore};
use crate::money::Euro;
use crate::pagamento::{Corsa, Pagamento};
use crate::persona::{Persona, PersonalRecord};
use crate::portafoglio::versamento::RicevutaRegistrata;
use crate::portafoglio::{Portafoglio, Versamento};
use crate::ports::queries::MovimentoPortafoglio;
use crate::prestatore::Prestatore;
use crate::prestazione::Prestazione;
use crate::rapporto::Rapporto;
use crate::utilizzatore::Utilizzatore;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Place and note of a record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dettagli {
    /// Place of the work.
    pub luogo: String,
    /// Note of the utilizzatore.
    pub nota: Option<String>,
}

/// The state of everything.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Persons.
    pub persone: HashMap<PersonaId, Persona>,
    /// Households.
    pub utilizzatori: HashMap<UtilizzatoreId, Utilizzatore>,
    /// Workers.
    pub prestatori: HashMap<PrestatoreId, Prestatore>,
    /// Records.
    pub prestazioni: HashMap<PrestazioneId, Prestazione>,
    /// Top-ups.
    pub versamenti: HashMap<VersamentoId, Versamento>,
    /// Receipts.
    pub ricevute: HashMap<RicevutaId, RicevutaRegistrata>,
    /// Wallets.
    pub portafogli: HashMap<UtilizzatoreId, Portafoglio>,
    /// Workers' years.
    pub anni_prestatore: HashMap<(PrestatoreId, i32), AnnoPrestatore>,
    /// Households' years.
    pub anni_utilizzatore: HashMap<(UtilizzatoreId, i32), AnnoUtilizzatore>,
    /// Pairs' years, in order of household, year and worker.
    pub anni_coppia: BTreeMap<(UtilizzatoreId, i32, PrestatoreId), AnnoCoppia>,
    /// Payments, in order of run.
    pub pagamenti: BTreeMap<(CorsaId, PagamentoId), Pagamento>,
    /// Runs.
    pub corse: HashMap<CorsaId, Corsa>,
    /// Balances of the accounts.
    pub saldi: BTreeMap<Conto, Euro>,
    /// Declared employments by pair.
    pub rapporti: HashMap<(UtilizzatoreId, PrestatoreId), Vec<Rapporto>>,
    coordinate: HashMap<CoordinateId, Iban>,
    dettagli: HashMap<PrestazioneId, Dettagli>,
    per_codice_fiscale: HashMap<CodiceFiscale, PersonaId>,
    profilo_utilizzatore: HashMap<PersonaId, UtilizzatoreId>,
    profilo_prestatore: HashMap<PersonaId, PrestatoreId>,
    per_avviso: HashMap<String, VersamentoId>,
    per_utilizzatore: HashMap<UtilizzatoreId, BTreeSet<(DateTime<Utc>, PrestazioneId)>>,
    per_prestatore: HashMap<PrestatoreId, BTreeSet<(DateTime<Utc>, PrestazioneId)>>,
    per_coppia: HashMap<(UtilizzatoreId, PrestatoreId), BTreeSet<(DateTime<Utc>, PrestazioneId)>>,
    versamenti_per_utilizzatore: HashMap<UtilizzatoreId, BTreeSet<(DateTime<Utc>, VersamentoId)>>,
    movimenti: HashMap<UtilizzatoreId, Vec<MovimentoPortafoglio>>,
    versioni: HashMap<(Uuid, Uuid), u32>,
    ultimo: Option<(DateTime<Utc>, EventId)>,
}

impl World {
    /// The instant of the last event.
    pub fn last_instant(&self) -> Option<DateTime<Utc>> {
        self.ultimo.map(|(instant, _)| instant)
    }

    /// Number of the last event of a stream; 0 when it has none.
    pub fn version(&self, casa: Uuid, entita: Uuid) -> u32 {
        self.versioni.get(&(casa, entita)).copied().unwrap_or(0)
    }

    /// Adds a personal datum. It must come before the events that refer to it.
    pub fn learn(&mut self, record: &PersonalRecord) {
        match record {
            PersonalRecord::Persona(persona) => {
                self.per_codice_fiscale.insert(persona.codice_fiscale, persona.id);
                self.persone.insert(persona.id, persona.clone());
            }
            PersonalRecord::Coordinate { id, iban, .. } => {
                self.coordinate.insert(*id, iban.clone());
            }
            PersonalRecord::Dettagli { prestazione, luogo, nota, .. } => {
                self.dettagli.insert(*prestazione, Dettagli { luogo: luogo.clone(), nota: nota.clone() });
            }
        }
    }

    /// Whether a change can be applied now: every event is the next of its stream and no guarded bound is passed.
    ///
    /// # Errors
    /// [`CommitError::Conflict`] when the state is not what the change expects.
    pub fn admits(&self, change: &ChangeSet) -> Result<(), CommitError> {
        let mut next: HashMap<(Uuid, Uuid), u32> = HashMap::new();
        for event in &change.events {
            let key = (event.flusso.casa, event.flusso.entita);
            let expected = next.entry(key).or_insert_with(|| self.version(key.0, key.1));
            *expected += 1;
            if *expected != event.flusso.numero {
                return Err(CommitError::Conflict);
            }
        }
        let duplicate = change.personal.iter().any(|record| match record {
            PersonalRecord::Persona(persona) => {
                self.per_codice_fiscale.get(&persona.codice_fiscale).is_some_and(|known| *known != persona.id)
            }
            _ => false,
        });
        let notice_taken = change.events.iter().any(|event| match &event.fatto {
            Fatto::VersamentoAperto { avviso, .. } => self.per_avviso.contains_key(&avviso.numero_avviso),
            _ => false,
        });
        if duplicate || notice_taken || !self.fits(&change.effects()) { Err(CommitError::Conflict) } else { Ok(()) }
    }

    /// Whether every counter and wallet stays within its bound.
    fn fits(&self, effects: &Effects) -> bool {
        let bounded = |used: Euro, delta: Euro, limit: Euro| used + delta <= limit || !delta.is_positive();
        let prestatori = effects.prestatori.iter().all(|(key, change)| {
            let used = self.anni_prestatore.get(key).copied().unwrap_or_default();
            bounded(used.compensi, change.compensi, change.limite)
        });
        let portafogli = effects.portafogli.iter().all(|(id, movement)| {
            let before = self.portafogli.get(id).copied().unwrap_or_default();
            let after = before.plus(movement).disponibile();
            !after.is_negative() || after >= before.disponibile()
        });
        let utilizzatori = effects.utilizzatori.iter().all(|(key, change)| {
            let used = self.anni_utilizzatore.get(key).copied().unwrap_or_default();
            bounded(used.computato, change.computato, change.limite)
        });
        let coppie = effects.coppie.iter().all(|(&(utilizzatore, prestatore, anno), change)| {
            let used = self.anni_coppia.get(&(utilizzatore, anno, prestatore)).copied().unwrap_or_default();
            let minuti = used.minuti + change.minuti_aggiunti - change.minuti_tolti;
            bounded(used.compensi, change.compensi, change.limite)
                && (minuti <= change.limite_ore || minuti <= used.minuti)
                && change.versione_attesa.is_none_or(|expected| expected == used.versione)
        });
        prestatori && portafogli && utilizzatori && coppie
    }

    /// Applies one event: the only way in which the state changes.
    pub fn apply(&mut self, event: &Event) {
        self.versioni.insert((event.flusso.casa, event.flusso.entita), event.flusso.numero);
        self.ultimo = self.ultimo.max(Some((event.istante, event.id)));
        self.evolve_entity(event);
        self.count(&Effects::of(std::slice::from_ref(event)));
    }

    fn evolve_entity(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::UtilizzatoreRegistrato { utilizzatore, persona, .. } => self.register_utilizzatore(*utilizzatore, *persona, event),
            Fatto::PrestatoreRegistrato { prestatore, persona, .. } => self.register_prestatore(*prestatore, *persona, event),
            Fatto::ModalitaCambiata { prestatore, .. }
            | Fatto::AutocertificazioneResa { prestatore, .. }
            | Fatto::AutocertificazioneCessata { prestatore, .. } => {
                if let Some(state) = self.prestatori.remove(prestatore) {
                    let persona = state.persona.clone();
                    self.prestatori.extend(Prestatore::evolve(Some(state), event, &persona).map(|next| (*prestatore, next)));
                }
            }
            Fatto::RapportoDichiarato { rapporto } => {
                self.rapporti.entry((rapporto.utilizzatore, rapporto.prestatore)).or_default().push(*rapporto);
            }
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
        }
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
            self.index(old, |set, key| {
                set.remove(&key);
            });
        }
        if let Some(state) = Prestazione::evolve(before, event) {
            self.index(&state, |set, key| {
                set.insert(key);
            });
            self.prestazioni.insert(id, state);
        }
    }

    fn index(&mut self, state: &Prestazione, change: impl Fn(&mut BTreeSet<(DateTime<Utc>, PrestazioneId)>, (DateTime<Utc>, PrestazioneId))) {
        let key = (state.dati.inizio, state.id);
        change(self.per_utilizzatore.entry(state.dati.utilizzatore).or_default(), key);
        change(self.per_prestatore.entry(state.dati.prestatore).or_default(), key);
        change(self.per_coppia.entry((state.dati.utilizzatore, state.dati.prestatore)).or_default(), key);
    }

    fn count(&mut self, effects: &Effects) {
        for (key, change) in &effects.prestatori {
            self.anni_prestatore.entry(*key).or_default().compensi += change.compensi;
        }
        for (id, movement) in &effects.portafogli {
            let wallet = self.portafogli.entry(*id).or_default();
            *wallet = wallet.plus(movement);
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
            for line in &transaction.scritture {
                *self.saldi.entry(line.conto).or_default() += line.importo;
                if let Conto::Portafoglio(id) = line.conto {
                    self.movimenti.entry(id).or_default().push(MovimentoPortafoglio {
                        evento: transaction.evento,
                        causale: transaction.causale.to_owned(),
                        riferimento: transaction.riferimento,
                        importo: line.importo,
                        istante: transaction.istante,
                    });
                }
            }
        }
    }
}
