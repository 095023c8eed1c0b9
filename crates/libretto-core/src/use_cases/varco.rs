//! The gate (*varco*): whether a caller may do an operation for somebody, by which delegation, and the record of the look.
//! What the table of permissions does not admit is refused; what is another's answers as if it did not exist.

use super::{Libretto, UseCaseError};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::context::{Caller, Tramite};
use crate::delega::autorizzazione::{self, Bisogno};
use crate::delega::{DelegaNota, Ruolo};
use crate::explanation::Measure;
use crate::ids::{AccessoId, DelegaId, PersonaId};
use crate::permessi::{Operazione, Veste};
use crate::persona::Persona;
use crate::ports::{Accesso, Snapshot};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// What a caller wants to do for somebody.
#[derive(Clone, Copy)]
pub(super) struct Varco<'a> {
    pub(super) caller: &'a Caller,
    pub(super) operazione: Operazione,
    pub(super) now: DateTime<Utc>,
}

impl Varco<'_> {
    /// The operation is one of those that callers of this kind do at all.
    pub(super) fn check(self) -> Result<(), UseCaseError> {
        if self.caller.may(self.operazione) { Ok(()) } else { Err(UseCaseError::Forbidden) }
    }

    /// What a caller is told who is not let through: a body, that there is no delegation, whether the thing exists or not.
    pub(super) fn hidden(self) -> UseCaseError {
        match self.caller {
            Caller::Intermediario { .. } => {
                Rejected::because(Codice::DelegaAssente, rome_date(self.now), Measure::NONE).into()
            }
            _ => UseCaseError::NotFound,
        }
    }

    /// Lets the caller through for a person in a role, and says by which delegation. `deleghe` are those of the body.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] when nobody of this kind may; [`UseCaseError::NotFound`] for another's things;
    /// [`UseCaseError::Rejected`] without a delegation.
    pub(super) fn through(
        self,
        persona: &Persona,
        ruolo: Ruolo,
        deleghe: &[DelegaNota],
    ) -> Result<Option<DelegaId>, UseCaseError> {
        self.check()?;
        let veste = match (self.caller, ruolo) {
            (Caller::Intermediario { .. }, _) => return self.delegated(persona.id, ruolo, deleghe).map(Some),
            (Caller::BackOffice { .. } | Caller::Libretto, _) => Veste::Sede,
            (Caller::SistemaPagamenti, _) => return Err(UseCaseError::Forbidden),
            (Caller::Cittadino { codice_fiscale, .. }, _) if *codice_fiscale != persona.codice_fiscale => {
                return Err(UseCaseError::NotFound);
            }
            (Caller::Cittadino { tramite: Some(Tramite::ContactCenter(_)), .. }, _) => Veste::ContactCenter,
            (Caller::Cittadino { .. }, Ruolo::Utilizzatore) => Veste::Utilizzatore,
            (Caller::Cittadino { .. }, Ruolo::Prestatore) => Veste::Prestatore,
        };
        let own = self.operazione.admits(veste)
            || matches!(self.caller, Caller::Cittadino { tramite, .. }
            if !matches!(tramite, Some(Tramite::ContactCenter(_))) && self.operazione.admits(Veste::Persona));
        if own { Ok(None) } else { Err(UseCaseError::Forbidden) }
    }

    fn delegated(self, delegante: PersonaId, ruolo: Ruolo, deleghe: &[DelegaNota]) -> Result<DelegaId, UseCaseError> {
        let ambito = self.operazione.ambito(ruolo).ok_or(UseCaseError::Forbidden)?;
        Ok(autorizzazione::decide(deleghe, Bisogno { delegante, ruolo, ambito }, self.now)?)
    }

    /// The delegation by which a command was admitted, to be written in its events.
    pub(super) fn delega(self, snapshot: &Snapshot) -> Option<DelegaId> {
        self.caller.ente()?;
        let household = snapshot.utilizzatore.as_ref().map(|one| (one.persona.id, Ruolo::Utilizzatore));
        let worker = snapshot.prestatore.as_ref().map(|one| (one.persona.id, Ruolo::Prestatore));
        let person =
            snapshot.persona.iter().flat_map(|one| [(one.id, Ruolo::Utilizzatore), (one.id, Ruolo::Prestatore)]);
        let mut parties = household.into_iter().chain(worker).chain(person);
        parties.find_map(|(persona, ruolo)| self.delegated(persona, ruolo, &snapshot.deleghe).ok())
    }

    /// Whether somebody else than the person looks.
    const fn by_another(self) -> bool {
        !matches!(self.caller, Caller::Cittadino { tramite: None, .. } | Caller::Libretto)
    }
}

impl Libretto {
    /// What `caller` wants to do now.
    pub(super) fn varco<'a>(&self, caller: &'a Caller, operazione: Operazione) -> Varco<'a> {
        Varco { caller, operazione, now: self.now() }
    }

    /// Lets the caller look at a person's things, and records the look of another (I11).
    pub(super) async fn look(&self, varco: Varco<'_>, persona: &Persona, ruolo: Ruolo) -> Result<(), UseCaseError> {
        let deleghe = match varco.caller.ente() {
            Some(ente) => self.queries.deleghe_tra(persona.id, ente.id).await?,
            None => Vec::new(),
        };
        let delega = varco.through(persona, ruolo, &deleghe)?;
        self.looked(varco, [persona.id], delega).await
    }

    /// Records that another than the persons themselves looks at their data. Before anything is shown: what cannot be
    /// recorded is not shown.
    pub(super) async fn looked(
        &self,
        varco: Varco<'_>,
        persons: impl IntoIterator<Item = PersonaId> + Send,
        delega: Option<DelegaId>,
    ) -> Result<(), UseCaseError> {
        if !varco.by_another() {
            return Ok(());
        }
        self.write_looks(varco, None, persons, delega).await
    }

    /// Records a look that is another's by its nature, such as that of an heir; `looker` is who looks, when they are a person.
    pub(super) async fn record_look(
        &self,
        varco: Varco<'_>,
        looker: impl Into<Option<PersonaId>> + Send,
        persons: impl IntoIterator<Item = PersonaId> + Send,
        delega: Option<DelegaId>,
    ) -> Result<(), UseCaseError> {
        self.write_looks(varco, looker.into(), persons, delega).await
    }

    async fn write_looks(
        &self,
        varco: Varco<'_>,
        looker: Option<PersonaId>,
        persons: impl IntoIterator<Item = PersonaId> + Send,
        delega: Option<DelegaId>,
    ) -> Result<(), UseCaseError> {
        let finalita = match varco.caller {
            Caller::Intermediario { finalita, .. } => finalita.clone(),
            _ => None,
        };
        let looks: Vec<Accesso> = persons
            .into_iter()
            .map(|persona| Accesso {
                id: AccessoId(self.ids.next()),
                istante: varco.now,
                persona,
                attore: varco.caller.actor(looker.unwrap_or(persona)),
                canale: varco.caller.channel(),
                operazione: varco.operazione,
                finalita: finalita.clone(),
                delega,
            })
            .collect();
        if looks.is_empty() { Ok(()) } else { Ok(self.queries.record_accessi(&looks).await?) }
    }
}
