//! The declaration goes to the branch (HER-03): with its statements of responsibility and, for an heir by will, a copy of
//! the will; the second time, with what the branch asked for.

use super::stato::{self, AttoDichiarazione};
use super::{
    DichiarazioneErede, RESPONSABILITA_IN_VIGORE, Responsabilita, StatoDichiarazione, TipoDocumento, TitoloErede,
};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides whether a declaration is presented.
///
/// # Errors
/// [`Rejected`] when it is with the branch already or decided, or something is missing.
pub fn decide(
    dichiarazione: &DichiarazioneErede,
    responsabilita: &[Responsabilita],
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    if !stato::check(&mut evaluation, dichiarazione.stato, AttoDichiarazione::Presentazione) {
        return Err(refused(evaluation));
    }
    evaluation.require(Codice::ResponsabilitaMancante, statements_complete(responsabilita), Measure::NONE);
    let has = |tipo: TipoDocumento| dichiarazione.documenti.iter().any(|one| one.tipo == tipo);
    let by_will = dichiarazione.contenuto.titolo == TitoloErede::Testamentario;
    evaluation.require(Codice::TestamentoMancante, !by_will || has(TipoDocumento::Testamento), Measure::NONE);
    if dichiarazione.stato == StatoDichiarazione::DocumentiRichiesti {
        let missing = unanswered(dichiarazione);
        for tipo in &missing {
            evaluation.require(Codice::DocumentoMancante, false, Measure::asked(Quantity::TipoDocumento(*tipo)));
        }
        if missing.is_empty() {
            evaluation.require(Codice::DocumentoMancante, true, Measure::NONE);
        }
    }
    Ok(evaluation.finish()?)
}

/// Whether the statements are those in force.
pub fn statements_complete(given: &[Responsabilita]) -> bool {
    RESPONSABILITA_IN_VIGORE
        .iter()
        .all(|(tipo, version)| given.iter().any(|one| one.tipo == *tipo && one.versione == *version))
}

/// What was asked for and did not come after it was asked for.
fn unanswered(dichiarazione: &DichiarazioneErede) -> Vec<TipoDocumento> {
    let came = |tipo: TipoDocumento| {
        let mut documents = dichiarazione.documenti.iter().filter(|one| one.tipo == tipo);
        documents.any(|one| dichiarazione.richiesti_il.is_none_or(|since| since <= one.caricato_il))
    };
    let mut missing: Vec<_> = dichiarazione.richiesti.iter().copied().filter(|tipo| !came(*tipo)).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

fn refused(evaluation: Evaluation) -> Rejected {
    match evaluation.finish() {
        Ok(explanation) | Err(explanation) => Rejected { explanation },
    }
}
