//! What a check says to a person: one file for each group of rules. A group tells what it knows to tell from the quantities
//! of the step; a rule without a sentence of its own is told by the text of the catalogue.

mod bonus;
mod deleghe;
mod eredi;
mod limiti;
mod persone;
mod rimborsi;
mod soldi;
mod tempi;

use super::{Outcome, Step};
use crate::catalogue::{Codice, Regola};

/// The sentence of a step.
pub(super) fn sentence(step: &Step) -> String {
    let own = match step.esito {
        Outcome::Rispettata => kept(step),
        Outcome::Violata | Outcome::Avvertenza => step.codice.and_then(|codice| told(step, codice)),
    };
    own.unwrap_or_else(|| fallback(step))
}

/// A rule that holds.
fn kept(step: &Step) -> Option<String> {
    match step.regola {
        Regola::LimA | Regola::LimB | Regola::LimC | Regola::LimH => limiti::sentence(step),
        Regola::Eco01
        | Regola::Eco02
        | Regola::Eco03
        | Regola::Eco04
        | Regola::Wgt01
        | Regola::Com06
        | Regola::Wal03
        | Regola::Pay06 => soldi::kept(step),
        Regola::Eco05
        | Regola::Amb11
        | Regola::Com01
        | Regola::Com03
        | Regola::Com08
        | Regola::Com10
        | Regola::Com11
        | Regola::Com12 => tempi::kept(step),
        Regola::Wal10
        | Regola::Ref01
        | Regola::Ref02
        | Regola::Ref03
        | Regola::Ref04
        | Regola::Ref05
        | Regola::Ref06
        | Regola::Ref07 => rimborsi::kept(step),
        Regola::Bon01
        | Regola::Bon02
        | Regola::Bon03
        | Regola::Bon04
        | Regola::Bon05
        | Regola::Bon07
        | Regola::Elg04b
        | Regola::Elg07 => bonus::kept(step),
        Regola::Her03
        | Regola::Her04
        | Regola::Her05
        | Regola::Her06
        | Regola::Her07
        | Regola::Her08
        | Regola::Her11
        | Regola::Her12
        | Regola::Her15
        | Regola::Her16
        | Regola::Her17
        | Regola::Her19
        | Regola::Her22
        | Regola::Her23 => eredi::kept(step),
        Regola::Del01 => deleghe::kept(step),
        _ => persone::kept(step),
    }
}

/// A violation or a warning.
fn told(step: &Step, codice: Codice) -> Option<String> {
    limiti::sentence(step)
        .or_else(|| soldi::told(step, codice))
        .or_else(|| tempi::told(step, codice))
        .or_else(|| rimborsi::told(step, codice))
        .or_else(|| persone::told(step, codice))
        .or_else(|| bonus::told(step, codice))
        .or_else(|| eredi::told(step, codice))
        .or_else(|| deleghe::told(step, codice))
}

/// The text of the catalogue.
fn fallback(step: &Step) -> String {
    step.codice.map_or_else(|| format!("{}.", step.regola.title()), |codice| codice.message().to_owned())
}
