//! People and their profiles.

use crate::codice_fiscale::CodiceFiscale;
use crate::iban::Iban;
use crate::ids::{PersonaId, PrestatoreId, UtilizzatoreId};
use crate::limits::{AnnoPrestatore, AnnoUtilizzatore};
use crate::memory::World;
use crate::persona::PersonalRecord;
use crate::ports::queries::Profili;
use crate::prestatore::{Modalita, Prestatore};
use crate::utilizzatore::Utilizzatore;

impl World {
    /// A person by fiscal code.
    pub fn profili(&self, codice_fiscale: &CodiceFiscale) -> Option<Profili> {
        let id = self.per_codice_fiscale.get(codice_fiscale)?;
        Some(Profili {
            persona: self.persone.get(id)?.clone(),
            utilizzatore: self.profilo_utilizzatore.get(id).copied(),
            prestatore: self.profilo_prestatore.get(id).copied(),
        })
    }

    /// A household.
    pub fn utilizzatore(&self, id: UtilizzatoreId) -> Option<Utilizzatore> {
        self.utilizzatori.get(&id).cloned()
    }

    /// A worker.
    pub fn prestatore(&self, id: PrestatoreId) -> Option<Prestatore> {
        self.prestatori.get(&id).cloned()
    }

    /// The account that a worker's present payment mode refers to.
    pub fn iban(&self, id: PrestatoreId) -> Option<Iban> {
        self.account(self.prestatori.get(&id)?.modalita_attuale())
    }

    /// The account of a payment mode, when it has one.
    pub(super) fn account(&self, modalita: Modalita) -> Option<Iban> {
        match modalita {
            Modalita::Bonifico { coordinate } => self.coordinate.get(&coordinate).cloned(),
            Modalita::BonificoDomiciliato | Modalita::MandatoPostale => None,
        }
    }

    /// The counter of a household's year.
    pub fn anno_utilizzatore(&self, id: UtilizzatoreId, anno: i32) -> AnnoUtilizzatore {
        self.anni_utilizzatore.get(&(id, anno)).copied().unwrap_or_default()
    }

    /// The counter of a worker's year.
    pub fn anno_prestatore(&self, id: PrestatoreId, anno: i32) -> AnnoPrestatore {
        self.anni_prestatore.get(&(id, anno)).copied().unwrap_or_default()
    }

    /// What is known of some people, with the accounts that a worker among them chose.
    pub fn persone(&self, ids: &[PersonaId]) -> Vec<PersonalRecord> {
        ids.iter().filter_map(|id| self.persone.get(id)).flat_map(|person| self.known_of(person)).collect()
    }

    fn known_of(&self, persona: &crate::persona::Persona) -> Vec<PersonalRecord> {
        let mut records = vec![PersonalRecord::Persona(persona.clone())];
        let worker = self.profilo_prestatore.get(&persona.id).and_then(|id| self.prestatori.get(id));
        for choice in worker.map(|worker| worker.modalita.as_slice()).unwrap_or_default() {
            if let (Modalita::Bonifico { coordinate }, Some(worker)) = (choice.modalita, worker) {
                records.extend(self.coordinate.get(&coordinate).map(|iban| PersonalRecord::Coordinate {
                    id: coordinate,
                    prestatore: worker.id,
                    iban: iban.clone(),
                }));
            }
        }
        records
    }
}
