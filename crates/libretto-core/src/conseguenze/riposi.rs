//! Rests along a history (CON-05; RST-01…RST-03): each record is held against those before it, in order of performance, as if it
//! were communicated then. A rest is too short from the work that did not wait for its end.

use super::{Conseguenza, Innesco, Voce, about};
use crate::catalogue::Codice;
use crate::minutes::Minutes;
use crate::regime::Regime;
use crate::riposi::{self, Carenza, Giornata};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The days of work so far, with their hours where they are known.
#[derive(Default)]
pub(super) struct Passato(BTreeMap<NaiveDate, Option<Giornata>>);

impl Passato {
    /// Adds a record, which starts no earlier than those before it; gives the rests that it leaves too short. A record of which
    /// only the day is known may have been at any hour of it: it counts as a day of work, and nothing is told of its hours.
    pub(super) fn add(&mut self, voce: &Voce, regime: &Regime) -> Vec<Conseguenza> {
        let giorno = voce.giorno();
        let (first, _) = riposi::days_around(giorno, regime);
        let around: Vec<_> = self.0.range(first..=giorno).map(|(day, hours)| (*day, *hours)).collect();
        let known: Vec<Giornata> = around.iter().filter_map(|(_, hours)| *hours).collect();
        let hours = voce.orario.fine.map(|fine| Giornata { giorno, inizio: voce.orario.inizio, fine });
        let found = [
            hours.and_then(|hours| riposi::daily(&hours, &known, regime)),
            hours.and_then(|hours| riposi::pause(voce.orario.minuti, breaks(&hours, voce.orario.minuti), regime)),
            riposi::weekly(giorno, around.iter().map(|(day, _)| *day), regime),
        ];
        self.worked(giorno, hours);
        found.into_iter().flatten().map(|carenza| consequence(voce, carenza)).collect()
    }

    fn worked(&mut self, giorno: NaiveDate, hours: Option<Giornata>) {
        let day = self.0.entry(giorno).or_insert(hours);
        *day = match (*day, hours) {
            (Some(day), Some(more)) => Some(Giornata { fine: day.fine.max(more.fine), ..day }),
            (known, more) => known.or(more),
        };
    }
}

/// The time between start and end that was not worked.
fn breaks(hours: &Giornata, minuti: Minutes) -> Minutes {
    Minutes::between(hours.inizio, hours.fine).map_or(Minutes::ZERO, |elapsed| elapsed - minuti)
}

fn consequence(voce: &Voce, Carenza { codice, misura }: Carenza) -> Conseguenza {
    about(voce, Codice::RiposoNonRispettato, Innesco { regola: codice.regola(), misura })
}
