//! Times, duration, deadlines (ECO-05, AMB-11, COM-01, COM-03, COM-08, COM-10…COM-13): always by the clocks of Italy.

use crate::catalogue::{Campo, Codice, Regola};
use crate::explanation::parole::{conta, del, durata, fino_a, il, momento};
use crate::explanation::{Measure, Quantity, Step};

/// A rule that holds.
pub(super) fn kept(step: &Step) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (step.regola, limite, richiesto) {
        (Regola::Eco05, _, Some(Quantity::Minuti(minutes))) => {
            format!("Tolte le pause, il lavoro dura {}.", durata(minutes))
        }
        (Regola::Com01, Some(Quantity::Istante(closes)), Some(Quantity::Istante(now))) => {
            format!("La comunicazione è fatta {}; per questo lavoro si può fare {}.", momento(now), fino_a(closes))
        }
        (Regola::Com03, Some(Quantity::Istante(end)), Some(Quantity::Istante(_))) => {
            format!("Il lavoro è finito {}, prima della comunicazione.", momento(end))
        }
        (Regola::Com08, Some(Quantity::Istante(closes)), Some(Quantity::Istante(now))) => {
            format!("La richiesta è fatta {}; la prestazione si può cambiare {}.", momento(now), fino_a(closes))
        }
        (Regola::Com11, ..) => {
            format!("L'orario{} esiste, ed è uno solo.", of(step.campo))
        }
        (Regola::Amb11, ..) => "La registrazione riguarda un solo turno di lavoro.".to_owned(),
        (Regola::Com10, ..) => "Il lavoro comincia e finisce nello stesso mese.".to_owned(),
        (Regola::Com12, ..) => "Le stesse parti non hanno un'altra prestazione in quell'orario.".to_owned(),
        _ => return None,
    })
}

/// A violation.
pub(super) fn told(step: &Step, codice: Codice) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (codice, limite, richiesto) {
        (Codice::TermineScaduto, Some(Quantity::Istante(closes)), Some(Quantity::Istante(now))) => {
            format!("Questo lavoro si poteva comunicare {}; la richiesta è fatta {}.", fino_a(closes), momento(now))
        }
        (Codice::PrestazioneNonConclusa, Some(Quantity::Istante(end)), Some(Quantity::Istante(now))) => format!(
            "Il lavoro finisce {}: si comunica solo quando è finito, e la richiesta è fatta {}.",
            momento(end),
            momento(now)
        ),
        (Codice::RiposoGiornalieroInsufficiente, Some(Quantity::Minuti(due)), Some(Quantity::Minuti(rest))) => format!(
            "Tra il lavoro di un giorno e quello del seguente il prestatore riposa {}: ne servono {}.",
            durata(rest),
            durata(due)
        ),
        (Codice::PausaMancante, Some(Quantity::Minuti(due)), Some(Quantity::Minuti(pausa))) => format!(
            "Per quanto dura il lavoro la pausa deve essere di almeno {}: quella indicata è di {}.",
            conta(due.get(), "minuto", "minuti"),
            conta(pausa.get(), "minuto", "minuti")
        ),
        (Codice::RiposoSettimanaleInsufficiente, Some(Quantity::Giorni(due)), Some(Quantity::Giorni(free))) => format!(
            "Nel periodo su cui si fa la media il prestatore ha {} senza lavoro: ne servono {due}.",
            conta(free, "giorno", "giorni")
        ),
        (Codice::Irrevocabile, Some(Quantity::Istante(closes)), Some(Quantity::Istante(now))) if closes <= now => {
            format!("La prestazione si poteva cambiare {}; la richiesta è fatta {}.", fino_a(closes), momento(now))
        }
        (Codice::Irrevocabile, ..) => {
            "La prestazione è già convalidata, annullata o liquidata: non si può più cambiare.".to_owned()
        }
        (Codice::PrimaDellaLegge, Some(Quantity::Giorno(first)), Some(Quantity::Giorno(day))) => {
            format!("Il Libretto Famiglia esiste {}: il lavoro è {}.", crate::explanation::parole::dal(first), del(day))
        }
        (Codice::PrimaDellaLegge, None, Some(Quantity::Giorno(day))) => {
            format!("Il Libretto Famiglia non esisteva ancora {}.", il(day))
        }
        (Codice::OrarioInesistente, ..) => format!(
            "L'orario{} non esiste: in quel giorno l'ora legale lo ha saltato, o lo scostamento non è quello italiano.",
            of(step.campo)
        ),
        (Codice::OrarioAmbiguo, ..) => format!(
            "L'orario{} ricorre due volte per il ritorno all'ora solare: va indicato lo scostamento.",
            of(step.campo)
        ),
        _ => return None,
    })
}

/// Which time is meant.
fn of(campo: Option<Campo>) -> &'static str {
    match campo {
        Some(Campo::Inizio) => " di inizio",
        Some(Campo::Fine) => " di fine",
        Some(Campo::Ora) => " del decesso",
        _ => "",
    }
}
