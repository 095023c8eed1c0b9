//! What the engine answered, as it is written for the oracle.

use super::storia::{Esito, Scritta};
use libretto_core::catalogue::Codice;
use libretto_core::deadlines::payment_day;
use libretto_core::explanation::{Explanation, Quantity, Step};
use libretto_core::prestazione::Prestazione;
use libretto_core::violation::Rejected;

/// The rules whose numbers are compared.
const LIMITS: [&str; 4] = ["LIM-A", "LIM-B", "LIM-C", "LIM-H"];

/// The record as it stands.
pub(crate) fn scritta(record: &Prestazione) -> Scritta {
    let (dati, parts) = (&record.dati, &record.dati.ripartizione);
    Scritta {
        giorno: dati.giorno,
        minuti: dati.minuti.get(),
        titoli: dati.titoli.0,
        costo: parts.costo.cents(),
        compenso: parts.compenso.cents(),
        ivs: parts.ivs.cents(),
        inail: parts.inail.cents(),
        oneri: parts.oneri.cents(),
        computato: dati.computato.cents(),
        chiude: record.revocabile_fino,
        pagamento: payment_day(dati.mese_pagamento()).expect("a month of the law"),
    }
}

/// What an explanation tells: codes, warnings and the numbers of the limits.
pub(crate) fn told(why: &Explanation) -> Esito {
    let number = |quantity: Option<Quantity>| match quantity {
        Some(Quantity::Euro(euro)) => euro.cents(),
        Some(Quantity::Minuti(minutes)) => i64::from(minutes.get()),
        other => unreachable!("a limit in {other:?}"),
    };
    let limits = why.passi.iter().filter(|step| compares(step)).map(|step| {
        let measure = &step.misura;
        (step.regola.as_str(), number(measure.limite), number(measure.usato), number(measure.richiesto))
    });
    Esito {
        codici: why.violations().filter_map(|step| step.codice).map(Codice::as_str).collect(),
        avvertenze: why.warnings().filter_map(|step| step.codice).map(Codice::as_str).collect(),
        limiti: limits.collect(),
        scritta: None,
        dopo: None,
        totale: None,
    }
}

/// Whether a step compares a record with a limit; that of external pay looks at the total alone.
fn compares(step: &Step) -> bool {
    LIMITS.contains(&step.regola.as_str()) && step.misura.usato.is_some()
}

/// What a refusal tells.
pub(crate) fn refusal(refused: &Rejected) -> Esito {
    told(&refused.explanation)
}
