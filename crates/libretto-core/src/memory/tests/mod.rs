//! A small register made by hand: one household, two workers, a few records.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod admits;
mod check;
mod refunds;
mod views;

use super::World;
use crate::change::ChangeSet;
use crate::context::{Actor, Channel};
use crate::deadlines::communication_closes;
use crate::event::{Event, Fatto, Flusso};
use crate::ids::{
    CoordinateId, CorsaId, EventId, PagamentoId, PersonaId, PrestatoreId, PrestazioneId, UtilizzatoreId, VersamentoId,
};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::month::Month;
use crate::pagamento::{Pagamento, Quota};
use crate::parameters::date;
use crate::persona::{Persona, PersonalRecord};
use crate::portafoglio::{Avviso, Borsa};
use crate::prestatore::Modalita;
use crate::prestazione::{Ambito, Dati};
use crate::regime::Regime;
use crate::titolo::Titoli;
use chrono::{DateTime, Days, Duration, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

const CASA: UtilizzatoreId = UtilizzatoreId(Uuid::from_u128(0x100));
const ROSSI: PrestatoreId = PrestatoreId(Uuid::from_u128(0x201));
const BIANCHI: PrestatoreId = PrestatoreId(Uuid::from_u128(0x202));
const CORSA: CorsaId = CorsaId(Uuid::from_u128(0x900));
const CONTO: CoordinateId = CoordinateId(Uuid::from_u128(0x300));
const IBAN: &str = "IT60X0542811101000000123456";

/// A world under construction; each call is one event, a minute after the one before.
struct Register {
    world: World,
    events: u32,
}

fn euro(euros: i64) -> Euro {
    Euro::from_cents(euros * 100)
}

fn record(number: u128) -> PrestazioneId {
    PrestazioneId(Uuid::from_u128(0x500 + number))
}

/// The first days of May 2026 have the numbers 1…31.
fn may(day: u32) -> NaiveDate {
    date(2026, 5, day)
}

/// Work of one hour per voucher from ten in the morning, Italian time.
fn work(prestatore: PrestatoreId, giorno: NaiveDate, vouchers: u32) -> Dati {
    let regime = Regime::on(giorno).unwrap();
    let inizio = Utc.from_utc_datetime(&giorno.and_hms_opt(8, 0, 0).unwrap());
    let titoli = Titoli(vouchers);
    let ripartizione = titoli.split(&regime);
    Dati {
        utilizzatore: CASA,
        prestatore,
        ambito: Ambito::LavoriDomestici,
        inizio,
        fine: inizio + Duration::hours(i64::from(vouchers)),
        giorno,
        pausa: Minutes::ZERO,
        minuti: Minutes::from_hours(vouchers),
        titoli,
        ripartizione,
        computato: ripartizione.compenso,
        borsa: Borsa::Propria,
        pagata_con: None,
    }
}

fn closing(giorno: NaiveDate) -> DateTime<Utc> {
    communication_closes(giorno, &Regime::on(giorno).unwrap())
}

fn person(number: u128, cognome: &str, codice_fiscale: &str) -> Persona {
    Persona {
        id: PersonaId(Uuid::from_u128(number)),
        codice_fiscale: codice_fiscale.parse().unwrap(),
        nome_proprio: "Prova".to_owned(),
        cognome: cognome.to_owned(),
        data_nascita: date(1980, 1, 1),
    }
}

fn people() -> [Persona; 3] {
    [
        person(1, "Verdi", "VRDPRV80A01H501O"),
        person(2, "Rossi", "RSSPRV80A01H501S"),
        person(3, "Bianchi", "BNCPRV80A41F205F"),
    ]
}

impl Register {
    /// A household and two workers, no money yet.
    fn new() -> Self {
        let mut register = Self { world: World::default(), events: 0 };
        for persona in people() {
            register.world.learn(&PersonalRecord::Persona(persona));
        }
        let iban = IBAN.parse().unwrap();
        register.world.learn(&PersonalRecord::Coordinate { id: CONTO, prestatore: ROSSI, iban });
        let [casa, rossi, bianchi] = people().map(|one| one.id);
        register
            .add(CASA.0, Fatto::UtilizzatoreRegistrato { utilizzatore: CASA, persona: casa, dichiarazioni: vec![] });
        for (prestatore, persona, modalita) in [
            (ROSSI, rossi, Modalita::Bonifico { coordinate: CONTO }),
            (BIANCHI, bianchi, Modalita::BonificoDomiciliato),
        ] {
            let (dichiarazioni, autocertificazioni) = (vec![], vec![]);
            let fatto =
                Fatto::PrestatoreRegistrato { prestatore, persona, dichiarazioni, modalita, autocertificazioni };
            register.add(prestatore.0, fatto);
        }
        register
    }

    /// The same with money in the wallet.
    fn funded(amount: i64) -> Self {
        let mut register = Self::new();
        register.top_up(1, amount);
        register.credit(1, amount);
        register
    }

    fn event(&self, entita: Uuid, fatto: Fatto) -> Event {
        let casa = CASA.0;
        let minutes = Duration::minutes(i64::from(self.events));
        Event {
            id: EventId(Uuid::from_u128(0x1000 + u128::from(self.events))),
            istante: Utc.from_utc_datetime(&may(1).and_hms_opt(7, 0, 0).unwrap()) + minutes,
            attore: Actor::Libretto,
            soggetto: None,
            canale: Channel::Sistema,
            credenziale: None,
            delega: None,
            flusso: Flusso { casa, entita, numero: self.world.version(casa, entita) + 1 },
            fatto,
            spiegazione: None,
        }
    }

    fn add(&mut self, entita: Uuid, fatto: Fatto) {
        let event = self.event(entita, fatto);
        self.world.apply(&event);
        self.events += 1;
    }

    fn top_up(&mut self, number: u128, amount: i64) {
        let versamento = VersamentoId(Uuid::from_u128(0x700 + number));
        let avviso = Avviso {
            numero_avviso: format!("30100000000000{number:04}"),
            iuv: format!("0100000000000{number:04}"),
            qr: String::new(),
            ente_creditore: "80078750587".to_owned(),
        };
        let importo = euro(amount);
        self.add(versamento.0, Fatto::VersamentoAperto { versamento, utilizzatore: CASA, importo, avviso });
    }

    fn credit(&mut self, number: u128, amount: i64) {
        let versamento = VersamentoId(Uuid::from_u128(0x700 + number));
        let ricevuta = crate::ids::RicevutaId::of(&number.to_string());
        let importo = euro(amount);
        self.add(versamento.0, Fatto::VersamentoAccreditato { versamento, utilizzatore: CASA, importo, ricevuta });
    }

    fn communicated(number: u128, dati: Dati) -> Fatto {
        let revocabile_fino = closing(dati.giorno);
        Fatto::PrestazioneComunicata { prestazione: record(number), dati, revocabile_fino }
    }

    fn communicate(&mut self, number: u128, dati: Dati) {
        self.add(record(number).0, Self::communicated(number, dati));
    }

    fn cancel(&mut self, number: u128) {
        let dati = self.world.prestazioni[&record(number)].dati.clone();
        let motivo = crate::prestazione::MotivoAnnullamento::Richiesta;
        self.add(record(number).0, Fatto::PrestazioneAnnullata { prestazione: record(number), dati, motivo });
    }

    /// Pays one worker for some records.
    fn pay(&mut self, prestatore: PrestatoreId, numbers: &[u128]) {
        let pagamento = PagamentoId(Uuid::from_u128(0x800 + prestatore.0.as_u128()));
        let records: Vec<_> = numbers.iter().map(|number| self.world.prestazioni[&record(*number)].clone()).collect();
        for one in &records {
            let dati = one.dati.clone();
            self.add(one.id.0, Fatto::PrestazioneLiquidata { prestazione: one.id, dati, pagamento });
        }
        let lordo: Euro = records.iter().map(|one| one.dati.ripartizione.compenso).sum();
        let pagamento = Pagamento {
            id: pagamento,
            corsa: CORSA,
            mese: Month::of(may(1)),
            prestatore,
            modalita: self.world.prestatori[&prestatore].modalita_attuale(),
            prestazioni: records.iter().map(|one| one.id).collect(),
            quote: vec![Quota { utilizzatore: CASA, compenso: lordo }],
            lordo,
            onere: Euro::ZERO,
            netto: lordo,
            contributi: records.iter().map(|one| one.dati.ripartizione.ivs).sum(),
            esecuzione: may(1).checked_add_days(Days::new(45)).unwrap(),
            mandato: None,
        };
        self.add(pagamento.id.0, Fatto::PagamentoDisposto { pagamento });
    }

    fn change(&self, entita: Uuid, fatto: Fatto) -> ChangeSet {
        ChangeSet { events: vec![self.event(entita, fatto)], ..ChangeSet::default() }
    }

    /// The invariants that do not hold, each once.
    fn broken(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.world.check().into_iter().map(|one| one.invariante).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
