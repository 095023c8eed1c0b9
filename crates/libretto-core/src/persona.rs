//! Personal data. They travel beside the events, never inside them, so that the register can be kept for ever and the
//! data of a person only as long as the law allows.

use crate::codice_fiscale::CodiceFiscale;
use crate::iban::Iban;
use crate::ids::{CoordinateId, PersonaId, PrestatoreId, PrestazioneId, UtilizzatoreId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A person as the digital identity asserted them at registration. Contacts live in `MyINPS` and are not kept here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Persona {
    /// Opaque identifier.
    pub id: PersonaId,
    /// Fiscal code; two omocodic forms are two persons.
    pub codice_fiscale: CodiceFiscale,
    /// Given name.
    pub nome_proprio: String,
    /// Family name.
    pub cognome: String,
    /// Day of birth.
    pub data_nascita: NaiveDate,
}

impl Persona {
    /// Given and family name, as written on a payment.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.nome_proprio, self.cognome)
    }
}

impl fmt::Debug for Persona {
    // A panic or a log line must not carry a name.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Persona").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A datum about a person, stored apart from the events that refer to it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "tipo", rename_all = "snake_case")]
pub enum PersonalRecord {
    /// Who a person is.
    Persona(Persona),
    /// Where a worker is paid.
    Coordinate {
        /// Referred to by the event that chose the payment mode.
        id: CoordinateId,
        /// The worker.
        prestatore: PrestatoreId,
        /// The account, booklet or card.
        iban: Iban,
    },
    /// Where a refund goes.
    CoordinateRimborso {
        /// Referred to by the request or the approval of the refund.
        id: CoordinateId,
        /// The household whose money it is.
        utilizzatore: UtilizzatoreId,
        /// The account, card or savings book.
        iban: Iban,
    },
    /// The free text of a record: where the work was done, and a note.
    Dettagli {
        /// The record.
        prestazione: PrestazioneId,
        /// The version of the record that this text belongs to.
        versione: u32,
        /// Place of the work (comma 12).
        luogo: String,
        /// Note of the utilizzatore.
        nota: Option<String>,
    },
}

impl fmt::Debug for PersonalRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Persona(_) => "Persona",
            Self::Coordinate { .. } => "Coordinate",
            Self::CoordinateRimborso { .. } => "CoordinateRimborso",
            Self::Dettagli { .. } => "Dettagli",
        };
        formatter.debug_tuple(kind).finish_non_exhaustive()
    }
}
