//! The bonus and the relatives (BON-01…BON-08, ELG-04b, ELG-07).

use crate::catalogue::{Codice, Regola};
use crate::explanation::parole::{del, fino_a, il, momento};
use crate::explanation::{Measure, Quantity, Step};

/// A rule that holds.
pub(super) fn kept(step: &Step) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (step.regola, limite, richiesto) {
        (Regola::Bon01, Some(Quantity::Euro(most)), Some(Quantity::Euro(amount))) => {
            format!("Il bonus è di {}: la legge ne dava fino a {}.", amount.italian(), most.italian())
        }
        (Regola::Bon01, Some(Quantity::Giorno(_)), Some(Quantity::Giorno(day))) => {
            format!("L'avviso di accoglimento è {}: la legge prevedeva il bonus.", del(day))
        }
        (Regola::Bon02, Some(Quantity::Giorno(last)), Some(Quantity::Giorno(today))) => {
            format!("La richiesta è fatta {}; il bonus si poteva fare proprio fino a tutto {}.", il(today), il(last))
        }
        (Regola::Bon02, ..) => "Il bonus non è ancora stato fatto proprio.".to_owned(),
        (Regola::Bon03, _, Some(Quantity::Giorno(day))) => format!("Il bonus paga il lavoro {}.", del(day)),
        (Regola::Bon04, Some(Quantity::Istante(closes)), Some(Quantity::Istante(now))) => format!(
            "La comunicazione è fatta {}: il lavoro pagato con il bonus si può comunicare {}.",
            momento(now),
            fino_a(closes)
        ),
        (Regola::Bon05, ..) => "È pagato con la prima corsa che deve ancora chiudersi.".to_owned(),
        (Regola::Bon07, ..) => "Il lavoro è assistenza domiciliare ai bambini.".to_owned(),
        (Regola::Elg04b, ..) => {
            "Tra le parti c'è un rapporto di lavoro, ma in quei giorni il bonus può pagare lo stesso.".to_owned()
        }
        (Regola::Elg07, ..) => "Il prestatore non è tra i familiari esclusi.".to_owned(),
        _ => return None,
    })
}

/// A violation or a warning.
pub(super) fn told(step: &Step, codice: Codice) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (codice, limite, richiesto) {
        (Codice::BonusRinunciato, Some(Quantity::Giorno(last)), Some(Quantity::Giorno(today))) => format!(
            "Il bonus si poteva fare proprio fino a tutto {}; la richiesta è fatta {}: vi si è tacitamente rinunciato.",
            il(last),
            il(today)
        ),
        (Codice::BonusImportoNonAmmesso, Some(Quantity::Euro(most)), Some(Quantity::Euro(amount))) => format!(
            "Il bonus di {} non si può concedere: va fatto di titoli interi e la legge ne dava fino a {}.",
            amount.italian(),
            most.italian()
        ),
        (Codice::BonusFuoriPeriodo, _, Some(Quantity::Giorno(day))) => {
            format!("Il bonus non paga il lavoro {}.", del(day))
        }
        _ => return None,
    })
}
