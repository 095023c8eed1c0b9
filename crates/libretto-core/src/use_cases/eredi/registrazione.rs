//! Registration of the profile of heir.

use super::super::{Circumstance, Decided, Identita, Libretto, Render, Request, UseCaseError, stream};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::eredi::fatti::EredeRegistrato;
use crate::eredi::{Erede, registrazione};
use crate::event::Fatto;
use crate::ids::{EredeId, PersonaId};
use crate::permessi::Operazione;
use crate::persona::PersonalRecord;
use crate::ports::{Scope, Snapshot};
use crate::utilizzatore::Dichiarazione;

/// Registration of an heir.
#[derive(Clone, Debug)]
pub struct RegistraErede {
    /// The person.
    pub identita: Identita,
    /// Declarations.
    pub dichiarazioni: Vec<Dichiarazione>,
}

impl Libretto {
    /// Registers the profile «Erede – Libretto Famiglia» of a person (HER-02).
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] without the declarations in force or when the profile exists.
    pub async fn registra_erede(
        &self,
        request: &Request,
        command: &RegistraErede,
        render: Render<'_, Erede>,
    ) -> Result<Reply, UseCaseError> {
        let (new_person, id) = (PersonaId(self.ids.next()), EredeId(self.ids.next()));
        let decide = |snapshot: &Snapshot, now| {
            let today = rome_date(now);
            let (persona, new) = command.identita.persona(snapshot, new_person, today)?;
            let already = snapshot.erede_di_persona.is_some();
            let why = registrazione::decide(&command.dichiarazioni, already, today)?;
            let dichiarazioni = command.dichiarazioni.clone();
            let fatto = Fatto::EredeRegistrato(EredeRegistrato { erede: id, persona: persona.id, dichiarazioni });
            let circumstance =
                Circumstance { caller: &request.caller, person: persona.id, subject: Some(persona.id), now };
            let event = self.event(&circumstance, stream(id.0, id.0, 1), fatto, Some(why));
            let state = Erede::evolve(None, &event, &persona).ok_or(UseCaseError::NotFound)?;
            let mut decided = Decided::new(vec![event], state);
            decided.personal.extend(new.then_some(PersonalRecord::Persona(persona)));
            Ok(decided)
        };
        let scope = Scope { persona: Some(command.identita.codice_fiscale), ..Scope::default() };
        self.execute(request, Operazione::RegistraErede, scope, decide, render).await
    }
}
