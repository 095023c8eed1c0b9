//! The form of a scenario file. Field names are those of the files; times are civil times in Italy, amounts are texts
//! such as `"40.00"`, days `2026-02-14`, months `2026-02`.

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

/// One thing that happens. Exactly one act is given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passo {
    /// When, to the millisecond if it matters: `2026-03-03T23:59:59.999`; with `Z` a UTC instant.
    pub quando: String,
    /// Work is communicated.
    pub comunica: Option<Comunica>,
    /// The household asks whether work may be communicated.
    pub verifica: Option<Comunica>,
    /// A record is corrected.
    pub rettifica: Option<Atto>,
    /// A record is cancelled.
    pub annulla: Option<Atto>,
    /// A record is validated for a postal mandate.
    pub convalida: Option<Atto>,
    /// The work of a communication, a dry run or a correction.
    pub lavoro: Option<Contenuto>,
    /// A top-up is opened.
    pub apre_versamento: Option<ApreVersamento>,
    /// A receipt of the payment system arrives.
    pub ricevuta: Option<Ricevuta>,
    /// A month is paid.
    pub paga: Option<Paga>,
    /// A household registers.
    pub registra_utilizzatore: Option<RegistraUtilizzatore>,
    /// A worker registers.
    pub registra_prestatore: Option<RegistraPrestatore>,
    /// A worker certifies a category.
    pub autocertifica: Option<Autocertifica>,
    /// A worker changes how they are paid.
    pub cambia_modalita: Option<CambiaModalita>,
    /// What must follow.
    pub allora: Atteso,
}

/// The parties of a communication.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comunica {
    /// The household.
    pub utilizzatore: String,
    /// The worker.
    pub prestatore: String,
    /// The name by which later steps call the record.
    pub come: Option<String>,
    /// `portale` (by default), `app` or `contact_center`.
    pub canale: Option<String>,
}

/// A piece of work.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contenuto {
    /// Scope; small domestic jobs unless said.
    #[serde(default = "lavori_domestici")]
    pub ambito: String,
    /// Start, with an offset only where the clock shows a time twice.
    pub inizio: String,
    /// End.
    pub fine: String,
    /// Unpaid breaks.
    #[serde(default)]
    pub pausa_minuti: u32,
    /// Place.
    #[serde(default = "luogo")]
    pub luogo: String,
    /// Total cost.
    pub costo: String,
    /// Net pay, if stated.
    pub compenso: Option<String>,
    /// Vouchers, if stated.
    pub titoli: Option<u32>,
}

fn lavori_domestici() -> String {
    "lavori_domestici".to_owned()
}

fn luogo() -> String {
    "Via delle Prove 1, Roma".to_owned()
}

/// An act on a record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Atto {
    /// The record, by the name it got.
    pub prestazione: String,
    /// The household.
    pub utilizzatore: String,
}

/// A top-up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApreVersamento {
    /// The household.
    pub utilizzatore: String,
    /// Amount.
    pub importo: String,
    /// The name by which later steps call its notice.
    pub come: Option<String>,
}

/// A receipt.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ricevuta {
    /// Its code.
    pub codice: String,
    /// The notice, by the name it got, or a number of 18 digits.
    pub avviso: String,
    /// Amount paid.
    pub importo: String,
}

/// A pay run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paga {
    /// The month of the work.
    pub mese: String,
}

/// A registration as a household.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistraUtilizzatore {
    /// The person, by the name in `dato`.
    pub utilizzatore: String,
    /// `persona_fisica` (by default), `impresa`, `pubblica_amministrazione` or `societa_sportiva`.
    #[serde(default = "persona_fisica")]
    pub tipo: String,
    /// Whether the declarations in force are given.
    #[serde(default = "yes")]
    pub dichiarazioni: bool,
}

/// A registration as a worker.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistraPrestatore {
    /// The person, by the name in `dato`.
    pub prestatore: String,
    /// Whether the declarations in force are given.
    #[serde(default = "yes")]
    pub dichiarazioni: bool,
}

fn persona_fisica() -> String {
    "persona_fisica".to_owned()
}

const fn yes() -> bool {
    true
}

/// A self-certification, or the end of one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Autocertifica {
    /// The worker.
    pub prestatore: String,
    /// The category.
    pub categoria: String,
    /// First day; without it, the end of the status is declared.
    pub dal: Option<String>,
    /// Last day, inclusive.
    pub al: Option<String>,
}

/// A change of payment mode.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CambiaModalita {
    /// The worker.
    pub prestatore: String,
    /// The mode.
    pub modalita: String,
    /// The account, for a transfer.
    pub iban: Option<String>,
}

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
    /// Details of the answer, by name; see [`crate::scenario::Risposta`].
    #[serde(default)]
    pub risposta: BTreeMap<String, Testo>,
    /// Counters afterwards.
    #[serde(default)]
    pub contatori: Vec<Contatori>,
    /// Wallets afterwards.
    #[serde(default)]
    pub portafogli: Vec<Portafoglio>,
    /// All payments of the run.
    pub pagamenti: Option<Vec<Pagamento>>,
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
