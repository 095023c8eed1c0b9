//! The yearly limits (LIM-A, LIM-B, LIM-C, LIM-H): counters, the check, and what is left. Every maximum is inclusive.

use crate::catalogue::Codice;
use crate::compact::is_default;
use crate::explanation::{Evaluation, Measure, Quantity};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::regime::Regime;
use serde::{Deserialize, Serialize};

/// Counter of a worker's year over all households.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnoPrestatore {
    /// Net pay, never weighted.
    #[serde(skip_serializing_if = "is_default")]
    pub compensi: Euro,
    /// Net pay outside the Libretto Famiglia, as it is known last (LIM-06).
    #[serde(skip_serializing_if = "is_default")]
    pub esterni: Euro,
}

impl AnnoPrestatore {
    /// What LIM-A counts: all pay under art. 54-bis.
    pub fn totale(&self) -> Euro {
        self.compensi + self.esterni
    }
}

/// Counter of a household's year over all workers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnoUtilizzatore {
    /// Net pay as LIM-B counts it.
    #[serde(skip_serializing_if = "is_default")]
    pub computato: Euro,
    /// Net pay in full.
    #[serde(skip_serializing_if = "is_default")]
    pub compensi: Euro,
}

/// Counter of a pair's year.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnoCoppia {
    /// Net pay, never weighted.
    #[serde(skip_serializing_if = "is_default")]
    pub compensi: Euro,
    /// Time worked.
    #[serde(skip_serializing_if = "is_default")]
    pub minuti: Minutes,
    /// Grows with each change of the pair's records in the year, so that two overlapping shifts cannot both be accepted.
    #[serde(skip_serializing_if = "is_default")]
    pub versione: u32,
}

/// The three counters that one record touches.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Anni {
    /// The worker's year.
    #[serde(skip_serializing_if = "is_default")]
    pub prestatore: AnnoPrestatore,
    /// The household's year.
    #[serde(skip_serializing_if = "is_default")]
    pub utilizzatore: AnnoUtilizzatore,
    /// The pair's year.
    #[serde(skip_serializing_if = "is_default")]
    pub coppia: AnnoCoppia,
}

/// What one record adds to the counters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Carico {
    /// Net pay.
    pub compenso: Euro,
    /// Net pay as LIM-B counts it.
    pub computato: Euro,
    /// Time worked.
    pub minuti: Minutes,
}

impl Anni {
    /// The counters after one more record.
    #[must_use]
    pub fn plus(mut self, carico: &Carico) -> Self {
        self.prestatore.compensi += carico.compenso;
        self.utilizzatore.computato += carico.computato;
        self.utilizzatore.compensi += carico.compenso;
        self.coppia.compensi += carico.compenso;
        self.coppia.minuti += carico.minuti;
        self
    }

    /// The counters without one of their records.
    #[must_use]
    pub fn minus(mut self, carico: &Carico) -> Self {
        self.prestatore.compensi -= carico.compenso;
        self.utilizzatore.computato -= carico.computato;
        self.utilizzatore.compensi -= carico.compenso;
        self.coppia.compensi -= carico.compenso;
        self.coppia.minuti -= carico.minuti;
        self
    }
}

/// Checks all four limits, each with its numbers; a record that would pass any is refused as a whole (LIM-11, LIM-12).
pub fn check(evaluation: &mut Evaluation, anni: &Anni, carico: &Carico, regime: &Regime) {
    let mut money = |codice, limit, used: Euro, asked: Euro| {
        let measure = Measure::of(Quantity::Euro(limit), Quantity::Euro(used), Quantity::Euro(asked));
        evaluation.require(codice, used + asked <= limit, measure);
    };
    money(Codice::LimitePrestatoreSuperato, regime.limite_prestatore, anni.prestatore.totale(), carico.compenso);
    money(
        Codice::LimiteUtilizzatoreSuperato,
        regime.limite_utilizzatore,
        anni.utilizzatore.computato,
        carico.computato,
    );
    money(Codice::LimiteCoppiaSuperato, regime.limite_coppia, anni.coppia.compensi, carico.compenso);
    let (limit, used, asked) = (regime.limite_ore, anni.coppia.minuti, carico.minuti);
    let measure = Measure::of(Quantity::Minuti(limit), Quantity::Minuti(used), Quantity::Minuti(asked));
    evaluation.require(Codice::LimiteOreSuperato, used + asked <= limit, measure);
}

/// A limit in money, its use and what is left of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UsoEuro {
    /// Inclusive maximum.
    pub limite: Euro,
    /// Used so far.
    pub usato: Euro,
    /// Left, never negative.
    pub residuo: Euro,
    /// Whole vouchers at full weight that still fit.
    pub titoli_residui: u32,
}

impl UsoEuro {
    /// Use of a limit by `usato`, where one voucher counts `per_titolo`.
    pub fn new(limite: Euro, usato: Euro, per_titolo: Euro) -> Self {
        let residuo = (limite - usato).max(Euro::ZERO);
        Self { limite, usato, residuo, titoli_residui: residuo.checked_div_floor(per_titolo).unwrap_or(0) }
    }
}

/// The limit in hours, its use and what is left of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UsoMinuti {
    /// Inclusive maximum.
    pub limite: Minutes,
    /// Used so far.
    pub usato: Minutes,
    /// Left.
    pub residuo: Minutes,
}

/// The use of every limit that one record touches (LIM-13).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Uso {
    /// LIM-A. Only the worker may see its numbers.
    pub prestatore: UsoEuro,
    /// LIM-B.
    pub utilizzatore: UsoEuro,
    /// LIM-C.
    pub coppia: UsoEuro,
    /// LIM-H.
    pub ore: UsoMinuti,
}

impl Uso {
    /// The use of the limits of a year.
    pub fn new(anni: &Anni, regime: &Regime) -> Self {
        let one = regime.titolo.compenso;
        Self {
            prestatore: UsoEuro::new(regime.limite_prestatore, anni.prestatore.totale(), one),
            utilizzatore: UsoEuro::new(regime.limite_utilizzatore, anni.utilizzatore.computato, one),
            coppia: UsoEuro::new(regime.limite_coppia, anni.coppia.compensi, one),
            ore: UsoMinuti {
                limite: regime.limite_ore,
                usato: anni.coppia.minuti,
                residuo: regime.limite_ore - anni.coppia.minuti,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::date;
    use chrono::NaiveDate;

    fn codes(day: NaiveDate, anni: &Anni, carico: &Carico) -> Vec<Codice> {
        let mut evaluation = Evaluation::new(day);
        if let Ok(regime) = Regime::on(day) {
            check(&mut evaluation, anni, carico, &regime);
        }
        evaluation
            .finish()
            .err()
            .map(|refusal| refusal.violations().filter_map(|step| step.codice).collect())
            .unwrap_or_default()
    }

    fn vouchers(count: u32) -> Carico {
        let compenso = Euro::from_cents(800).times(count);
        Carico { compenso, computato: compenso, minuti: Minutes::new(60) }
    }

    #[test]
    fn a_pair_reaches_312_vouchers_and_no_more() {
        let day = date(2026, 5, 4);
        let before = Anni::default().plus(&vouchers(311));
        assert_eq!(codes(day, &before, &vouchers(1)), vec![]);
        assert_eq!(codes(day, &before.plus(&vouchers(1)), &vouchers(1)), vec![Codice::LimiteCoppiaSuperato]);
    }

    #[test]
    fn limits_are_inclusive_and_chosen_by_the_year_of_the_work() {
        let full = Anni {
            utilizzatore: AnnoUtilizzatore { computato: Euro::from_cents(499_200), ..Default::default() },
            ..Anni::default()
        };
        assert_eq!(codes(date(2022, 12, 31), &full, &vouchers(1)), vec![]);
        let over = full.plus(&Carico { computato: Euro::from_cents(800), ..Carico::default() });
        assert_eq!(codes(date(2022, 12, 31), &over, &vouchers(1)), vec![Codice::LimiteUtilizzatoreSuperato]);
        assert_eq!(codes(date(2023, 1, 1), &over, &vouchers(1)), vec![]);
    }

    #[test]
    fn what_was_earned_outside_counts_for_the_worker() {
        let day = date(2026, 5, 4);
        let esterni = AnnoPrestatore { compensi: Euro::from_cents(479_200), esterni: Euro::from_cents(20_000) };
        let anni = Anni { prestatore: esterni, ..Anni::default() };
        assert_eq!(codes(day, &anni, &vouchers(1)), vec![]);
        assert_eq!(codes(day, &anni.plus(&vouchers(1)), &vouchers(1)), vec![Codice::LimitePrestatoreSuperato]);
        let uso = Regime::on(day).map(|regime| Uso::new(&anni, &regime).prestatore.titoli_residui);
        assert_eq!(uso, Ok(1));
    }

    #[test]
    fn the_hours_bind_alone() {
        let anni =
            Anni { coppia: AnnoCoppia { minuti: Minutes::from_hours(280), ..Default::default() }, ..Anni::default() };
        assert_eq!(codes(date(2026, 5, 4), &anni, &vouchers(1)), vec![Codice::LimiteOreSuperato]);
    }

    #[test]
    fn adding_and_taking_away_a_record_leaves_no_trace() {
        let anni = Anni::default().plus(&vouchers(7));
        assert_eq!(anni.plus(&vouchers(3)).minus(&vouchers(3)), anni);
    }
}
