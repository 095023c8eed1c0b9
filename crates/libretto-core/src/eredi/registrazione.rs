//! Registration of the profile «Erede – Libretto Famiglia» (HER-02).

use crate::catalogue::Codice;
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::utilizzatore::Dichiarazione;
use crate::utilizzatore::registrazione::declarations_complete;
use crate::violation::Rejected;
use chrono::NaiveDate;

/// Decides a registration. `already` tells whether the person has the profile.
///
/// # Errors
/// [`Rejected`] with every violation.
pub fn decide(dichiarazioni: &[Dichiarazione], already: bool, today: NaiveDate) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(today);
    evaluation.require(Codice::GiaRegistrato, !already, Measure::NONE);
    evaluation.require(Codice::DichiarazioneMancante, declarations_complete(dichiarazioni), Measure::NONE);
    Ok(evaluation.finish()?)
}
