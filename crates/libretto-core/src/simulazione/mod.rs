//! What would happen if a plan were worked: each shift judged by the same evaluation as a communication, as if it were
//! communicated at its end, from the state as it is or from an empty one. Pure: nothing is kept.
//!
//! Shifts are taken in the order in which they end, because that is the order in which they could be communicated.

mod riepilogo;
mod stato;
#[cfg(test)]
mod tests;

pub use riepilogo::{Raggiunto, Riepilogo};
pub use stato::{Partenza, Profilo, StatoLavoratore};

use crate::civil_time::{CivilTime, start_of_day};
use crate::explanation::Explanation;
use crate::ids::PrestatoreId;
use crate::limits::Uso;
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::portafoglio::Borsa;
use crate::prestazione::{Ambito, Dati, Parentela, Richiesta, valuta};
use crate::regime::Regime;
use crate::titolo::Titoli;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use riepilogo::Riepiloghi;
use stato::Stato;

/// Who works in a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chi {
    /// A registered worker.
    Noto(PrestatoreId),
    /// Nobody in particular: an adult without a history, in a category of comma 8 or not.
    Ipotetico {
        /// Whether the pay counts in the reduced measure.
        computo_ridotto: bool,
    },
}

/// A shift that may be worked.
#[derive(Clone, Debug)]
pub struct TurnoPianificato {
    /// Who works: the place in the plan's list of workers.
    pub lavoratore: usize,
    /// The scope.
    pub ambito: Option<Ambito>,
    /// Start, civil time in Italy.
    pub inizio: CivilTime,
    /// End, civil time in Italy.
    pub fine: CivilTime,
    /// Unpaid breaks.
    pub pausa: Minutes,
    /// Vouchers; without them, the fewest that may pay the work.
    pub titoli: Option<u32>,
}

impl TurnoPianificato {
    /// The civil day on which the shift starts.
    pub fn giorno(&self) -> NaiveDate {
        self.inizio.local().date()
    }

    /// The instant at which it would be communicated: its end. An end that does not exist is refused whatever the instant.
    fn comunicato_il(&self) -> DateTime<Utc> {
        self.fine.resolve().unwrap_or_else(|_| start_of_day(self.fine.local().date()))
    }

    /// What the law would be asked.
    fn richiesta(&self) -> Richiesta {
        // Before the law there is no voucher to count, and the evaluation says so.
        let regime = Regime::on(self.giorno()).ok();
        let net = self.inizio.resolve().ok().zip(self.fine.resolve().ok());
        let net =
            net.and_then(|(start, end)| Minutes::between(start, end)).map_or(Minutes::ZERO, |all| all - self.pausa);
        let titoli = |regime: &Regime| self.titoli.unwrap_or_else(|| Titoli::needed_for(net, regime).0.max(1));
        Richiesta {
            ambito: self.ambito,
            inizio: self.inizio,
            fine: self.fine,
            pausa: self.pausa,
            luogo_indicato: true,
            costo: regime.map_or(Euro::ZERO, |regime| regime.titolo.costo.times(titoli(&regime))),
            compenso: None,
            titoli: None,
            borsa: Borsa::Propria,
            parentela: Parentela::Nessuna,
            assistenza_bambini: false,
        }
    }
}

/// What would become of a shift.
#[derive(Clone, Debug)]
pub struct EsitoTurno {
    /// Its place in the plan.
    pub posto: usize,
    /// Who works.
    pub lavoratore: usize,
    /// The civil day on which it starts.
    pub giorno: NaiveDate,
    /// The record, if it would be accepted.
    pub dati: Option<Dati>,
    /// Why.
    pub spiegazione: Explanation,
    /// The limits of its year afterwards; `None` before the law.
    pub uso: Option<Uso>,
    /// What the wallet holds afterwards, if the funds are looked at.
    pub disponibile: Option<Euro>,
}

/// What would become of a plan.
#[derive(Clone, Debug, Default)]
pub struct Simulazione {
    /// The shifts, in the order in which they would be communicated.
    pub turni: Vec<EsitoTurno>,
    /// For each worker and year of the plan: what is left, and what binds first.
    pub riepilogo: Vec<Riepilogo>,
}

/// Plays a plan from a state. A shift whose worker the state does not know is refused as one whose worker is not registered.
pub fn simula(turni: &[TurnoPianificato], partenza: Partenza) -> Simulazione {
    let mut order: Vec<usize> = (0..turni.len()).collect();
    // By instant: the clocks of Italy go back once a year, and a later instant may then have an earlier hour.
    order.sort_by_key(|posto| turni.get(*posto).map(TurnoPianificato::comunicato_il));
    let mut stato = Stato::new(partenza);
    let mut riepiloghi = Riepiloghi::default();
    let mut esiti = Vec::with_capacity(turni.len());
    for posto in order {
        let Some(turno) = turni.get(posto) else { continue };
        let esito = play(posto, turno, &mut stato);
        riepiloghi.add(&esito);
        esiti.push(esito);
    }
    Simulazione { turni: esiti, riepilogo: riepiloghi.finish() }
}

fn play(posto: usize, turno: &TurnoPianificato, stato: &mut Stato) -> EsitoTurno {
    let (giorno, lavoratore) = (turno.giorno(), turno.lavoratore);
    let (anno, now) = (giorno.year(), turno.comunicato_il());
    let decisione = stato.look(lavoratore, giorno, |situazione| valuta(&turno.richiesta(), situazione, now));
    let (dati, spiegazione) = match decisione {
        Ok(valutata) => {
            stato.accept(lavoratore, posto, &valutata.dati);
            (Some(valutata.dati), valutata.spiegazione)
        }
        Err(refused) => (None, refused.explanation),
    };
    let anni = stato.anni(lavoratore, anno);
    let uso = Regime::on(giorno).ok().map(|regime| Uso::new(&anni, &regime));
    EsitoTurno { posto, lavoratore, giorno, dati, spiegazione, uso, disponibile: stato.disponibile() }
}
