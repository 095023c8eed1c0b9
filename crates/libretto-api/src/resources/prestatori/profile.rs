//! The wire types of a worker's profile, which the worker alone sees whole.

use crate::conditional::IfMatch;
use crate::problem::Problem;
use crate::resources::AppState;
use crate::resources::error::problem;
use crate::resources::reply::expected;
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::{Giorno, Istante};
use crate::resources::types::testo::IbanJson;
use libretto_core::context::Caller;
use libretto_core::iban::Iban;
use libretto_core::ids::PrestatoreId;
use libretto_core::prestatore as core;
use libretto_core::use_cases::{ModalitaRichiesta, UseCaseError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Come il prestatore è pagato.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TipoModalita {
    /// Bonifico sul proprio conto, libretto o carta con IBAN: senza oneri.
    Bonifico,
    /// Bonifico domiciliato, riscosso in contanti all'ufficio postale: con onere.
    BonificoDomiciliato,
    /// Mandato riscosso in qualunque ufficio postale dopo la convalida: con onere.
    MandatoPostale,
}

/// Modalità di pagamento scelta. L'IBAN è necessario per il bonifico, e non è ammesso per le altre.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "tipo": "bonifico", "iban": "IT60X0542811101000000123456" }))]
pub struct ModalitaScelta {
    /// Come essere pagati.
    pub tipo: TipoModalita,
    /// Conto del prestatore.
    #[serde(default, deserialize_with = "present")]
    pub iban: Option<IbanJson>,
}

impl ModalitaScelta {
    /// The mode for the core. `place` is where the mode stands in the body.
    pub(crate) fn read(self, place: &str) -> Result<ModalitaRichiesta, Problem> {
        let iban = |message: &str| Problem::invalid_field(format!("{place}/iban"), message);
        match (self.tipo, self.iban) {
            (TipoModalita::Bonifico, Some(account)) if account.0.is_sepa() => {
                Ok(ModalitaRichiesta::Bonifico(account.0))
            }
            (TipoModalita::Bonifico, Some(_)) => Err(iban("il conto non è raggiungibile da un bonifico SEPA")),
            (TipoModalita::Bonifico, None) => Err(iban("è necessario per il bonifico")),
            (_, Some(_)) => Err(iban("non è ammesso per questa modalità")),
            (TipoModalita::BonificoDomiciliato, None) => Ok(ModalitaRichiesta::BonificoDomiciliato),
            (TipoModalita::MandatoPostale, None) => Ok(ModalitaRichiesta::MandatoPostale),
        }
    }
}

/// The account of a mode.
pub(crate) fn account(mode: &ModalitaRichiesta) -> Option<&Iban> {
    match mode {
        ModalitaRichiesta::Bonifico(iban) => Some(iban),
        ModalitaRichiesta::BonificoDomiciliato | ModalitaRichiesta::MandatoPostale => None,
    }
}

/// Modalità di pagamento in corso.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "tipo": "bonifico", "iban_mascherato": "IT60********************456", "dal": "2026-01-12T08:30:00Z"
}))]
pub struct ModalitaPagamento {
    /// Come il prestatore è pagato.
    pub tipo: TipoModalita,
    /// Conto, leggibile solo in parte.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 34, pattern = r"^[A-Z]{2}[0-9]{2}\*+[0-9A-Z]{3}$")]
    pub iban_mascherato: Option<String>,
    /// Istante della scelta.
    pub dal: Istante,
}

/// The kind of a mode.
pub(crate) const fn kind(mode: core::Modalita) -> TipoModalita {
    match mode {
        core::Modalita::Bonifico { .. } => TipoModalita::Bonifico,
        core::Modalita::BonificoDomiciliato => TipoModalita::BonificoDomiciliato,
        core::Modalita::MandatoPostale => TipoModalita::MandatoPostale,
    }
}

/// Categoria di comma 8.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Categoria)]
pub enum CategoriaJson {
    /// Titolare di pensione di vecchiaia o di invalidità.
    Pensionato,
    /// Giovane con meno di 25 anni, iscritto a una scuola o a un'università.
    Studente,
    /// Disoccupato.
    Disoccupato,
    /// Percettore di prestazioni di sostegno del reddito.
    SostegnoAlReddito,
}

impl From<core::Categoria> for CategoriaJson {
    fn from(categoria: core::Categoria) -> Self {
        match categoria {
            core::Categoria::Pensionato => Self::Pensionato,
            core::Categoria::Studente => Self::Studente,
            core::Categoria::Disoccupato => Self::Disoccupato,
            core::Categoria::SostegnoAlReddito => Self::SostegnoAlReddito,
        }
    }
}

impl From<CategoriaJson> for core::Categoria {
    fn from(categoria: CategoriaJson) -> Self {
        match categoria {
            CategoriaJson::Pensionato => Self::Pensionato,
            CategoriaJson::Studente => Self::Studente,
            CategoriaJson::Disoccupato => Self::Disoccupato,
            CategoriaJson::SostegnoAlReddito => Self::SostegnoAlReddito,
        }
    }
}

/// Autocertificazione di una categoria di comma 8, per la quale il compenso conta in misura ridotta per l'utilizzatore.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "categoria": "studente", "dal": "2025-09-15" }))]
pub struct RichiestaAutocertificazione {
    /// Categoria.
    pub categoria: CategoriaJson,
    /// Primo giorno dello stato, compreso.
    pub dal: Giorno,
    /// Ultimo giorno dello stato, compreso. Assente finché dura.
    #[serde(default, deserialize_with = "present")]
    pub al: Option<Giorno>,
}

/// Un'autocertificazione resa.
#[derive(Clone, Serialize, ToSchema)]
pub struct Autocertificazione {
    /// Categoria.
    pub categoria: CategoriaJson,
    /// Primo giorno dello stato, compreso.
    pub dal: Giorno,
    /// Ultimo giorno dello stato, compreso.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub al: Option<Giorno>,
    /// Istante in cui è stata resa.
    pub resa_il: Istante,
}

/// Un prestatore, per la persona stessa e per il back office.
#[derive(Serialize, ToSchema)]
pub struct Prestatore {
    /// Identificativo.
    pub id: Uuid,
    /// Nome proprio.
    #[schema(max_length = 255)]
    pub nome_proprio: String,
    /// Cognome.
    #[schema(max_length = 255)]
    pub cognome: String,
    /// Istante della registrazione.
    pub registrato_il: Istante,
    /// Come è pagato.
    pub modalita_pagamento: ModalitaPagamento,
    /// Autocertificazioni, nell'ordine in cui sono state rese.
    #[schema(max_items = 1000)]
    pub autocertificazioni: Vec<Autocertificazione>,
    /// Versione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl Prestatore {
    /// A worker's profile with the account of their present mode.
    pub(crate) fn new(profile: &core::Prestatore, iban: Option<&Iban>) -> Self {
        let mode = profile.modalita_attuale();
        let chosen = profile.modalita.last().map_or(profile.registrato_il, |choice| choice.dal);
        let certified = profile.autocertificazioni.iter().map(|one| Autocertificazione {
            categoria: one.categoria.into(),
            dal: Giorno(one.dal),
            al: one.al.map(Giorno),
            resa_il: Istante(one.resa_il),
        });
        Self {
            id: profile.id.0,
            nome_proprio: profile.persona.nome_proprio.clone(),
            cognome: profile.persona.cognome.clone(),
            registrato_il: Istante(profile.registrato_il),
            modalita_pagamento: ModalitaPagamento {
                tipo: kind(mode),
                iban_mascherato: iban.filter(|_| kind(mode) == TipoModalita::Bonifico).map(Iban::masked),
                dal: Istante(chosen),
            },
            autocertificazioni: certified.collect(),
            versione: profile.versione,
        }
    }
}

/// A worker's profile and the account of their present mode, if the caller may see it.
pub(crate) async fn load(
    state: &AppState,
    caller: &Caller,
    id: PrestatoreId,
) -> Result<(core::Prestatore, Option<Iban>), Problem> {
    let refused = |error| problem(error, Viewer::Prestatore);
    let profile = state.libretto.vedi_prestatore(caller, id).await.map_err(refused)?;
    let iban = state.libretto.queries.iban(id).await.map_err(|error| refused(UseCaseError::Store(error)))?;
    Ok((profile, iban))
}

/// The version to expect of a profile that is about to change, and the account of its mode. Whoever may not act on the profile
/// learns nothing of it: the version is compared only after the core has let them through.
pub(crate) async fn before(
    state: &AppState,
    accepted: &IfMatch,
    id: PrestatoreId,
) -> Result<(Option<u32>, Option<Iban>), Problem> {
    let refused = |error| problem(UseCaseError::Store(error), Viewer::Prestatore);
    let profile = state.libretto.queries.prestatore(id).await.map_err(refused)?;
    let iban = state.libretto.queries.iban(id).await.map_err(refused)?;
    Ok((profile.and_then(|one| expected(accepted, one.versione)), iban))
}
