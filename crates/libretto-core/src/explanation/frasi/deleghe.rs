//! Delegations (DEL-01, DEL-03).

use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::parole::{dal, il};
use crate::explanation::{Measure, Quantity, Step};

/// A rule that holds.
pub(super) fn kept(step: &Step) -> Option<String> {
    let text = match (step.campo, step.misura) {
        (None, Measure { limite: Some(Quantity::Giorno(_)), .. }) => "I giorni della delega sono possibili.",
        _ => return None,
    };
    Some(text.to_owned())
}

/// A violation.
pub(super) fn told(step: &Step, codice: Codice) -> Option<String> {
    let Measure { limite, usato, richiesto } = step.misura;
    Some(match (codice, limite, usato) {
        (Codice::DelegaAssente, Some(Quantity::Giorno(first)), _) => {
            format!("La delega di questa persona vale {}: prima non si può operare per suo conto.", dal(first))
        }
        (Codice::DelegaAssente, _, Some(Quantity::Giorno(last))) => {
            format!("La delega di questa persona è scaduta {}.", il(last))
        }
        (Codice::DelegaAssente, _, Some(Quantity::Istante(instant))) => {
            format!("La delega di questa persona è stata revocata {}.", il(rome_date(instant)))
        }
        (Codice::DelegaEstinta, Some(Quantity::Giorno(day)), _) => {
            format!("Chi ha dato la delega risulta deceduto {}: la delega si è estinta in quel momento.", il(day))
        }
        (Codice::PeriodoDelegaNonValido, Some(Quantity::Giorno(earliest)), _) => match richiesto {
            Some(Quantity::Giorno(last)) if last < earliest => {
                format!("La delega non può finire {}: il primo giorno utile è {}.", il(last), il(earliest))
            }
            _ => return None,
        },
        _ => return None,
    })
}
