//! Refunds (WAL-10, REF-01…REF-07).

use crate::catalogue::{Campo, Codice, Regola};
use crate::explanation::{Measure, Quantity, Step};

/// A rule that holds.
pub(super) fn kept(step: &Step) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (step.regola, limite, richiesto) {
        (Regola::Ref01, None, Some(Quantity::Euro(available))) => {
            format!("Nel portafoglio ci sono {} versati e non utilizzati.", available.italian())
        }
        (Regola::Ref02, ..) if step.campo == Some(Campo::Iban) => {
            "L'IBAN è corretto e un bonifico lo può raggiungere.".to_owned()
        }
        (Regola::Ref02, ..) => "Il conto è dichiarato intestato a chi chiede il rimborso.".to_owned(),
        (Regola::Ref03, ..) => "La domanda riceve un numero di protocollo.".to_owned(),
        (Regola::Ref04, ..) => "La domanda è in uno stato che ammette questa operazione.".to_owned(),
        (Regola::Ref05, Some(Quantity::Euro(reserved)), Some(Quantity::Euro(amount))) => format!(
            "L'importo di {} non supera quello riservato dalla domanda, {}.",
            amount.italian(),
            reserved.italian()
        ),
        (Regola::Ref06, None, Some(Quantity::Euro(amount))) => {
            format!("Si può chiedere qualunque importo maggiore di zero: qui {}.", amount.italian())
        }
        (Regola::Ref07, ..) => "Non c'è un termine per chiedere il rimborso.".to_owned(),
        (Regola::Wal10, ..) => "Le somme versate non scadono.".to_owned(),
        _ => return None,
    })
}

/// A violation or a warning.
pub(super) fn told(step: &Step, codice: Codice) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (codice, limite, richiesto) {
        (Codice::RimborsoRidotto, Some(Quantity::Euro(available)), Some(Quantity::Euro(asked))) => format!(
            "Sono chiesti {}, ma nel portafoglio ne sono disponibili {}: il rimborso è di {}.",
            asked.italian(),
            available.italian(),
            available.italian()
        ),
        (Codice::RimborsoEccedente, Some(Quantity::Euro(reserved)), Some(Quantity::Euro(amount))) => {
            format!("La domanda ha riservato {}: non se ne possono approvare {}.", reserved.italian(), amount.italian())
        }
        (Codice::ImportoNonPositivo, None, Some(Quantity::Euro(amount))) => {
            format!("L'importo del rimborso deve essere maggiore di zero, e non {}.", amount.italian())
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explanation::{Evaluation, Explanation};
    use crate::money::Euro;
    use crate::parameters::START;

    fn sentences(explanation: &Explanation) -> Vec<String> {
        explanation.passi.iter().map(Step::sentence).collect()
    }

    #[test]
    fn the_numbers_are_inside_the_sentences() {
        let euro = |cents| Quantity::Euro(Euro::from_cents(cents));
        let mut evaluation = Evaluation::new(START);
        evaluation.require(Codice::ImportoNonPositivo, true, Measure::asked(euro(28_000)));
        evaluation.require_at(Codice::IbanNonValido, Some(Campo::Iban), true, Measure::NONE);
        evaluation.require_at(Codice::IbanNonIntestato, Some(Campo::Intestatari), true, Measure::NONE);
        evaluation.require(Codice::NullaDaRimborsare, true, Measure::asked(euro(25_050)));
        evaluation.warn(Codice::RimborsoRidotto, true, Measure::against(euro(25_050), euro(28_000)));
        evaluation.require(Codice::RimborsoEccedente, false, Measure::against(euro(25_050), euro(25_051)));
        let explanation = match evaluation.finish() {
            Ok(explanation) | Err(explanation) => explanation,
        };
        assert_eq!(
            sentences(&explanation),
            [
                "Si può chiedere qualunque importo maggiore di zero: qui 280,00 €.",
                "L'IBAN è corretto e un bonifico lo può raggiungere.",
                "Il conto è dichiarato intestato a chi chiede il rimborso.",
                "Nel portafoglio ci sono 250,50 € versati e non utilizzati.",
                "Sono chiesti 280,00 €, ma nel portafoglio ne sono disponibili 250,50 €: il rimborso è di 250,50 €.",
                "La domanda ha riservato 250,50 €: non se ne possono approvare 250,51 €.",
            ]
        );
    }
}
