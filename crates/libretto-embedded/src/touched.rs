//! What a change looks at or changes. Two changes that share nothing can be checked against the same state and written in
//! one transaction; a change that shares something with one before it waits for the next.

use libretto_core::change::ChangeSet;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::event::Fatto;
use libretto_core::ids::{CorsaId, PersonaId, PrestatoreId, RicevutaId, UtilizzatoreId};
use libretto_core::persona::PersonalRecord;
use uuid::Uuid;

use crate::encode::{Key, key};

/// One thing that only one change of a transaction may touch.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Touched {
    /// The stream of an entity.
    Stream(Uuid, Uuid),
    /// A worker's year.
    Prestatore(PrestatoreId, i32),
    /// A household's year. The pairs' years are under it.
    Utilizzatore(UtilizzatoreId, i32),
    /// A wallet.
    Portafoglio(UtilizzatoreId),
    /// A fiscal code.
    CodiceFiscale(CodiceFiscale),
    /// The profiles of a person.
    Persona(PersonaId),
    /// A notice number.
    Avviso(String),
    /// A receipt.
    Ricevuta(RicevutaId),
    /// A run.
    Corsa(CorsaId),
    /// A caller's key.
    Chiave(Key),
}

/// Everything that a change touches.
pub(crate) fn touched(change: &ChangeSet) -> Vec<Touched> {
    let effects = change.effects();
    let mut all: Vec<_> =
        change.events.iter().map(|event| Touched::Stream(event.flusso.casa, event.flusso.entita)).collect();
    all.extend(change.events.iter().filter_map(|event| claimed(&event.fatto)));
    all.extend(effects.prestatori.keys().map(|&(id, anno)| Touched::Prestatore(id, anno)));
    all.extend(effects.utilizzatori.keys().map(|&(id, anno)| Touched::Utilizzatore(id, anno)));
    all.extend(effects.portafogli.keys().map(|&id| Touched::Portafoglio(id)));
    all.extend(change.personal.iter().filter_map(|record| match record {
        PersonalRecord::Persona(persona) => Some(Touched::CodiceFiscale(persona.codice_fiscale)),
        _ => None,
    }));
    let recorded = change.recorded.as_ref().map(|one| &one.idempotency);
    all.extend(recorded.map(|one| Touched::Chiave(key(&one.caller, &one.key))));
    all
}

/// What a fact claims that only one can have.
fn claimed(fatto: &Fatto) -> Option<Touched> {
    match fatto {
        Fatto::UtilizzatoreRegistrato { persona, .. } | Fatto::PrestatoreRegistrato { persona, .. } => {
            Some(Touched::Persona(*persona))
        }
        Fatto::VersamentoAperto { avviso, .. } => Some(Touched::Avviso(avviso.numero_avviso.clone())),
        Fatto::RicevutaRegistrata { ricevuta, .. } => Some(Touched::Ricevuta(*ricevuta)),
        Fatto::CorsaAperta { corsa, .. } => Some(Touched::Corsa(*corsa)),
        _ => None,
    }
}
