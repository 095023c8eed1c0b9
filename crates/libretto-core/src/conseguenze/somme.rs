//! The sums of a pair's year, and the consequence of the record that first passes a limit (CON-01, CON-03).

use super::{ConAltri, Conseguenza, Innesco, Voce};
use crate::catalogue::{Codice, Regola};
use crate::explanation::{Measure, Quantity};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::regime::Regime;
use crate::weighting;

/// A year so far.
pub(super) struct Somme {
    /// Net pay of the pair.
    pub(super) compensi: Euro,
    /// Minutes of the pair.
    pub(super) minuti: Minutes,
    prestatore: Euro,
    utilizzatore: Euro,
    transformed: bool,
    passed_a: bool,
    passed_b: bool,
}

impl Somme {
    /// A year that saw this with others.
    pub(super) const fn starting_with(altri: ConAltri) -> Self {
        Self {
            compensi: Euro::ZERO,
            minuti: Minutes::ZERO,
            prestatore: altri.prestatore,
            utilizzatore: altri.utilizzatore,
            transformed: false,
            passed_a: false,
            passed_b: false,
        }
    }

    /// Adds a record; gives what follows from it. Each limit is passed once in a year.
    pub(super) fn add(&mut self, voce: &Voce, reduced: bool, regime: &Regime) -> Vec<Conseguenza> {
        let amount = passes(Regola::LimC, regime.limite_coppia, &mut self.compensi, voce.compenso);
        let hours = self.add_minutes(voce.orario.minuti, regime);
        let pair: Vec<_> = amount.into_iter().chain(hours).collect();
        let a = passes(Regola::LimA, regime.limite_prestatore, &mut self.prestatore, voce.compenso);
        let weighed = weighting::computed(voce.compenso, reduced, regime);
        let b = passes(Regola::LimB, regime.limite_utilizzatore, &mut self.utilizzatore, weighed);
        let single = |innesco: Option<Innesco>| innesco.into_iter().collect::<Vec<_>>();
        let found = [
            once(&mut self.transformed, Codice::TrasformazioneRapporto, pair, voce),
            once(&mut self.passed_a, Codice::LimiteSenzaTrasformazione, single(a), voce),
            once(&mut self.passed_b, Codice::LimiteSenzaTrasformazione, single(b), voce),
        ];
        found.into_iter().flatten().collect()
    }

    fn add_minutes(&mut self, minuti: Minutes, regime: &Regime) -> Option<Innesco> {
        let before = self.minuti;
        self.minuti += minuti;
        let misura =
            Measure::of(Quantity::Minuti(regime.limite_ore), Quantity::Minuti(before), Quantity::Minuti(minuti));
        (self.minuti > regime.limite_ore).then_some(Innesco { regola: Regola::LimH, misura })
    }
}

/// Adds to a sum; the trigger when it is beyond its inclusive limit.
fn passes(regola: Regola, limit: Euro, sum: &mut Euro, added: Euro) -> Option<Innesco> {
    let before = *sum;
    *sum += added;
    let misura = Measure::of(Quantity::Euro(limit), Quantity::Euro(before), Quantity::Euro(added));
    (*sum > limit).then_some(Innesco { regola, misura })
}

/// A consequence the first time it has a trigger.
fn once(done: &mut bool, codice: Codice, inneschi: Vec<Innesco>, voce: &Voce) -> Option<Conseguenza> {
    if *done || inneschi.is_empty() {
        return None;
    }
    *done = true;
    Some(Conseguenza { codice, giorno: voce.giorno(), inneschi, voci: vec![voce.id], rapporto: None })
}
