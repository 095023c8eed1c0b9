//! Bonuses: granted by the back office, claimed by the household.

use super::comunicazione::living_household;
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, check_version, stream};
use crate::bonus::concessione::Concessione;
use crate::bonus::{Bonus, appropriazione, concessione};
use crate::change::Reply;
use crate::context::Caller;
use crate::event::Event;
use crate::ids::{BonusId, UtilizzatoreId};
use crate::permessi::Operazione;
use crate::ports::{Notice, Scope, Snapshot};
use crate::utilizzatore::{Utilizzatore, decesso};

impl Libretto {
    /// Records the grant of a bonus to a household, and tells it.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the back office; [`UseCaseError::NotFound`] when there is no such
    /// household; [`UseCaseError::Rejected`] when it has died or the law gives no such bonus.
    pub async fn concede_bonus(
        &self,
        request: &Request,
        command: &Concessione,
        render: Render<'_, Bonus>,
    ) -> Result<Reply, UseCaseError> {
        let id = BonusId(self.ids.next());
        let decide = |snapshot: &Snapshot, now| {
            let household = snapshot.utilizzatore.as_ref().ok_or(UseCaseError::NotFound)?;
            decesso::check_living(household, now)?;
            let (fatto, why) = concessione::decide(id, command, now)?;
            let person = household.persona.id;
            let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
            let event = self.event(&circumstance, stream(household.id.0, id.0, 1), fatto, Some(why));
            let state = Bonus::evolve(None, &event).ok_or(UseCaseError::NotFound)?;
            Ok(Decided { notices: vec![granted(&event, household, &state)], ..Decided::new(vec![event], state) })
        };
        let scope = Scope { utilizzatore: Some(command.utilizzatore), ..Scope::default() };
        self.execute(request, Operazione::ConcedeBonus, scope, decide, render).await
    }

    /// Claims a bonus: its money goes into the bonus purse.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] when the household or the bonus is not the caller's; [`UseCaseError::Rejected`] when the
    /// household has died, or the bonus was claimed or is renounced.
    pub async fn si_appropria_del_bonus(
        &self,
        request: &Request,
        (utilizzatore, bonus): (UtilizzatoreId, BonusId),
        render: Render<'_, Bonus>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |snapshot: &Snapshot, now| {
            let household = living_household(request.varco(Operazione::SiAppropriaDelBonus, now), snapshot)?;
            let found = snapshot.bonus.as_ref().ok_or(UseCaseError::NotFound)?;
            check_version(request, found.versione)?;
            let (fatto, why) = appropriazione::decide(found, now)?;
            let person = household.persona.id;
            let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
            let flusso = stream(household.id.0, found.id.0, found.versione + 1);
            let event = self.event(&circumstance, flusso, fatto, Some(why));
            let state = Bonus::evolve(Some(found.clone()), &event).ok_or(UseCaseError::NotFound)?;
            Ok(Decided::new(vec![event], state))
        };
        let scope = Scope { utilizzatore: Some(utilizzatore), bonus: Some(bonus), ..Scope::default() };
        self.execute(request, Operazione::SiAppropriaDelBonus, scope, decide, render).await
    }

    /// The bonuses of a household, latest first.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn elenca_bonus(&self, caller: &Caller, id: UtilizzatoreId) -> Result<Vec<Bonus>, UseCaseError> {
        self.household(caller, Operazione::ElencaBonus, id).await?;
        Ok(self.queries.bonus(id).await?)
    }
}

fn granted(event: &Event, household: &Utilizzatore, bonus: &Bonus) -> Notice {
    Notice {
        evento: event.id,
        destinatario: household.persona.id,
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: format!(
            "È stato concesso un bonus baby-sitting di {}: va fatto proprio entro il {}.",
            bonus.importo.italian(),
            bonus.ultimo_giorno().format("%d/%m/%Y")
        ),
    }
}
