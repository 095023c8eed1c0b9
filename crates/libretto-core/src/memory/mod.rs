//! The whole state of a register in memory, rebuilt by applying its events in order: the state of the embedded store, and
//! the yardstick with which `verifica-registro` measures any other.

mod check;
mod compare;
mod deleghe;
mod eredi;
mod evolve;
mod load;
mod refunds;
mod used;
mod views;

#[cfg(test)]
mod tests;

pub use used::UsedTokens;
pub use views::looks;

use crate::bonus::Bonus;
use crate::change::{ChangeSet, CommitError, Effects};
use crate::codice_fiscale::CodiceFiscale;
use crate::compensi_esterni::EsterniNoti;
use crate::comunicazione_obbligatoria::Comunicata;
use crate::delega::Delega;
use crate::eredi::{Erede, Pratica};
use crate::event::{Event, Fatto};
use crate::iban::Iban;
use crate::ids::{
    BonusId, ComunicazioneObbligatoriaId, CoordinateId, CorsaId, CorsaRimborsiId, DelegaId, EnteId, EredeId, EventId,
    PagamentoId, PersonaId, PrestatoreId, PrestazioneId, RicevutaId, RimborsoId, UtilizzatoreId, VersamentoId,
};
use crate::ledger::Conto;
use crate::limits::{AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore};
use crate::money::Euro;
use crate::month::Month;
use crate::pagamento::{Corsa, Pagamento};
use crate::persona::{Persona, PersonalRecord};
use crate::portafoglio::versamento::RicevutaRegistrata;
use crate::portafoglio::{Borsa, Portafoglio, Versamento};
use crate::ports::queries::{Differenza, MovimentoPortafoglio};
use crate::prestatore::Prestatore;
use crate::prestazione::Prestazione;
use crate::rapporto::Rapporto;
use crate::rimborso::{CorsaRimborsi, InvioRimborso, Protocollo, Rimborso};
use crate::utilizzatore::Utilizzatore;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use uuid::Uuid;

/// Place and note of a record.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Dettagli {
    /// Place of the work.
    pub luogo: String,
    /// Note of the utilizzatore.
    pub nota: Option<String>,
}

impl fmt::Debug for Dettagli {
    // Free text may say anything about anyone: it stays out of logs.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Dettagli").finish_non_exhaustive()
    }
}

/// Records in order of start of the work.
type PerInizio = BTreeSet<(DateTime<Utc>, PrestazioneId)>;

/// Refunds in order of request.
type PerRichiesta = BTreeSet<(DateTime<Utc>, RimborsoId)>;

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
    /// Purses of wallets.
    pub portafogli: HashMap<(UtilizzatoreId, Borsa), Portafoglio>,
    /// How often each purse has moved.
    pub mosse: HashMap<(UtilizzatoreId, Borsa), u32>,
    /// Bonuses, by household.
    pub bonus: BTreeMap<(UtilizzatoreId, BonusId), Bonus>,
    /// Workers' years.
    pub anni_prestatore: HashMap<(PrestatoreId, i32), AnnoPrestatore>,
    /// What workers earned outside the Libretto Famiglia.
    pub compensi_esterni: HashMap<(PrestatoreId, i32), EsterniNoti>,
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
    /// Declared employments by pair, those of a household next to each other.
    pub rapporti: BTreeMap<(UtilizzatoreId, PrestatoreId), Vec<Rapporto>>,
    /// Refunds.
    pub rimborsi: HashMap<RimborsoId, Rimborso>,
    /// Runs of refunds.
    pub corse_rimborsi: HashMap<CorsaRimborsiId, CorsaRimborsi>,
    /// Transfers of refunds, in order of run.
    pub invii_rimborsi: BTreeMap<(CorsaRimborsiId, PagamentoId), InvioRimborso>,
    /// Heirs.
    pub eredi: HashMap<EredeId, Erede>,
    /// Cases of heirs, by the deceased.
    pub pratiche: BTreeMap<UtilizzatoreId, Pratica>,
    /// What the registry says of employments.
    pub comunicazioni: HashMap<ComunicazioneObbligatoriaId, Comunicata>,
    /// The same by employer and employee.
    per_rapporto: BTreeMap<(PersonaId, PersonaId), BTreeSet<ComunicazioneObbligatoriaId>>,
    /// Delegations.
    pub deleghe: HashMap<DelegaId, Delega>,
    /// The same by who gave them and to whom.
    per_deleganti: HashMap<(PersonaId, EnteId), BTreeSet<DelegaId>>,
    coordinate: HashMap<CoordinateId, Iban>,
    dettagli: HashMap<PrestazioneId, Dettagli>,
    per_codice_fiscale: HashMap<CodiceFiscale, PersonaId>,
    profilo_utilizzatore: HashMap<PersonaId, UtilizzatoreId>,
    profilo_prestatore: HashMap<PersonaId, PrestatoreId>,
    profilo_erede: HashMap<PersonaId, EredeId>,
    /// The events that the time line of each case tells.
    atti_pratica: HashMap<UtilizzatoreId, Vec<Event>>,
    per_avviso: HashMap<String, VersamentoId>,
    per_utilizzatore: HashMap<UtilizzatoreId, PerInizio>,
    per_prestatore: HashMap<PrestatoreId, PerInizio>,
    per_coppia: HashMap<(UtilizzatoreId, PrestatoreId), PerInizio>,
    versamenti_per_utilizzatore: HashMap<UtilizzatoreId, BTreeSet<(DateTime<Utc>, VersamentoId)>>,
    /// Unpaid records by the month that pays them and worker: what a pay run asks for.
    da_pagare: BTreeMap<(Month, PrestatoreId), BTreeSet<PrestazioneId>>,
    rimborsi_per_data: PerRichiesta,
    rimborsi_per_utilizzatore: HashMap<UtilizzatoreId, PerRichiesta>,
    /// Approved refunds that wait for a run.
    rimborsi_approvati: BTreeSet<RimborsoId>,
    protocolli: BTreeSet<Protocollo>,
    /// Movements of each wallet, in order of instant and event.
    movimenti: HashMap<UtilizzatoreId, Vec<MovimentoPortafoglio>>,
    versioni: HashMap<(Uuid, Uuid), u32>,
    ultimo: Option<(DateTime<Utc>, EventId)>,
    /// What could not have happened, seen while the events were applied.
    anomalie: Vec<Differenza>,
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
                self.refresh(persona);
                self.persone.insert(persona.id, persona.clone());
            }
            PersonalRecord::Coordinate { id, iban, .. } | PersonalRecord::CoordinateRimborso { id, iban, .. } => {
                self.coordinate.insert(*id, iban.clone());
            }
            PersonalRecord::Dettagli { prestazione, luogo, nota, .. } => {
                self.dettagli.insert(*prestazione, Dettagli { luogo: luogo.clone(), nota: nota.clone() });
            }
        }
    }

    /// The profiles show a person as it is known last, whatever came first.
    fn refresh(&mut self, persona: &Persona) {
        let utilizzatore = self.profilo_utilizzatore.get(&persona.id);
        if let Some(profile) = utilizzatore.and_then(|id| self.utilizzatori.get_mut(id)) {
            profile.persona.clone_from(persona);
        }
        let prestatore = self.profilo_prestatore.get(&persona.id);
        if let Some(profile) = prestatore.and_then(|id| self.prestatori.get_mut(id)) {
            profile.persona.clone_from(persona);
        }
        let erede = self.profilo_erede.get(&persona.id);
        if let Some(profile) = erede.and_then(|id| self.eredi.get_mut(id)) {
            profile.persona.clone_from(persona);
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
        if change.personal.iter().any(|record| self.is_another_person(record))
            || change.events.iter().any(|event| self.is_taken(&event.fatto))
            || !self.fits(&change.effects())
            || !self.is_as_seen(change)
        {
            return Err(CommitError::Conflict);
        }
        Ok(())
    }

    /// Whether who acts is not known to have died (COM-14), no purse has moved since a death was decided (HER-19), and no
    /// delegation that somebody acts by was revoked meanwhile (DEL-01).
    fn is_as_seen(&self, change: &ChangeSet) -> bool {
        let dead = |id: &UtilizzatoreId| self.utilizzatori.get(id).is_some_and(|one| one.decesso.is_some());
        let holds = |id: &DelegaId| self.deleghe.get(id).is_some_and(|one| one.revocata_il.is_none());
        !change.effects().viventi.iter().any(dead)
            && change.deleghe().iter().all(holds)
            && change.borse_viste.iter().all(|(utilizzatore, seen)| self.borse(*utilizzatore) == *seen)
    }

    /// Whether a fiscal code belongs to another person already.
    fn is_another_person(&self, record: &PersonalRecord) -> bool {
        let PersonalRecord::Persona(persona) = record else {
            return false;
        };
        self.per_codice_fiscale.get(&persona.codice_fiscale).is_some_and(|known| *known != persona.id)
    }

    /// Whether a fact claims something that only one can have: a person's profile, a notice number, a receipt, a
    /// run, a protocol number.
    fn is_taken(&self, fatto: &Fatto) -> bool {
        match fatto {
            Fatto::UtilizzatoreRegistrato { persona, .. } => self.profilo_utilizzatore.contains_key(persona),
            Fatto::PrestatoreRegistrato { persona, .. } => self.profilo_prestatore.contains_key(persona),
            Fatto::EredeRegistrato(fatto) => self.profilo_erede.contains_key(&fatto.persona),
            Fatto::VersamentoAperto { avviso, .. } => self.per_avviso.contains_key(&avviso.numero_avviso),
            Fatto::RicevutaRegistrata { ricevuta, .. } => self.ricevute.contains_key(ricevuta),
            Fatto::CorsaAperta { corsa, .. } => self.corse.contains_key(corsa),
            Fatto::RimborsoRichiesto { protocollo, .. } => self.protocolli.contains(protocollo),
            Fatto::CorsaRimborsiAperta { corsa, .. } => self.corse_rimborsi.contains_key(corsa),
            _ => false,
        }
    }

    /// Whether every counter and wallet stays within its bound.
    fn fits(&self, effects: &Effects) -> bool {
        let bounded = |used: Euro, delta: Euro, limit: Euro| used + delta <= limit || !delta.is_positive();
        let prestatori = effects.prestatori.iter().all(|(key, change)| {
            let used = self.anni_prestatore.get(key).copied().unwrap_or_default();
            bounded(used.totale(), change.compensi, change.limite)
        });
        let portafogli = effects.portafogli.iter().all(|(key, movement)| {
            let before = self.portafogli.get(key).copied().unwrap_or_default();
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
}
