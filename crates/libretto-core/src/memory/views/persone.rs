//! People and their profiles.

use crate::codice_fiscale::CodiceFiscale;
use crate::iban::Iban;
use crate::ids::{PersonaId, PrestatoreId, UtilizzatoreId};
use crate::limits::{AnnoPrestatore, AnnoUtilizzatore};
use crate::memory::World;
use crate::persona::PersonalRecord;
use crate::ports::RAPPORTI_MAX;
use crate::ports::queries::Profili;
use crate::prestatore::{Modalita, Prestatore};
use crate::rapporto::Rapporto;
use crate::utilizzatore::Utilizzatore;
use std::cmp::Reverse;
use uuid::Uuid;

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

    /// The employments of a household with registered workers, the latest first.
    pub fn rapporti_di(&self, id: UtilizzatoreId) -> Vec<Rapporto> {
        let Some(household) = self.utilizzatori.get(&id) else { return Vec::new() };
        let of_household = (id, PrestatoreId(Uuid::nil()))..=(id, PrestatoreId(Uuid::max()));
        let declared = self.rapporti.range(of_household);
        let mut all: Vec<Rapporto> = declared.flat_map(|(_, rapporti)| rapporti.iter().copied()).collect();
        let employer = household.persona.id;
        let pairs = (employer, PersonaId(Uuid::nil()))..=(employer, PersonaId(Uuid::max()));
        for ((_, employee), known) in self.per_rapporto.range(pairs) {
            let Some(worker) = self.profilo_prestatore.get(employee) else { continue };
            let found = known.iter().filter_map(|one| self.comunicazioni.get(one));
            all.extend(found.map(|one| one.comunicazione.rapporto(id, *worker)));
        }
        all.sort_by_key(|one| Reverse((one.dal, one.id)));
        all.truncate(usize::try_from(RAPPORTI_MAX).unwrap_or(usize::MAX));
        all
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
