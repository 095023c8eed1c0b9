//! The state of a simulation: what it starts from, and what each accepted shift makes of it.

use crate::civil_time::start_of_day;
use crate::ids::{PrestatoreId, PrestazioneId};
use crate::limits::{Anni, AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore};
use crate::money::Euro;
use crate::parameters::{START, people};
use crate::portafoglio::Portafoglio;
use crate::prestatore::Prestatore;
use crate::prestazione::{Dati, Famiglia, Lavoratore, Situazione, Turno};
use crate::rapporto::Rapporto;
use crate::regime::Regime;
use crate::riposi::{self, Giornata};
use crate::utilizzatore::Utilizzatore;
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who a worker is.
#[derive(Clone, Debug, Default)]
pub enum Profilo {
    /// A registered worker.
    Noto(Box<Prestatore>),
    /// Nobody in particular.
    Ipotetico(Lavoratore),
    /// Nobody at all: the profile does not exist.
    #[default]
    Nessuno,
}

/// A worker as a simulation finds them.
#[derive(Clone, Debug, Default)]
pub struct StatoLavoratore {
    /// Who they are.
    pub profilo: Profilo,
    /// Employments of the pair.
    pub rapporti: Vec<Rapporto>,
    /// Counters of the worker and of the pair, by year.
    pub anni: BTreeMap<i32, (AnnoPrestatore, AnnoCoppia)>,
    /// The pair's shifts that count.
    pub turni: Vec<Turno>,
    /// The days on which the pair worked.
    pub giornate: BTreeMap<NaiveDate, Giornata>,
}

impl StatoLavoratore {
    /// An adult without a history, registered since the law began, in a category of comma 8 or not. `posto` tells one from
    /// another.
    pub fn ipotetico(posto: usize, computo_ridotto: bool) -> Self {
        let nobody = Lavoratore {
            id: PrestatoreId(Uuid::from_u128(u128::try_from(posto).unwrap_or_default())),
            registrato_il: start_of_day(START),
            // The series begins with the law, so there is always an age.
            eta: people::MAGGIORE_ETA.on(START).unwrap_or(u32::MAX),
            ridotto: computo_ridotto,
            stessa_persona: false,
        };
        Self { profilo: Profilo::Ipotetico(nobody), ..Self::default() }
    }

    /// The days of work that matter for the rests around a day.
    fn giornate_around(&self, giorno: NaiveDate) -> Vec<Giornata> {
        let Ok(regime) = Regime::on(giorno) else { return Vec::new() };
        let (dal, al) = riposi::days_around(giorno, &regime);
        self.giornate.range(dal..=al).map(|(_, one)| *one).collect()
    }

    /// The worker on a day of work for a household.
    fn on(&self, giorno: NaiveDate, utilizzatore: &Utilizzatore) -> Option<Lavoratore> {
        match &self.profilo {
            Profilo::Noto(prestatore) => Some(Lavoratore::on(giorno, prestatore, Some(utilizzatore))),
            Profilo::Ipotetico(nobody) => Some(*nobody),
            Profilo::Nessuno => None,
        }
    }
}

/// What a simulation starts from.
#[derive(Clone, Debug)]
pub struct Partenza {
    /// The household.
    pub utilizzatore: Utilizzatore,
    /// Its wallet; `None` when the funds are not looked at.
    pub portafoglio: Option<Portafoglio>,
    /// Its counters, by year.
    pub anni: BTreeMap<i32, AnnoUtilizzatore>,
    /// The workers of the plan, in its order.
    pub lavoratori: Vec<StatoLavoratore>,
}

/// A simulation in course.
pub(super) struct Stato {
    partenza: Partenza,
    nessuno: StatoLavoratore,
}

impl Stato {
    pub(super) fn new(partenza: Partenza) -> Self {
        Self { partenza, nessuno: StatoLavoratore::default() }
    }

    fn lavoratore(&self, posto: usize) -> &StatoLavoratore {
        self.partenza.lavoratori.get(posto).unwrap_or(&self.nessuno)
    }

    /// The counters of a worker's year with the household.
    pub(super) fn anni(&self, lavoratore: usize, anno: i32) -> Anni {
        let (prestatore, coppia) = self.lavoratore(lavoratore).anni.get(&anno).copied().unwrap_or_default();
        Anni { prestatore, utilizzatore: self.partenza.anni.get(&anno).copied().unwrap_or_default(), coppia }
    }

    /// What the wallet holds, if it is looked at.
    pub(super) fn disponibile(&self) -> Option<Euro> {
        self.partenza.portafoglio.map(|wallet| wallet.disponibile())
    }

    /// Shows the situation of a worker on a day.
    pub(super) fn look<T>(&self, lavoratore: usize, giorno: NaiveDate, look: impl FnOnce(&Situazione<'_>) -> T) -> T {
        let worker = self.lavoratore(lavoratore);
        let unlimited = Portafoglio { versato: Euro::MAX, ..Portafoglio::default() };
        look(&Situazione {
            utilizzatore: Some(Famiglia::from(&self.partenza.utilizzatore)),
            prestatore: worker.on(giorno, &self.partenza.utilizzatore),
            rapporti: Cow::Borrowed(&worker.rapporti),
            anni: self.anni(lavoratore, giorno.year()),
            portafoglio: self.partenza.portafoglio.unwrap_or(unlimited),
            turni: Cow::Borrowed(&worker.turni),
            giornate: Cow::Owned(worker.giornate_around(giorno)),
            pesata: None,
            erede: None,
        })
    }

    /// Goes on as if a shift had been accepted.
    pub(super) fn accept(&mut self, lavoratore: usize, posto: usize, dati: &Dati) {
        let after = self.anni(lavoratore, dati.anno()).plus(&dati.carico());
        self.partenza.anni.insert(dati.anno(), after.utilizzatore);
        if let Some(wallet) = &mut self.partenza.portafoglio {
            wallet.impegnato += dati.ripartizione.costo;
        }
        if let Some(worker) = self.partenza.lavoratori.get_mut(lavoratore) {
            worker.anni.insert(dati.anno(), (after.prestatore, after.coppia));
            let prestazione = PrestazioneId(Uuid::from_u128(u128::try_from(posto).unwrap_or_default()));
            worker.turni.push(Turno { prestazione, inizio: dati.inizio, fine: dati.fine });
            let (giorno, inizio, fine) = (dati.giorno, dati.inizio, dati.fine);
            let worked = worker.giornate.entry(giorno).or_insert(Giornata { giorno, inizio, fine });
            (worked.inizio, worked.fine) = (worked.inizio.min(inizio), worked.fine.max(fine));
        }
    }
}
