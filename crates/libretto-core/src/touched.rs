//! What a change looks at or changes. Two changes that share nothing can be checked against the same state and written in
//! one transaction; a change that shares something with one before it waits for the next.

use crate::change::ChangeSet;
use crate::codice_fiscale::CodiceFiscale;
use crate::event::Fatto;
use crate::ids::{CorsaId, CorsaRimborsiId, DelegaId, PersonaId, PrestatoreId, RicevutaId, UtilizzatoreId};
use crate::persona::PersonalRecord;
use crate::portafoglio::Borsa;
use crate::rimborso::Protocollo;
use std::collections::{BTreeSet, VecDeque};
use uuid::Uuid;

/// One thing that only one change of a transaction may touch.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Touched {
    /// The stream of an entity.
    Stream(Uuid, Uuid),
    /// A worker's year.
    Prestatore(PrestatoreId, i32),
    /// A household's year. The pairs' years are under it.
    Utilizzatore(UtilizzatoreId, i32),
    /// A purse of a wallet.
    Portafoglio(UtilizzatoreId, Borsa),
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
    /// A protocol number.
    Protocollo(Protocollo),
    /// A run of refunds.
    CorsaRimborsi(CorsaRimborsiId),
    /// A delegation, by which a body acts or which ends.
    Delega(DelegaId),
    /// A caller's key.
    Chiave(String, String),
}

/// Everything that a change touches.
pub fn touched(change: &ChangeSet) -> Vec<Touched> {
    let effects = change.effects();
    let deleghe = change.deleghe().into_iter().map(Touched::Delega);
    let mut all: Vec<_> =
        change.events.iter().map(|event| Touched::Stream(event.flusso.casa, event.flusso.entita)).collect();
    all.extend(change.events.iter().filter_map(|event| claimed(&event.fatto)));
    all.extend(deleghe);
    all.extend(effects.prestatori.keys().map(|&(id, anno)| Touched::Prestatore(id, anno)));
    all.extend(effects.esterni.keys().map(|&(id, anno)| Touched::Prestatore(id, anno)));
    all.extend(effects.utilizzatori.keys().map(|&(id, anno)| Touched::Utilizzatore(id, anno)));
    all.extend(effects.portafogli.keys().map(|&(id, borsa)| Touched::Portafoglio(id, borsa)));
    // A death stands in the way of whatever the household does with its money.
    let purses = [Borsa::Propria, Borsa::Bonus];
    let stopped = effects.decessi.iter().copied().chain(change.events.iter().filter_map(|event| entered(&event.fatto)));
    let closed = stopped.flat_map(|id| purses.map(|borsa| Touched::Portafoglio(id, borsa)));
    all.extend(closed);
    all.extend(change.personal.iter().filter_map(|record| match record {
        PersonalRecord::Persona(persona) => Some(Touched::CodiceFiscale(persona.codice_fiscale)),
        _ => None,
    }));
    let recorded = change.recorded.as_ref().map(|one| &one.idempotency);
    all.extend(recorded.map(|one| Touched::Chiave(one.caller.clone(), one.key.clone())));
    all
}

/// Takes from a queue, in order, up to `max` items that touch nothing in common and nothing that is `busy`. What touches
/// something that an item before it in the queue touches stays, so that nobody is overtaken by who wants the same.
pub fn take_disjoint<T>(
    queue: &mut VecDeque<T>,
    max: usize,
    busy: &BTreeSet<Touched>,
    touched: impl Fn(&T) -> &[Touched],
) -> Vec<T> {
    let mut seen: BTreeSet<Touched> = BTreeSet::new();
    let mut taken = Vec::new();
    let mut left = VecDeque::new();
    for item in queue.drain(..) {
        let free = !touched(&item).iter().any(|one| seen.contains(one) || busy.contains(one));
        seen.extend(touched(&item).iter().cloned());
        if free && taken.len() < max {
            taken.push(item);
        } else {
            left.push_back(item);
        }
    }
    *queue = left;
    taken
}

/// The household for which an heir enters work: whoever acts for it as if it were alive is another change.
const fn entered(fatto: &Fatto) -> Option<UtilizzatoreId> {
    match fatto {
        Fatto::PrestazioneInserita(fatto) => Some(fatto.utilizzatore),
        _ => None,
    }
}

/// What a fact claims that only one can have.
fn claimed(fatto: &Fatto) -> Option<Touched> {
    match fatto {
        Fatto::UtilizzatoreRegistrato { persona, .. } | Fatto::PrestatoreRegistrato { persona, .. } => {
            Some(Touched::Persona(*persona))
        }
        Fatto::EredeRegistrato(fatto) => Some(Touched::Persona(fatto.persona)),
        Fatto::VersamentoAperto { avviso, .. } => Some(Touched::Avviso(avviso.numero_avviso.clone())),
        Fatto::RicevutaRegistrata { ricevuta, .. } => Some(Touched::Ricevuta(*ricevuta)),
        Fatto::CorsaAperta { corsa, .. } => Some(Touched::Corsa(*corsa)),
        Fatto::RimborsoRichiesto { protocollo, .. } => Some(Touched::Protocollo(protocollo.clone())),
        Fatto::CorsaRimborsiAperta { corsa, .. } => Some(Touched::CorsaRimborsi(*corsa)),
        Fatto::DelegaRevocata(fatto) => Some(Touched::Delega(fatto.delega)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{Actor, Channel};
    use crate::eredi::fatti::PrestazioneInserita;
    use crate::event::{Event, Flusso};
    use crate::ids::{DichiarazioneId, EventId, PrestazioneId};
    use chrono::DateTime;

    fn item(name: char, things: &[u128]) -> (char, Vec<Touched>) {
        (
            name,
            things
                .iter()
                .map(|&id| Touched::Portafoglio(UtilizzatoreId(Uuid::from_u128(id)), Borsa::Propria))
                .collect(),
        )
    }

    fn names(items: &[(char, Vec<Touched>)]) -> String {
        items.iter().map(|(name, _)| *name).collect()
    }

    #[test]
    fn nobody_is_overtaken_by_who_wants_the_same() {
        let mut queue: VecDeque<_> = [item('a', &[1]), item('b', &[1, 2]), item('c', &[2]), item('d', &[3])].into();
        let taken = take_disjoint(&mut queue, 10, &BTreeSet::new(), |one| &one.1);
        assert_eq!(names(&taken), "ad", "c waits for b, which waits for a");
        assert_eq!(names(queue.make_contiguous()), "bc");
    }

    #[test]
    fn an_entry_of_an_heir_stands_in_the_way_of_whatever_the_household_would_do() {
        let (utilizzatore, id) = (UtilizzatoreId(Uuid::from_u128(1)), Uuid::from_u128(2));
        let (dichiarazione, prestazione) = (DichiarazioneId(id), PrestazioneId(id));
        let entry = PrestazioneInserita { utilizzatore, dichiarazione, prestazione, oltre_termine: false };
        let event = Event {
            id: EventId(id),
            istante: DateTime::UNIX_EPOCH,
            attore: Actor::Persona(PersonaId(id)),
            soggetto: None,
            canale: Channel::App,
            credenziale: None,
            delega: None,
            flusso: Flusso { casa: utilizzatore.0, entita: id, numero: 1 },
            fatto: Fatto::PrestazioneInserita(entry),
            spiegazione: None,
        };
        let found = touched(&ChangeSet { events: vec![event], ..ChangeSet::default() });
        assert!(Borsa::ALL.iter().all(|borsa| found.contains(&Touched::Portafoglio(utilizzatore, *borsa))));
    }

    #[test]
    fn what_is_busy_and_what_is_too_much_stays() {
        let mut queue: VecDeque<_> = [item('a', &[1]), item('b', &[2]), item('c', &[3])].into();
        let busy: BTreeSet<_> = item('x', &[1]).1.into_iter().collect();
        assert_eq!(names(&take_disjoint(&mut queue, 1, &busy, |one| &one.1)), "b");
        assert_eq!(names(queue.make_contiguous()), "ac");
    }
}
