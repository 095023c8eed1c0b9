//! Refunds: asked for and withdrawn by the household, worked by the back office.

use super::comunicazione::living_household;
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, check_version, stream};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::context::Caller;
use crate::delega::Ruolo;
use crate::eredi::fatti::RimborsoEredeRitirato;
use crate::eredi::{self, Posizione, StatoDichiarazione};
use crate::event::{Event, Fatto};
use crate::explanation::Explanation;
use crate::iban::Iban;
use crate::ids::{CoordinateId, RimborsoId, UtilizzatoreId};
use crate::permessi::Operazione;
use crate::persona::{Persona, PersonalRecord};
use crate::ports::{Notice, Scope, Snapshot};
use crate::rimborso::approvazione::Correzione;
use crate::rimborso::richiesta::Richiesta;
use crate::rimborso::{
    MotivoReiezione, MotivoRestituzione, Protocollo, Rimborso, approvazione, reiezione, restituzione, richiesta, ritiro,
};
use chrono::{DateTime, Datelike, Utc};

/// A request of a refund.
#[derive(Clone, Debug)]
pub struct ChiediRimborso {
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// Amount and account.
    pub richiesta: Richiesta,
}

/// An approval of a refund.
#[derive(Clone, Debug)]
pub struct ApprovaRimborso {
    /// The refund.
    pub rimborso: RimborsoId,
    /// What the branch corrects at the request of who asked.
    pub correzione: Correzione,
}

/// What became of a refund.
#[derive(Clone, Debug)]
pub struct EsitoRimborso {
    /// The refund after the act.
    pub rimborso: Rimborso,
    /// The account, when the act named one.
    pub iban: Option<Iban>,
    /// Why it was decided so.
    pub spiegazione: Explanation,
}

/// What an act on a refund decided: the fact, the account when there is another, and why.
type Deciso = (Fatto, Option<PersonalRecord>, Explanation);

impl Libretto {
    /// Asks for a refund and reserves its sum.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's household; [`UseCaseError::Rejected`] when the household has died, amount
    /// or account are not admitted, or there is nothing to give back.
    pub async fn chiedi_rimborso(
        &self,
        request: &Request,
        command: &ChiediRimborso,
        render: Render<'_, EsitoRimborso>,
    ) -> Result<Reply, UseCaseError> {
        let utilizzatore = command.utilizzatore;
        let (id, coordinate) = (RimborsoId(self.ids.next()), CoordinateId(self.ids.next()));
        let decide = |snapshot: &Snapshot, now| {
            let household = living_household(request.varco(Operazione::ChiediRimborso, now), snapshot)?;
            let admitted = richiesta::decide(household, &snapshot.portafoglio, &command.richiesta, now)?;
            let person = household.persona.id;
            let fatto = Fatto::RimborsoRichiesto {
                rimborso: id,
                utilizzatore,
                beneficiario: person,
                protocollo: Protocollo::of(id, rome_date(now).year()),
                richiesto: command.richiesta.importo,
                importo: admitted.importo,
                coordinate,
                cointestato: admitted.conto.cointestato,
            };
            let why = admitted.spiegazione;
            let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
            let event = self.event(&circumstance, stream(utilizzatore.0, id.0, 1), fatto, Some(why.clone()));
            let iban = admitted.conto.iban;
            let account = PersonalRecord::CoordinateRimborso { id: coordinate, utilizzatore, iban };
            finish(None, event, Some(account), why)
        };
        let scope = Scope { utilizzatore: Some(utilizzatore), ..Scope::default() };
        self.execute(request, Operazione::ChiediRimborso, scope, decide, render).await
    }

    /// Withdraws a refund: its sum is in the wallet again.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's refund; [`UseCaseError::Rejected`] when the household has died or the
    /// refund was decided already.
    pub async fn ritira_rimborso(
        &self,
        request: &Request,
        id: RimborsoId,
        render: Render<'_, EsitoRimborso>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |rimborso: &Rimborso, snapshot: &Snapshot, now| {
            let why = if let Some((posizione, _)) = of_heir(rimborso, snapshot) {
                eredi::ritiro::decide(&posizione, rimborso, now)?
            } else {
                living_household(request.varco(Operazione::RitiraRimborso, now), snapshot)?;
                ritiro::decide(rimborso, now)?
            };
            let Rimborso { id, utilizzatore, importo, .. } = *rimborso;
            Ok((Fatto::RimborsoRitirato { rimborso: id, utilizzatore, importo }, None, why))
        };
        self.act_on_refund(request, (Operazione::RitiraRimborso, id), decide, render).await
    }

    /// Approves a refund, as it was asked for or corrected: the next run sends it.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the back office; [`UseCaseError::Rejected`] when the refund does not wait
    /// for a decision, the household has died, or the correction is not admitted.
    pub async fn approva_rimborso(
        &self,
        request: &Request,
        command: &ApprovaRimborso,
        render: Render<'_, EsitoRimborso>,
    ) -> Result<Reply, UseCaseError> {
        let new = CoordinateId(self.ids.next());
        let decide = |rimborso: &Rimborso, snapshot: &Snapshot, now| {
            let household = snapshot.utilizzatore.as_ref().ok_or(UseCaseError::NotFound)?;
            let approved = match of_heir(rimborso, snapshot) {
                Some((posizione, heir)) => {
                    eredi::approvazione::decide(&posizione, (rimborso, heir), &command.correzione, now)?
                }
                None => approvazione::decide(rimborso, household, &command.correzione, now)?,
            };
            let (importo, utilizzatore) = (approved.importo, rimborso.utilizzatore);
            let (coordinate, cointestato) = match &approved.conto {
                Some(conto) => (new, conto.cointestato),
                None => (rimborso.coordinate, rimborso.cointestato),
            };
            let fatto = Fatto::RimborsoApprovato {
                rimborso: rimborso.id,
                utilizzatore,
                importo,
                liberato: rimborso.importo - importo,
                coordinate,
                cointestato,
            };
            let account = approved.conto.map(|conto| PersonalRecord::CoordinateRimborso {
                id: coordinate,
                utilizzatore,
                iban: conto.iban,
            });
            Ok((fatto, account, approved.spiegazione))
        };
        self.act_on_refund(request, (Operazione::ApprovaRimborso, command.rimborso), decide, render).await
    }

    /// Refuses a refund: its sum is in the wallet again.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the back office; [`UseCaseError::Rejected`] when the refund does not wait
    /// for a decision.
    pub async fn respingi_rimborso(
        &self,
        request: &Request,
        (id, motivo): (RimborsoId, MotivoReiezione),
        render: Render<'_, EsitoRimborso>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |rimborso: &Rimborso, snapshot: &Snapshot, now| {
            let household = snapshot.utilizzatore.as_ref().ok_or(UseCaseError::NotFound)?;
            let why = match of_heir(rimborso, snapshot) {
                Some((posizione, _)) => eredi::diniego::decide(&posizione, rimborso, now)?,
                None => reiezione::decide(rimborso, household, motivo, now)?,
            };
            let Rimborso { id, utilizzatore, importo, .. } = *rimborso;
            Ok((Fatto::RimborsoRespinto { rimborso: id, utilizzatore, importo, motivo }, None, why))
        };
        self.act_on_refund(request, (Operazione::RespingiRimborso, id), decide, render).await
    }

    /// Records that the bank gave a transfer back: the refund is examined again.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the back office; [`UseCaseError::Rejected`] when no transfer is out.
    pub async fn registra_restituzione(
        &self,
        request: &Request,
        (id, motivo): (RimborsoId, MotivoRestituzione),
        render: Render<'_, EsitoRimborso>,
    ) -> Result<Reply, UseCaseError> {
        let decide = |rimborso: &Rimborso, snapshot: &Snapshot, now| {
            let why = match of_heir(rimborso, snapshot) {
                Some((posizione, _)) => eredi::restituzione::decide(&posizione, rimborso, now)?,
                None => restituzione::decide(rimborso, now)?,
            };
            let Rimborso { id, utilizzatore, importo, .. } = *rimborso;
            Ok((Fatto::RimborsoRestituito { rimborso: id, utilizzatore, importo, motivo }, None, why))
        };
        self.act_on_refund(request, (Operazione::RegistraRestituzioneRimborso, id), decide, render).await
    }

    /// An act on a refund: of who receives the money, or of the branch.
    async fn act_on_refund(
        &self,
        request: &Request,
        (operazione, id): (Operazione, RimborsoId),
        decide: impl Fn(&Rimborso, &Snapshot, DateTime<Utc>) -> Result<Deciso, UseCaseError> + Send + Sync,
        render: Render<'_, EsitoRimborso>,
    ) -> Result<Reply, UseCaseError> {
        let scope = Scope { rimborsi: vec![id], ..Scope::default() };
        let varco = self.varco(&request.caller, operazione);
        varco.check()?;
        let found = self.store.load(&scope).await?.rimborsi.pop().ok_or_else(|| varco.hidden())?;
        let scope = Scope { utilizzatore: Some(found.utilizzatore), pratica: true, ..scope };
        let whole = |snapshot: &Snapshot, now| {
            let rimborso = snapshot.rimborsi.first().ok_or(UseCaseError::NotFound)?;
            let household = snapshot.utilizzatore.as_ref().ok_or(UseCaseError::NotFound)?;
            let varco = request.varco(operazione, now);
            if of_heir(rimborso, snapshot).is_none() {
                varco.through(&household.persona, Ruolo::Utilizzatore, &snapshot.deleghe)?;
            } else if !request.caller.is_back_office() && !is_beneficiary(request, rimborso, snapshot) {
                return Err(varco.hidden());
            }
            check_version(request, rimborso.versione)?;
            let (fatto, account, why) = decide(rimborso, snapshot, now)?;
            let subject = Some(household.persona.id);
            let circumstance = Circumstance { caller: &request.caller, person: rimborso.beneficiario, subject, now };
            let flusso = stream(rimborso.utilizzatore.0, rimborso.id.0, rimborso.versione + 1);
            let event = self.event(&circumstance, flusso, fatto, Some(why.clone()));
            let withdrawn = self.withdrawal(request, rimborso, snapshot, &event);
            let mut decided = finish(Some(rimborso.clone()), event, account, why)?;
            decided.events.extend(withdrawn);
            if rimborso.is_of_deceased(household) {
                decided.notices = to_heirs(&decided.notices, snapshot);
            }
            Ok(decided)
        };
        self.execute(request, operazione, scope, whole, render).await
    }

    /// In the case of the heirs, the withdrawal of a request of theirs.
    fn withdrawal(&self, request: &Request, rimborso: &Rimborso, snapshot: &Snapshot, event: &Event) -> Option<Event> {
        let (pratica, household) = snapshot.pratica.as_ref().zip(snapshot.utilizzatore.as_ref())?;
        let Fatto::RimborsoRitirato { rimborso: id, utilizzatore, .. } = event.fatto else { return None };
        let dichiarazione = pratica.richieste.iter().find(|one| one.rimborso == id)?.dichiarazione;
        let fatto = Fatto::RimborsoEredeRitirato(RimborsoEredeRitirato { utilizzatore, dichiarazione, rimborso: id });
        let (person, subject) = (rimborso.beneficiario, Some(household.persona.id));
        let circumstance = Circumstance { caller: &request.caller, person, subject, now: event.istante };
        let flusso = stream(utilizzatore.0, utilizzatore.pratica_eredi(), pratica.versione + 1);
        Some(self.event(&circumstance, flusso, fatto, None))
    }
}

/// The case and the heir, when an heir had asked for a refund.
fn of_heir<'a>(rimborso: &Rimborso, snapshot: &'a Snapshot) -> Option<(Posizione<'a>, &'a Persona)> {
    let asked = snapshot.pratica.iter().flat_map(|pratica| &pratica.richieste).any(|one| one.rimborso == rimborso.id);
    let heir = snapshot.persona_pratica(rimborso.beneficiario).filter(|_| asked)?;
    snapshot.posizione().map(|posizione| (posizione, heir))
}

/// Whether the caller is who receives the money of a refund.
fn is_beneficiary(request: &Request, rimborso: &Rimborso, snapshot: &Snapshot) -> bool {
    let Caller::Cittadino { codice_fiscale, .. } = &request.caller else { return false };
    let household = snapshot.utilizzatore.iter().map(|one| &one.persona);
    let mut persons = household.chain(&snapshot.persone_pratica);
    persons.any(|one| one.id == rimborso.beneficiario && one.codice_fiscale == *codice_fiscale)
}

/// The change and the outcome of an act on a refund.
fn finish(
    before: Option<Rimborso>,
    event: Event,
    account: Option<PersonalRecord>,
    spiegazione: Explanation,
) -> Result<Decided<EsitoRimborso>, UseCaseError> {
    let rimborso = Rimborso::evolve(before, &event).ok_or(UseCaseError::NotFound)?;
    let iban = account.as_ref().and_then(|record| match record {
        PersonalRecord::CoordinateRimborso { iban, .. } => Some(iban.clone()),
        _ => None,
    });
    let notices = vec![told(&event, &rimborso)];
    let mut decided = Decided::new(vec![event], EsitoRimborso { rimborso, iban, spiegazione });
    decided.personal.extend(account);
    decided.notices = notices;
    Ok(decided)
}

/// What would be told to who has died, told to each recognised heir instead; to nobody as long as there is none.
fn to_heirs(notices: &[Notice], snapshot: &Snapshot) -> Vec<Notice> {
    let declarations = snapshot.pratica.iter().flat_map(|pratica| &pratica.dichiarazioni);
    let recognised = declarations.filter(|one| one.stato == StatoDichiarazione::Convalidata);
    let told = recognised
        .flat_map(|heir| notices.iter().map(|notice| Notice { destinatario: heir.persona, ..notice.clone() }));
    told.collect()
}

/// What who receives the money is told of an act.
pub(super) fn told(event: &Event, rimborso: &Rimborso) -> Notice {
    let what = match &event.fatto {
        Fatto::RimborsoRichiesto { .. } => "è stata presentata e la somma è riservata".to_owned(),
        Fatto::RimborsoApprovato { .. } => "è stata accolta".to_owned(),
        Fatto::RimborsoRespinto { motivo, .. } => format!("è stata respinta: {}", motivo.message()),
        Fatto::RimborsoRitirato { .. } => "è stata ritirata e la somma è di nuovo disponibile".to_owned(),
        Fatto::RimborsoInviato { .. } => "è stata pagata: il bonifico è disposto".to_owned(),
        _ => "è di nuovo in esame: la banca ha restituito il bonifico".to_owned(),
    };
    Notice {
        evento: event.id,
        destinatario: rimborso.beneficiario,
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: format!("La domanda di rimborso {} di {} {what}.", rimborso.protocollo, rimborso.importo.italian()),
    }
}
