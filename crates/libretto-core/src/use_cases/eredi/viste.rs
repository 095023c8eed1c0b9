//! What heirs and the branch see (HER-09): the case with its time line, the work, the yearly statement, the operations.

use super::super::{Libretto, UseCaseError};
use crate::codice_fiscale::CodiceFiscale;
use crate::context::{Actor, Caller};
use crate::eredi::{DecessoDichiarato, Erede};
use crate::event::Event;
use crate::ids::{EredeId, EventId, PersonaId, PrestazioneId, UtilizzatoreId};
use crate::limits::AnnoUtilizzatore;
use crate::permessi::Operazione;
use crate::ports::queries::{
    FiltroPratiche, FiltroPrestazioni, LavoratoreInAnno, OPERAZIONI_MAX, Page, Position, PraticaCompleta,
    PrestazioneCompleta,
};
use crate::ports::{Anagrafe, Scope};
use crate::prestazione::Prestazione;
use crate::utilizzatore::Decesso;

/// How many cases of an heir are looked at for one that recognises them, the latest first.
const CASES_LOOKED_AT: u32 = 50;

/// What is known of the death, beside what a declaration says.
#[derive(Clone, Copy, Debug)]
pub struct Confronto {
    /// What Libretto has recorded.
    pub registrato: Option<Decesso>,
    /// What the register of population says; nothing when it did not answer.
    pub anagrafe: Option<Anagrafe>,
}

impl Confronto {
    /// Whether what was declared differs from what is recorded or from what the register of population says. An hour that
    /// one of the two does not know is no difference.
    pub fn differs(&self, declared: DecessoDichiarato) -> bool {
        let other = |giorno, ora: Option<_>| {
            giorno != declared.giorno || ora.zip(declared.ora).is_some_and(|(one, other)| one != other)
        };
        let recorded = self.registrato.is_some_and(|one| other(one.giorno, one.ora));
        recorded
            || match self.anagrafe {
                Some(Anagrafe::Deceduto { giorno, ora }) => other(giorno, ora),
                Some(Anagrafe::InVita) => true,
                Some(Anagrafe::Sconosciuto) | None => false,
            }
    }
}

/// A case as it is shown.
#[derive(Clone, Debug)]
pub struct PraticaVista {
    /// The case.
    pub completa: PraticaCompleta,
    /// Its acts, in order.
    pub atti: Vec<Event>,
    /// What is known of the death, for the branch alone.
    pub confronto: Option<Confronto>,
    /// The person of the case who looks; none for the branch.
    pub da: Option<PersonaId>,
}

/// The statement of a year of work of the deceased.
#[derive(Clone, Debug)]
pub struct Prospetto {
    /// The year, by day of performance.
    pub anno: i32,
    /// The household's totals.
    pub totale: AnnoUtilizzatore,
    /// What each worker earned.
    pub lavoratori: Vec<LavoratoreInAnno>,
}

impl Libretto {
    /// An heir, for themselves and the branch.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else; [`UseCaseError::Rejected`] for the identity of somebody who has died.
    pub async fn vedi_erede(&self, caller: &Caller, id: EredeId) -> Result<Erede, UseCaseError> {
        self.heir(caller, Operazione::VediErede, id).await
    }

    async fn heir(&self, caller: &Caller, operazione: Operazione, id: EredeId) -> Result<Erede, UseCaseError> {
        let varco = self.varco(caller, operazione);
        varco.check()?;
        self.living(caller).await?;
        let found = self.queries.erede(id).await?;
        let own = |one: &Erede| caller.is_back_office() || caller.is_person(&one.persona.codice_fiscale);
        let found = found.filter(own).ok_or(UseCaseError::NotFound)?;
        self.looked(varco, [found.persona.id], None).await?;
        Ok(found)
    }

    /// The caller's own profile of heir, if there is one.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] for the identity of somebody who has died.
    pub async fn profilo_erede(&self, codice_fiscale: CodiceFiscale) -> Result<Option<EredeId>, UseCaseError> {
        let own = Some(codice_fiscale);
        let snapshot = self.store.load(&Scope { persona: own, chiamante: own, ..Scope::default() }).await?;
        self.living_caller(&snapshot)?;
        Ok(snapshot.erede_di_persona)
    }

    /// The cases in which an heir has a declaration, or those that the branch works.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's; [`UseCaseError::Forbidden`] for the list of all to anybody but the branch.
    pub async fn elenca_pratiche(
        &self,
        caller: &Caller,
        filtro: FiltroPratiche,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<PraticaCompleta>, UseCaseError> {
        match filtro.erede {
            Some(erede) => {
                self.heir(caller, Operazione::ElencoPraticheErede, erede).await?;
            }
            None => self.varco(caller, Operazione::ElencoPraticheEredi).check()?,
        }
        let page = self.queries.pratiche(filtro, after, limit).await?;
        if filtro.erede.is_none() {
            let shown = page.items.iter().map(|one| one.defunto.persona.id);
            self.looked(self.varco(caller, Operazione::ElencoPraticheEredi), shown, None).await?;
        }
        Ok(page)
    }

    /// A case, for who has a declaration in it and for the branch.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn vedi_pratica(&self, caller: &Caller, id: UtilizzatoreId) -> Result<PraticaVista, UseCaseError> {
        self.case(caller, Operazione::VediPraticaEredi, id).await
    }

    async fn case(
        &self,
        caller: &Caller,
        operazione: Operazione,
        id: UtilizzatoreId,
    ) -> Result<PraticaVista, UseCaseError> {
        let varco = self.varco(caller, operazione);
        varco.check()?;
        self.living(caller).await?;
        let completa = self.queries.pratica(id).await?.ok_or(UseCaseError::NotFound)?;
        let da = viewer(caller, &completa)?;
        // Who looks at the affairs of the deceased is another, an heir as well; the branch sees the heirs too.
        let heirs = completa.persone.iter().filter(|_| da.is_none()).map(|one| one.id);
        let persons: Vec<PersonaId> = heirs.chain([completa.defunto.persona.id]).collect();
        self.record_look(varco, da, persons, None).await?;
        let atti = self.queries.atti_pratica(id, None).await?;
        let confronto = if caller.is_back_office() {
            // A register that does not answer stops nobody: the branch sees that it did not.
            let anagrafe = self.directory.vita(&completa.defunto.persona.codice_fiscale).await.ok();
            Some(Confronto { registrato: completa.defunto.decesso, anagrafe })
        } else {
            None
        };
        Ok(PraticaVista { completa, atti, confronto, da })
    }

    /// The version of a case as the caller sees it, with which acts on it are conditional.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for who has no declaration in it.
    pub async fn versione_pratica(&self, caller: &Caller, id: UtilizzatoreId) -> Result<u32, UseCaseError> {
        let completa = self.queries.pratica(id).await?.ok_or(UseCaseError::NotFound)?;
        let da = declarant(caller, &completa);
        if da.is_none() && !caller.is_back_office() {
            return Err(UseCaseError::NotFound);
        }
        Ok(completa.pratica.versione_per(da))
    }

    /// What the caller did in a case after an act, in order; for the branch, what everybody did. With the last act that was
    /// looked at, when others may follow.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for who has no declaration in it.
    pub async fn operazioni_erede(
        &self,
        caller: &Caller,
        id: UtilizzatoreId,
        after: Option<EventId>,
    ) -> Result<(PraticaVista, Option<EventId>), UseCaseError> {
        let mut seen = self.case(caller, Operazione::ElencoOperazioniErede, id).await?;
        if after.is_some() {
            seen.atti = self.queries.atti_pratica(id, after).await?;
        }
        let whole = seen.atti.len() < OPERAZIONI_MAX;
        let last = seen.atti.last().filter(|_| !whole).map(|event| event.id);
        if let Some(person) = seen.da {
            seen.atti.retain(|event| event.attore == Actor::Persona(person));
        }
        Ok((seen, last))
    }

    /// The work of the deceased, for a recognised heir and the branch.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn prestazioni_pratica(
        &self,
        caller: &Caller,
        id: UtilizzatoreId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Prestazione>, UseCaseError> {
        self.recognised(caller, Operazione::ElencoPrestazioniPratica, id).await?;
        let filtro = FiltroPrestazioni { utilizzatore: Some(id), ..FiltroPrestazioni::default() };
        Ok(self.queries.prestazioni(&filtro, after, limit).await?)
    }

    /// A record of the deceased, for a recognised heir and the branch.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else, and for another household's record.
    pub async fn prestazione_pratica(
        &self,
        caller: &Caller,
        id: UtilizzatoreId,
        prestazione: PrestazioneId,
    ) -> Result<PrestazioneCompleta, UseCaseError> {
        self.recognised(caller, Operazione::VediPrestazionePratica, id).await?;
        let found = self.queries.prestazione(prestazione).await?;
        found.filter(|one| one.prestazione.dati.utilizzatore == id).ok_or(UseCaseError::NotFound)
    }

    /// The statement of a year of work, for a recognised heir and the branch.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn prospetto(&self, caller: &Caller, id: UtilizzatoreId, anno: i32) -> Result<Prospetto, UseCaseError> {
        self.recognised(caller, Operazione::VediProspettoCompensi, id).await?;
        let totale = self.queries.anno_utilizzatore(id, anno).await?;
        Ok(Prospetto { anno, totale, lavoratori: self.queries.lavoratori(id, anno).await? })
    }

    /// Whether a person is recognised in a case.
    pub(in super::super) async fn is_recognised_heir(&self, code: &CodiceFiscale) -> Result<bool, UseCaseError> {
        let own = Some(*code);
        let snapshot = self.store.load(&Scope { persona: own, chiamante: own, ..Scope::default() }).await?;
        self.living_caller(&snapshot)?;
        let Some((person, erede)) = snapshot.persona.zip(snapshot.erede_di_persona) else { return Ok(false) };
        let filtro = FiltroPratiche { erede: Some(erede), da_lavorare: false };
        let cases = self.queries.pratiche(filtro, None, CASES_LOOKED_AT).await?;
        Ok(cases.items.iter().any(|one| one.pratica.validated(person.id).is_some()))
    }

    async fn recognised(
        &self,
        caller: &Caller,
        operazione: Operazione,
        id: UtilizzatoreId,
    ) -> Result<(), UseCaseError> {
        let varco = self.varco(caller, operazione);
        varco.check()?;
        self.living(caller).await?;
        let completa = self.queries.pratica(id).await?.ok_or(UseCaseError::NotFound)?;
        let da = declarant(caller, &completa);
        let validated = da.is_some_and(|person| completa.pratica.validated(person).is_some());
        if !validated && !caller.is_back_office() {
            return Err(UseCaseError::NotFound);
        }
        self.record_look(varco, da, [completa.defunto.persona.id], None).await
    }
}

/// Who looks at a case: the person of it who calls, or none for the branch, to which a case in which nobody has presented
/// anything does not exist.
fn viewer(caller: &Caller, completa: &PraticaCompleta) -> Result<Option<PersonaId>, UseCaseError> {
    let da = declarant(caller, completa);
    let seen = da.is_some() || caller.is_back_office() && completa.pratica.aperta_per(None).is_some();
    if seen { Ok(da) } else { Err(UseCaseError::NotFound) }
}

/// The person of a case who calls and has a declaration in it, whatever its state.
fn declarant(caller: &Caller, completa: &PraticaCompleta) -> Option<PersonaId> {
    let Caller::Cittadino { codice_fiscale, .. } = caller else { return None };
    let person = completa.persone.iter().find(|one| one.codice_fiscale == *codice_fiscale)?.id;
    completa.pratica.dichiarazioni.iter().any(|one| one.persona == person).then_some(person)
}
