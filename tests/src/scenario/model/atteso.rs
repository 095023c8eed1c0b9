//! What must follow.

use super::Pratica;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Whether an act is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Esito {
    /// Accepted.
    #[default]
    Accettata,
    /// Refused, with the codes of all violations.
    Respinta,
}

/// What must follow. What is not set is not looked at, except the codes and the warnings: those are all there are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Atteso {
    /// Accepted or refused.
    pub esito: Esito,
    /// Codes of the violations, in order of precedence.
    #[serde(default)]
    pub codici: Vec<String>,
    /// Codes of the warnings of an accepted act.
    #[serde(default)]
    pub avvertenze: Vec<String>,
    /// What follows by law, in order of day.
    #[serde(default)]
    pub conseguenze: Vec<Conseguenza>,
    /// Details of the answer, by name; see [`crate::scenario::Risposta`].
    #[serde(default)]
    pub risposta: BTreeMap<String, Testo>,
    /// Counters afterwards.
    #[serde(default)]
    pub contatori: Vec<Contatori>,
    /// Wallets afterwards.
    #[serde(default)]
    pub portafogli: Vec<Portafoglio>,
    /// Cases of heirs afterwards.
    #[serde(default)]
    pub pratiche: Vec<Pratica>,
    /// All payments of the run.
    pub pagamenti: Option<Vec<Pagamento>>,
}

/// Something that follows by law.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conseguenza {
    /// Its code.
    pub codice: String,
    /// The day from which.
    pub dal: String,
    /// The rules that made it follow.
    pub per: Vec<String>,
}

/// A detail as it is written: a text, a number, yes or no.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(untagged)]
pub enum Testo {
    /// A text.
    Testo(String),
    /// A number.
    Numero(i64),
    /// Yes or no.
    Vero(bool),
}

impl std::fmt::Display for Testo {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Testo(text) => text.fmt(formatter),
            Self::Numero(number) => number.fmt(formatter),
            Self::Vero(yes) => yes.fmt(formatter),
        }
    }
}

/// The counters of a household, a worker and their pair in a year.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contatori {
    /// The household.
    pub utilizzatore: String,
    /// The worker.
    pub prestatore: String,
    /// The year.
    pub anno: i32,
    /// Net pay of the pair (LIM-C).
    pub coppia: Option<String>,
    /// Minutes of the pair (LIM-H).
    pub minuti: Option<u32>,
    /// Weighted pay of the household (LIM-B).
    pub famiglia: Option<String>,
    /// Net pay of the worker (LIM-A).
    pub lavoratore: Option<String>,
}

/// A wallet.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portafoglio {
    /// The household.
    pub utilizzatore: String,
    /// What can be spent.
    pub disponibile: Option<String>,
    /// What is reserved by records that are not paid yet.
    pub impegnato: Option<String>,
    /// What was spent on records that were paid.
    pub speso: Option<String>,
    /// What was asked for and not paid in yet.
    pub in_attesa: Option<String>,
    /// What was asked back and not refused or withdrawn.
    pub rimborsato: Option<String>,
    /// What can be spent of the bonus.
    pub bonus_disponibile: Option<String>,
    /// What is reserved of the bonus.
    pub bonus_impegnato: Option<String>,
    /// What was spent of the bonus.
    pub bonus_speso: Option<String>,
}

/// A payment to a worker.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pagamento {
    /// The worker.
    pub prestatore: String,
    /// Mode.
    pub modalita: String,
    /// Net pay before the fee.
    pub lordo: String,
    /// Fee withheld.
    pub onere: String,
    /// What the worker receives.
    pub netto: String,
    /// Contribution credited.
    pub contributi: String,
    /// Day on which the money leaves, or from which a mandate is collected.
    pub esecuzione: String,
}
