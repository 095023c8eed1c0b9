//! Registration of a prestatore (comma 9).

use super::autocertificazione;
use super::modalita::{self, Modalita};
use crate::catalogue::{Campo, Codice};
use crate::explanation::{Evaluation, Explanation, Measure};
use crate::utilizzatore::Dichiarazione;
use crate::utilizzatore::registrazione::declarations_complete;
use crate::violation::Rejected;
use chrono::NaiveDate;

/// Decides a registration. `already` tells whether the person has the profile, `certified_from` the first days of the
/// certified statuses, `born` the birthday. The category of comma 8 is optional (WGT-11).
///
/// # Errors
/// [`Rejected`] with every violation.
pub fn decide(
    modalita: Modalita,
    dichiarazioni: &[Dichiarazione],
    (certified_from, born): (&[NaiveDate], NaiveDate),
    already: bool,
    today: NaiveDate,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(today);
    evaluation.require(Codice::GiaRegistrato, !already, Measure::NONE);
    evaluation.require(Codice::DichiarazioneMancante, declarations_complete(dichiarazioni), Measure::NONE);
    modalita::check(&mut evaluation, modalita, today);
    let first_days = certified_from.iter().copied();
    autocertificazione::check_days(&mut evaluation, first_days, born, Campo::Autocertificazioni);
    Ok(evaluation.finish()?)
}
