//! The recording of a death by the back office.

use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, check_version, stream};
use crate::change::Reply;
use crate::civil_time::CivilTime;
use crate::ids::UtilizzatoreId;
use crate::ports::{Scope, Snapshot};
use crate::utilizzatore::{Utilizzatore, decesso};
use chrono::NaiveDate;

/// A death to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct RegistraDecesso {
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// The Italian day of the death.
    pub giorno: NaiveDate,
    /// Its time on that day, when it is known.
    pub ora: Option<CivilTime>,
}

impl Libretto {
    /// Records the death of a household: from then on nobody acts for it (COM-14).
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the back office; [`UseCaseError::Rejected`] when a death is recorded
    /// already, or when this one cannot be.
    pub async fn registra_decesso(
        &self,
        request: &Request,
        command: &RegistraDecesso,
        render: Render<'_, Utilizzatore>,
    ) -> Result<Reply, UseCaseError> {
        if !request.caller.is_back_office() {
            return Err(UseCaseError::Forbidden);
        }
        let decide = |snapshot: &Snapshot, now| {
            let household = snapshot.utilizzatore.as_ref().ok_or(UseCaseError::NotFound)?;
            check_version(request, household.versione)?;
            let (fatto, why) = decesso::decide(household, command.giorno, command.ora, now)?;
            let persona = &household.persona;
            let circumstance =
                Circumstance { caller: &request.caller, person: persona.id, subject: Some(persona.id), now };
            let flusso = stream(household.id.0, household.id.0, household.versione + 1);
            let event = self.event(&circumstance, flusso, fatto, Some(why));
            let state = Utilizzatore::evolve(Some(household.clone()), &event, persona).ok_or(UseCaseError::NotFound)?;
            Ok(Decided::new(vec![event], state))
        };
        let scope = Scope { utilizzatore: Some(command.utilizzatore), ..Scope::default() };
        self.execute(request, scope, decide, render).await
    }
}
