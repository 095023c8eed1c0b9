//! What heirs and the branch do in the case of a deceased utilizzatore. Every act is an event of the case's own stream, so
//! that two acts at the same moment meet there: the second is decided anew on what the first left.

mod decesso;
mod dichiarazione;
mod documenti;
mod inserimento;
mod registrazione;
mod rimborso;
mod sede;
mod viste;

pub(super) use decesso::{Successive, since};
pub use dichiarazione::{ApriDichiarazione, CoeredeScritto, CompilaDichiarazione, Dichiarata};
pub use documenti::{AllegaDocumento, DocumentoLetto};
pub use inserimento::{EsitoInserimento, Inserisci};
pub use registrazione::RegistraErede;
pub use rimborso::{ChiediQuota, EsitoQuota};
pub use viste::{Confronto, PraticaVista, Prospetto};

use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, check_version, stream};
use crate::change::Reply;
use crate::context::Caller;
use crate::eredi::{DichiarazioneErede, Posizione, Pratica};
use crate::event::{Event, Fatto};
use crate::explanation::Explanation;
use crate::ids::{DichiarazioneId, PersonaId, UtilizzatoreId};
use crate::permessi::Operazione;
use crate::persona::{Persona, PersonalRecord};
use crate::ports::{Notice, Scope, Snapshot};
use crate::utilizzatore::Utilizzatore;
use chrono::{DateTime, Utc};

/// A declaration of a case.
#[derive(Clone, Copy, Debug)]
pub struct DichiarazioneRef {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
}

/// What became of a declaration.
#[derive(Clone, Debug)]
pub struct EsitoPratica {
    /// The case after the act.
    pub pratica: Pratica,
    /// The declaration that the act was about.
    pub dichiarazione: DichiarazioneErede,
    /// The deceased.
    pub defunto: Utilizzatore,
    /// The persons of the case.
    pub persone: Vec<Persona>,
    /// Why it was decided so.
    pub spiegazione: Explanation,
}

/// A case as it was loaded, with a declaration of it.
struct Caso<'a> {
    snapshot: &'a Snapshot,
    defunto: &'a Utilizzatore,
    pratica: &'a Pratica,
    dichiarazione: &'a DichiarazioneErede,
}

impl<'a> Caso<'a> {
    fn of(snapshot: &'a Snapshot, id: DichiarazioneId) -> Result<Self, UseCaseError> {
        let (defunto, pratica) = loaded(snapshot)?;
        let dichiarazione = pratica.dichiarazione(id).ok_or(UseCaseError::NotFound)?;
        Ok(Self { snapshot, defunto, pratica, dichiarazione })
    }

    /// The case as an act finds it.
    fn posizione(&self) -> Result<Posizione<'a>, UseCaseError> {
        self.snapshot.posizione().ok_or(UseCaseError::NotFound)
    }

    /// The version of the case as the caller sees it: drafts of others do not count.
    fn check_version(&self, request: &Request) -> Result<(), UseCaseError> {
        check_version(request, self.pratica.versione_per(acting(self.snapshot, &request.caller)))
    }

    /// The declaration must be the caller's own; another's answers as if it did not exist.
    fn own(self, caller: &Caller) -> Result<Self, UseCaseError> {
        let own = acting(self.snapshot, caller) == Some(self.dichiarazione.persona);
        if own { Ok(self) } else { Err(UseCaseError::NotFound) }
    }
}

/// What an act decided: the fact, the persons it names for the first time, and why.
type Deciso = (Fatto, Vec<PersonalRecord>, Explanation);

/// The deceased and the case.
fn loaded(snapshot: &Snapshot) -> Result<(&Utilizzatore, &Pratica), UseCaseError> {
    snapshot.utilizzatore.as_ref().zip(snapshot.pratica.as_ref()).ok_or(UseCaseError::NotFound)
}

/// The person of the case who calls.
fn acting(snapshot: &Snapshot, caller: &Caller) -> Option<PersonaId> {
    let Caller::Cittadino { codice_fiscale, .. } = caller else { return None };
    snapshot.persone_pratica.iter().find(|one| one.codice_fiscale == *codice_fiscale).map(|one| one.id)
}

/// The scope of an act in a case.
fn case_scope(utilizzatore: UtilizzatoreId) -> Scope {
    Scope { utilizzatore: Some(utilizzatore), pratica: true, ..Scope::default() }
}

impl Libretto {
    /// The next event of a case.
    fn case_event(
        &self,
        (caller, person): (&Caller, PersonaId),
        defunto: &Utilizzatore,
        numero: u32,
        (fatto, why): (Fatto, Option<Explanation>),
        now: DateTime<Utc>,
    ) -> Event {
        let circumstance = Circumstance { caller, person, subject: Some(defunto.persona.id), now };
        self.event(&circumstance, stream(defunto.id.0, defunto.id.pratica_eredi(), numero), fatto, why)
    }

    /// An act on a declaration of a case: of its heir, or of the branch.
    async fn act_on_declaration(
        &self,
        request: &Request,
        (operazione, of): (Operazione, DichiarazioneRef),
        scope: Scope,
        decide: impl Fn(&Caso<'_>, DateTime<Utc>) -> Result<Deciso, UseCaseError> + Send + Sync,
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let whole = |snapshot: &Snapshot, now| {
            let caso = Caso::of(snapshot, of.dichiarazione)?;
            let caso = if request.caller.is_back_office() { caso } else { caso.own(&request.caller)? };
            caso.check_version(request)?;
            let (fatto, personal, why) = decide(&caso, now)?;
            let person = acting(snapshot, &request.caller).unwrap_or(caso.dichiarazione.persona);
            let number = caso.pratica.versione + 1;
            let event =
                self.case_event((&request.caller, person), caso.defunto, number, (fatto, Some(why.clone())), now);
            finish(&caso, event, personal, why)
        };
        let scope = Scope { utilizzatore: Some(of.utilizzatore), pratica: true, ..scope };
        self.execute(request, operazione, scope, whole, render).await
    }
}

/// The change and the outcome of an act on a declaration.
fn finish(
    caso: &Caso<'_>,
    event: Event,
    personal: Vec<PersonalRecord>,
    spiegazione: Explanation,
) -> Result<Decided<EsitoPratica>, UseCaseError> {
    let pratica = Pratica::evolve(Some(caso.pratica.clone()), &event).ok_or(UseCaseError::NotFound)?;
    let dichiarazione = pratica.dichiarazione(caso.dichiarazione.id).cloned().ok_or(UseCaseError::NotFound)?;
    let notices = told(&event, &dichiarazione, caso.defunto).into_iter().collect();
    let mut persone = with_new(&caso.snapshot.persone_pratica, &personal);
    persone.extend(caso.snapshot.coeredi.iter().cloned());
    let outcome = EsitoPratica { pratica, dichiarazione, defunto: caso.defunto.clone(), persone, spiegazione };
    Ok(Decided { personal, notices, ..Decided::new(vec![event], outcome) })
}

/// The persons of a case with those that an act names for the first time.
fn with_new(known: &[Persona], personal: &[PersonalRecord]) -> Vec<Persona> {
    let new = personal.iter().filter_map(|record| match record {
        PersonalRecord::Persona(persona) => Some(persona.clone()),
        _ => None,
    });
    known.iter().cloned().chain(new).collect()
}

/// What the heir is told of what the branch did.
fn told(event: &Event, dichiarazione: &DichiarazioneErede, defunto: &Utilizzatore) -> Option<Notice> {
    let what = match &event.fatto {
        Fatto::DichiarazioneEredePresentata(_) => "è stata presentata".to_owned(),
        Fatto::DocumentiEredeRichiesti(_) => "ha bisogno di altri documenti".to_owned(),
        Fatto::DichiarazioneEredeRespinta(fatto) => format!("è stata respinta: {}", fatto.motivo.message()),
        // The name is told to who is recognised, and to nobody before.
        Fatto::DichiarazioneEredeConvalidata(_) => {
            format!("per {} è stata convalidata: ora può operare come erede", defunto.persona.full_name())
        }
        _ => return None,
    };
    Some(Notice {
        evento: event.id,
        destinatario: dichiarazione.persona,
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: format!("La sua dichiarazione di erede {what}."),
    })
}
