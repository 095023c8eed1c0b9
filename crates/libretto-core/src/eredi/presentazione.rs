//! The declaration goes to the branch (HER-03): with its statements of responsibility and, for an heir by will, a copy of
//! the will; the second time, with what the branch asked for.

use super::stato::{self, AttoDichiarazione};
use super::{
    DichiarazioneErede, RESPONSABILITA_IN_VIGORE, Responsabilita, StatoDichiarazione, TipoDocumento, TitoloErede,
};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure};
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
        evaluation.require(Codice::DocumentoMancante, answered(dichiarazione), Measure::NONE);
    }
    Ok(evaluation.finish()?)
}

/// Whether the statements are those in force.
pub fn statements_complete(given: &[Responsabilita]) -> bool {
    RESPONSABILITA_IN_VIGORE
        .iter()
        .all(|(tipo, version)| given.iter().any(|one| one.tipo == *tipo && one.versione == *version))
}

/// Whether everything that was asked for came after it was asked for.
fn answered(dichiarazione: &DichiarazioneErede) -> bool {
    let after = |since: DateTime<Utc>| {
        move |tipo: &TipoDocumento| {
            dichiarazione.documenti.iter().any(|one| one.tipo == *tipo && since <= one.caricato_il)
        }
    };
    dichiarazione.richiesti_il.is_none_or(|since| dichiarazione.richiesti.iter().all(after(since)))
}

fn refused(evaluation: Evaluation) -> Rejected {
    match evaluation.finish() {
        Ok(explanation) | Err(explanation) => Rejected { explanation },
    }
}
