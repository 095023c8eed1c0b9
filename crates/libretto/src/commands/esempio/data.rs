//! The plain data of a year: who there is, what is paid in, what work is done, what goes wrong.

use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::money::Euro;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Year {
    pub(super) anno: i32,
    pub(super) famiglie: Vec<Famiglia>,
    pub(super) prestatori: Vec<Lavoratore>,
    pub(super) turni: Vec<Turni>,
    #[serde(default)]
    pub(super) correzioni: Vec<Correzione>,
    #[serde(default)]
    pub(super) annullamenti: Vec<Annullamento>,
    #[serde(default)]
    pub(super) rifiuti: Vec<Rifiuto>,
    #[serde(default)]
    pub(super) decessi: Vec<Decesso>,
}

/// A household.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Famiglia {
    pub(super) nome: String,
    pub(super) nome_proprio: String,
    pub(super) codice_fiscale: CodiceFiscale,
    pub(super) versamenti: Vec<Versamento>,
}

/// A top-up on the first day of a month.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Versamento {
    pub(super) mese: u32,
    pub(super) importo: Euro,
}

/// A worker.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lavoratore {
    pub(super) nome: String,
    pub(super) nome_proprio: String,
    pub(super) codice_fiscale: CodiceFiscale,
    pub(super) modalita: Modalita,
    #[serde(default)]
    pub(super) autocertificazioni: Vec<Autocertificazione>,
}

/// How a worker is paid, as the API wants it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Modalita {
    tipo: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    iban: Option<String>,
}

/// A self-certification, as the API wants it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Autocertificazione {
    categoria: String,
    dal: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    al: Option<String>,
}

/// A shift that repeats.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Turni {
    pub(super) famiglia: String,
    pub(super) prestatore: String,
    pub(super) ambito: String,
    pub(super) mesi: Vec<u32>,
    pub(super) giorni: Vec<u32>,
    pub(super) inizio: String,
    pub(super) fine: String,
    #[serde(default)]
    pub(super) pausa_minuti: u32,
    pub(super) titoli: u32,
    #[serde(default)]
    pub(super) convalida: bool,
}

/// A mistake corrected on the same day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Correzione {
    pub(super) famiglia: String,
    pub(super) prestatore: String,
    pub(super) mese: u32,
    pub(super) giorno: u32,
    pub(super) fine: String,
    pub(super) titoli: u32,
}

/// A record cancelled on the same day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Annullamento {
    pub(super) famiglia: String,
    pub(super) prestatore: String,
    pub(super) mese: u32,
    pub(super) giorno: u32,
}

/// A communication that must be refused.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rifiuto {
    pub(super) famiglia: String,
    pub(super) prestatore: String,
    pub(super) ambito: String,
    pub(super) perche: String,
    pub(super) mese: u32,
    pub(super) giorno: u32,
    pub(super) inizio: String,
    pub(super) fine: String,
    pub(super) titoli: u32,
    pub(super) comunicata_il: Option<String>,
    pub(super) codici: Vec<String>,
}

/// A death, and what the heirs do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decesso {
    pub(super) famiglia: String,
    pub(super) giorno: String,
    pub(super) ora: Option<String>,
    pub(super) dichiarato_il: String,
    pub(super) convalidato_il: String,
    pub(super) inserito_il: String,
    pub(super) chiesto_il: String,
    pub(super) inviato_il: String,
    pub(super) eredi: Vec<Erede>,
    #[serde(default)]
    pub(super) inserimenti: Vec<Inserimento>,
}

/// An heir.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Erede {
    pub(super) nome: String,
    pub(super) nome_proprio: String,
    pub(super) codice_fiscale: CodiceFiscale,
    pub(super) quota: String,
    pub(super) iban: String,
}

/// Work that was done before the death and not communicated.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inserimento {
    pub(super) prestatore: String,
    pub(super) ambito: String,
    pub(super) mese: u32,
    pub(super) giorno: u32,
    pub(super) inizio: String,
    pub(super) fine: String,
    pub(super) titoli: u32,
}

impl Year {
    /// Reads a file, or the given text.
    pub(super) fn read(path: Option<&Path>, built_in: &str) -> Result<Self, String> {
        let text = match path {
            Some(path) => std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?,
            None => built_in.to_owned(),
        };
        toml::from_str(&text).map_err(|error| error.to_string())
    }
}
