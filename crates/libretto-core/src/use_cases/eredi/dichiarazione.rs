//! The heir writes and presents a declaration.

use super::super::identita::with_caller;
use super::super::{Decided, Libretto, Render, Request, UseCaseError};
use super::{Caso, DichiarazioneRef, EsitoPratica, with_new};
use crate::catalogue::{Campo, Codice};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::codice_fiscale::CodiceFiscale;
use crate::eredi::Erede;
use crate::eredi::apertura::{self, DecessoScritto};
use crate::eredi::fatti::{
    ConsensoEredePrestato, ConsensoEredeRevocato, DichiarazioneEredeAperta, DichiarazioneEredeCompilata,
    DichiarazioneEredePresentata,
};
use crate::eredi::{
    Causa, Contenuto, ParentelaErede, Pratica, Quota, Responsabilita, TitoloErede, compilazione, consenso,
    presentazione, revoca,
};
use crate::event::Fatto;
use crate::explanation::{Evaluation, Measure};
use crate::ids::{DichiarazioneId, EredeId, PersonaId, UtilizzatoreId};
use crate::permessi::Operazione;
use crate::persona::{Persona, PersonalRecord};
use crate::ports::{Scope, Snapshot};
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};

/// Another heir, as a declarant names them.
#[derive(Clone, Debug)]
pub struct CoeredeScritto {
    /// Fiscal code.
    pub codice_fiscale: CodiceFiscale,
    /// Given name.
    pub nome_proprio: String,
    /// Family name.
    pub cognome: String,
    /// Day of birth; when absent it is read from the fiscal code.
    pub data_nascita: Option<NaiveDate>,
}

/// What a declaration says, as it is written.
#[derive(Clone, Debug)]
pub struct Dichiarata {
    /// By law or by will.
    pub titolo: TitoloErede,
    /// Kinship with the deceased.
    pub parentela: ParentelaErede,
    /// The death.
    pub decesso: DecessoScritto,
    /// The other heirs that the declarant knows of.
    pub coeredi: Vec<CoeredeScritto>,
    /// The declarant's own share, when it is known.
    pub quota: Option<Quota>,
}

/// The beginning of a declaration.
#[derive(Clone, Debug)]
pub struct ApriDichiarazione {
    /// The profile of the heir.
    pub erede: EredeId,
    /// The deceased.
    pub defunto: CodiceFiscale,
    /// What is written.
    pub dichiarata: Dichiarata,
}

/// A declaration written anew.
#[derive(Clone, Debug)]
pub struct CompilaDichiarazione {
    /// The declaration.
    pub di: DichiarazioneRef,
    /// What is written.
    pub dichiarata: Dichiarata,
}

impl Dichiarata {
    fn codes(&self) -> Vec<CodiceFiscale> {
        self.coeredi.iter().map(|one| one.codice_fiscale).collect()
    }

    /// What is kept, with the persons who were not known before.
    fn contenuto(
        &self,
        snapshot: &Snapshot,
        new: &[PersonaId],
        now: DateTime<Utc>,
    ) -> Result<(Contenuto, Vec<PersonalRecord>), UseCaseError> {
        let mut personal: Vec<PersonalRecord> = Vec::new();
        let mut coeredi = Vec::with_capacity(self.coeredi.len());
        for (written, id) in self.coeredi.iter().zip(new) {
            let code = written.codice_fiscale;
            let known = snapshot.coeredi.iter().find(|one| one.codice_fiscale == code).map(|one| one.id);
            let named = personal.iter().find_map(|record| match record {
                PersonalRecord::Persona(one) if one.codice_fiscale == code => Some(one.id),
                _ => None,
            });
            if let Some(known) = known.or(named) {
                coeredi.push(known);
            } else {
                personal.push(PersonalRecord::Persona(written.persona(*id, now)?));
                coeredi.push(*id);
            }
        }
        let decesso = apertura::resolve(&self.decesso);
        let Self { titolo, parentela, quota, .. } = *self;
        Ok((Contenuto { titolo, parentela, decesso, coeredi, quota }, personal))
    }
}

impl CoeredeScritto {
    fn persona(&self, id: PersonaId, now: DateTime<Utc>) -> Result<Persona, UseCaseError> {
        let birth = self.data_nascita.or_else(|| self.codice_fiscale.birth_date(rome_date(now)));
        let data_nascita = birth.ok_or_else(|| {
            let mut evaluation = Evaluation::new(rome_date(now));
            evaluation.require(Codice::CoeredeNonValido, false, Measure::because(Some(Causa::SenzaDataNascita)));
            refusal(evaluation)
        })?;
        let (nome_proprio, cognome) = (self.nome_proprio.clone(), self.cognome.clone());
        Ok(Persona { id, codice_fiscale: self.codice_fiscale, nome_proprio, cognome, data_nascita })
    }
}

fn refusal(evaluation: Evaluation) -> Rejected {
    match evaluation.finish() {
        Ok(explanation) | Err(explanation) => Rejected { explanation },
    }
}

impl Libretto {
    /// Begins a declaration of heir: a draft that nobody else sees.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's profile; [`UseCaseError::Rejected`] when the deceased was no utilizzatore,
    /// when there is a declaration already, or when something written cannot be.
    pub async fn apri_dichiarazione(
        &self,
        request: &Request,
        command: &ApriDichiarazione,
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let utilizzatore = self.deceased(request, command).await?;
        let id = DichiarazioneId(self.ids.next());
        let new: Vec<_> = command.dichiarata.coeredi.iter().map(|_| PersonaId(self.ids.next())).collect();
        let decide = |snapshot: &Snapshot, now| {
            let erede = snapshot.erede.as_ref().ok_or(UseCaseError::NotFound)?;
            let defunto = snapshot.utilizzatore.as_ref().ok_or(UseCaseError::NotFound)?;
            let (contenuto, personal) = command.dichiarata.contenuto(snapshot, &new, now)?;
            let (before, person) = (snapshot.pratica.as_ref(), erede.persona.id);
            let written = (&contenuto, &command.dichiarata.decesso);
            let why = apertura::decide(snapshot.posizione().as_ref(), defunto, person, written, now)?;
            let fatto = Fatto::DichiarazioneEredeAperta(DichiarazioneEredeAperta {
                utilizzatore,
                dichiarazione: id,
                erede: erede.id,
                persona: person,
                contenuto,
            });
            let number = before.map_or(0, |one| one.versione) + 1;
            let event = self.case_event((&request.caller, person), defunto, number, (fatto, Some(why.clone())), now);
            let pratica = Pratica::evolve(before.cloned(), &event).ok_or(UseCaseError::NotFound)?;
            let dichiarazione = pratica.dichiarazione(id).cloned().ok_or(UseCaseError::NotFound)?;
            let mut persone = with_new(&snapshot.persone_pratica, &personal);
            persone.extend(snapshot.coeredi.iter().cloned());
            persone.push(erede.persona.clone());
            let outcome = EsitoPratica { pratica, dichiarazione, defunto: defunto.clone(), persone, spiegazione: why };
            Ok(Decided { personal, ..Decided::new(vec![event], outcome) })
        };
        let scope = Scope {
            utilizzatore: Some(utilizzatore),
            pratica: true,
            erede: Some(command.erede),
            coeredi: command.dichiarata.codes(),
            ..Scope::default()
        };
        self.execute(request, Operazione::ApriDichiarazioneErede, scope, decide, render).await
    }

    /// The profile of the deceased, asked by an heir with a profile of their own.
    async fn deceased(&self, request: &Request, command: &ApriDichiarazione) -> Result<UtilizzatoreId, UseCaseError> {
        let scope = Scope { erede: Some(command.erede), persona: Some(command.defunto), ..Scope::default() };
        let snapshot = self.store.load(&with_caller(request, scope)).await?;
        self.living_caller(&snapshot)?;
        let own = |one: &Erede| request.caller.is_person(&one.persona.codice_fiscale);
        snapshot.erede.filter(own).ok_or(UseCaseError::NotFound)?;
        snapshot.utilizzatore_di_persona.ok_or_else(|| {
            let mut evaluation = Evaluation::new(rome_date(self.now()));
            evaluation.require_at(Codice::NonRegistrato, Some(Campo::CodiceFiscaleDefunto), false, Measure::NONE);
            refusal(evaluation).into()
        })
    }

    /// Writes a declaration anew.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's; [`UseCaseError::Rejected`] when it is with the branch or decided, or
    /// something written cannot be.
    pub async fn compila_dichiarazione(
        &self,
        request: &Request,
        command: &CompilaDichiarazione,
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let new: Vec<_> = command.dichiarata.coeredi.iter().map(|_| PersonaId(self.ids.next())).collect();
        let DichiarazioneRef { utilizzatore, dichiarazione } = command.di;
        let decide = |caso: &Caso<'_>, now| {
            only_heir(request)?;
            let (contenuto, personal) = command.dichiarata.contenuto(caso.snapshot, &new, now)?;
            let written = (&contenuto, &command.dichiarata.decesso);
            let why = compilazione::decide(caso.dichiarazione, caso.defunto, written, now)?;
            let fatto = DichiarazioneEredeCompilata { utilizzatore, dichiarazione, contenuto };
            Ok((Fatto::DichiarazioneEredeCompilata(fatto), personal, why))
        };
        let scope = Scope { coeredi: command.dichiarata.codes(), ..Scope::default() };
        self.act_on_declaration(request, (Operazione::CompilaDichiarazioneErede, command.di), scope, decide, render)
            .await
    }

    /// Presents a declaration to the branch.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's; [`UseCaseError::Rejected`] when something is missing or it was presented
    /// already.
    pub async fn presenta_dichiarazione(
        &self,
        request: &Request,
        (di, responsabilita): (DichiarazioneRef, &[Responsabilita]),
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let DichiarazioneRef { utilizzatore, dichiarazione } = di;
        let decide = |caso: &Caso<'_>, now| {
            only_heir(request)?;
            let why = presentazione::decide(caso.dichiarazione, responsabilita, now)?;
            let responsabilita = responsabilita.to_vec();
            let fatto = DichiarazioneEredePresentata { utilizzatore, dichiarazione, responsabilita };
            Ok((Fatto::DichiarazioneEredePresentata(fatto), Vec::new(), why))
        };
        self.act_on_declaration(request, (Operazione::PresentaDichiarazioneErede, di), Scope::default(), decide, render)
            .await
    }

    /// Consents that another heir is paid the whole (HER-16).
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's declaration; [`UseCaseError::Rejected`] when the heir is not recognised, or
    /// the other is no heir of the case.
    pub async fn consenti(
        &self,
        request: &Request,
        (di, a): (DichiarazioneRef, PersonaId),
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |caso: &Caso<'_>, now| {
            only_heir(request)?;
            let da = caso.dichiarazione.persona;
            let why = consenso::decide(&caso.posizione()?, da, a, now)?;
            let fatto = ConsensoEredePrestato { utilizzatore: di.utilizzatore, da, a };
            Ok((Fatto::ConsensoEredePrestato(fatto), Vec::new(), why))
        };
        self.act_on_declaration(request, (Operazione::ConsenteErede, di), Scope::default(), decide, render).await
    }

    /// Takes a consent back, until the refund that rests on it is approved (HER-16).
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's declaration, and without such a consent; [`UseCaseError::Rejected`] when a
    /// refund that rests on it is approved or paid.
    pub async fn revoca_consenso(
        &self,
        request: &Request,
        (di, a): (DichiarazioneRef, PersonaId),
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |caso: &Caso<'_>, now| {
            only_heir(request)?;
            let da = caso.dichiarazione.persona;
            let given = caso.pratica.consensi.iter().any(|one| one.da == da && one.a == a);
            let posizione = caso.posizione().ok().filter(|_| given).ok_or(UseCaseError::NotFound)?;
            let why = revoca::decide(&posizione, da, a, now)?;
            let fatto = ConsensoEredeRevocato { utilizzatore: di.utilizzatore, da, a };
            Ok((Fatto::ConsensoEredeRevocato(fatto), Vec::new(), why))
        };
        self.act_on_declaration(request, (Operazione::RevocaConsensoErede, di), Scope::default(), decide, render).await
    }
}

/// The branch does not write in the name of an heir.
pub(super) const fn only_heir(request: &Request) -> Result<(), UseCaseError> {
    if request.caller.is_back_office() { Err(UseCaseError::Forbidden) } else { Ok(()) }
}
