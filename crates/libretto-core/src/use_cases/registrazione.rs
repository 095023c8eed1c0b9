//! Registration of the two profiles. Who a person is comes from their digital identity, never from the request.

use super::varco::Varco;
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, stream};
use crate::catalogue::Codice;
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::codice_fiscale::CodiceFiscale;
use crate::context::Caller;
use crate::delega::Ruolo;
use crate::event::Fatto;
use crate::explanation::Measure;
use crate::iban::Iban;
use crate::ids::{CoordinateId, PersonaId, PrestatoreId, UtilizzatoreId};
use crate::permessi::Operazione;
use crate::persona::{Persona, PersonalRecord};
use crate::ports::{Scope, Snapshot};
use crate::prestatore::registrazione as prestatori;
use crate::prestatore::{Autocertificazione, Categoria, Modalita, Prestatore};
use crate::utilizzatore::registrazione::{self as utilizzatori, Registrazione, TipoUtilizzatore};
use crate::utilizzatore::{Dichiarazione, Utilizzatore};
use crate::violation::Rejected;
use chrono::NaiveDate;

/// Who a person is, as their digital identity asserts it.
#[derive(Clone, Debug)]
pub struct Identita {
    /// Fiscal code.
    pub codice_fiscale: CodiceFiscale,
    /// Given name.
    pub nome_proprio: Option<String>,
    /// Family name.
    pub cognome: Option<String>,
    /// Day of birth; when absent it is read from the fiscal code.
    pub data_nascita: Option<NaiveDate>,
}

/// Registration of an utilizzatore.
#[derive(Clone, Debug)]
pub struct RegistraUtilizzatore {
    /// The person.
    pub identita: Identita,
    /// Kind of user and declarations.
    pub registrazione: Registrazione,
}

/// How a worker asks to be paid.
#[derive(Clone, Debug)]
pub enum ModalitaRichiesta {
    /// To this account.
    Bonifico(Iban),
    /// In cash at a post office.
    BonificoDomiciliato,
    /// With postal mandates.
    MandatoPostale,
}

/// Registration of a prestatore.
#[derive(Clone, Debug)]
pub struct RegistraPrestatore {
    /// The person.
    pub identita: Identita,
    /// Declarations.
    pub dichiarazioni: Vec<Dichiarazione>,
    /// First payment mode.
    pub modalita: ModalitaRichiesta,
    /// Categories of comma 8, each with first and last day.
    pub categorie: Vec<(Categoria, NaiveDate, Option<NaiveDate>)>,
}

impl ModalitaRichiesta {
    /// The mode, with the personal datum it refers to.
    pub(super) fn record(&self, id: CoordinateId, prestatore: PrestatoreId) -> (Modalita, Option<PersonalRecord>) {
        match self {
            Self::Bonifico(iban) => {
                let record = PersonalRecord::Coordinate { id, prestatore, iban: iban.clone() };
                (Modalita::Bonifico { coordinate: id }, Some(record))
            }
            Self::BonificoDomiciliato => (Modalita::BonificoDomiciliato, None),
            Self::MandatoPostale => (Modalita::MandatoPostale, None),
        }
    }
}

impl Identita {
    /// Whether a person bears the name that is written here, whatever the case of its letters.
    pub(super) fn is_called_like(&self, persona: &Persona) -> bool {
        let same = |written: &Option<String>, known: &str| {
            written.as_ref().is_some_and(|one| one.trim().to_lowercase() == known.trim().to_lowercase())
        };
        same(&self.nome_proprio, &persona.nome_proprio) && same(&self.cognome, &persona.cognome)
    }

    /// The same when somebody else may have written who the person is: what another writes fills what is not known, and never
    /// replaces what a digital identity or an earlier act told.
    pub(super) fn persona_by(
        &self,
        caller: &Caller,
        snapshot: &Snapshot,
        new: PersonaId,
        today: NaiveDate,
    ) -> Result<(Persona, bool), UseCaseError> {
        let written = caller.ente().is_some() || caller.is_back_office();
        match snapshot.persona.as_ref().filter(|known| written && !known.cognome.is_empty()) {
            Some(known) => Ok((known.clone(), false)),
            None => self.persona(snapshot, new, today),
        }
    }

    /// The person known already under this code, or a new one. Of who is known from a registry only, and has no profile,
    /// the identity tells what the registry did not.
    pub(super) fn persona(
        &self,
        snapshot: &Snapshot,
        new: PersonaId,
        today: NaiveDate,
    ) -> Result<(Persona, bool), UseCaseError> {
        let known = snapshot.persona.as_ref();
        let registered = snapshot.utilizzatore_di_persona.is_some()
            || snapshot.prestatore_di_persona.is_some()
            || snapshot.erede_di_persona.is_some();
        if let Some(persona) = known.filter(|_| registered) {
            return Ok((persona.clone(), false));
        }
        let missing = UseCaseError::IncompleteIdentity;
        let persona = Persona {
            id: known.map_or(new, |persona| persona.id),
            codice_fiscale: self.codice_fiscale,
            nome_proprio: self.nome_proprio.clone().ok_or(missing("given_name"))?,
            cognome: self.cognome.clone().ok_or(missing("family_name"))?,
            data_nascita: self
                .data_nascita
                .or_else(|| self.codice_fiscale.birth_date(today))
                .ok_or(missing("birthdate"))?,
        };
        Ok((persona, true))
    }
}

impl Identita {
    /// The person to be registered, when the caller may register them: for a body, somebody who has delegated it.
    fn to_register(
        &self,
        varco: Varco<'_>,
        ruolo: Ruolo,
        snapshot: &Snapshot,
        new: PersonaId,
    ) -> Result<(Persona, bool), UseCaseError> {
        if varco.caller.ente().is_some() {
            let known = snapshot.persona.as_ref().ok_or_else(|| varco.hidden())?;
            varco.through(known, ruolo, &snapshot.deleghe)?;
        }
        let (persona, is_new) = self.persona_by(varco.caller, snapshot, new, rome_date(varco.now))?;
        varco.through(&persona, ruolo, &snapshot.deleghe)?;
        if snapshot.decesso_di_persona.is_some() {
            let today = rome_date(varco.now);
            return Err(Rejected::because(Codice::UtilizzatoreDeceduto, today, Measure::NONE).into());
        }
        Ok((persona, is_new))
    }
}

/// DEL-02: a patronato acts for the Libretto Famiglia only (comma 9), so for no user of the *contratto di prestazione
/// occasionale*.
fn only_libretto(caller: &Caller, tipo: TipoUtilizzatore, today: NaiveDate) -> Result<(), UseCaseError> {
    if caller.is_patronato() && tipo != TipoUtilizzatore::PersonaFisica {
        return Err(Rejected::because(Codice::CanaleNonAmmesso, today, Measure::NONE).into());
    }
    Ok(())
}

impl Libretto {
    /// Registers an utilizzatore.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] without the declarations in force or when the profile exists.
    pub async fn registra_utilizzatore(
        &self,
        request: &Request,
        command: &RegistraUtilizzatore,
        render: Render<'_, Utilizzatore>,
    ) -> Result<Reply, UseCaseError> {
        let (new_person, id) = (PersonaId(self.ids.next()), UtilizzatoreId(self.ids.next()));
        let decide = |snapshot: &Snapshot, now| {
            let today = rome_date(now);
            let varco = request.varco(Operazione::RegistraUtilizzatore, now);
            let (persona, new) = command.identita.to_register(varco, Ruolo::Utilizzatore, snapshot, new_person)?;
            let already = snapshot.utilizzatore_di_persona.is_some();
            only_libretto(&request.caller, command.registrazione.tipo, today)?;
            let why = utilizzatori::decide(&command.registrazione, already, today)?;
            let circumstance =
                Circumstance { caller: &request.caller, person: persona.id, subject: Some(persona.id), now };
            let dichiarazioni = command.registrazione.dichiarazioni.clone();
            let fatto = Fatto::UtilizzatoreRegistrato { utilizzatore: id, persona: persona.id, dichiarazioni };
            let event = self.event(&circumstance, stream(id.0, id.0, 1), fatto, Some(why));
            let state = Utilizzatore::evolve(None, &event, &persona).ok_or(UseCaseError::NotFound)?;
            let mut decided = Decided::new(vec![event], state);
            decided.personal.extend(new.then_some(PersonalRecord::Persona(persona)));
            Ok(decided)
        };
        let scope = Scope { persona: Some(command.identita.codice_fiscale), ..Scope::default() };
        self.execute(request, Operazione::RegistraUtilizzatore, scope, decide, render).await
    }

    /// Registers a prestatore.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] without the declarations in force, when the profile exists, or when the payment mode is
    /// not available.
    pub async fn registra_prestatore(
        &self,
        request: &Request,
        command: &RegistraPrestatore,
        render: Render<'_, Prestatore>,
    ) -> Result<Reply, UseCaseError> {
        let (new_person, id) = (PersonaId(self.ids.next()), PrestatoreId(self.ids.next()));
        let (modalita, account) = command.modalita.record(CoordinateId(self.ids.next()), id);
        let decide = |snapshot: &Snapshot, now| {
            let today = rome_date(now);
            let varco = request.varco(Operazione::RegistraPrestatore, now);
            let (persona, new) = command.identita.to_register(varco, Ruolo::Prestatore, snapshot, new_person)?;
            let already = snapshot.prestatore_di_persona.is_some();
            let certified_from: Vec<NaiveDate> = command.categorie.iter().map(|one| one.1).collect();
            let days = (certified_from.as_slice(), persona.data_nascita);
            let why = prestatori::decide(modalita, &command.dichiarazioni, days, already, today)?;
            let autocertificazioni = command.categorie.iter().map(|&(categoria, dal, al)| Autocertificazione {
                categoria,
                dal,
                al,
                resa_il: now,
            });
            let fatto = Fatto::PrestatoreRegistrato {
                prestatore: id,
                persona: persona.id,
                dichiarazioni: command.dichiarazioni.clone(),
                modalita,
                autocertificazioni: autocertificazioni.collect(),
            };
            let circumstance =
                Circumstance { caller: &request.caller, person: persona.id, subject: Some(persona.id), now };
            let event = self.event(&circumstance, stream(id.0, id.0, 1), fatto, Some(why));
            let state = Prestatore::evolve(None, &event, &persona).ok_or(UseCaseError::NotFound)?;
            let mut decided = Decided::new(vec![event], state);
            decided.personal.extend(new.then_some(PersonalRecord::Persona(persona)));
            decided.personal.extend(account.clone());
            Ok(decided)
        };
        let scope = Scope { persona: Some(command.identita.codice_fiscale), ..Scope::default() };
        self.execute(request, Operazione::RegistraPrestatore, scope, decide, render).await
    }
}
