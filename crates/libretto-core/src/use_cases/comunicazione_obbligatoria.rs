//! A notice of the registry of *comunicazioni obbligatorie* (comma 5), brought by the back office or read from a file.

use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, stream};
use crate::catalogue::Campo;
use crate::change::Reply;
use crate::codice_fiscale::CodiceFiscale;
use crate::comunicazione_obbligatoria::{self as rules, Comunicata, ComunicazioneObbligatoria, Notifica};
use crate::context::Caller;
use crate::event::Fatto;
use crate::explanation::Explanation;
use crate::ids::{ComunicazioneObbligatoriaId, PersonaId, UtilizzatoreId};
use crate::permessi::Operazione;
use crate::persona::{Persona, PersonalRecord};
use crate::ports::{Scope, ScopeComunicazione, Snapshot};
use crate::rapporto::Rapporto;
use chrono::{DateTime, Utc};

/// What became of a notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EsitoNotifica {
    /// The first of its protocol.
    Registrata,
    /// It corrects or ends what the protocol said before.
    Aggiornata,
    /// It says what was known: nothing changed.
    Ripetuta,
}

/// A notice as it is known from now on.
#[derive(Clone, Debug)]
pub struct Notificata {
    /// What holds.
    pub comunicata: Comunicata,
    /// What became of the notice.
    pub esito: EsitoNotifica,
}

/// The persons of a notice, and which of them are new.
struct Parti {
    datore: Persona,
    lavoratore: Persona,
    nuove: Vec<PersonalRecord>,
}

impl Libretto {
    /// Records what the registry says of an employment. The persons need no profile: who is not known gets an opaque
    /// identifier, under which they register later. The last notice of a protocol holds.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the back office and its jobs; [`UseCaseError::Rejected`] when the
    /// protocol belongs to other people or the days cannot be.
    pub async fn registra_comunicazione_obbligatoria(
        &self,
        request: &Request,
        notifica: &Notifica,
        render: Render<'_, Notificata>,
    ) -> Result<Reply, UseCaseError> {
        let new = (PersonaId(self.ids.next()), PersonaId(self.ids.next()));
        let decide = |snapshot: &Snapshot, now| {
            let (parti, why) = judge(notifica, snapshot, new, now)?;
            Ok(self.notified(request, notifica, (snapshot, parti, why), now))
        };
        self.execute(request, Operazione::RegistraComunicazioneObbligatoria, scope(notifica), decide, render).await
    }

    /// Decides about a notice without writing: what an import asks of every line before it writes the first.
    ///
    /// # Errors
    /// As [`Self::registra_comunicazione_obbligatoria`].
    pub async fn giudica_comunicazione_obbligatoria(
        &self,
        caller: &Caller,
        notifica: &Notifica,
    ) -> Result<(), UseCaseError> {
        self.varco(caller, Operazione::RegistraComunicazioneObbligatoria).check()?;
        let snapshot = self.store.load(&scope(notifica)).await?;
        let new = (PersonaId(self.ids.next()), PersonaId(self.ids.next()));
        judge(notifica, &snapshot, new, self.now()).map(|_| ())
    }

    /// The employments of a household, declared and communicated, for itself and the back office.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn elenca_rapporti(&self, caller: &Caller, id: UtilizzatoreId) -> Result<Vec<Rapporto>, UseCaseError> {
        self.household(caller, Operazione::ElencoRapporti, id).await?;
        Ok(self.queries.rapporti(id).await?)
    }

    fn notified(
        &self,
        request: &Request,
        notifica: &Notifica,
        (snapshot, parti, why): (&Snapshot, Parti, Explanation),
        now: DateTime<Utc>,
    ) -> Decided<Notificata> {
        let known = snapshot.comunicazione.as_ref();
        let comunicazione = ComunicazioneObbligatoria {
            id: ComunicazioneObbligatoriaId::of(&notifica.protocollo),
            protocollo: notifica.protocollo.clone(),
            datore: parti.datore.id,
            lavoratore: parti.lavoratore.id,
            tipo: notifica.tipo,
            dal: notifica.dal,
            al: notifica.al,
        };
        if let Some(same) = known.filter(|known| known.comunicazione == comunicazione) {
            let outcome = Notificata { comunicata: same.clone(), esito: EsitoNotifica::Ripetuta };
            return Decided::new(Vec::new(), outcome);
        }
        let versione = known.map_or(1, |known| known.versione + 1);
        let id = comunicazione.id.0;
        let (caller, person) = (&request.caller, parti.datore.id);
        let circumstance = Circumstance { caller, person, subject: Some(person), now };
        let fatto = Fatto::RapportoComunicato { comunicazione: comunicazione.clone() };
        let event = self.event(&circumstance, stream(id, id, versione), fatto, Some(why));
        let esito = if known.is_none() { EsitoNotifica::Registrata } else { EsitoNotifica::Aggiornata };
        let outcome = Notificata { comunicata: Comunicata { comunicazione, versione }, esito };
        Decided { personal: parti.nuove, ..Decided::new(vec![event], outcome) }
    }
}

fn scope(notifica: &Notifica) -> Scope {
    let id = ComunicazioneObbligatoriaId::of(&notifica.protocollo);
    let comunicazione = ScopeComunicazione { id, datore: notifica.datore, lavoratore: notifica.lavoratore };
    Scope { comunicazione: Some(comunicazione), ..Scope::default() }
}

fn judge(
    notifica: &Notifica,
    snapshot: &Snapshot,
    (new_datore, new_lavoratore): (PersonaId, PersonaId),
    now: DateTime<Utc>,
) -> Result<(Parti, Explanation), UseCaseError> {
    let mut nuove = Vec::new();
    let mut person = |known: Option<&Persona>, id, code: CodiceFiscale, campo| -> Result<Persona, UseCaseError> {
        if let Some(known) = known {
            return Ok(known.clone());
        }
        let persona = rules::unregistered(id, code, campo, now)?;
        nuove.push(PersonalRecord::Persona(persona.clone()));
        Ok(persona)
    };
    let datore = person(snapshot.datore.as_ref(), new_datore, notifica.datore, Campo::DatoreLavoro)?;
    let lavoratore = person(snapshot.lavoratore.as_ref(), new_lavoratore, notifica.lavoratore, Campo::Lavoratore)?;
    let known = snapshot.comunicazione.as_ref().map(|one| &one.comunicazione);
    let why = rules::decide(notifica, (&datore, &lavoratore), known, now)?;
    Ok((Parti { datore, lavoratore, nuove }, why))
}
