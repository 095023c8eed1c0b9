//! The heir uploads documents; the heir and the branch read them.

use super::super::identita::with_caller;
use super::super::{Libretto, Render, Request, UseCaseError};
use super::dichiarazione::only_heir;
use super::{Caso, DichiarazioneRef, EsitoPratica, case_scope};
use crate::catalogue::Codice;
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::context::Caller;
use crate::eredi::documento::{self, Allegato};
use crate::eredi::fatti::DocumentoEredeAllegato;
use crate::eredi::{Causa, Documento, TipoDocumento};
use crate::event::Fatto;
use crate::explanation::Measure;
use crate::ids::{DocumentoId, PersonaId};
use crate::permessi::Operazione;
use crate::ports::{DocumentError, Scope};
use crate::violation::Rejected;

/// A document to be uploaded.
#[derive(Clone)]
pub struct AllegaDocumento {
    /// The declaration.
    pub di: DichiarazioneRef,
    /// What it is said to be.
    pub tipo: TipoDocumento,
    /// The other heir whom it is about.
    pub relativo_a: Option<PersonaId>,
    /// Its content.
    pub contenuto: Vec<u8>,
    /// The SHA-256 of the content.
    pub sha256: [u8; 32],
}

impl std::fmt::Debug for AllegaDocumento {
    // The content of a document stays out of logs.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AllegaDocumento")
            .field("di", &self.di)
            .field("tipo", &self.tipo)
            .finish_non_exhaustive()
    }
}

/// A document with its content.
#[derive(Clone)]
pub struct DocumentoLetto {
    /// What the register says of it.
    pub documento: Documento,
    /// The content.
    pub contenuto: Vec<u8>,
}

impl Libretto {
    /// Adds a document to a declaration. The content is kept before the register tells of it: what the register tells is
    /// always there.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's declaration; [`UseCaseError::Rejected`] when the declaration takes no
    /// document now, or this one is not admitted; [`UseCaseError::Document`] when it cannot be kept.
    pub async fn allega_documento(
        &self,
        request: &Request,
        command: &AllegaDocumento,
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let id = DocumentoId(self.ids.next());
        let DichiarazioneRef { utilizzatore, dichiarazione } = command.di;
        let AllegaDocumento { tipo, relativo_a, sha256, .. } = *command;
        let decide = |caso: &Caso<'_>, now| {
            only_heir(request)?;
            if let Some(wrong) = wrong_with(caso, tipo, relativo_a) {
                let measure = Measure::because(Some(wrong));
                return Err(Rejected::because(Codice::CoeredeNonValido, rome_date(now), measure).into());
            }
            let allegato = Allegato { tipo, relativo_a, contenuto: &command.contenuto, sha256 };
            let (documento, why) = documento::decide(caso.dichiarazione, id, &allegato, now)?;
            let fatto = DocumentoEredeAllegato { utilizzatore, dichiarazione, documento };
            Ok((Fatto::DocumentoEredeAllegato(fatto), Vec::new(), why))
        };
        // What is refused is not kept: it is decided once before, and again with the register.
        let idempotency = request.idempotency.as_ref().map(|one| (one.caller.clone(), one.key.clone()));
        let scope = Scope { idempotency, ..case_scope(utilizzatore) };
        let snapshot = self.store.load(&with_caller(request, scope)).await?;
        if super::super::repeated(request, &snapshot)?.is_none() {
            self.living_caller(&snapshot)?;
            decide(&Caso::of(&snapshot, dichiarazione)?.own(&request.caller)?, self.now())?;
            self.documents.keep(id, &command.contenuto).await?;
        }
        self.act_on_declaration(
            request,
            (Operazione::AllegaDocumentoErede, command.di),
            Scope::default(),
            decide,
            render,
        )
        .await
    }

    /// A document with its content, for the heir who uploaded it and for the branch.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn leggi_documento(
        &self,
        caller: &Caller,
        di: DichiarazioneRef,
        id: DocumentoId,
    ) -> Result<DocumentoLetto, UseCaseError> {
        let varco = self.varco(caller, Operazione::LeggiDocumentoErede);
        varco.check()?;
        self.living(caller).await?;
        let snapshot = self.store.load(&case_scope(di.utilizzatore)).await?;
        let caso = Caso::of(&snapshot, di.dichiarazione)?;
        let caso = if caller.is_back_office() { caso } else { caso.own(caller)? };
        let documento =
            caso.dichiarazione.documenti.iter().find(|one| one.id == id).cloned().ok_or(UseCaseError::NotFound)?;
        self.looked(varco, [caso.dichiarazione.persona], None).await?;
        let contenuto = self.documents.read(id).await?.ok_or(DocumentError::Missing(id))?;
        Ok(DocumentoLetto { documento, contenuto })
    }
}

/// What is wrong with whom a document is about: another person of the case, and for a delegation somebody.
fn wrong_with(caso: &Caso<'_>, tipo: TipoDocumento, relativo_a: Option<PersonaId>) -> Option<Causa> {
    match relativo_a {
        None => (tipo == TipoDocumento::Delega).then_some(Causa::NonIndicato),
        Some(person) if person == caso.dichiarazione.persona => Some(Causa::SeStesso),
        Some(person) => (!caso.pratica.persons().contains(&person)).then_some(Causa::EstraneoAllaPratica),
    }
}
