//! The form of a scenario file. Field names are those of the files; times are civil times in Italy, amounts are texts
//! such as `"40.00"`, days `2026-02-14`, months `2026-02`.

mod atteso;
mod deleghe;
mod eredi;
mod passo;
mod registri;
mod storia;

pub use atteso::*;
pub use deleghe::*;
pub use eredi::*;
pub use passo::*;
pub use registri::*;
pub use storia::*;

use serde::Deserialize;
use std::collections::BTreeMap;

/// A scenario.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What holds, in one sentence.
    pub nome: String,
    /// Where it is written.
    pub fonte: String,
    /// The rules it is about, by identifier.
    pub regole: Vec<String>,
    /// The arithmetic, for the reader.
    pub calcolo: String,
    /// What is given.
    pub dato: Dato,
    /// What happens, and what must follow, in order of time.
    pub passi: Vec<Passo>,
}

/// What is given before the first step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dato {
    /// When the parties register, pay in and declare, unless they say otherwise.
    pub dal: String,
    /// Households, by name.
    #[serde(default)]
    pub utilizzatori: BTreeMap<String, Utilizzatore>,
    /// Workers, by name.
    #[serde(default)]
    pub prestatori: BTreeMap<String, Prestatore>,
    /// Heirs, by name.
    #[serde(default)]
    pub eredi: BTreeMap<String, Erede>,
    /// Bodies that may act for others, by name.
    #[serde(default)]
    pub enti: BTreeMap<String, Ente>,
    /// Employments that the households declared.
    #[serde(default)]
    pub rapporti: Vec<Rapporto>,
    /// Work that was communicated and accepted already.
    #[serde(default)]
    pub prestazioni_accettate: Vec<PrestazioniAccettate>,
}

/// A household.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Utilizzatore {
    /// Fiscal code.
    pub codice_fiscale: String,
    /// When it registered; `mai` for a person who did not.
    pub registrato: Option<String>,
    /// What it paid in after registering.
    pub versamento: Option<String>,
}

/// A worker.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prestatore {
    /// Fiscal code.
    pub codice_fiscale: String,
    /// When they registered; `mai` for a person who did not.
    pub registrato: Option<String>,
    /// `bonifico`, `bonifico_domiciliato` or `mandato_postale`; by default a transfer when there is an account.
    pub modalita: Option<String>,
    /// The account.
    pub iban: Option<String>,
    /// Categories of comma 8 certified at registration.
    #[serde(default)]
    pub categorie: Vec<Categoria>,
}

/// A category of comma 8.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Categoria {
    /// `pensionato`, `studente`, `disoccupato` or `sostegno_al_reddito`.
    pub categoria: String,
    /// First day.
    pub dal: String,
    /// Last day, inclusive.
    pub al: Option<String>,
}

/// An employment between the parties outside the Libretto Famiglia.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rapporto {
    /// The household.
    pub utilizzatore: String,
    /// The worker.
    pub prestatore: String,
    /// `subordinato`, `collaborazione` or `somministrazione`.
    pub tipo: String,
    /// First day.
    pub dal: String,
    /// Last day, inclusive.
    pub al: Option<String>,
}

/// So many vouchers in so much time, played as real communications: one shift a day from a day on, each communicated on
/// its own evening, until all the minutes are worked. Vouchers beyond one an hour are spread evenly.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrestazioniAccettate {
    /// The household.
    pub utilizzatore: String,
    /// The worker.
    pub prestatore: String,
    /// Vouchers in all.
    pub titoli: u32,
    /// Minutes in all.
    pub minuti: u32,
    /// Day of the first shift.
    pub dal: String,
    /// Minutes a day at most.
    #[serde(default = "eight_hours")]
    pub al_giorno: u32,
}

const fn eight_hours() -> u32 {
    480
}
