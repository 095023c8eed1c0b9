//! The engine under test: every act is decided by the rules of the core, and the state follows its decisions.

use super::storia::{Apertura, Atto, Domanda, Dopo, Esito, Famiglia, Lavoratore, Legame, Passo, Scritta};
use chrono::{DateTime, Datelike, Utc};
use libretto_core::catalogue::Codice;
use libretto_core::civil_time::CivilTime;
use libretto_core::context::{Actor, Channel};
use libretto_core::deadlines::payment_day;
use libretto_core::event::{Event, Fatto, Flusso};
use libretto_core::explanation::{Explanation, Quantity};
use libretto_core::ids::{EventId, PersonaId, PrestatoreId, PrestazioneId, RapportoId, UtilizzatoreId};
use libretto_core::limits::Anni;
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::persona::Persona;
use libretto_core::portafoglio::{Borsa, Movimento, Portafoglio};
use libretto_core::prestatore::Prestatore;
use libretto_core::prestazione::{
    self, Ambito, Parentela, Prestazione, Richiesta, Situazione, annullamento, comunicazione, rettifica,
};
use libretto_core::rapporto::{Fonte, Rapporto};
use libretto_core::utilizzatore::{Decesso, Utilizzatore};
use libretto_core::violation::Rejected;
use std::borrow::Cow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The rules whose numbers are compared.
const LIMITS: [&str; 4] = ["LIM-A", "LIM-B", "LIM-C", "LIM-H"];

/// The state of one history.
pub(crate) struct Motore {
    famiglie: Vec<Famiglia>,
    lavoratori: Vec<Lavoratore>,
    rapporti: Vec<Rapporto>,
    portafogli: Vec<Portafoglio>,
    anni: BTreeMap<(usize, usize, i32), Anni>,
    /// The record that each step wrote.
    scritte: Vec<Option<Prestazione>>,
}

impl Motore {
    pub(crate) fn new(
        famiglie: &[Famiglia],
        lavoratori: &[Lavoratore],
        legami: &[Legame],
        apertura: &Apertura,
    ) -> Self {
        let versato = |one: &Famiglia| Portafoglio { versato: Euro::from_cents(one.versato), ..Portafoglio::default() };
        let mut motore = Self {
            famiglie: famiglie.to_vec(),
            lavoratori: lavoratori.to_vec(),
            rapporti: legami.iter().map(rapporto).collect(),
            portafogli: famiglie.iter().map(versato).collect(),
            anni: BTreeMap::new(),
            scritte: Vec::new(),
        };
        let mut opening = Anni::default();
        opening.prestatore.compensi = Euro::from_cents(apertura.prestatore);
        opening.utilizzatore.computato = Euro::from_cents(apertura.utilizzatore);
        opening.coppia.compensi = Euro::from_cents(apertura.coppia);
        opening.coppia.minuti = Minutes::new(apertura.minuti);
        motore.keep((0, 0, apertura.anno), opening);
        motore
    }

    /// The steps whose record stands.
    pub(crate) fn standing(&self) -> Vec<usize> {
        let counts = |index: &usize| self.scritte[*index].as_ref().is_some_and(Prestazione::counts);
        (0..self.scritte.len()).filter(counts).collect()
    }

    /// The record that a step wrote, as it is now.
    pub(crate) fn record(&self, step: usize) -> &Prestazione {
        self.scritte[step].as_ref().expect("a standing record")
    }

    /// The parties of a record.
    pub(crate) fn parties(&self, step: usize) -> (usize, usize) {
        let dati = &self.record(step).dati;
        (index(dati.utilizzatore.0), index(dati.prestatore.0))
    }

    /// Decides a step and follows the decision.
    pub(crate) fn play(&mut self, passo: &Passo) -> Esito {
        let outcome = match passo.atto {
            Atto::Comunica => self.comunica(passo),
            Atto::Rettifica => self.rettifica(passo),
            Atto::Annulla => self.annulla(passo),
        };
        if passo.atto != Atto::Comunica {
            self.scritte.push(None);
        }
        outcome
    }

    fn comunica(&mut self, passo: &Passo) -> Esito {
        let id = PrestazioneId(Uuid::from_u128(self.scritte.len() as u128));
        let richiesta = richiesta(passo.domanda.as_ref().expect("a content"));
        let pair = (passo.famiglia, passo.lavoratore, year(&richiesta));
        let (anni, portafoglio) = (self.anni(pair), self.portafogli[passo.famiglia]);
        let decided = self.judge(passo, None, &richiesta, (anni, portafoglio), |situazione| {
            comunicazione::decide(id, &richiesta, situazione, passo.ora)
        });
        match decided {
            Ok(accepted) => {
                let record = Prestazione::evolve(None, &event(passo.ora, 1, accepted.fatto)).expect("a record");
                self.keep(pair, anni.plus(&record.dati.carico()));
                self.portafogli[passo.famiglia] = reserve(portafoglio, record.dati.ripartizione.costo);
                self.scritte.push(Some(record));
                self.answer(&accepted.spiegazione, self.scritte.len() - 1)
            }
            Err(refused) => {
                self.scritte.push(None);
                refusal(&refused)
            }
        }
    }

    fn rettifica(&mut self, passo: &Passo) -> Esito {
        let target = passo.di.expect("a record to correct");
        let before = self.record(target).clone();
        let richiesta = richiesta(passo.domanda.as_ref().expect("a content"));
        let old = (passo.famiglia, passo.lavoratore, before.dati.anno());
        let pair = (passo.famiglia, passo.lavoratore, year(&richiesta));
        let without = self.anni(old).minus(&before.dati.carico());
        let anni = if pair == old { without } else { self.anni(pair) };
        let portafoglio = reserve(self.portafogli[passo.famiglia], -before.dati.ripartizione.costo);
        let decided = self.judge(passo, Some(target), &richiesta, (anni, portafoglio), |situazione| {
            rettifica::decide(&before, &richiesta, situazione, passo.ora)
        });
        match decided {
            Ok(accepted) => {
                let number = before.versione + 1;
                let record =
                    Prestazione::evolve(Some(before), &event(passo.ora, number, accepted.fatto)).expect("a record");
                self.keep(old, without);
                self.keep(pair, self.anni(pair).plus(&record.dati.carico()));
                self.portafogli[passo.famiglia] = reserve(portafoglio, record.dati.ripartizione.costo);
                self.scritte[target] = Some(record);
                self.answer(&accepted.spiegazione, target)
            }
            Err(refused) => refusal(&refused),
        }
    }

    fn annulla(&mut self, passo: &Passo) -> Esito {
        let target = passo.di.expect("a record to cancel");
        let before = self.record(target).clone();
        match annullamento::decide(&before, passo.ora) {
            Ok((fatto, why)) => {
                let pair = (passo.famiglia, passo.lavoratore, before.dati.anno());
                self.keep(pair, self.anni(pair).minus(&before.dati.carico()));
                let portafoglio = self.portafogli[passo.famiglia];
                self.portafogli[passo.famiglia] = reserve(portafoglio, -before.dati.ripartizione.costo);
                let number = before.versione + 1;
                self.scritte[target] = Prestazione::evolve(Some(before), &event(passo.ora, number, fatto));
                Esito { scritta: None, ..self.answer(&why, target) }
            }
            Err(refused) => refusal(&refused),
        }
    }

    /// Lets the rules judge, with everything they look at; `without` is the step whose record is being corrected.
    fn judge<T>(
        &self,
        passo: &Passo,
        without: Option<usize>,
        richiesta: &Richiesta,
        (anni, portafoglio): (Anni, Portafoglio),
        decide: impl FnOnce(&Situazione<'_>) -> T,
    ) -> T {
        let famiglia = &self.famiglie[passo.famiglia];
        let utilizzatore = famiglia.registrata.then(|| utilizzatore(passo.famiglia, famiglia));
        let lavoratore = &self.lavoratori[passo.lavoratore];
        let prestatore = lavoratore.registrato.then(|| prestatore(passo.lavoratore, lavoratore, passo.ora));
        let giorno = richiesta.inizio.local().date();
        let of_the_first = (passo.famiglia, passo.lavoratore) == (0, 0);
        let same_pair = |step: &usize| self.parties(*step) == (passo.famiglia, passo.lavoratore);
        let standing = self.standing().into_iter().filter(|step| Some(*step) != without).filter(same_pair);
        let turni: Vec<_> = standing.map(|step| self.record(step).turno()).collect();
        decide(&Situazione {
            utilizzatore: utilizzatore.as_ref().map(Into::into),
            prestatore: prestatore.map(|profile| prestazione::Lavoratore::on(giorno, &profile, utilizzatore.as_ref())),
            rapporti: if of_the_first { Cow::Borrowed(&self.rapporti) } else { Cow::default() },
            anni,
            portafoglio,
            turni: Cow::Owned(turni),
            // Rests are only told, and the histories do not look at what is told.
            giornate: Cow::default(),
            pesata: None,
        })
    }

    /// The counters that a record of this pair and year touches: each of the three stands alone.
    fn anni(&self, (u, p, year): (usize, usize, i32)) -> Anni {
        let find = |wanted: &dyn Fn(usize, usize) -> bool| {
            self.anni.iter().rfind(|((a, b, y), _)| *y == year && wanted(*a, *b)).map(|(_, anni)| *anni)
        };
        Anni {
            prestatore: find(&|_, b| b == p).unwrap_or_default().prestatore,
            utilizzatore: find(&|a, _| a == u).unwrap_or_default().utilizzatore,
            coppia: find(&|a, b| (a, b) == (u, p)).unwrap_or_default().coppia,
        }
    }

    /// Writes the counters, so that everybody who shares one of the three finds it.
    fn keep(&mut self, (u, p, year): (usize, usize, i32), anni: Anni) {
        self.anni.entry((u, p, year)).or_default().coppia = anni.coppia;
        for ((a, b, y), one) in &mut self.anni {
            if *y == year && *a == u {
                one.utilizzatore = anni.utilizzatore;
            }
            if *y == year && *b == p {
                one.prestatore = anni.prestatore;
            }
        }
    }

    fn answer(&self, why: &Explanation, step: usize) -> Esito {
        let record = self.record(step);
        let (u, p) = self.parties(step);
        let anni = self.anni((u, p, record.dati.anno()));
        let dopo = Dopo {
            disponibile: self.portafogli[u].disponibile().cents(),
            prestatore: anni.prestatore.compensi.cents(),
            utilizzatore: anni.utilizzatore.computato.cents(),
            coppia: anni.coppia.compensi.cents(),
            minuti: anni.coppia.minuti.get(),
        };
        Esito { codici: vec![], scritta: Some(scritta(record)), dopo: Some(dopo), ..told(why) }
    }
}

fn scritta(record: &Prestazione) -> Scritta {
    let (dati, parts) = (&record.dati, &record.dati.ripartizione);
    Scritta {
        giorno: dati.giorno,
        minuti: dati.minuti.get(),
        titoli: dati.titoli.0,
        costo: parts.costo.cents(),
        compenso: parts.compenso.cents(),
        ivs: parts.ivs.cents(),
        inail: parts.inail.cents(),
        oneri: parts.oneri.cents(),
        computato: dati.computato.cents(),
        chiude: record.revocabile_fino,
        pagamento: payment_day(Month::of(dati.giorno)).expect("a month of the law"),
    }
}

/// What an explanation tells: codes, warnings and the numbers of the limits.
fn told(why: &Explanation) -> Esito {
    let number = |quantity: Option<Quantity>| match quantity {
        Some(Quantity::Euro(euro)) => euro.cents(),
        Some(Quantity::Minuti(minutes)) => i64::from(minutes.get()),
        other => unreachable!("a limit in {other:?}"),
    };
    let limits = why.passi.iter().filter(|step| LIMITS.contains(&step.regola.as_str())).map(|step| {
        let measure = &step.misura;
        (step.regola.as_str(), number(measure.limite), number(measure.usato), number(measure.richiesto))
    });
    Esito {
        codici: why.violations().filter_map(|step| step.codice).map(Codice::as_str).collect(),
        avvertenze: why.warnings().filter_map(|step| step.codice).map(Codice::as_str).collect(),
        limiti: limits.collect(),
        scritta: None,
        dopo: None,
    }
}

fn refusal(refused: &Rejected) -> Esito {
    told(&refused.explanation)
}

fn reserve(portafoglio: Portafoglio, costo: Euro) -> Portafoglio {
    portafoglio.plus(&Movimento { impegnato: costo, ..Movimento::default() })
}

fn index(id: Uuid) -> usize {
    usize::try_from(id.as_u128()).expect("a small number")
}

fn year(richiesta: &Richiesta) -> i32 {
    richiesta.inizio.local().date().year()
}

fn event(istante: DateTime<Utc>, numero: u32, fatto: Fatto) -> Event {
    Event {
        id: EventId(Uuid::nil()),
        istante,
        attore: Actor::Libretto,
        soggetto: None,
        canale: Channel::Portale,
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

fn utilizzatore(number: usize, famiglia: &Famiglia) -> Utilizzatore {
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
fn prestatore(number: usize, lavoratore: &Lavoratore, now: DateTime<Utc>) -> Prestatore {
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

fn rapporto(legame: &Legame) -> Rapporto {
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

fn richiesta(domanda: &Domanda) -> Richiesta {
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
        borsa: Borsa::Propria,
        assistenza_bambini: false,
        parentela: Parentela::Nessuna,
    }
}
