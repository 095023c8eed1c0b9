//! A history as it is written for the oracle: who there is, what was there before, what is asked, and what the engine decided.

use chrono::{DateTime, NaiveDate, Utc};
use libretto_core::portafoglio::Borsa;
use libretto_core::prestatore::Autocertificazione;
use libretto_core::prestazione::Parentela;
use libretto_core::rapporto::TipoRapporto;
use serde::Serialize;

/// One history.
#[derive(Serialize)]
pub(crate) struct Storia {
    /// The seed that draws it again.
    pub(crate) seme: u64,
    pub(crate) famiglie: Vec<Famiglia>,
    pub(crate) lavoratori: Vec<Lavoratore>,
    pub(crate) rapporti: Vec<Legame>,
    pub(crate) apertura: Apertura,
    /// Shifts of the first household and the first worker before the history begins; their pay is in the opening.
    pub(crate) precedenti: Vec<Precedente>,
    pub(crate) passi: Vec<Passo>,
}

/// A household and its money.
#[derive(Clone, Serialize)]
pub(crate) struct Famiglia {
    /// The number of the person.
    pub(crate) persona: u32,
    pub(crate) registrata: bool,
    pub(crate) deceduta: bool,
    /// Cents paid in.
    pub(crate) versato: i64,
    /// Cents of bonuses that were claimed.
    pub(crate) bonus: i64,
}

/// A worker and what they certified.
#[derive(Clone, Serialize)]
pub(crate) struct Lavoratore {
    /// The number of the person.
    pub(crate) persona: u32,
    pub(crate) registrato: bool,
    pub(crate) registrato_il: DateTime<Utc>,
    pub(crate) nascita: NaiveDate,
    pub(crate) autocertificazioni: Vec<Autocertificazione>,
}

/// A relationship of the first household and the first worker.
#[derive(Clone, Serialize)]
pub(crate) struct Legame {
    pub(crate) tipo: TipoRapporto,
    pub(crate) dal: NaiveDate,
    pub(crate) al: Option<NaiveDate>,
}

/// What the first household and the first worker had used of the limits of one year before the history begins.
#[derive(Clone, Serialize)]
pub(crate) struct Apertura {
    pub(crate) anno: i32,
    /// The worker's net pay from everybody, cents.
    pub(crate) prestatore: i64,
    /// What the household has used of its limit, cents.
    pub(crate) utilizzatore: i64,
    /// Net pay of the pair, cents.
    pub(crate) coppia: i64,
    /// Time of the pair.
    pub(crate) minuti: u32,
}

/// A shift that was worked before.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Precedente {
    /// The day on which it started.
    pub(crate) giorno: NaiveDate,
    pub(crate) inizio: DateTime<Utc>,
    pub(crate) fine: DateTime<Utc>,
}

/// What a worker earned in a year outside the Libretto Famiglia, as somebody tells it.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Totale {
    pub(crate) anno: i32,
    /// Cents.
    pub(crate) importo: i64,
    /// When it was known.
    pub(crate) noto_il: DateTime<Utc>,
}

/// One act, asked and decided.
#[derive(Clone, Serialize)]
pub(crate) struct Passo {
    pub(crate) atto: Atto,
    /// The instant of the act.
    pub(crate) ora: DateTime<Utc>,
    pub(crate) famiglia: usize,
    pub(crate) lavoratore: usize,
    /// The step that communicated the record which is corrected or cancelled.
    pub(crate) di: Option<usize>,
    pub(crate) domanda: Option<Domanda>,
    /// The external pay that is told.
    pub(crate) totale: Option<Totale>,
    pub(crate) esito: Option<Esito>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Atto {
    Comunica,
    Rettifica,
    Annulla,
    /// External pay of the worker is told.
    Esterni,
}

/// The content of a communication, as a caller writes it.
#[derive(Clone, Serialize)]
pub(crate) struct Domanda {
    pub(crate) ambito: &'static str,
    pub(crate) inizio: String,
    pub(crate) fine: String,
    pub(crate) pausa: u32,
    pub(crate) luogo: bool,
    pub(crate) costo: String,
    pub(crate) compenso: Option<String>,
    pub(crate) titoli: Option<u32>,
    pub(crate) borsa: Borsa,
    pub(crate) bambini: bool,
    pub(crate) parentela: Parentela,
}

/// The engine's answer.
#[derive(Clone, Serialize)]
pub(crate) struct Esito {
    pub(crate) codici: Vec<&'static str>,
    pub(crate) avvertenze: Vec<&'static str>,
    /// What each limit compared: rule, limit, used, asked; cents or minutes.
    pub(crate) limiti: Vec<(&'static str, i64, i64, i64)>,
    pub(crate) scritta: Option<Scritta>,
    /// After the act: money left, and the counters of the record's year.
    pub(crate) dopo: Option<Dopo>,
    /// What became of the external pay, and the total that holds since, cents.
    pub(crate) totale: Option<(&'static str, i64)>,
}

/// The record that was written; money in cents.
#[derive(Clone, Serialize)]
pub(crate) struct Scritta {
    pub(crate) giorno: NaiveDate,
    pub(crate) minuti: u32,
    pub(crate) titoli: u32,
    pub(crate) costo: i64,
    pub(crate) compenso: i64,
    pub(crate) ivs: i64,
    pub(crate) inail: i64,
    pub(crate) oneri: i64,
    pub(crate) computato: i64,
    /// The first instant at which it is irrevocable.
    pub(crate) chiude: DateTime<Utc>,
    pub(crate) pagamento: NaiveDate,
}

/// The state after an accepted act; money in cents.
#[derive(Clone, Serialize)]
pub(crate) struct Dopo {
    pub(crate) disponibile: i64,
    /// Bonus money left.
    pub(crate) bonus: i64,
    /// All that counts for the worker, external pay included.
    pub(crate) prestatore: i64,
    pub(crate) utilizzatore: i64,
    pub(crate) coppia: i64,
    pub(crate) minuti: u32,
}
