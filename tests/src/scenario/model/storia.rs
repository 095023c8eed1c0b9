//! What is asked about a history or a plan, of which nothing is recorded.

use serde::Deserialize;

/// The history of a pair's year, told by whoever asks: nothing of it is in the register.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValutaRapporto {
    /// The year.
    pub anno: i32,
    /// The records.
    pub prestazioni: Vec<VoceStoria>,
    /// Employments of the pair.
    #[serde(default)]
    pub rapporti: Vec<RapportoStoria>,
    /// What the worker got from other households.
    pub compensi_da_altri: Option<String>,
    /// What the household paid to other workers, as its limit counts it.
    pub compensi_ad_altri: Option<String>,
    /// Whether the self-certification was false.
    #[serde(default)]
    pub autocertificazione_non_veritiera: bool,
}

/// A record of a history: with times, or with a day and minutes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoceStoria {
    /// Start.
    pub inizio: Option<String>,
    /// End.
    pub fine: Option<String>,
    /// Unpaid breaks.
    #[serde(default)]
    pub pausa_minuti: u32,
    /// Day.
    pub giorno: Option<String>,
    /// Net minutes.
    pub minuti: Option<u32>,
    /// Vouchers.
    pub titoli: u32,
    /// Whether it was counted at 75%.
    #[serde(default)]
    pub computo_ridotto: bool,
    /// When it was communicated, in UTC.
    pub comunicata_il: Option<String>,
    /// The purse that paid, `propria` unless said.
    pub borsa: Option<String>,
}

/// An employment of a history.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RapportoStoria {
    /// `subordinato`, `collaborazione` or `somministrazione`.
    pub tipo: String,
    /// First day.
    pub dal: String,
    /// Last day, inclusive.
    pub al: Option<String>,
}

/// A plan of a household.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simula {
    /// The household.
    pub utilizzatore: String,
    /// Whether to begin from an empty state.
    #[serde(default)]
    pub da_zero: bool,
    /// Whether the wallet must pay for it.
    #[serde(default)]
    pub verifica_fondi: bool,
    /// Labels of hypothetical workers who count at 75%.
    #[serde(default)]
    pub ridotti: Vec<String>,
    /// The shifts, entry by entry.
    pub turni: Vec<TurniDelPiano>,
}

/// So many equal shifts on as many days in a row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurniDelPiano {
    /// A worker of `dato`, or the label of a hypothetical one.
    pub prestatore: String,
    /// The first day.
    pub dal: String,
    /// How many days.
    #[serde(default = "one")]
    pub giorni: u32,
    /// The hour at which each begins.
    pub dalle: String,
    /// The hour at which each ends, on the same day.
    pub alle: String,
    /// Vouchers of each.
    pub titoli: Option<u32>,
}

const fn one() -> u32 {
    1
}

/// A shift of a plan, by itself.
#[derive(Clone, Debug)]
pub struct TurnoDelPiano {
    /// A worker of `dato`, or a label.
    pub prestatore: String,
    /// Start.
    pub inizio: String,
    /// End.
    pub fine: String,
    /// Vouchers.
    pub titoli: Option<u32>,
}

impl Simula {
    /// The shifts one by one. A day that cannot be read begins none.
    pub fn each(&self) -> Vec<TurnoDelPiano> {
        let shifts = |entry: &TurniDelPiano| -> Vec<TurnoDelPiano> {
            let first = entry.dal.parse::<chrono::NaiveDate>().ok();
            let days = first.into_iter().flat_map(|day| day.iter_days().zip(0..entry.giorni));
            let shift = |(day, _)| TurnoDelPiano {
                prestatore: entry.prestatore.clone(),
                inizio: format!("{day}T{}", entry.dalle),
                fine: format!("{day}T{}", entry.alle),
                titoli: entry.titoli,
            };
            days.map(shift).collect()
        };
        self.turni.iter().flat_map(shifts).collect()
    }
}
