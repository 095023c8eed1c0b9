//! The engine under test: every act is decided by the rules of the core, and the state follows its decisions.

use super::parti::{event, prestatore, rapporto, richiesta, utilizzatore};
use super::racconto::{refusal, scritta, told};
use super::storia::{Apertura, Atto, Dopo, Esito, Famiglia, Lavoratore, Legame, Passo, Precedente};
use chrono::{Datelike, NaiveDate};
use libretto_core::compensi_esterni::{self, CompensiEsterni, EsitoEsterni};
use libretto_core::explanation::Explanation;
use libretto_core::ids::{PrestatoreId, PrestazioneId};
use libretto_core::limits::Anni;
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::portafoglio::{Borsa, Movimento, Portafoglio};
use libretto_core::prestazione::{
    self, Prestazione, Richiesta, Situazione, Turno, annullamento, comunicazione, rettifica,
};
use libretto_core::rapporto::Rapporto;
use libretto_core::regime::Regime;
use libretto_core::riposi::{Giornata, days_around};
use std::borrow::Cow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The state of one history.
pub(crate) struct Motore {
    famiglie: Vec<Famiglia>,
    lavoratori: Vec<Lavoratore>,
    rapporti: Vec<Rapporto>,
    /// The purses of each household, own money first.
    portafogli: Vec<[Portafoglio; 2]>,
    precedenti: Vec<Precedente>,
    /// The external pay of each worker's year, as it is known last.
    esterni: BTreeMap<(usize, i32), CompensiEsterni>,
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
        precedenti: &[Precedente],
    ) -> Self {
        let purse = |cents| Portafoglio { versato: Euro::from_cents(cents), ..Portafoglio::default() };
        let mut motore = Self {
            famiglie: famiglie.to_vec(),
            lavoratori: lavoratori.to_vec(),
            rapporti: legami.iter().map(rapporto).collect(),
            portafogli: famiglie.iter().map(|one| [purse(one.versato), purse(one.bonus)]).collect(),
            precedenti: precedenti.to_vec(),
            esterni: BTreeMap::new(),
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
            Atto::Esterni => self.esterni(passo),
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
        let borsa = (passo.famiglia, richiesta.borsa);
        let (anni, portafoglio) = (self.anni(pair), self.purse(borsa));
        let decided = self.judge(passo, None, &richiesta, (anni, portafoglio), |situazione| {
            comunicazione::decide(id, &richiesta, situazione, passo.ora)
        });
        match decided {
            Ok(accepted) => {
                let record = Prestazione::evolve(None, &event(passo.ora, 1, accepted.fatto)).expect("a record");
                self.keep(pair, anni.plus(&record.dati.carico()));
                self.reserve(borsa, record.dati.ripartizione.costo);
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
        let (borsa, prima) = ((passo.famiglia, richiesta.borsa), (passo.famiglia, before.dati.borsa));
        let freed = before.dati.ripartizione.costo;
        let purse = self.purse(borsa);
        let portafoglio = if borsa == prima { reserved(purse, -freed) } else { purse };
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
                self.reserve(prima, -freed);
                self.reserve(borsa, record.dati.ripartizione.costo);
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
                self.reserve((passo.famiglia, before.dati.borsa), -before.dati.ripartizione.costo);
                let number = before.versione + 1;
                self.scritte[target] = Prestazione::evolve(Some(before), &event(passo.ora, number, fatto));
                Esito { scritta: None, ..self.answer(&why, target) }
            }
            Err(refused) => refusal(&refused),
        }
    }

    fn esterni(&mut self, passo: &Passo) -> Esito {
        let detto = passo.totale.expect("external pay");
        let worker = (passo.lavoratore, detto.anno);
        let compensi = CompensiEsterni {
            prestatore: PrestatoreId(Uuid::from_u128(passo.lavoratore as u128)),
            anno: detto.anno,
            importo: Euro::from_cents(detto.importo),
            noto_il: detto.noto_il,
        };
        match compensi_esterni::decide(&compensi, self.esterni.get(&worker), passo.ora) {
            Ok((esito, why)) => {
                if esito == EsitoEsterni::Registrato {
                    let pair = (0, passo.lavoratore, detto.anno);
                    let mut anni = self.anni(pair);
                    anni.prestatore.esterni = compensi.importo;
                    self.keep(pair, anni);
                    self.esterni.insert(worker, compensi);
                }
                let name = match esito {
                    EsitoEsterni::Registrato => "registrato",
                    EsitoEsterni::Ripetuto => "ripetuto",
                    EsitoEsterni::Superato => "superato",
                };
                let holds = self.esterni.get(&worker).map_or(0, |one| one.importo.cents());
                Esito { totale: Some((name, holds)), ..told(&why) }
            }
            Err(refused) => refusal(&refused),
        }
    }

    /// What is known of a worker's external pay.
    pub(crate) fn noti(&self, worker: usize, year: i32) -> Option<&CompensiEsterni> {
        self.esterni.get(&(worker, year))
    }

    /// Cents of a worker's year from all households.
    pub(crate) fn compensi(&self, worker: usize, year: i32) -> i64 {
        self.anni((0, worker, year)).prestatore.compensi.cents()
    }

    fn purse(&self, (famiglia, borsa): (usize, Borsa)) -> Portafoglio {
        let [own, bonus] = self.portafogli[famiglia];
        if borsa == Borsa::Propria { own } else { bonus }
    }

    fn reserve(&mut self, (famiglia, borsa): (usize, Borsa), costo: Euro) {
        let [own, bonus] = &mut self.portafogli[famiglia];
        let purse = if borsa == Borsa::Propria { own } else { bonus };
        *purse = reserved(*purse, costo);
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
        let records: Vec<_> = standing.map(|step| self.record(step)).collect();
        let before = if of_the_first { self.precedenti.as_slice() } else { &[] };
        let earlier = before.iter().map(|one| Turno {
            prestazione: PrestazioneId(Uuid::max()),
            inizio: one.inizio,
            fine: one.fine,
        });
        let turni: Vec<_> = records.iter().map(|one| one.turno()).chain(earlier).collect();
        decide(&Situazione {
            utilizzatore: utilizzatore.as_ref().map(Into::into),
            prestatore: prestatore.map(|profile| prestazione::Lavoratore::on(giorno, &profile, utilizzatore.as_ref())),
            rapporti: if of_the_first { Cow::Borrowed(&self.rapporti) } else { Cow::default() },
            anni,
            portafoglio,
            turni: Cow::Owned(turni),
            giornate: Cow::Owned(giornate(giorno, &records, before)),
            pesata: None,
            erede: None,
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
            disponibile: self.purse((u, Borsa::Propria)).disponibile().cents(),
            bonus: self.purse((u, Borsa::Bonus)).disponibile().cents(),
            prestatore: anni.prestatore.totale().cents(),
            utilizzatore: anni.utilizzatore.computato.cents(),
            coppia: anni.coppia.compensi.cents(),
            minuti: anni.coppia.minuti.get(),
        };
        Esito { codici: vec![], scritta: Some(scritta(record)), dopo: Some(dopo), ..told(why) }
    }
}

/// The days on which a pair worked around a day.
fn giornate(giorno: NaiveDate, records: &[&Prestazione], before: &[Precedente]) -> Vec<Giornata> {
    let Ok(regime) = Regime::on(giorno) else {
        return Vec::new();
    };
    let (first, last) = days_around(giorno, &regime);
    let of_record = |one: &&Prestazione| (one.dati.giorno, one.dati.inizio, one.dati.fine);
    let earlier = before.iter().map(|one| (one.giorno, one.inizio, one.fine));
    let mut days: BTreeMap<NaiveDate, Giornata> = BTreeMap::new();
    for (giorno, inizio, fine) in records.iter().map(of_record).chain(earlier) {
        let day = days.entry(giorno).or_insert(Giornata { giorno, inizio, fine });
        (day.inizio, day.fine) = (day.inizio.min(inizio), day.fine.max(fine));
    }
    days.range(first..=last).map(|(_, day)| *day).collect()
}

fn reserved(portafoglio: Portafoglio, costo: Euro) -> Portafoglio {
    portafoglio.plus(&Movimento { impegnato: costo, ..Movimento::default() })
}

fn index(id: Uuid) -> usize {
    usize::try_from(id.as_u128()).expect("a small number")
}

fn year(richiesta: &Richiesta) -> i32 {
    richiesta.inizio.local().date().year()
}
