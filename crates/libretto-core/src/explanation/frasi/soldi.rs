//! Vouchers, amounts, weight, wallet, mandate (ECO-01…ECO-04, WGT-01, COM-06, WAL-03, PAY-06).

use crate::catalogue::{Codice, Regola};
use crate::explanation::parole::{conta, il};
use crate::explanation::{Measure, Quantity, Step};

/// A rule that holds.
pub(super) fn kept(step: &Step) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (step.regola, limite, richiesto) {
        (Regola::Eco01, Some(Quantity::Euro(cost)), Some(Quantity::Euro(pay))) => format!(
            "Dei {} di costo, {} sono il compenso netto del prestatore; il resto sono contributi, assicurazione e gestione.",
            cost.italian(),
            pay.italian()
        ),
        (Regola::Eco02, Some(Quantity::Titoli(needed)), Some(Quantity::Titoli(count))) => {
            format!("Per questa durata {}; il costo ne paga {count}.", needs(needed))
        }
        (Regola::Eco03, Some(Quantity::Euro(unit)), Some(Quantity::Euro(cost))) => {
            format!("Il costo di {} è fatto di titoli interi da {}.", cost.italian(), unit.italian())
        }
        (Regola::Eco04, None, Some(Quantity::Euro(pay))) => {
            format!("Gli importi indicati concordano: il compenso netto è di {}.", pay.italian())
        }
        (Regola::Wgt01, Some(Quantity::Percento(share)), Some(Quantity::Euro(amount))) => format!(
            "Per il limite dell'utilizzatore il compenso di questo prestatore conta al {share}%: {}.",
            amount.italian()
        ),
        (Regola::Com06, Some(Quantity::Euro(available)), Some(Quantity::Euro(cost))) => {
            format!("Nel portafoglio ci sono {}: bastano per il costo di {}.", available.italian(), cost.italian())
        }
        (Regola::Com06, None, None) => "Nel portafoglio ci sono somme sufficienti.".to_owned(),
        (Regola::Wal03, Some(Quantity::Euro(unit)), Some(Quantity::Euro(amount))) => {
            format!("Il versamento di {} è un multiplo di {}.", amount.italian(), unit.italian())
        }
        (Regola::Pay06, None, None) => "Il prestatore ha scelto il mandato postale.".to_owned(),
        (Regola::Pay06, None, Some(Quantity::Giorno(day))) => {
            format!("Nel giorno della richiesta, {}, il mandato postale è disponibile.", il(day))
        }
        _ => return None,
    })
}

/// A violation.
pub(super) fn told(step: &Step, codice: Codice) -> Option<String> {
    let Measure { limite, richiesto, .. } = step.misura;
    Some(match (codice, limite, richiesto) {
        (Codice::TitoliInsufficienti, Some(Quantity::Titoli(needed)), Some(Quantity::Titoli(count))) => {
            format!("Per questa durata {}, uno per ogni ora anche non intera; il costo ne paga {count}.", needs(needed))
        }
        (Codice::CostoNonMultiplo, Some(Quantity::Euro(unit)), Some(Quantity::Euro(cost))) => {
            format!("Il costo di {} non è fatto di titoli interi: ogni titolo vale {}.", cost.italian(), unit.italian())
        }
        (Codice::ImportiIncoerenti, Some(Quantity::Euro(right)), Some(Quantity::Euro(stated))) => format!(
            "È indicato un compenso di {}, ma a questo costo corrisponde un compenso di {}.",
            stated.italian(),
            right.italian()
        ),
        (Codice::ImportiIncoerenti, Some(Quantity::Titoli(right)), Some(Quantity::Titoli(stated))) => {
            let verb = if stated == 1 { "È indicato" } else { "Sono indicati" };
            format!("{verb} {}, ma a questo costo ne corrispondono {right}.", conta(stated, "titolo", "titoli"))
        }
        (Codice::FondiInsufficienti, Some(Quantity::Euro(available)), Some(Quantity::Euro(cost))) => format!(
            "Nel portafoglio ci sono {}: ne mancano {} per il costo di {}.",
            available.italian(),
            (cost - available).italian(),
            cost.italian()
        ),
        (Codice::VersamentoNonMultiplo, Some(Quantity::Euro(unit)), Some(Quantity::Euro(amount))) => {
            format!("Il versamento di {} non è un multiplo positivo di {}.", amount.italian(), unit.italian())
        }
        _ => return None,
    })
}

fn needs(vouchers: u32) -> String {
    let verb = if vouchers == 1 { "serve" } else { "servono" };
    format!("{verb} almeno {}", conta(vouchers, "titolo", "titoli"))
}
