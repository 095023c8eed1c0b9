//! Group (b) of the evaluation: both parties are registered and the household is alive or an
//! heir of it is recognised (ELG-03, COM-14, HER-04).

use super::super::{Famiglia, Lavoratore};
use super::Situazione;
use crate::catalogue::{Campo, Codice};
use crate::explanation::{Evaluation, Measure};

/// Group (b): both parties are registered, and who acts may act.
pub(super) fn registered(evaluation: &mut Evaluation, situazione: &Situazione<'_>) -> Option<(Famiglia, Lavoratore)> {
    let (household, worker) = (situazione.utilizzatore, situazione.prestatore);
    let mut party = |campo, there| evaluation.require_at(Codice::NonRegistrato, Some(campo), there, Measure::NONE);
    party(Campo::UtilizzatoreId, household.is_some());
    // Who is not recognised as an heir learns nothing of the worker either.
    if situazione.erede.is_none_or(|one| one.is_recognised()) {
        party(Campo::PrestatoreId, worker.is_some());
    }
    let utilizzatore = household?;
    let admitted = if let Some(erede) = &situazione.erede {
        // After the death only a recognised heir acts for the household.
        erede.check_state(evaluation)
    } else {
        let living = !utilizzatore.deceduta;
        evaluation.require_at(Codice::UtilizzatoreDeceduto, Some(Campo::UtilizzatoreId), living, Measure::NONE)
    };
    worker.filter(|_| admitted).map(|prestatore| (utilizzatore, prestatore))
}
