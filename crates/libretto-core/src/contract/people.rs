//! Synthetic people and their registrations.

use super::codici::{self, codice_fiscale, letters};
use crate::codice_fiscale::CodiceFiscale;
use crate::context::{Caller, Channel};
use crate::prestatore::Categoria;
use crate::use_cases::{Identita, ModalitaRichiesta, RegistraPrestatore, RegistraUtilizzatore};
use crate::utilizzatore::registrazione::{Registrazione, TipoUtilizzatore};
use crate::utilizzatore::{DICHIARAZIONI_IN_VIGORE, Dichiarazione};
use chrono::NaiveDate;

/// The day on which a synthetic person is born unless told otherwise.
const BORN: &str = "1985-05-12";

/// A synthetic person. The same number is the same person.
#[derive(Clone, Debug)]
pub struct Person {
    number: u32,
    born: NaiveDate,
    categories: Vec<(Categoria, NaiveDate, Option<NaiveDate>)>,
    mode: Option<ModalitaRichiesta>,
}

impl Person {
    /// The person with this number.
    pub fn number(number: u32) -> Self {
        Self { number, born: day(BORN), categories: Vec::new(), mode: None }
    }

    /// The same, born on this day.
    #[must_use]
    pub fn born(self, text: &str) -> Self {
        Self { born: day(text), ..self }
    }

    /// The same, who certifies this category from a day on.
    #[must_use]
    pub fn certifying(mut self, categoria: Categoria, dal: &str) -> Self {
        self.categories.push((categoria, day(dal), None));
        self
    }

    /// The same, paid in another way than by transfer.
    #[must_use]
    pub fn paid_by(self, mode: ModalitaRichiesta) -> Self {
        Self { mode: Some(mode), ..self }
    }

    /// The fiscal code.
    pub fn codice_fiscale(&self) -> CodiceFiscale {
        codice_fiscale(self.number, self.born)
    }

    /// The person as a caller, through the portal.
    pub fn caller(&self) -> Caller {
        Caller::cittadino(self.codice_fiscale(), Channel::Portale)
    }

    /// The person as their digital identity asserts them.
    pub fn identita(&self) -> Identita {
        Identita {
            codice_fiscale: self.codice_fiscale(),
            nome_proprio: Some("Persona".to_owned()),
            cognome: Some(letters(self.number)),
            data_nascita: Some(self.born),
        }
    }

    /// The registration as a household.
    pub fn as_utilizzatore(&self) -> RegistraUtilizzatore {
        let registrazione = Registrazione { tipo: TipoUtilizzatore::PersonaFisica, dichiarazioni: declarations() };
        RegistraUtilizzatore { identita: self.identita(), registrazione }
    }

    /// The registration as a worker.
    pub fn as_prestatore(&self) -> RegistraPrestatore {
        RegistraPrestatore {
            identita: self.identita(),
            dichiarazioni: declarations(),
            modalita: self.mode.clone().unwrap_or_else(|| ModalitaRichiesta::Bonifico(codici::iban(self.number))),
            categorie: self.categories.clone(),
        }
    }
}

/// The declarations that open a profile, in the version in force.
pub fn declarations() -> Vec<Dichiarazione> {
    let all = DICHIARAZIONI_IN_VIGORE.iter();
    all.map(|(tipo, versione)| Dichiarazione { tipo: *tipo, versione: (*versione).to_owned() }).collect()
}

/// A calendar day from its text, such as `2026-02-14`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
