//! Delegations made by hand: one that holds and by which a body acted, one signed on paper that was revoked.

use super::facts::{CASA, ROSSI, change, communication, event, may, work};
use chrono::Duration;
use libretto_core::change::ChangeSet;
use libretto_core::context::{Actor, Channel, Credenziale};
use libretto_core::delega::{Ambito, CategoriaEnte, DelegaConferita, DelegaRevocata, DocumentoDelega, Ente, Ruolo};
use libretto_core::event::{Event, Fatto};
use libretto_core::ids::{AccessoId, DelegaId, EnteId, PersonaId};
use libretto_core::permessi::Operazione;
use libretto_core::ports::{Accesso, RegistroAccessi, Store};
use libretto_postgres::PostgresStore;
use std::collections::BTreeSet;
use uuid::Uuid;

pub(crate) const PATRONATO: EnteId = EnteId(Uuid::from_u128(0x9001));
pub(crate) const CASA_PERSONA: PersonaId = PersonaId(Uuid::from_u128(1));
pub(crate) const ROSSI_PERSONA: PersonaId = PersonaId(Uuid::from_u128(2));
/// The household's, which holds.
pub(crate) const ATTIVA: DelegaId = DelegaId(Uuid::from_u128(0x9101));
/// The worker's, which was revoked.
pub(crate) const REVOCATA: DelegaId = DelegaId(Uuid::from_u128(0x9102));

fn given(delega: DelegaId, delegante: PersonaId, ruolo: Ruolo) -> DelegaConferita {
    DelegaConferita {
        delega,
        delegante,
        ruolo,
        ente: Ente { id: PATRONATO, categoria: CategoriaEnte::Patronato },
        ambiti: BTreeSet::from([Ambito::Consultazione, Ambito::Prestazioni]),
        dal: may(1),
        al: Some(may(31)),
        documento: None,
    }
}

/// The delegation of the household.
pub(crate) fn conferral() -> ChangeSet {
    let fatto = Fatto::DelegaConferita(given(ATTIVA, CASA_PERSONA, Ruolo::Utilizzatore));
    let event = event(900, CASA_PERSONA.0, ATTIVA.0, 1, fatto);
    change(Event { credenziale: Some(Credenziale::Spid2), ..event })
}

/// The end of the household's delegation.
pub(crate) fn revocation(number: u128) -> ChangeSet {
    let fatto = Fatto::DelegaRevocata(DelegaRevocata { delega: ATTIVA, delegante: CASA_PERSONA });
    change(event(number, CASA_PERSONA.0, ATTIVA.0, 2, fatto))
}

/// A communication by the body.
pub(crate) fn act(number: u128, day: u32, seen: u32) -> ChangeSet {
    let mut change = communication(number, &work(ROSSI, may(day), 1), Some(seen));
    let acts = |event: Event| Event {
        attore: Actor::Intermediario { ente: PATRONATO, operatore: "operatore-7".to_owned() },
        canale: Channel::Interoperabilita,
        delega: Some(ATTIVA),
        ..event
    };
    change.events = change.events.into_iter().map(acts).collect();
    change
}

/// A look of the body at a person's data.
pub(crate) fn look(persona: PersonaId, id: u128) -> Accesso {
    Accesso {
        id: AccessoId(Uuid::from_u128(0x9200 + id)),
        istante: event(id, CASA.0, CASA.0, 1, Fatto::DelegaConferita(given(ATTIVA, CASA_PERSONA, Ruolo::Prestatore)))
            .istante,
        persona,
        attore: Actor::Intermediario { ente: PATRONATO, operatore: "operatore-7".to_owned() },
        canale: Channel::Interoperabilita,
        operazione: Operazione::VediScrivania,
        finalita: Some("finalita-1".to_owned()),
        delega: Some(ATTIVA),
    }
}

/// Both delegations, an act, and looks. The household is registered and has money.
pub(crate) async fn delegations(store: &PostgresStore) {
    store.commit(conferral()).await.unwrap();
    let documento = Some(DocumentoDelega { riferimento: "prot. 12".to_owned(), sha256: [7; 32] });
    let paper = DelegaConferita { documento, al: None, ..given(REVOCATA, ROSSI_PERSONA, Ruolo::Prestatore) };
    let entered = event(901, ROSSI_PERSONA.0, REVOCATA.0, 1, Fatto::DelegaConferita(paper));
    store.commit(change(entered)).await.unwrap();
    let ended = Fatto::DelegaRevocata(DelegaRevocata { delega: REVOCATA, delegante: ROSSI_PERSONA });
    let mut ended = event(902, ROSSI_PERSONA.0, REVOCATA.0, 2, ended);
    ended.istante += Duration::hours(1);
    store.commit(change(ended)).await.unwrap();
    store.commit(act(1, 4, 0)).await.unwrap();
    store.record_accessi(&[look(CASA_PERSONA, 1), look(ROSSI_PERSONA, 2)]).await.unwrap();
}
