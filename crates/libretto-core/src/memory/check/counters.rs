//! I1: every limit, recomputed from the records, equals its counter and is not passed.

use crate::ids::{PrestatoreId, UtilizzatoreId};
use crate::limits::{AnnoPrestatore, AnnoUtilizzatore};
use crate::memory::World;
use crate::memory::compare::{Sources, compare};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::month::Month;
use crate::ports::queries::Differenza;
use crate::regime::Regime;
use std::collections::BTreeMap;

const RECORDS: Sources = Sources("the records give", "the counter holds");

/// Net pay and time of a pair's year; what the counter says besides them is no sum of records.
type Coppia = (Euro, Minutes);

/// The counters, as the records give them.
#[derive(Default)]
struct Recomputed {
    prestatori: BTreeMap<(PrestatoreId, i32), AnnoPrestatore>,
    utilizzatori: BTreeMap<(UtilizzatoreId, i32), AnnoUtilizzatore>,
    coppie: BTreeMap<(UtilizzatoreId, i32, PrestatoreId), Coppia>,
}

impl World {
    pub(super) fn check_counters(&self) -> Vec<Differenza> {
        let expected = self.recomputed();
        let prestatori = expected.prestatori.iter().filter_map(|(key, year)| prestatore(key, year));
        let utilizzatori = expected.utilizzatori.iter().filter_map(|(key, year)| utilizzatore(key, year));
        let coppie = expected.coppie.iter().filter_map(|(key, year)| coppia(key, *year));
        let mut found = compare("I1", RECORDS, prestatori, self.years_of_prestatori());
        found.extend(compare("I1", RECORDS, utilizzatori, self.years_of_utilizzatori()));
        found.extend(compare("I1", RECORDS, coppie, self.years_of_coppie()));
        found.extend(self.passed_limits());
        found
    }

    fn recomputed(&self) -> Recomputed {
        let mut all = Recomputed::default();
        for dati in self.prestazioni.values().filter(|one| one.counts()).map(|one| &one.dati) {
            let (carico, anno) = (dati.carico(), dati.anno());
            all.prestatori.entry((dati.prestatore, anno)).or_default().compensi += carico.compenso;
            let utilizzatore = all.utilizzatori.entry((dati.utilizzatore, anno)).or_default();
            utilizzatore.computato += carico.computato;
            utilizzatore.compensi += carico.compenso;
            let coppia = all.coppie.entry((dati.utilizzatore, anno, dati.prestatore)).or_default();
            coppia.0 += carico.compenso;
            coppia.1 += carico.minuti;
        }
        for ((id, anno), told) in &self.compensi_esterni {
            all.prestatori.entry((*id, *anno)).or_default().esterni = told.compensi.importo;
        }
        all
    }

    /// The counters that are above the limit of their year.
    fn passed_limits(&self) -> Vec<Differenza> {
        let mut found = Vec::new();
        let mut hold = |within: bool, limit: &str, whose: String| {
            if !within {
                found.push(Differenza { invariante: "I1", descrizione: format!("{whose} has passed {limit}") });
            }
        };
        for ((id, anno), year) in &self.anni_prestatore {
            // External pay told later may pass the limit by itself; the pay that was accepted here never did.
            let within = law(*anno).is_some_and(|law| year.compensi <= law.limite_prestatore);
            hold(within || year.compensi.is_zero(), "LIM-A", format!("prestatore {id} in {anno}"));
        }
        for ((id, anno), year) in &self.anni_utilizzatore {
            let within = law(*anno).is_some_and(|law| year.computato <= law.limite_utilizzatore);
            hold(within || year.computato.is_zero(), "LIM-B", format!("utilizzatore {id} in {anno}"));
        }
        for ((utilizzatore, anno, prestatore), year) in &self.anni_coppia {
            let law = law(*anno);
            let whose = format!("pair {utilizzatore} {prestatore} in {anno}");
            let within = law.is_some_and(|law| year.compensi <= law.limite_coppia);
            hold(within || year.compensi.is_zero(), "LIM-C", whose.clone());
            let within = law.is_some_and(|law| year.minuti <= law.limite_ore);
            hold(within || year.minuti.is_zero(), "LIM-H", whose);
        }
        found.sort_by(|one, other| one.descrizione.cmp(&other.descrizione));
        found
    }

    /// The workers' years that count something, by name.
    pub(in crate::memory) fn years_of_prestatori(&self) -> impl Iterator<Item = (String, AnnoPrestatore)> {
        self.anni_prestatore.iter().filter_map(|(key, year)| prestatore(key, year))
    }

    /// The households' years that count something, by name.
    pub(in crate::memory) fn years_of_utilizzatori(&self) -> impl Iterator<Item = (String, AnnoUtilizzatore)> {
        self.anni_utilizzatore.iter().filter_map(|(key, year)| utilizzatore(key, year))
    }

    /// The pairs' years that count something, by name.
    pub(in crate::memory) fn years_of_coppie(&self) -> impl Iterator<Item = (String, Coppia)> {
        self.anni_coppia.iter().filter_map(|(key, year)| coppia(key, (year.compensi, year.minuti)))
    }
}

/// The law of a year's last day; limits never change within a year (LIM-05).
fn law(anno: i32) -> Option<Regime> {
    Regime::on(Month::new(anno, 12)?.last_day()).ok()
}

fn prestatore((id, anno): &(PrestatoreId, i32), year: &AnnoPrestatore) -> Option<(String, AnnoPrestatore)> {
    // A year whose records are all cancelled and a year without records are the same.
    (*year != AnnoPrestatore::default()).then(|| (format!("prestatore {id} in {anno}"), *year))
}

fn utilizzatore((id, anno): &(UtilizzatoreId, i32), year: &AnnoUtilizzatore) -> Option<(String, AnnoUtilizzatore)> {
    (*year != AnnoUtilizzatore::default()).then(|| (format!("utilizzatore {id} in {anno}"), *year))
}

fn coppia(key: &(UtilizzatoreId, i32, PrestatoreId), year: Coppia) -> Option<(String, Coppia)> {
    let (utilizzatore, anno, prestatore) = key;
    (year != Coppia::default()).then(|| (format!("pair {utilizzatore} {prestatore} in {anno}"), year))
}
