//! Things of a history as values of the core.

use super::storia::{Domanda, Famiglia, Lavoratore, Legame};
use chrono::{DateTime, Utc};
use libretto_core::civil_time::CivilTime;
use libretto_core::context::{Actor, Channel};
use libretto_core::event::{Event, Fatto, Flusso};
use libretto_core::ids::{EventId, PersonaId, PrestatoreId, RapportoId, UtilizzatoreId};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::persona::Persona;
use libretto_core::prestatore::Prestatore;
use libretto_core::prestazione::{Ambito, Richiesta};
use libretto_core::rapporto::{Fonte, Rapporto};
use libretto_core::utilizzatore::{Decesso, Utilizzatore};
use uuid::Uuid;

pub(crate) fn event(istante: DateTime<Utc>, numero: u32, fatto: Fatto) -> Event {
    Event {
        id: EventId(Uuid::nil()),
        istante,
        attore: Actor::Libretto,
        soggetto: None,
        canale: Channel::Portale,
        credenziale: None,
        delega: None,
        flusso: Flusso { casa: Uuid::nil(), entita: Uuid::nil(), numero },
        fatto,
        spiegazione: None,
    }
}

fn persona(number: u32, data_nascita: chrono::NaiveDate) -> Persona {
    Persona {
        id: PersonaId(Uuid::from_u128(u128::from(number))),
        codice_fiscale: "RSSMRA80A01H501U".parse().expect("a synthetic code"),
        nome_proprio: "Nome".into(),
        cognome: "Cognome".into(),
        data_nascita,
    }
}

pub(crate) fn utilizzatore(number: usize, famiglia: &Famiglia) -> Utilizzatore {
    let registrato_il = DateTime::<Utc>::UNIX_EPOCH;
    let death = Decesso { giorno: registrato_il.date_naive(), ora: None, registrato_il };
    Utilizzatore {
        id: UtilizzatoreId(Uuid::from_u128(number as u128)),
        persona: persona(famiglia.persona, registrato_il.date_naive()),
        registrato_il,
        dichiarazioni: Vec::new(),
        decesso: famiglia.deceduta.then_some(death),
        versione: 1,
    }
}

/// The worker as known at an instant: what is certified later is not known yet.
pub(crate) fn prestatore(number: usize, lavoratore: &Lavoratore, now: DateTime<Utc>) -> Prestatore {
    let known = lavoratore.autocertificazioni.iter().filter(|one| one.resa_il <= now);
    Prestatore {
        id: PrestatoreId(Uuid::from_u128(number as u128)),
        persona: persona(lavoratore.persona, lavoratore.nascita),
        registrato_il: lavoratore.registrato_il,
        modalita: Vec::new(),
        autocertificazioni: known.copied().collect(),
        versione: 1,
    }
}

pub(crate) fn rapporto(legame: &Legame) -> Rapporto {
    Rapporto {
        id: RapportoId(Uuid::nil()),
        utilizzatore: UtilizzatoreId(Uuid::nil()),
        prestatore: PrestatoreId(Uuid::nil()),
        tipo: legame.tipo,
        dal: legame.dal,
        al: legame.al,
        fonte: Fonte::Dichiarazione,
    }
}

pub(crate) fn richiesta(domanda: &Domanda) -> Richiesta {
    let euro = |text: &String| text.parse::<Euro>().expect("an amount");
    let time = |text: &String| text.parse::<CivilTime>().expect("a civil time");
    Richiesta {
        ambito: Ambito::parse(domanda.ambito),
        inizio: time(&domanda.inizio),
        fine: time(&domanda.fine),
        pausa: Minutes::new(domanda.pausa),
        luogo_indicato: domanda.luogo,
        costo: euro(&domanda.costo),
        compenso: domanda.compenso.as_ref().map(euro),
        titoli: domanda.titoli,
        borsa: domanda.borsa,
        assistenza_bambini: domanda.bambini,
        parentela: domanda.parentela,
    }
}
