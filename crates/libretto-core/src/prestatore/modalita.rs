//! How the worker is paid (comma 19; PAY-04, PAY-05, PAY-06, PAY-15) and the change of it.

use crate::catalogue::Codice;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::CoordinateId;
use crate::parameters::payment;
use crate::violation::Rejected;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A payment mode. The IBAN itself is among the personal data.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "tipo", rename_all = "snake_case")]
pub enum Modalita {
    /// Transfer to the worker's own account, booklet or card with IBAN: no fee.
    Bonifico {
        /// The IBAN, among the personal data.
        coordinate: CoordinateId,
    },
    /// Cash at a post office; a fee for each payment.
    BonificoDomiciliato,
    /// Mandate collected at any post office; a fee for each mandate.
    MandatoPostale,
}

/// Checks that a mode may be chosen on a day: the postal mandate exists since 17-10-2018 (PAY-06).
pub(crate) fn check(evaluation: &mut Evaluation, modalita: Modalita, day: NaiveDate) {
    if modalita == Modalita::MandatoPostale {
        let available = payment::ONERE_MANDATO.on(day).is_ok();
        evaluation.require(Codice::MandatoNonDisponibile, available, Measure::asked(Quantity::Giorno(day)));
    }
}

/// Decides a change of mode.
///
/// # Errors
/// [`Rejected`] when the mode is not available on that day.
pub fn decide(modalita: Modalita, today: NaiveDate) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(today);
    check(&mut evaluation, modalita, today);
    Ok(evaluation.finish()?)
}
