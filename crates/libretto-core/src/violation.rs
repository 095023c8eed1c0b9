//! A refusal and its violations.

use crate::catalogue::{Codice, Kind};
use crate::explanation::{Evaluation, Explanation, Measure};
use chrono::NaiveDate;
use thiserror::Error;

/// A command that the law refuses. The violations are the failed steps of the explanation.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("refused: {}", codes(.explanation))]
pub struct Rejected {
    /// Why.
    pub explanation: Explanation,
}

fn codes(explanation: &Explanation) -> String {
    explanation.violations().filter_map(|step| step.codice).map(Codice::as_str).collect::<Vec<_>>().join(", ")
}

impl Rejected {
    /// A refusal for one reason only.
    pub fn because(codice: Codice, day: NaiveDate, misura: Measure) -> Self {
        let mut evaluation = Evaluation::new(day);
        evaluation.require(codice, false, misura);
        match evaluation.finish() {
            Ok(explanation) | Err(explanation) => Self { explanation },
        }
    }

    /// The codes of the violations, in order of precedence.
    pub fn codes(&self) -> Vec<Codice> {
        self.explanation.violations().filter_map(|step| step.codice).collect()
    }

    /// Whether every violation is a matter of state, so that the same command may be accepted later unchanged.
    pub fn is_conflict(&self) -> bool {
        self.codes().iter().all(|codice| codice.kind() == Kind::Conflict)
    }
}

impl From<Explanation> for Rejected {
    fn from(explanation: Explanation) -> Self {
        Self { explanation }
    }
}
