//! Who the parties are, what they declared, what the record contains (ELG, COM-04, COM-14, WGT-09).

use crate::catalogue::{Campo, Codice, Regola};
use crate::explanation::parole::{conta, dal, il};
use crate::explanation::{Measure, Quantity, Step};
use crate::rapporto::Fonte;

/// A rule that holds.
pub(super) fn kept(step: &Step) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    let text = match (step.regola, limite, richiesto) {
        (Regola::Elg06, Some(Quantity::Anni(least)), Some(Quantity::Anni(age))) => {
            return Some(format!(
                "Nel giorno della prestazione il prestatore ha {}: l'età minima è {least}.",
                conta(age, "anno", "anni")
            ));
        }
        (Regola::Elg04, Some(Quantity::Mesi(months)), _) => {
            return Some(format!(
                "Tra le parti non risulta un rapporto di lavoro in corso o finito da meno di {}.",
                conta(months, "mese", "mesi")
            ));
        }
        (Regola::Elg01, ..) => "Le dichiarazioni di responsabilità e la presa visione dell'informativa ci sono.",
        (Regola::Elg02, ..) => "L'attività è una di quelle che la legge ammette.",
        (Regola::Elg03, ..) => match step.campo {
            Some(Campo::UtilizzatoreId) => "L'utilizzatore è registrato.",
            Some(Campo::PrestatoreId) => "Il prestatore è registrato.",
            _ => "La registrazione è in ordine.",
        },
        (Regola::Elg04, ..) => match step.campo {
            Some(Campo::Dal | Campo::Al) => "I giorni del rapporto di lavoro sono possibili.",
            Some(Campo::Protocollo) => "Il protocollo è di una comunicazione tra queste parti.",
            _ => "Tra le parti non risulta un rapporto di lavoro che vieti quello occasionale.",
        },
        (Regola::Elg05, ..) => "Utilizzatore e prestatore sono due persone diverse.",
        (Regola::Elg06, ..) => "Il prestatore ha l'età minima per lavorare.",
        (Regola::Elg09, ..) => "L'utilizzatore è una persona fisica.",
        (Regola::Com04, ..) => "Il luogo del lavoro è indicato.",
        (Regola::Com14, None, None) => "L'utilizzatore non risulta deceduto.",
        (Regola::Com14, ..) => "La data del decesso è possibile.",
        (Regola::Wgt09, _, Some(Quantity::Giorno(last))) => {
            return Some(format!("Lo stato autocertificato finisce {}.", il(last)));
        }
        _ => return None,
    };
    Some(text.to_owned())
}

/// A violation or a warning.
pub(super) fn told(step: &Step, codice: Codice) -> Option<String> {
    let Measure { limite, usato, richiesto } = step.misura;
    if let (Codice::RapportoPrecedente, Some(Quantity::Fonte(fonte))) = (codice, usato) {
        return Some(employment(fonte, limite, richiesto));
    }
    Some(match (codice, limite, richiesto) {
        (Codice::EtaInsufficiente, Some(Quantity::Anni(least)), Some(Quantity::Anni(age))) => format!(
            "Nel giorno della prestazione il prestatore ha {}: per lavorare ne servono {least}.",
            conta(age, "anno", "anni")
        ),
        (Codice::PrestatoreMinorenne, _, Some(Quantity::Anni(age))) => {
            format!("Il prestatore ha {}: valgono le tutele del lavoro dei minori.", conta(age, "anno", "anni"))
        }
        (Codice::PrestatoreRegistratoDopo, _, Some(Quantity::Giorno(day))) => {
            format!("Il prestatore è registrato solo {}, dopo il lavoro. La prestazione è ammessa.", dal(day))
        }
        (Codice::NonRegistrato, ..) => match step.campo {
            Some(Campo::UtilizzatoreId) => "L'utilizzatore non è registrato: va fatto prima della comunicazione.",
            Some(Campo::PrestatoreId) => "Il prestatore non è registrato: va fatto prima della comunicazione.",
            Some(Campo::CodiceFiscaleDefunto) => {
                "La persona deceduta indicata non è registrata come utilizzatore del Libretto Famiglia."
            }
            Some(Campo::Lavoratore) => "Il lavoratore indicato non è registrato come prestatore.",
            _ => return None,
        }
        .to_owned(),
        (Codice::AmbitoNonAmmesso, ..) => "L'attività non è una di quelle che la legge ammette: piccoli lavori \
            domestici, assistenza domiciliare, insegnamento privato supplementare."
            .to_owned(),
        (Codice::CampoMancante, ..) if step.campo == Some(Campo::Luogo) => {
            "Manca il luogo del lavoro, che la comunicazione deve indicare.".to_owned()
        }
        (Codice::DataDecessoNonValida, _, Some(Quantity::Giorno(day))) => {
            format!("Il decesso non può essere avvenuto {}: sarebbe futuro, o prima della nascita.", il(day))
        }
        (Codice::AutocertificazioneNonAperta, Some(Quantity::Giorno(began)), Some(Quantity::Giorno(last))) => {
            format!("Lo stato autocertificato è cominciato {}: non può finire {}.", il(began), il(last))
        }
        _ => return None,
    })
}

/// An employment that forbids the work: in course, or with its last day and how long the ban lasts from there; and who told
/// of it. A step from before the length was kept is told without.
fn employment(fonte: Fonte, ban: Option<Quantity>, last: Option<Quantity>) -> String {
    let by = match fonte {
        Fonte::Dichiarazione => "l'utilizzatore lo ha dichiarato",
        Fonte::Registro => "risulta dalle comunicazioni obbligatorie",
    };
    match (last, ban) {
        (Some(Quantity::Giorno(day)), Some(Quantity::Mesi(months))) => format!(
            "Tra le parti c'è stato un rapporto di lavoro finito {}, da meno di {}: {by}.",
            il(day),
            conta(months, "mese", "mesi")
        ),
        (Some(Quantity::Giorno(day)), _) => {
            format!("Tra le parti c'è stato un rapporto di lavoro finito {}, da troppo poco tempo: {by}.", il(day))
        }
        _ => format!("Tra le parti è in corso un rapporto di lavoro: {by}."),
    }
}
