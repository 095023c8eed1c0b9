//! The yearly limits (LIM-A, LIM-B, LIM-C, LIM-H): what was used, what this work adds, and where that leads.

use crate::catalogue::Regola;
use crate::explanation::parole::durata;
use crate::explanation::{Measure, Outcome, Quantity, Step};
use std::cmp::Ordering;

/// A limit with its numbers; without them, only whether it holds.
pub(super) fn sentence(step: &Step) -> Option<String> {
    let Measure { limite: Some(limit), usato: Some(used), richiesto: Some(asked) } = step.misura else {
        return (step.misura == Measure::NONE && step.esito == Outcome::Rispettata)
            .then(|| silent(step.regola))
            .flatten();
    };
    let (limit, used, asked, order, over) = match (limit, used, asked) {
        (Quantity::Euro(limit), Quantity::Euro(used), Quantity::Euro(asked)) => {
            let after = used + asked;
            let over = (after - limit).italian();
            (limit.italian(), used.italian(), asked.italian(), after.cmp(&limit), over)
        }
        (Quantity::Minuti(limit), Quantity::Minuti(used), Quantity::Minuti(asked)) => {
            let after = used + asked;
            (durata(limit), durata(used), durata(asked), after.cmp(&limit), durata(after - limit))
        }
        _ => return None,
    };
    let before = match step.regola {
        Regola::LimA => format!("Nell'anno il prestatore ha già ricevuto {used} su {limit} da tutti gli utilizzatori"),
        Regola::LimB => format!("Nell'anno l'utilizzatore ha già usato {used} su {limit} per tutti i prestatori"),
        Regola::LimC => format!("Nell'anno, tra le stesse parti, sono già stati usati {used} su {limit}"),
        Regola::LimH => format!("Nell'anno, tra le stesse parti, si è già lavorato per {used} su {limit}"),
        _ => return None,
    };
    let after = match order {
        Ordering::Less => format!("questa prestazione aggiunge {asked} e resta nel limite"),
        Ordering::Equal => format!("questa prestazione aggiunge {asked} e arriva esattamente al limite"),
        Ordering::Greater => format!("questa prestazione aggiungerebbe {asked} e supererebbe il limite di {over}"),
    };
    Some(format!("{before}; {after}."))
}

/// A limit that holds, for who may not know its numbers.
fn silent(regola: Regola) -> Option<String> {
    let what = match regola {
        Regola::LimA => "Il prestatore resta nel limite annuo dei compensi da tutti gli utilizzatori.",
        Regola::LimB => "L'utilizzatore resta nel limite annuo dei compensi a tutti i prestatori.",
        _ => return None,
    };
    Some(what.to_owned())
}
