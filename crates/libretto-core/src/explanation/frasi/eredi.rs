//! Heirs (HER-03…HER-23).

use crate::catalogue::{Campo, Codice, Regola};
use crate::explanation::parole::{fino_a, il, momento};
use crate::explanation::{Measure, Quantity, Step};

/// A rule that holds.
pub(super) fn kept(step: &Step) -> Option<String> {
    let Measure { limite, usato, richiesto } = step.misura;
    let text = match (step.regola, limite, richiesto) {
        (Regola::Her08, Some(Quantity::Giorno(death)), Some(Quantity::Giorno(day))) => {
            return Some(format!("Il lavoro finisce {}, e il decesso è avvenuto {}.", il(day), il(death)));
        }
        (Regola::Her08, None, Some(Quantity::Giorno(death))) => {
            let declared = match usato {
                Some(Quantity::Giorno(other)) => format!(" Agli atti risulta questo giorno, e non {}.", il(other)),
                _ => String::new(),
            };
            return Some(format!(
                "Si può inserire il lavoro svolto fino al giorno del decesso, {}.{declared}",
                il(death)
            ));
        }
        (Regola::Her12, Some(Quantity::Istante(death)), Some(Quantity::Istante(end))) => {
            return Some(format!("Il lavoro finisce {} e il decesso è avvenuto {}.", momento(end), momento(death)));
        }
        (Regola::Her17, Some(Quantity::Euro(whole)), Some(Quantity::Euro(part))) => {
            return Some(format!(
                "La somma da dividere tra gli eredi è di {}: a chi chiede ne spettano {}.",
                whole.italian(),
                part.italian()
            ));
        }
        (Regola::Her16, Some(Quantity::Numero(others)), Some(Quantity::Numero(_))) => {
            return Some(match others {
                0 => "Non risultano altri eredi in attesa di una parte.".to_owned(),
                1 => "L'altro erede ha dato il suo consenso.".to_owned(),
                _ => format!("Tutti gli altri {others} eredi hanno dato il loro consenso."),
            });
        }
        (Regola::Her19, Some(Quantity::Giorno(death)), Some(Quantity::Giorno(day))) => {
            return Some(format!(
                "Il lavoro sarebbe iniziato {}, dopo il decesso avvenuto {}: la prestazione è annullata e la somma torna \
                 nel portafoglio.",
                il(day),
                il(death)
            ));
        }
        (Regola::Her03, ..) => "Ciò che la legge chiede qui all'erede c'è.",
        (Regola::Her04, ..) => "Lo stato della dichiarazione di erede ammette questo passo.",
        (Regola::Her05, ..) => "Si rimborsano solo le somme versate, non i bonus.",
        (Regola::Her06, ..) => "L'erede dichiara di non sapere di rapporti di lavoro vietati dal comma 5.",
        (Regola::Her07, ..) => "Chi inserisce la prestazione non è il lavoratore.",
        (Regola::Her11, ..) => "Per il lavoro inserito da un erede il termine ordinario non si applica.",
        (Regola::Her15, ..) => "Le regole sui più eredi di una stessa pratica sono rispettate.",
        (Regola::Her16, ..) if step.campo == Some(Campo::Quota) => "Le quote dichiarate stanno nell'intero.",
        (Regola::Her16, ..) => "Chi chiede non ha un'altra domanda di rimborso.",
        (Regola::Her17, ..) => "Nessun erede ha chiesto il rimborso.",
        (Regola::Her22, ..) => "I documenti sono indicati, o ci sono.",
        (Regola::Her23, ..) => "Il rimborso non costa nulla.",
        _ => return None,
    };
    Some(text.to_owned())
}

/// A violation or a warning.
pub(super) fn told(step: &Step, codice: Codice) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (codice, limite, richiesto) {
        (Codice::SuccessivaAlDecesso, Some(Quantity::Giorno(death)), Some(Quantity::Giorno(day))) => {
            format!("Il lavoro finisce {}, ma il decesso è avvenuto {}.", il(day), il(death))
        }
        (Codice::OraSuccessivaAlDecesso, Some(Quantity::Istante(death)), Some(Quantity::Istante(end))) => {
            format!("Il lavoro finisce {}, ma il decesso è avvenuto {}.", momento(end), momento(death))
        }
        (Codice::TermineScadutoPrimaDelDecesso, _, Some(Quantity::Istante(closes))) => format!(
            "Si poteva comunicare {}: il termine era scaduto prima del decesso. La prestazione è ammessa e la sede lo vede.",
            fino_a(closes)
        ),
        (Codice::DelegaMancante, Some(Quantity::Numero(others)), Some(Quantity::Numero(given))) => format!(
            "Gli altri eredi sono {others} e il consenso o la delega c'è per {given}: per l'intera somma servono tutti."
        ),
        (Codice::DimensioneDocumentoNonAmmessa, Some(Quantity::Numero(most)), Some(Quantity::Numero(size))) => {
            format!("Il documento è di {size} byte: deve averne almeno uno e al massimo {most}.")
        }
        (_, _, Some(Quantity::Causa(causa))) => causa.message().to_owned(),
        (Codice::StatoDichiarazioneIncompatibile, _, Some(Quantity::StatoDichiarazione(stato))) => {
            format!("La dichiarazione di erede è {}: questa operazione non è ammessa.", stato.name())
        }
        (Codice::DocumentoMancante, _, Some(Quantity::TipoDocumento(tipo))) => {
            format!("La sede ha chiesto {}: va caricato dopo la sua richiesta.", tipo.name())
        }
        (Codice::DocumentoMancante, Some(_), _) => "Va indicato almeno un documento da chiedere.".to_owned(),
        (Codice::TroppiDocumenti, Some(Quantity::Numero(most)), _) => {
            format!("La dichiarazione contiene già {most} documenti, il numero massimo.")
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explanation::Evaluation;
    use crate::money::Euro;
    use crate::parameters::date;

    #[test]
    fn the_numbers_are_inside_the_sentences() {
        let mut evaluation = Evaluation::new(date(2026, 6, 10));
        let days = Measure::against(Quantity::Giorno(date(2026, 4, 20)), Quantity::Giorno(date(2026, 4, 21)));
        evaluation.require(Codice::SuccessivaAlDecesso, false, days);
        evaluation.note(Regola::Her19, days);
        let others = Measure::against(Quantity::Numero(2), Quantity::Numero(1));
        evaluation.require(Codice::DelegaMancante, false, others);
        let euro = |cents| Quantity::Euro(Euro::from_cents(cents));
        evaluation.note(Regola::Her17, Measure::against(euro(100_000), euro(33_334)));
        let explanation = match evaluation.finish() {
            Ok(explanation) | Err(explanation) => explanation,
        };
        let sentences: Vec<_> = explanation.passi.iter().map(Step::sentence).collect();
        assert_eq!(
            sentences,
            [
                "Il lavoro finisce il 21 aprile 2026, ma il decesso è avvenuto il 20 aprile 2026.",
                "Il lavoro sarebbe iniziato il 21 aprile 2026, dopo il decesso avvenuto il 20 aprile 2026: la prestazione è \
                 annullata e la somma torna nel portafoglio.",
                "Gli altri eredi sono 2 e il consenso o la delega c'è per 1: per l'intera somma servono tutti.",
                "La somma da dividere tra gli eredi è di 1.000,00 €: a chi chiede ne spettano 333,34 €.",
            ]
        );
    }
}
