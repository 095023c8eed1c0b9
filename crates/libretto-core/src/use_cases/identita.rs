//! Nobody acts or looks with the identity of somebody whose death is recorded (COM-14): from the instant of the record on,
//! whatever profile they use. What a household does with its own Libretto is refused by its own rules, which name the field;
//! everything else is refused here.

use super::{Libretto, Request, UseCaseError};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::codice_fiscale::CodiceFiscale;
use crate::context::Caller;
use crate::explanation::Measure;
use crate::ids::EredeId;
use crate::permessi::Operazione;
use crate::ports::queries::Profili;
use crate::ports::{Scope, Snapshot};
use crate::violation::Rejected;

/// The scope of a request that also tells whether its caller is alive. A household that is loaded without a case is its
/// owner's own or nobody's to act for, and its death comes with it: nothing else is looked up then.
pub(super) fn with_caller(request: &Request, scope: Scope) -> Scope {
    let told = scope.utilizzatore.is_some() && !scope.pratica;
    Scope { chiamante: code_of(&request.caller).filter(|_| !told), ..scope }
}

fn code_of(caller: &Caller) -> Option<CodiceFiscale> {
    match caller {
        Caller::Cittadino { codice_fiscale, .. } => Some(*codice_fiscale),
        Caller::Intermediario { .. } | Caller::BackOffice { .. } | Caller::SistemaPagamenti | Caller::Libretto => None,
    }
}

impl Libretto {
    /// The profiles of the person who calls, or for whom somebody calls; nothing for who is no person.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] for the identity of somebody who has died.
    pub async fn profilo(&self, caller: &Caller) -> Result<(Option<Profili>, Option<EredeId>), UseCaseError> {
        let varco = self.varco(caller, Operazione::VediProfilo);
        varco.check()?;
        let Some(code) = code_of(caller) else { return Ok((None, None)) };
        let erede = self.profilo_erede(code).await?;
        let found = self.queries.profili(&code).await?;
        self.looked(varco, found.iter().map(|one| one.persona.id).collect::<Vec<_>>(), None).await?;
        Ok((found, erede))
    }

    /// Goes on unless what was loaded tells that the caller has died.
    pub(super) fn living_caller(&self, snapshot: &Snapshot) -> Result<(), UseCaseError> {
        let refusal = || Rejected::because(Codice::UtilizzatoreDeceduto, rome_date(self.now()), Measure::NONE);
        if snapshot.chiamante_deceduto { Err(refusal().into()) } else { Ok(()) }
    }

    /// Goes on unless the caller has died, for what is looked at without loading anything else.
    pub(super) async fn living(&self, caller: &Caller) -> Result<(), UseCaseError> {
        let Some(code) = code_of(caller) else { return Ok(()) };
        let snapshot = self.store.load(&Scope { chiamante: Some(code), ..Scope::default() }).await?;
        self.living_caller(&snapshot)
    }
}
