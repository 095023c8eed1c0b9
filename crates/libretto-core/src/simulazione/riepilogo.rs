//! What people really ask of a plan: how much more with this worker this year, which limit binds first, and when.

use super::EsitoTurno;
use crate::catalogue::{Codice, Regola};
use crate::limits::Uso;
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::regime::Regime;
use crate::weighting;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// A limit that is reached in the plan: from here on not one more voucher, or not one more minute, fits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Raggiunto {
    /// The limit.
    pub regola: Regola,
    /// The day in the plan.
    pub giorno: NaiveDate,
    /// The place of the shift in the plan.
    pub posto: usize,
}

/// A worker's year at the end of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Riepilogo {
    /// The worker: the place in the plan's list.
    pub lavoratore: usize,
    /// The year.
    pub anno: i32,
    /// Shifts that would be accepted.
    pub ammessi: u32,
    /// Shifts that would be refused.
    pub respinti: u32,
    /// Vouchers of the accepted shifts.
    pub titoli: u32,
    /// Minutes of the accepted shifts.
    pub minuti: Minutes,
    /// The limits at the end of the plan.
    pub uso: Uso,
    /// Vouchers that still fit in the year, at the plan's vouchers an hour.
    pub titoli_residui: u32,
    /// Minutes that still fit in the year, at the plan's vouchers an hour.
    pub minuti_residui: Minutes,
    /// The limit that binds first: the first that is reached in the plan or, going on at its pace, the first that would be.
    pub vincolo: Regola,
    /// The limits reached in the plan, in order of time.
    pub raggiunti: Vec<Raggiunto>,
}

/// A worker's year while the plan is played.
struct InCorso {
    ammessi: u32,
    respinti: u32,
    titoli: u32,
    minuti: Minutes,
    uso: Uso,
    /// What one voucher counts for LIM-B.
    pesato: Euro,
    raggiunti: Vec<Raggiunto>,
}

/// All workers' years.
#[derive(Default)]
pub(super) struct Riepiloghi(BTreeMap<(usize, i32), InCorso>);

impl Riepiloghi {
    /// Takes in what would become of a shift; one before the law belongs to no year.
    pub(super) fn add(&mut self, esito: &EsitoTurno) {
        let (Some(uso), Ok(regime)) = (esito.uso, Regime::on(esito.giorno)) else { return };
        let one = self.0.entry((esito.lavoratore, esito.giorno.year())).or_insert_with(|| InCorso {
            ammessi: 0,
            respinti: 0,
            titoli: 0,
            minuti: Minutes::ZERO,
            uso,
            pesato: regime.titolo.compenso,
            raggiunti: Vec::new(),
        });
        one.uso = uso;
        match &esito.dati {
            Some(dati) => {
                one.ammessi += 1;
                one.titoli += dati.titoli.0;
                one.minuti += dati.minuti;
                one.pesato = weighting::computed(regime.titolo.compenso, dati.peso_ridotto(), &regime);
            }
            None => one.respinti += 1,
        }
        let refused = esito.spiegazione.violations().filter_map(|step| step.codice).filter_map(limit_of);
        for regola in refused.chain(one.full()) {
            if one.raggiunti.iter().all(|known| known.regola != regola) {
                one.raggiunti.push(Raggiunto { regola, giorno: esito.giorno, posto: esito.posto });
            }
        }
    }

    /// The years, by worker and year. The limit of the household is common to all: it stands as the plan leaves it.
    pub(super) fn finish(self) -> Vec<Riepilogo> {
        let mut at_the_end: BTreeMap<i32, crate::limits::UsoEuro> = BTreeMap::new();
        for ((_, anno), one) in &self.0 {
            let last = at_the_end.entry(*anno).or_insert(one.uso.utilizzatore);
            if one.uso.utilizzatore.usato > last.usato {
                *last = one.uso.utilizzatore;
            }
        }
        let end = |((lavoratore, anno), mut one): ((usize, i32), InCorso)| {
            if let Some(household) = at_the_end.get(&anno) {
                one.uso.utilizzatore = *household;
            }
            one.finish(lavoratore, anno)
        };
        self.0.into_iter().map(end).collect()
    }
}

/// The limit that a code is about.
const fn limit_of(codice: Codice) -> Option<Regola> {
    match codice {
        Codice::LimitePrestatoreSuperato
        | Codice::LimiteUtilizzatoreSuperato
        | Codice::LimiteCoppiaSuperato
        | Codice::LimiteOreSuperato => Some(codice.regola()),
        _ => None,
    }
}

impl InCorso {
    /// Vouchers that the limit of the household still leaves, at this worker's weight.
    fn household_vouchers(&self) -> u32 {
        self.uso.utilizzatore.residuo.checked_div_floor(self.pesato).unwrap_or(0)
    }

    /// The limits in which nothing more fits.
    fn full(&self) -> Vec<Regola> {
        let limits = [
            (Regola::LimC, self.uso.coppia.titoli_residui == 0),
            (Regola::LimH, self.uso.ore.residuo.is_zero()),
            (Regola::LimB, self.household_vouchers() == 0),
            (Regola::LimA, self.uso.prestatore.titoli_residui == 0),
        ];
        limits.into_iter().filter(|(_, full)| *full).map(|(regola, _)| regola).collect()
    }

    /// Going on at the plan's pace: the minutes and the vouchers that each limit still leaves. What is left of the worker's own
    /// limit is not the household's to know: only that it is reached.
    fn left(&self) -> [(Regola, u64, u64); 4] {
        // Without an accepted shift there is no pace: a voucher an hour.
        let pace = if self.titoli == 0 || self.minuti.is_zero() { (1, 60) } else { (self.titoli, self.minuti.get()) };
        let (vouchers, minutes) = (u64::from(pace.0), u64::from(pace.1));
        let paid = |regola, left: u32| (regola, u64::from(left) * minutes / vouchers, u64::from(left));
        let hours = u64::from(self.uso.ore.residuo.get());
        let worker = if self.uso.prestatore.titoli_residui == 0 { 0 } else { u64::MAX };
        [
            paid(Regola::LimC, self.uso.coppia.titoli_residui),
            (Regola::LimH, hours, hours * vouchers / minutes),
            paid(Regola::LimB, self.household_vouchers()),
            (Regola::LimA, worker, worker),
        ]
    }

    fn finish(self, lavoratore: usize, anno: i32) -> Riepilogo {
        let left = self.left();
        // Of limits that bind together the first of the list is told.
        let first = left.iter().min_by_key(|(_, minutes, _)| *minutes).copied();
        let (binding, minutes, vouchers) = first.unwrap_or((Regola::LimC, 0, 0));
        Riepilogo {
            lavoratore,
            anno,
            ammessi: self.ammessi,
            respinti: self.respinti,
            titoli: self.titoli,
            minuti: self.minuti,
            uso: self.uso,
            titoli_residui: u32::try_from(vouchers).unwrap_or(u32::MAX),
            minuti_residui: Minutes::new(u32::try_from(minutes).unwrap_or(u32::MAX)),
            vincolo: self.raggiunti.first().map_or(binding, |first| first.regola),
            raggiunti: self.raggiunti,
        }
    }
}
