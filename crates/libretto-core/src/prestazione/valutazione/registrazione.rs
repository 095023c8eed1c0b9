//! Group (b) of the evaluation: both parties are registered and the household is alive (ELG-03, COM-14).

use super::Situazione;
use crate::catalogue::{Campo, Codice};
use crate::explanation::{Evaluation, Measure};
use crate::prestatore::Prestatore;
use crate::utilizzatore::Utilizzatore;

/// Group (b): both parties are registered and the household is alive.
pub(super) fn registered<'a>(
    evaluation: &mut Evaluation,
    situazione: &Situazione<'a>,
) -> Option<(&'a Utilizzatore, &'a Prestatore)> {
    evaluation.require_at(
        Codice::NonRegistrato,
        Some(Campo::UtilizzatoreId),
        situazione.utilizzatore.is_some(),
        Measure::NONE,
    );
    evaluation.require(Codice::NonRegistrato, situazione.prestatore.is_some(), Measure::NONE);
    let utilizzatore = situazione.utilizzatore?;
    let living = utilizzatore.decesso.is_none();
    evaluation.require_at(Codice::UtilizzatoreDeceduto, Some(Campo::UtilizzatoreId), living, Measure::NONE);
    situazione.prestatore.filter(|_| living).map(|prestatore| (utilizzatore, prestatore))
}
