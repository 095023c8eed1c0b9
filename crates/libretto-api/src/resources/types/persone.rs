//! People on the wire: never more than a name, and only for who may know it.

use libretto_core::ids::PrestatoreId;
use libretto_core::persona::Persona;
use libretto_core::utilizzatore::{Dichiarazione, TipoDichiarazione};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::testo::Testo;

/// Un prestatore, come lo vede l'utilizzatore che lo ha scelto.
#[derive(Clone, Serialize, ToSchema)]
pub struct PrestatoreTrovato {
    /// Identificativo del prestatore.
    pub prestatore_id: Uuid,
    /// Nome proprio.
    #[schema(max_length = 255, example = "Anna")]
    pub nome_proprio: String,
    /// Cognome.
    #[schema(max_length = 255, example = "Bianchi")]
    pub cognome: String,
}

impl PrestatoreTrovato {
    /// The name of a worker.
    pub(crate) fn new(id: PrestatoreId, persona: &Persona) -> Self {
        Self { prestatore_id: id.0, nome_proprio: persona.nome_proprio.clone(), cognome: persona.cognome.clone() }
    }
}

/// Che cosa si dichiara.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TipoDichiarazione)]
pub enum TipoDichiarazioneJson {
    /// Responsabilità sul rispetto delle regole del lavoro occasionale (D.P.R. 445/2000).
    Responsabilita,
    /// Presa visione dell'informativa sul trattamento dei dati personali.
    InformativaPrivacy,
}

impl From<TipoDichiarazione> for TipoDichiarazioneJson {
    fn from(tipo: TipoDichiarazione) -> Self {
        match tipo {
            TipoDichiarazione::Responsabilita => Self::Responsabilita,
            TipoDichiarazione::InformativaPrivacy => Self::InformativaPrivacy,
        }
    }
}

impl From<TipoDichiarazioneJson> for TipoDichiarazione {
    fn from(tipo: TipoDichiarazioneJson) -> Self {
        match tipo {
            TipoDichiarazioneJson::Responsabilita => Self::Responsabilita,
            TipoDichiarazioneJson::InformativaPrivacy => Self::InformativaPrivacy,
        }
    }
}

/// Una dichiarazione resa, nella versione mostrata alla persona.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "tipo": "responsabilita", "versione": "2026-11" }))]
pub struct DichiarazioneResa {
    /// Che cosa si dichiara.
    pub tipo: TipoDichiarazioneJson,
    /// Versione del testo.
    #[schema(value_type = String, max_length = 32, example = "2026-01")]
    pub versione: Testo<32>,
}

impl From<DichiarazioneResa> for Dichiarazione {
    fn from(given: DichiarazioneResa) -> Self {
        Self { tipo: given.tipo.into(), versione: given.versione.into_string() }
    }
}

/// A list of declarations of at most ten items, for the core.
pub(crate) fn declarations(given: Vec<DichiarazioneResa>) -> Result<Vec<Dichiarazione>, crate::problem::Problem> {
    super::super::checks::at_most("/dichiarazioni", &given, 10)?;
    Ok(given.into_iter().map(Dichiarazione::from).collect())
}

/// Una dichiarazione agli atti.
#[derive(Clone, Serialize, ToSchema)]
pub struct DichiarazioneAgliAtti {
    /// Che cosa è stato dichiarato.
    pub tipo: TipoDichiarazioneJson,
    /// Versione del testo.
    #[schema(max_length = 32, example = "2026-01")]
    pub versione: String,
}

impl From<&Dichiarazione> for DichiarazioneAgliAtti {
    fn from(given: &Dichiarazione) -> Self {
        Self { tipo: given.tipo.into(), versione: given.versione.clone() }
    }
}
