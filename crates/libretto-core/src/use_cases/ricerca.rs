//! Looking a worker up by fiscal code.

use super::varco::Varco;
use super::{Libretto, UseCaseError};
use crate::codice_fiscale::CodiceFiscale;
use crate::context::Caller;
use crate::delega::{Ente, Ruolo};
use crate::ids::{DelegaId, PersonaId};
use crate::permessi::Operazione;
use crate::ports::FiltroDeleghe;
use crate::ports::queries::Profili;

/// How many delegations are looked at together.
const DELEGATIONS_PAGE: u32 = 100;

impl Libretto {
    /// A worker by fiscal code, to be selected by an utilizzatore or by a recognised heir.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] for who is neither; [`UseCaseError::Rejected`] for the identity of one who has
    /// died; [`UseCaseError::NotFound`] when no worker has this code.
    pub async fn cerca_prestatore(&self, caller: &Caller, code: &CodiceFiscale) -> Result<Profili, UseCaseError> {
        let varco = self.varco(caller, Operazione::RicercaPrestatore);
        varco.check()?;
        let (looker, delega) = self.may_search(varco).await?;
        let found = self.queries.profili(code).await?;
        let worker = found.filter(|one| one.prestatore.is_some()).ok_or(UseCaseError::NotFound)?;
        // Whoever looks somebody up by fiscal code is another.
        self.record_look(varco, looker, [worker.persona.id], delega).await?;
        Ok(worker)
    }

    /// Only who may communicate work of somebody looks for workers: who looks, and by which delegation.
    async fn may_search(&self, varco: Varco<'_>) -> Result<(Option<PersonaId>, Option<DelegaId>), UseCaseError> {
        match varco.caller {
            Caller::Cittadino { codice_fiscale, .. } => {
                let own = self.queries.profili(codice_fiscale).await?.ok_or(UseCaseError::Forbidden)?;
                match own.utilizzatore {
                    Some(household) => drop(self.household(varco.caller, varco.operazione, household).await?),
                    // The worker of work that was never communicated is known to nobody else.
                    None if self.is_recognised_heir(codice_fiscale).await? => {}
                    None => return Err(UseCaseError::Forbidden),
                }
                Ok((Some(own.persona.id), None))
            }
            Caller::Intermediario { ente, .. } => Ok((None, Some(self.acts_for_a_household(varco, *ente).await?))),
            _ => Ok((None, None)),
        }
    }

    /// The delegation of some household that a body holds now.
    async fn acts_for_a_household(&self, varco: Varco<'_>, ente: Ente) -> Result<DelegaId, UseCaseError> {
        let mut after = None;
        loop {
            let page = self.queries.deleghe(FiltroDeleghe::Ente(ente.id), after, DELEGATIONS_PAGE).await?;
            let found = page.items.iter().find_map(|one| {
                varco.through(&one.delegante, Ruolo::Utilizzatore, std::slice::from_ref(&one.nota)).ok().flatten()
            });
            match (found, page.next) {
                (Some(delega), _) => return Ok(delega),
                (None, Some(next)) => after = Some(next),
                (None, None) => return Err(varco.hidden()),
            }
        }
    }
}
