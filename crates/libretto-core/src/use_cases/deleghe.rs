//! Delegations: given, revoked, looked at (DEL-01).

use super::registrazione::Identita;
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, check_version, stream};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::codice_fiscale::CodiceFiscale;
use crate::context::Caller;
use crate::delega::conferimento::{self, Conferimento};
use crate::delega::{Delega, DelegaNota, revoca};
use crate::event::{Event, Fatto};
use crate::explanation::Explanation;
use crate::ids::{DelegaId, EnteId, PersonaId};
use crate::permessi::Operazione;
use crate::persona::{Persona, PersonalRecord};
use crate::ports::queries::{Page, Position};
use crate::ports::{Accesso, DelegaCompleta, FiltroDeleghe, Notice, Scope, Snapshot};

/// A delegation to be given.
#[derive(Clone, Debug)]
pub struct ConferisceDelega {
    /// Who delegates: the caller, or the person whom a body names.
    pub delegante: Identita,
    /// What is delegated.
    pub conferimento: Conferimento,
}

/// What became of a delegation.
#[derive(Clone, Debug)]
pub struct EsitoDelega {
    /// The delegation after the act.
    pub delega: DelegaCompleta,
    /// Why it was decided so.
    pub spiegazione: Explanation,
}

impl Libretto {
    /// Gives a delegation: the person does it online, or the body enters the one that was signed on paper. The person is
    /// told in both cases.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] for another's or to another body; [`UseCaseError::Rejected`] when it cannot be given so.
    pub async fn conferisce_delega(
        &self,
        request: &Request,
        command: &ConferisceDelega,
        render: Render<'_, EsitoDelega>,
    ) -> Result<Reply, UseCaseError> {
        let ente = command.conferimento.ente;
        let on_paper = match &request.caller {
            Caller::Intermediario { ente: own, .. } if *own == ente => true,
            // Who acts with another's identity does not pass it on.
            Caller::Cittadino { tramite: None, codice_fiscale, .. }
                if *codice_fiscale == command.delegante.codice_fiscale =>
            {
                false
            }
            _ => return Err(UseCaseError::Forbidden),
        };
        let (new, id) = (PersonaId(self.ids.next()), DelegaId(self.ids.next()));
        let known = self.known_between(&command.delegante.codice_fiscale, ente.id).await?;
        let decide = |snapshot: &Snapshot, now| {
            let (persona, is_new) = command.delegante.persona_by(&request.caller, snapshot, new, rome_date(now))?;
            if on_paper && !command.delegante.is_called_like(&persona) {
                // Nobody learns the name of somebody by their fiscal code.
                return Err(request.varco(Operazione::ConferisceDelega, now).hidden());
            }
            let dead = snapshot.decesso_di_persona.is_some();
            let between = if on_paper { &snapshot.deleghe } else { &known };
            let (fatto, why) =
                conferimento::decide(id, persona.id, &command.conferimento, (between, dead, on_paper), now)?;
            let circumstance =
                Circumstance { caller: &request.caller, person: persona.id, subject: Some(persona.id), now };
            let event = self.event(&circumstance, stream(persona.id.0, id.0, 1), fatto, Some(why.clone()));
            let delega = Delega::evolve(None, &event).ok_or(UseCaseError::NotFound)?;
            let delega = DelegaCompleta {
                nota: DelegaNota { delega, decesso: snapshot.decesso_di_persona },
                delegante: persona.clone(),
                utilizzatore: snapshot.utilizzatore_di_persona,
                prestatore: snapshot.prestatore_di_persona,
            };
            let mut decided = finish(event, delega, why);
            decided.personal.extend(is_new.then_some(PersonalRecord::Persona(persona)));
            Ok(decided)
        };
        let scope = Scope { persona: Some(command.delegante.codice_fiscale), ..Scope::default() };
        self.execute(request, Operazione::ConferisceDelega, scope, decide, render).await
    }

    /// The delegations between a person and a body, for who is not that body.
    async fn known_between(&self, code: &CodiceFiscale, ente: EnteId) -> Result<Vec<DelegaNota>, UseCaseError> {
        match self.queries.profili(code).await? {
            Some(profile) => Ok(self.queries.deleghe_tra(profile.persona.id, ente).await?),
            None => Ok(Vec::new()),
        }
    }

    /// Ends a delegation at once: the person revokes it, or the body gives it back.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's; [`UseCaseError::Rejected`] when it has ended already.
    pub async fn revoca_delega(
        &self,
        request: &Request,
        id: DelegaId,
        render: Render<'_, EsitoDelega>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |snapshot: &Snapshot, now| {
            let found = snapshot.delega.as_ref().filter(|one| is_party(&request.caller, one));
            let found = found.ok_or(UseCaseError::NotFound)?;
            let delega = &found.nota.delega;
            check_version(request, delega.versione)?;
            let (fatto, why) = revoca::decide(&found.nota, now)?;
            let person = found.delegante.id;
            let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
            let flusso = stream(person.0, id.0, delega.versione + 1);
            let event = self.event(&circumstance, flusso, fatto, Some(why.clone()));
            let delega = Delega::evolve(Some(delega.clone()), &event).ok_or(UseCaseError::NotFound)?;
            let nota = DelegaNota { delega, decesso: found.nota.decesso };
            Ok(finish(event, DelegaCompleta { nota, ..found.clone() }, why))
        };
        let scope = Scope { delega: Some(id), ..Scope::default() };
        self.execute(request, Operazione::RevocaDelega, scope, decide, render).await
    }

    /// A delegation, for its two parties.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn vedi_delega(&self, caller: &Caller, id: DelegaId) -> Result<DelegaCompleta, UseCaseError> {
        let varco = self.varco(caller, Operazione::VediDelega);
        varco.check()?;
        self.living(caller).await?;
        let found = self.queries.delega(id).await?.filter(|one| is_party(caller, one));
        let found = found.ok_or(UseCaseError::NotFound)?;
        self.looked(varco, [found.delegante.id], Some(id)).await?;
        Ok(found)
    }

    /// The delegations that a person gave, or that a body was given, latest first.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] for anybody else.
    pub async fn elenca_deleghe(
        &self,
        caller: &Caller,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<DelegaCompleta>, UseCaseError> {
        let varco = self.varco(caller, Operazione::ElencoDeleghe);
        varco.check()?;
        self.living(caller).await?;
        let filtro = match caller {
            Caller::Intermediario { ente, .. } => FiltroDeleghe::Ente(ente.id),
            Caller::Cittadino { codice_fiscale, .. } => match self.queries.profili(codice_fiscale).await? {
                Some(profile) => FiltroDeleghe::Delegante(profile.persona.id),
                None => return Ok(Page { items: Vec::new(), next: None }),
            },
            _ => return Err(UseCaseError::Forbidden),
        };
        let page = self.queries.deleghe(filtro, after, limit).await?;
        let shown: Vec<PersonaId> = page.items.iter().map(|one| one.delegante.id).collect();
        self.looked(varco, shown, None).await?;
        Ok(page)
    }

    /// Who looked at the caller's data, latest first (I11).
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] for who is no person.
    pub async fn elenca_accessi(
        &self,
        caller: &Caller,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Accesso>, UseCaseError> {
        let varco = self.varco(caller, Operazione::ElencoAccessi);
        varco.check()?;
        self.living(caller).await?;
        let Caller::Cittadino { codice_fiscale, .. } = caller else { return Err(UseCaseError::Forbidden) };
        match self.queries.profili(codice_fiscale).await? {
            Some(profile) => {
                self.looked(varco, [profile.persona.id], None).await?;
                Ok(self.queries.accessi(profile.persona.id, after, limit).await?)
            }
            None => Ok(Page { items: Vec::new(), next: None }),
        }
    }
}

/// Whether the caller gave the delegation or was given it.
fn is_party(caller: &Caller, delega: &DelegaCompleta) -> bool {
    let body = caller.ente().is_some_and(|ente| ente.id == delega.nota.delega.conferita.ente.id);
    body || caller.is_person(&delega.delegante.codice_fiscale)
}

/// The change and the outcome of an act on a delegation.
fn finish(event: Event, delega: DelegaCompleta, spiegazione: Explanation) -> Decided<EsitoDelega> {
    let notices = vec![told(&event, &delega.delegante)];
    Decided { notices, ..Decided::new(vec![event], EsitoDelega { delega, spiegazione }) }
}

/// What who delegated is told.
fn told(event: &Event, delegante: &Persona) -> Notice {
    let testo = match &event.fatto {
        Fatto::DelegaConferita(fatto) if fatto.documento.is_some() => {
            "È stata registrata una delega firmata da lei per il Libretto Famiglia. Se non l'ha data, la revochi subito."
        }
        Fatto::DelegaConferita(_) => "La sua delega per il Libretto Famiglia è registrata.",
        _ => "La delega per il Libretto Famiglia è finita: da ora chi l'aveva ricevuta non può più operare per lei.",
    };
    Notice {
        evento: event.id,
        destinatario: delegante.id,
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: testo.to_owned(),
    }
}
