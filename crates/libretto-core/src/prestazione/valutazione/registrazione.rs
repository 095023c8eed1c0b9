//! Group (b) of the evaluation: both parties are registered and the household is alive (ELG-03, COM-14).

use super::super::{Famiglia, Lavoratore};
use super::Situazione;
use crate::catalogue::{Campo, Codice};
use crate::explanation::{Evaluation, Measure};

/// Group (b): both parties are registered and the household is alive.
pub(super) fn registered(evaluation: &mut Evaluation, situazione: &Situazione<'_>) -> Option<(Famiglia, Lavoratore)> {
    let (household, worker) = (situazione.utilizzatore, situazione.prestatore);
    let mut party = |campo, there| evaluation.require_at(Codice::NonRegistrato, Some(campo), there, Measure::NONE);
    party(Campo::UtilizzatoreId, household.is_some());
    party(Campo::PrestatoreId, worker.is_some());
    let utilizzatore = household?;
    let living = !utilizzatore.deceduta;
    evaluation.require_at(Codice::UtilizzatoreDeceduto, Some(Campo::UtilizzatoreId), living, Measure::NONE);
    worker.filter(|_| living).map(|prestatore| (utilizzatore, prestatore))
}
