//! A small register made by hand: households, workers and what happens to them, as the changes that a store commits.

use chrono::{DateTime, Days, Duration, NaiveDate, TimeZone, Utc};
use libretto_core::change::{ChangeSet, Idempotency, Recorded, Reply};
use libretto_core::compensi_esterni::CompensiEsterni;
use libretto_core::comunicazione_obbligatoria::ComunicazioneObbligatoria;
use libretto_core::context::{Actor, Channel};
use libretto_core::deadlines::communication_closes;
use libretto_core::event::{Event, Fatto, Flusso};
use libretto_core::ids::{
    ComunicazioneObbligatoriaId, CoordinateId, CorsaId, EventId, PersonaId, PrestatoreId, PrestazioneId, RicevutaId,
    UtilizzatoreId, VersamentoId, anno_di,
};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::pagamento::{Corsa, CorsaChiusura, corsa};
use libretto_core::persona::{Persona, PersonalRecord};
use libretto_core::portafoglio::versamento::EsitoRicevuta;
use libretto_core::portafoglio::{Avviso, Borsa};
use libretto_core::ports::Notice;
use libretto_core::prestatore::{Autocertificazione, Categoria, Modalita, Prestatore};
use libretto_core::prestazione::{Ambito, Dati, Mandato, MotivoAnnullamento, Prestazione};
use libretto_core::rapporto::TipoRapporto;
use libretto_core::regime::Regime;
use libretto_core::titolo::Titoli;
use uuid::Uuid;

pub(crate) const CASA: UtilizzatoreId = UtilizzatoreId(Uuid::from_u128(0x100));
pub(crate) const ROSSI: PrestatoreId = PrestatoreId(Uuid::from_u128(0x201));
pub(crate) const BIANCHI: PrestatoreId = PrestatoreId(Uuid::from_u128(0x202));
pub(crate) const CONTO: CoordinateId = CoordinateId(Uuid::from_u128(0x300));
pub(crate) const IBAN: &str = "IT60X0542811101000000123456";

/// The day of May 2026.
pub(crate) fn may(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
}

pub(crate) fn record(number: u128) -> PrestazioneId {
    PrestazioneId(Uuid::from_u128(0x5000 + number))
}

fn instant(number: u128) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 5, 1, 6, 0, 0).unwrap() + Duration::seconds(i64::try_from(number).unwrap())
}

/// Work of one hour for each voucher, from ten in the morning, Italian time.
pub(crate) fn work(prestatore: PrestatoreId, giorno: NaiveDate, vouchers: u32) -> Dati {
    let regime = Regime::on(giorno).unwrap();
    let inizio = Utc.from_utc_datetime(&giorno.and_hms_opt(8, 0, 0).unwrap());
    let titoli = Titoli(vouchers);
    let ripartizione = titoli.split(&regime);
    Dati {
        utilizzatore: CASA,
        prestatore,
        ambito: Ambito::LavoriDomestici,
        inizio,
        fine: inizio + Duration::hours(1),
        giorno,
        pausa: Minutes::ZERO,
        minuti: Minutes::from_hours(1),
        titoli,
        ripartizione,
        computato: ripartizione.compenso,
        borsa: Borsa::Propria,
        pagata_con: None,
    }
}

/// The event `number` of the register, the `numero`-th of its stream.
pub(crate) fn event(number: u128, casa: Uuid, entita: Uuid, numero: u32, fatto: Fatto) -> Event {
    Event {
        id: EventId(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + number)),
        istante: instant(number),
        attore: Actor::Persona(PersonaId(Uuid::from_u128(1))),
        soggetto: Some(PersonaId(Uuid::from_u128(1))),
        canale: Channel::App,
        credenziale: None,
        delega: None,
        flusso: Flusso { casa, entita, numero },
        fatto,
        spiegazione: None,
    }
}

/// A change of one event.
pub(crate) fn change(event: Event) -> ChangeSet {
    ChangeSet { events: vec![event], ..ChangeSet::default() }
}

fn person(number: u128, cognome: &str, codice_fiscale: &str) -> Persona {
    Persona {
        id: PersonaId(Uuid::from_u128(number)),
        codice_fiscale: codice_fiscale.parse().unwrap(),
        nome_proprio: "Anna".to_owned(),
        cognome: cognome.to_owned(),
        data_nascita: NaiveDate::from_ymd_opt(1975, 3, 15).unwrap(),
    }
}

/// The household and its two workers.
pub(crate) fn registrations() -> Vec<ChangeSet> {
    let household = Fatto::UtilizzatoreRegistrato {
        utilizzatore: CASA,
        persona: PersonaId(Uuid::from_u128(1)),
        dichiarazioni: Vec::new(),
    };
    let certified = Autocertificazione { categoria: Categoria::Studente, dal: may(1), al: None, resa_il: instant(2) };
    let worker = |prestatore, persona, modalita, autocertificazioni| Fatto::PrestatoreRegistrato {
        prestatore,
        persona: PersonaId(Uuid::from_u128(persona)),
        dichiarazioni: Vec::new(),
        modalita,
        autocertificazioni,
    };
    let account = PersonalRecord::Coordinate { id: CONTO, prestatore: ROSSI, iban: IBAN.parse().unwrap() };
    let bonifico = Modalita::Bonifico { coordinate: CONTO };
    let people = [
        (household, CASA.0, vec![PersonalRecord::Persona(person(1, "Casa", "BNCNNA75C55F205P"))]),
        (
            worker(ROSSI, 2, bonifico, vec![certified]),
            ROSSI.0,
            vec![PersonalRecord::Persona(person(2, "Rossi", "RSSMRA80A01H501U")), account],
        ),
        (
            worker(BIANCHI, 3, Modalita::MandatoPostale, Vec::new()),
            BIANCHI.0,
            vec![PersonalRecord::Persona(person(3, "Bianchi", "NSCLNE90P42Z129D"))],
        ),
    ];
    let numbered = (1..).zip(people);
    numbered
        .map(|(number, (fatto, id, personal))| ChangeSet { personal, ..change(event(number, id, id, 1, fatto)) })
        .collect()
}

/// A top-up that is asked for and paid: two changes.
pub(crate) fn top_up(number: u128, vouchers: i64) -> [ChangeSet; 2] {
    let (versamento, ricevuta) = (VersamentoId(Uuid::from_u128(0x4000 + number)), RicevutaId::of(&number.to_string()));
    let importo = Euro::from_cents(vouchers * 1_000);
    let avviso = Avviso {
        numero_avviso: format!("30200000000000{number:04}"),
        iuv: format!("0200000000000{number:04}"),
        qr: format!("PAGOPA|002|{number}"),
        ente_creditore: "80078750587".to_owned(),
    };
    let numero_avviso = avviso.numero_avviso.clone();
    let aperto = Fatto::VersamentoAperto { versamento, utilizzatore: CASA, importo, avviso };
    let esito = EsitoRicevuta::Accreditata { versamento };
    let registrata = Fatto::RicevutaRegistrata { ricevuta, numero_avviso, importo, esito };
    let accreditato = Fatto::VersamentoAccreditato { versamento, utilizzatore: CASA, importo, ricevuta };
    let credit = ChangeSet {
        events: vec![
            event(number * 10 + 1, ricevuta.0, ricevuta.0, 1, registrata),
            event(number * 10 + 2, CASA.0, versamento.0, 2, accreditato),
        ],
        ..ChangeSet::default()
    };
    [change(event(number * 10, CASA.0, versamento.0, 1, aperto)), credit]
}

/// Money in a wallet, out of nowhere.
pub(crate) fn credit(number: u128, utilizzatore: UtilizzatoreId, vouchers: i64) -> ChangeSet {
    let (versamento, ricevuta) = (VersamentoId(Uuid::from_u128(0x4000 + number)), RicevutaId::of(&number.to_string()));
    let importo = Euro::from_cents(vouchers * 1_000);
    let avviso = Avviso {
        numero_avviso: format!("avviso {number}"),
        iuv: String::new(),
        qr: String::new(),
        ente_creditore: String::new(),
    };
    let aperto = Fatto::VersamentoAperto { versamento, utilizzatore, importo, avviso };
    let accreditato = Fatto::VersamentoAccreditato { versamento, utilizzatore, importo, ricevuta };
    let home = utilizzatore.0;
    ChangeSet {
        events: vec![
            event(number * 10, home, versamento.0, 1, aperto),
            event(number * 10 + 1, home, versamento.0, 2, accreditato),
        ],
        ..ChangeSet::default()
    }
}

/// The communication of a record that saw the pair's year at a version, with everything a command brings along.
pub(crate) fn communication(number: u128, dati: &Dati, seen: Option<u32>) -> ChangeSet {
    let (prestazione, casa) = (record(number), dati.utilizzatore.0);
    let key = (dati.utilizzatore, dati.prestatore, dati.anno());
    let fatto = Fatto::PrestazioneComunicata { prestazione, dati: dati.clone(), revocabile_fino: closing(dati.giorno) };
    let event = event(1_000 + number, casa, prestazione.0, 1, fatto);
    let notice = Notice {
        evento: event.id,
        destinatario: PersonaId(Uuid::from_u128(2)),
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: "È stata comunicata una prestazione.".to_owned(),
    };
    let luogo = format!("Via Roma {number}");
    ChangeSet {
        personal: vec![PersonalRecord::Dettagli { prestazione, versione: 1, luogo, nota: None }],
        coppie_viste: seen.map(|version| (key, version)).into_iter().collect(),
        notices: vec![notice],
        recorded: Some(reply(&format!("key-{number}"))),
        ..change(event)
    }
}

pub(crate) fn reply(key: &str) -> Recorded {
    let idempotency = Idempotency { caller: "app".to_owned(), key: key.to_owned(), fingerprint: [9; 32] };
    let headers = vec![("location".to_owned(), "/prestazioni/1".to_owned())];
    Recorded { idempotency, reply: Reply { status: 201, headers, body: "{\"ok\":true}".to_owned() } }
}

pub(crate) fn closing(giorno: NaiveDate) -> DateTime<Utc> {
    communication_closes(giorno, &Regime::on(giorno).unwrap())
}

/// The correction of a record.
pub(crate) fn correction(event_number: u128, number: u128, numero: u32, prima: Dati, dopo: Dati) -> ChangeSet {
    let revocabile_fino = closing(dopo.giorno).min(closing(prima.giorno));
    let prestazione = record(number);
    change(event(
        event_number,
        CASA.0,
        prestazione.0,
        numero,
        Fatto::PrestazioneRettificata { prestazione, prima, dopo, revocabile_fino },
    ))
}

/// The cancellation of a record.
pub(crate) fn cancellation(event_number: u128, number: u128, numero: u32, dati: Dati) -> ChangeSet {
    let prestazione = record(number);
    change(event(
        event_number,
        CASA.0,
        prestazione.0,
        numero,
        Fatto::PrestazioneAnnullata { prestazione, dati, motivo: MotivoAnnullamento::Richiesta },
    ))
}

/// The validation of a record for a postal mandate.
pub(crate) fn validation(event_number: u128, number: u128, numero: u32) -> ChangeSet {
    let prestazione = record(number);
    let riscuotibile_dal = may(3).checked_add_days(Days::new(15)).unwrap();
    let mandato = Mandato { numero: format!("MP{number}"), riscuotibile_dal, onere: Euro::from_cents(149) };
    change(event(event_number, CASA.0, prestazione.0, numero, Fatto::PrestazioneConvalidata { prestazione, mandato }))
}

/// The opening of the run of May.
pub(crate) fn run_opened(event_number: u128) -> (CorsaId, ChangeSet) {
    let corsa = CorsaId::of("2026-05", 1);
    let mese = Month::new(2026, 5).unwrap();
    let esecuzione = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();
    let fatto = Fatto::CorsaAperta { corsa, mese, numero: 1, esecuzione };
    (corsa, change(event(event_number, corsa.0, corsa.0, 1, fatto)))
}

/// The closing of a run.
pub(crate) fn run_closed(event_number: u128, corsa: CorsaId) -> ChangeSet {
    let fatto = Fatto::CorsaChiusa { corsa, chiusura: CorsaChiusura::default() };
    change(event(event_number, corsa.0, corsa.0, 2, fatto))
}

/// The payment of a worker, as the core decides it.
pub(crate) fn payment(first_event: u128, corsa: &Corsa, prestatore: &Prestatore, records: &[Prestazione]) -> ChangeSet {
    let facts = corsa::pay(corsa, prestatore, records).unwrap();
    let events = (first_event..).zip(facts).map(|(number, fatto)| match &fatto {
        Fatto::PrestazioneLiquidata { prestazione, dati, .. } => {
            let numero = records.iter().find(|one| one.id == *prestazione).unwrap().versione + 1;
            event(number, dati.utilizzatore.0, prestazione.0, numero, fatto)
        }
        Fatto::PagamentoDisposto { pagamento } => {
            let id = pagamento.id.0;
            event(number, prestatore.id.0, id, 1, fatto)
        }
        _ => unreachable!("a payment has no other facts"),
    });
    ChangeSet { events: events.collect(), ..ChangeSet::default() }
}

/// The registry tells of an employment, then of its end; somebody tells what a worker earned outside.
pub(crate) fn registries() -> [ChangeSet; 3] {
    let id = ComunicazioneObbligatoriaId::of("1000026200000001");
    let running = ComunicazioneObbligatoria {
        id,
        protocollo: "1000026200000001".to_owned(),
        datore: PersonaId(Uuid::from_u128(1)),
        lavoratore: PersonaId(Uuid::from_u128(3)),
        tipo: TipoRapporto::Somministrazione,
        dal: may(1),
        al: None,
    };
    let ended = ComunicazioneObbligatoria { al: Some(may(3)), ..running.clone() };
    let told = |comunicazione| Fatto::RapportoComunicato { comunicazione };
    let compensi =
        CompensiEsterni { prestatore: BIANCHI, anno: 2026, importo: Euro::from_cents(20_000), noto_il: instant(1) };
    let earned = Fatto::CompensiEsterniComunicati { compensi };
    [
        change(event(106, id.0, id.0, 1, told(running))),
        change(event(107, id.0, id.0, 2, told(ended))),
        change(event(108, BIANCHI.0, anno_di(BIANCHI, 2026), 1, earned)),
    ]
}
