//! Heirs (HER-01…HER-23): what happens to a Libretto whose utilizzatore has died. Each heir declares themselves and is
//! recognised by the branch; then work that was done before the death and never communicated can be entered, and what was
//! paid in and not used goes back. One case for each deceased; one file for each act.

pub mod annullamento;
pub mod apertura;
pub mod approvazione;
mod causa;
pub mod compilazione;
pub mod consenso;
pub mod convalida;
pub mod diniego;
pub mod documento;
pub mod esame;
pub mod fase;
pub mod fatti;
pub mod inserimento;
mod posizione;
mod pratica;
pub mod presentazione;
pub mod quota;
pub mod registrazione;
pub mod reiezione;
pub mod restituzione;
pub mod revoca;
pub mod richiesta_documenti;
pub mod rimborso;
pub mod ritiro;
pub mod stato;

#[cfg(test)]
mod tests;

pub use causa::Causa;
pub use fase::{AttoPratica, Fase, Quadro, StatoPratica};
pub use inserimento::{PerConto, Qualita};
pub use posizione::Posizione;
pub use pratica::{Consenso, DichiarazioneErede, Inserimento, Pratica, Resto, RichiestaErede};
pub use quota::{Divisione, Quota, QuotaError};
pub use reiezione::MotivoReiezioneErede;
pub use stato::{AttoDichiarazione, StatoDichiarazione};

use crate::event::{Event, Fatto};
use crate::ids::{DocumentoId, EredeId, PersonaId};
use crate::persona::Persona;
use crate::utilizzatore::Dichiarazione;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The profile «Erede – Libretto Famiglia» of a person (HER-02).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Erede {
    /// Identifier of the profile.
    pub id: EredeId,
    /// The person.
    pub persona: Persona,
    /// Instant of the registration.
    pub registrato_il: DateTime<Utc>,
    /// Declarations given at registration.
    pub dichiarazioni: Vec<Dichiarazione>,
    /// Number of events so far.
    pub versione: u32,
}

impl Erede {
    /// The state after an event. The person is joined from the personal data, which events do not hold.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event, persona: &Persona) -> Option<Self> {
        match (&event.fatto, state) {
            (Fatto::EredeRegistrato(fatto), None) => Some(Self {
                id: fatto.erede,
                persona: persona.clone(),
                registrato_il: event.istante,
                dichiarazioni: fatto.dichiarazioni.clone(),
                versione: event.flusso.numero,
            }),
            (_, state) => state,
        }
    }
}

/// By which title somebody is heir (HER-03).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitoloErede {
    /// By law.
    Legittimo,
    /// By will: a copy of it is needed.
    Testamentario,
}

/// What the heir was to the deceased.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParentelaErede {
    /// Spouse or civil partner.
    Coniuge,
    /// Child.
    Figlio,
    /// Parent.
    Genitore,
    /// Brother or sister.
    Fratello,
    /// Child of a child.
    Nipote,
    /// Another relative.
    AltroParente,
    /// No relative: heir by will.
    Nessuna,
}

/// A death as an heir declares it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DecessoDichiarato {
    /// The Italian day of the death.
    pub giorno: NaiveDate,
    /// The instant of the death on that day, when the hour is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ora: Option<DateTime<Utc>>,
}

/// What a declaration says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contenuto {
    /// By law or by will.
    pub titolo: TitoloErede,
    /// Kinship with the deceased.
    pub parentela: ParentelaErede,
    /// The death.
    pub decesso: DecessoDichiarato,
    /// The other heirs that the declarant knows of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coeredi: Vec<PersonaId>,
    /// The declarant's own share, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
}

/// What a document is said to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TipoDocumento {
    /// Copy of the will.
    Testamento,
    /// Certificate of death.
    CertificatoMorte,
    /// Identity document.
    DocumentoIdentita,
    /// Delegation of another heir to be paid the whole.
    Delega,
    /// Anything else that the branch asked for.
    Altro,
}

impl TipoDocumento {
    /// The name in the JSON of the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Testamento => "testamento",
            Self::CertificatoMorte => "certificato_morte",
            Self::DocumentoIdentita => "documento_identita",
            Self::Delega => "delega",
            Self::Altro => "altro",
        }
    }

    /// The kind within an Italian sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Testamento => "la copia del testamento",
            Self::CertificatoMorte => "il certificato di morte",
            Self::DocumentoIdentita => "il documento d'identità",
            Self::Delega => "la delega di un altro erede",
            Self::Altro => "un altro documento, come la sede lo ha chiesto",
        }
    }
}

/// The format of a document, told by its content.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormatoDocumento {
    /// Portable document format.
    Pdf,
    /// JPEG image.
    Jpeg,
    /// PNG image.
    Png,
}

/// A document of a declaration. Its content is elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Documento {
    /// Identifier.
    pub id: DocumentoId,
    /// What it is said to be.
    pub tipo: TipoDocumento,
    /// The other heir whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relativo_a: Option<PersonaId>,
    /// Its format.
    pub formato: FormatoDocumento,
    /// Its size in bytes.
    pub bytes: u64,
    /// The SHA-256 of its content.
    #[serde(with = "fatti::hex")]
    pub sha256: [u8; 32],
    /// Instant of the upload.
    pub caricato_il: DateTime<Utc>,
}

/// What an heir declares under their own responsibility when they present the declaration (D.P.R. 445/2000, artt. 46, 47, 76).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TipoResponsabilita {
    /// The declarant is heir of the deceased.
    QualitaErede,
    /// The inheritance was accepted.
    AccettazioneEredita,
    /// The declarant knows what a false declaration entails.
    ConsapevolezzaSanzioni,
}

/// A statement of responsibility, in the version that was shown. Its instant is that of the event that holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Responsabilita {
    /// What is declared.
    pub tipo: TipoResponsabilita,
    /// Version of the text.
    pub versione: String,
}

/// The statements that a declaration needs, with the version in force.
pub const RESPONSABILITA_IN_VIGORE: [(TipoResponsabilita, &str); 3] = [
    (TipoResponsabilita::QualitaErede, "2026-01"),
    (TipoResponsabilita::AccettazioneEredita, "2026-01"),
    (TipoResponsabilita::ConsapevolezzaSanzioni, "2026-01"),
];
