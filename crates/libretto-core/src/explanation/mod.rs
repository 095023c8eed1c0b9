//! The explanation (*spiegazione*) of a decision: one step for each check, in the order of evaluation. The violations of a
//! refusal are the failed steps themselves, so that the two cannot disagree. Beside the steps stands what the decision
//! looked at, so that it can be taken again and end the same.

mod frasi;
mod parole;

use crate::catalogue::{Campo, Codice, Kind, Regola};
use crate::eredi::{Causa, StatoDichiarazione, TipoDocumento};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::prestazione::Presupposti;
use crate::rapporto::Fonte;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A measured thing in a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "unita", content = "valore", rename_all = "snake_case")]
pub enum Quantity {
    /// Money.
    Euro(Euro),
    /// Elapsed time.
    Minuti(Minutes),
    /// Vouchers.
    Titoli(u32),
    /// Completed years.
    Anni(u32),
    /// So many months of the calendar.
    Mesi(u32),
    /// Hundredths.
    Percento(u32),
    /// So many days.
    Giorni(u32),
    /// So many of anything else.
    Numero(u64),
    /// A day in Italy.
    Giorno(NaiveDate),
    /// An instant.
    Istante(DateTime<Utc>),
    /// Where an employment is known from.
    Fonte(Fonte),
    /// The state of a declaration of heir.
    StatoDichiarazione(StatoDichiarazione),
    /// A kind of document of an heir.
    TipoDocumento(TipoDocumento),
    /// Why a check about heirs failed.
    Causa(Causa),
}

/// How a check ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The rule holds.
    Rispettata,
    /// The rule is broken: refused.
    Violata,
    /// Accepted, and told.
    Avvertenza,
}

/// What a check compared: the bound, what was there before, and what the command adds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Measure {
    /// The bound of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limite: Option<Quantity>,
    /// What was used already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usato: Option<Quantity>,
    /// What the command asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub richiesto: Option<Quantity>,
}

impl Measure {
    /// A check without quantities.
    pub const NONE: Self = Self { limite: None, usato: None, richiesto: None };

    /// A bound, what was used and what is asked.
    pub const fn of(limit: Quantity, used: Quantity, requested: Quantity) -> Self {
        Self { limite: Some(limit), usato: Some(used), richiesto: Some(requested) }
    }

    /// A bound and what is compared with it.
    pub const fn against(limit: Quantity, requested: Quantity) -> Self {
        Self { limite: Some(limit), usato: None, richiesto: Some(requested) }
    }

    /// How many there may be, and how many there are.
    pub fn of_counts(most: usize, there: usize) -> Self {
        let count = |number: usize| Quantity::Numero(u64::try_from(number).unwrap_or(u64::MAX));
        Self::against(count(most), count(there))
    }

    /// Why a check failed; nothing when it did not.
    pub fn because(cause: Option<Causa>) -> Self {
        Self { richiesto: cause.map(Quantity::Causa), ..Self::NONE }
    }

    /// What is asked, without a bound.
    pub const fn asked(requested: Quantity) -> Self {
        Self { limite: None, usato: None, richiesto: Some(requested) }
    }
}

/// One check.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// The rule.
    pub regola: Regola,
    /// How it ended.
    pub esito: Outcome,
    /// The violation or the warning; absent when the rule holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codice: Option<Codice>,
    /// The field of the command that a violation is about, or that tells apart two checks of one rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campo: Option<Campo>,
    /// What was compared.
    #[serde(flatten)]
    pub misura: Measure,
}

impl Step {
    /// What the check found, in one or two short Italian sentences with the numbers inside, for who asked and for who
    /// reads years later. A step without quantities, because its reader may not know them, is told without.
    pub fn sentence(&self) -> String {
        frasi::sentence(self)
    }
}

/// The sentence, and after it where the rule is written.
impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} [{}]", self.sentence(), self.regola.citation())
    }
}

/// All the checks of one decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Explanation {
    /// The day whose law was applied.
    pub giorno: NaiveDate,
    /// Version of the engine that decided.
    pub motore: String,
    /// The checks, in the order of evaluation.
    pub passi: Vec<Step>,
    /// What the decision looked at. Absent in a refusal, in a dry run, in the decisions that are not about a record, and
    /// in the events of before it was kept. Neither party may see the whole of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presupposti: Option<Box<Presupposti>>,
}

impl Explanation {
    /// The failed steps.
    pub fn violations(&self) -> impl Iterator<Item = &Step> {
        self.passi.iter().filter(|step| step.esito == Outcome::Violata)
    }

    /// The steps that only tell.
    pub fn warnings(&self) -> impl Iterator<Item = &Step> {
        self.passi.iter().filter(|step| step.esito == Outcome::Avvertenza)
    }

    /// The same explanation with what the decision looked at.
    #[must_use]
    pub fn resting_on(self, presupposti: Presupposti) -> Self {
        Self { presupposti: Some(Box::new(presupposti)), ..self }
    }

    /// The same explanation for the eyes of the utilizzatore. The worker's total (LIM-A) holds what other households
    /// paid, the age (ELG-06) and the day of registration are the worker's own affair: of all three only the outcome may be
    /// seen.
    #[must_use]
    pub fn for_utilizzatore(mut self) -> Self {
        self.presupposti = None;
        for step in &mut self.passi {
            let of_worker = matches!(step.regola, Regola::LimA | Regola::Elg06);
            if of_worker || step.codice == Some(Codice::PrestatoreRegistratoDopo) {
                step.misura = Measure::NONE;
            }
        }
        self
    }

    /// The same explanation for the eyes of the prestatore, who must not learn what is in the household's wallet nor
    /// what it paid to others.
    #[must_use]
    pub fn for_prestatore(mut self) -> Self {
        self.presupposti = None;
        // When the utilizzatore died, and what the heirs did and declared, is theirs: of a void record only that it is void.
        self.passi.retain(|step| step.regola == Regola::Her19 || !step.regola.is_of_heirs());
        for step in &mut self.passi {
            if matches!(step.regola, Regola::LimB | Regola::Com06 | Regola::Her19) {
                step.misura = Measure::NONE;
            }
        }
        self
    }
}

/// Collects the steps of a decision.
#[derive(Debug)]
pub struct Evaluation {
    day: NaiveDate,
    steps: Vec<Step>,
    violated: bool,
}

impl Evaluation {
    /// An evaluation by the law of a day.
    pub fn new(day: NaiveDate) -> Self {
        Self { day, steps: Vec::with_capacity(24), violated: false }
    }

    /// Records a check: `holds`, or the violation. Returns `holds`.
    pub fn require(&mut self, codice: Codice, holds: bool, misura: Measure) -> bool {
        // What a kept rule is about goes without saying, unless the caller says it.
        let campo = if holds { None } else { codice.campo() };
        self.require_at(codice, campo, holds, misura)
    }

    /// Records a check about a given field of the command, which tells apart checks of one rule also when it holds.
    pub fn require_at(&mut self, codice: Codice, campo: Option<Campo>, holds: bool, misura: Measure) -> bool {
        self.violated |= !holds;
        self.steps.push(Step {
            regola: codice.regola(),
            esito: if holds { Outcome::Rispettata } else { Outcome::Violata },
            codice: (!holds).then_some(codice),
            campo,
            misura,
        });
        holds
    }

    /// Records a warning when it applies; nothing when it does not.
    pub fn warn(&mut self, codice: Codice, applies: bool, misura: Measure) {
        debug_assert_eq!(codice.kind(), Kind::Warning, "only a warning is told without refusing");
        if applies {
            self.steps.push(Step {
                regola: codice.regola(),
                esito: Outcome::Avvertenza,
                codice: Some(codice),
                campo: None,
                misura,
            });
        }
    }

    /// Records what a rule yields, without a check.
    pub fn note(&mut self, regola: Regola, misura: Measure) {
        self.steps.push(Step { regola, esito: Outcome::Rispettata, codice: None, campo: None, misura });
    }

    /// From here on the law of another day governs: the day of the work, once it is known.
    pub const fn governed_by(&mut self, day: NaiveDate) {
        self.day = day;
    }

    /// Whether any check failed so far.
    pub const fn is_violated(&self) -> bool {
        self.violated
    }

    /// The finished explanation: `Err` when a check failed.
    ///
    /// # Errors
    /// The explanation of the refusal.
    pub fn finish(self) -> Result<Explanation, Explanation> {
        let explanation =
            Explanation { giorno: self.day, motore: crate::ENGINE.to_owned(), passi: self.steps, presupposti: None };
        if self.violated { Err(explanation) } else { Ok(explanation) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::START;

    #[test]
    fn the_household_learns_no_age_no_total_and_no_day_of_registration_of_the_worker() {
        let mut evaluation = Evaluation::new(START);
        let years = Measure::against(Quantity::Anni(16), Quantity::Anni(17));
        evaluation.require(Codice::EtaInsufficiente, true, years);
        evaluation.require(Codice::EtaInsufficiente, false, years);
        evaluation.warn(Codice::PrestatoreMinorenne, true, years);
        let money = Quantity::Euro(Euro::from_cents(499_200));
        evaluation.require(Codice::LimitePrestatoreSuperato, false, Measure::of(money, money, money));
        let day = Measure::asked(Quantity::Giorno(START));
        evaluation.warn(Codice::PrestatoreRegistratoDopo, true, day);
        let explanation = match evaluation.finish() {
            Ok(explanation) | Err(explanation) => explanation,
        };
        let seen = explanation.clone().for_utilizzatore();
        let outcomes =
            |one: &Explanation| one.passi.iter().map(|step| (step.regola, step.esito, step.codice)).collect::<Vec<_>>();
        assert_eq!(outcomes(&seen), outcomes(&explanation), "the outcomes are not hidden");
        assert_eq!(seen.passi.len(), 5);
        assert!(seen.passi.iter().all(|step| step.misura == Measure::NONE));
        assert!(
            seen.passi.iter().all(|step| !step.sentence().contains(|letter: char| letter.is_ascii_digit())),
            "nor does a sentence tell them"
        );
    }
}
