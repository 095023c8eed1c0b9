//! What a worker changes of themselves: how they are paid and what they certify.

use super::registrazione::ModalitaRichiesta;
use super::varco::Varco;
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, check_version, stream};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::delega::Ruolo;
use crate::event::Fatto;
use crate::explanation::Explanation;
use crate::ids::{CoordinateId, PrestatoreId};
use crate::permessi::Operazione;
use crate::persona::PersonalRecord;
use crate::ports::{Scope, Snapshot};
use crate::prestatore::{Autocertificazione, Categoria, Prestatore, autocertificazione, modalita};
use chrono::NaiveDate;

/// A change of payment mode. It holds for the records whose cut-off comes after it (PAY-15).
#[derive(Clone, Debug)]
pub struct NuovaModalita {
    /// The worker.
    pub prestatore: PrestatoreId,
    /// The mode.
    pub modalita: ModalitaRichiesta,
}

/// A self-certification, or the end of one.
#[derive(Clone, Copy, Debug)]
pub struct Autocertifica {
    /// The worker.
    pub prestatore: PrestatoreId,
    /// The category.
    pub categoria: Categoria,
    /// First day; `None` declares the end of the status instead.
    pub dal: Option<NaiveDate>,
    /// Last day, inclusive.
    pub al: Option<NaiveDate>,
}

impl Libretto {
    /// Changes how a worker is paid.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] when the mode is not available.
    pub async fn cambia_modalita(
        &self,
        request: &Request,
        command: &NuovaModalita,
        render: Render<'_, Prestatore>,
    ) -> Result<Reply, UseCaseError> {
        let (mode, account) = command.modalita.record(CoordinateId(self.ids.next()), command.prestatore);
        let decide = |snapshot: &Snapshot, now| {
            let why = modalita::decide(mode, rome_date(now))?;
            let fatto = Fatto::ModalitaCambiata { prestatore: command.prestatore, modalita: mode };
            let varco = request.varco(Operazione::CambiaModalitaPagamento, now);
            self.prestatore_event((request, varco), snapshot, (fatto, Some(why)), account.clone())
        };
        self.execute(request, Operazione::CambiaModalitaPagamento, scope(command.prestatore), decide, render).await
    }

    /// Records a self-certification of comma 8, or the end of a status.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's profile; [`UseCaseError::Rejected`] for a status that begins before the
    /// birth, and for the end of what is not open.
    pub async fn autocertifica(
        &self,
        request: &Request,
        command: &Autocertifica,
        render: Render<'_, Prestatore>,
    ) -> Result<Reply, UseCaseError> {
        let Autocertifica { prestatore, categoria, dal, al } = *command;
        let operazione = if dal.is_some() { Operazione::Autocertifica } else { Operazione::CessaAutocertificazione };
        let decide = |snapshot: &Snapshot, now| {
            let varco = request.varco(operazione, now);
            let profile = own_profile(request, varco, snapshot)?;
            let (fatto, why) = if let Some(dal) = dal {
                let autocertificazione = Autocertificazione { categoria, dal, al, resa_il: now };
                let why = autocertificazione::certify(profile, dal, now)?;
                (Fatto::AutocertificazioneResa { prestatore, autocertificazione }, Some(why))
            } else {
                let (fatto, why) = autocertificazione::cease(profile, categoria, al, now)?;
                (fatto, Some(why))
            };
            self.prestatore_event((request, varco), snapshot, (fatto, why), None)
        };
        self.execute(request, operazione, scope(prestatore), decide, render).await
    }

    fn prestatore_event(
        &self,
        (request, varco): (&Request, Varco<'_>),
        snapshot: &Snapshot,
        (fatto, why): (Fatto, Option<Explanation>),
        account: Option<PersonalRecord>,
    ) -> Result<Decided<Prestatore>, UseCaseError> {
        let profile = own_profile(request, varco, snapshot)?;
        let now = varco.now;
        let persona = &profile.persona;
        let circumstance = Circumstance { caller: &request.caller, person: persona.id, subject: Some(persona.id), now };
        let flusso = stream(profile.id.0, profile.id.0, profile.versione + 1);
        let event = self.event(&circumstance, flusso, fatto, why);
        let state = Prestatore::evolve(Some(profile.clone()), &event, persona).ok_or(UseCaseError::NotFound)?;
        let mut decided = Decided::new(vec![event], state);
        decided.personal.extend(account);
        Ok(decided)
    }
}

/// The profile must be the caller's to act for, at the version they saw.
fn own_profile<'a>(
    request: &Request,
    varco: Varco<'_>,
    snapshot: &'a Snapshot,
) -> Result<&'a Prestatore, UseCaseError> {
    let profile = snapshot.prestatore.as_ref().ok_or_else(|| varco.hidden())?;
    varco.through(&profile.persona, Ruolo::Prestatore, &snapshot.deleghe)?;
    check_version(request, profile.versione)?;
    Ok(profile)
}

fn scope(prestatore: PrestatoreId) -> Scope {
    Scope { prestatore: Some(prestatore), ..Scope::default() }
}
