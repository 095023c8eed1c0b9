//! The shape of the TOML file. Every key is optional; an unknown key is an error, so that a typing mistake is seen.

use super::ConfigError;
use serde::Deserialize;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub(super) servizio: Servizio,
    pub(super) archivio: Archivio,
    pub(super) identita: Identita,
    pub(super) pdnd: Pdnd,
    pub(super) pagopa: PagoPa,
    pub(super) pagamenti: Pagamenti,
    pub(super) documenti: Documenti,
    pub(super) anagrafe: Anagrafe,
    pub(super) osservabilita: Osservabilita,
}

/// `[servizio]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Servizio {
    pub(super) indirizzo: Option<String>,
    pub(super) processi: Option<NonZeroUsize>,
    pub(super) richieste_al_minuto: Option<NonZeroU32>,
    pub(super) richieste_al_minuto_per_fruitore: Option<NonZeroU32>,
    pub(super) richieste_contemporanee: Option<NonZeroUsize>,
    pub(super) richieste_in_attesa: Option<usize>,
    pub(super) secondi_massimi_richiesta: Option<u64>,
    pub(super) secondi_massimi_testata: Option<u64>,
    pub(super) secondi_massimi_corpo: Option<u64>,
    pub(super) secondi_connessione_inattiva: Option<u64>,
    pub(super) secondi_di_preavviso_arresto: Option<u64>,
    pub(super) proxy_fidati: Vec<String>,
}

/// `[archivio]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Archivio {
    pub(super) cartella: Option<PathBuf>,
    pub(super) connessioni_massime: Option<NonZeroUsize>,
    pub(super) memoria_istruzioni: Option<bool>,
    pub(super) migra_all_avvio: Option<bool>,
}

/// `[identita]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Identita {
    pub(super) emittente: Option<String>,
    pub(super) jwks: Option<String>,
    pub(super) destinatario: Option<String>,
}

/// `[pdnd]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Pdnd {
    pub(super) emittente: Option<String>,
    pub(super) destinatario: Option<String>,
    pub(super) jwks: Option<String>,
    pub(super) chiavi_client: Option<String>,
    pub(super) erogatore: Option<String>,
    pub(super) eservice: Option<String>,
    pub(super) descrittori: Vec<String>,
    pub(super) enti: Vec<String>,
    pub(super) indirizzo_pubblico: Option<String>,
}

/// `[pagopa]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PagoPa {
    pub(super) ente_creditore: Option<String>,
    pub(super) codice_segregazione: Option<u8>,
}

/// `[pagamenti]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Pagamenti {
    pub(super) cartella: Option<PathBuf>,
    pub(super) ordinante: Option<String>,
    pub(super) iban: Option<String>,
    pub(super) bic: Option<String>,
    pub(super) codice_cuc: Option<String>,
    pub(super) bonifici_per_file: Option<NonZeroUsize>,
}

/// `[documenti]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Documenti {
    pub(super) cartella: Option<PathBuf>,
}

/// `[anagrafe]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Anagrafe {
    pub(super) file: Option<PathBuf>,
}

/// `[osservabilita]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Osservabilita {
    pub(super) metriche: Option<String>,
    pub(super) metriche_in_rete: Option<bool>,
    pub(super) otlp: Option<String>,
}

impl File {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Result<Self, ConfigError> {
        let path_buf = path.to_path_buf();
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path_buf.clone(), source })?;
        toml::from_str(&text).map_err(|error| ConfigError::Malformed { path: path_buf, message: error.to_string() })
    }
}
