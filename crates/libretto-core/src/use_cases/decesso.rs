//! The recording of a death by the back office.

use super::eredi::{Successive, since};
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, check_version};
use crate::change::Reply;
use crate::civil_time::CivilTime;
use crate::ids::UtilizzatoreId;
use crate::permessi::Operazione;
use crate::ports::{Scope, Snapshot};
use crate::utilizzatore::{Utilizzatore, decesso};
use chrono::NaiveDate;
use std::collections::BTreeMap;

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
    /// Records the death of a household: from then on nobody acts for it but a recognised heir (COM-14), and records that
    /// would begin after it are void (HER-19).
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
        let decide = |snapshot: &Snapshot, now| {
            let household = snapshot.utilizzatore.as_ref().ok_or(UseCaseError::NotFound)?;
            check_version(request, household.versione)?;
            let (fatto, why) = decesso::decide(household, command.giorno, command.ora, now)?;
            let persona = &household.persona;
            let circumstance =
                Circumstance { caller: &request.caller, person: persona.id, subject: Some(persona.id), now };
            let Successive { events, notices } = self.death_events(&circumstance, household, snapshot, (fatto, why))?;
            let death = events.first().ok_or(UseCaseError::NotFound)?;
            let state = Utilizzatore::evolve(Some(household.clone()), death, persona).ok_or(UseCaseError::NotFound)?;
            let borse_viste = BTreeMap::from([(household.id, snapshot.borse.clone())]);
            Ok(Decided { notices, borse_viste, ..Decided::new(events, state) })
        };
        let dopo = Some(since(command.giorno, command.ora));
        let scope = Scope { utilizzatore: Some(command.utilizzatore), dopo, ..Scope::default() };
        self.execute(request, Operazione::RegistraDecesso, scope, decide, render).await
    }
}
