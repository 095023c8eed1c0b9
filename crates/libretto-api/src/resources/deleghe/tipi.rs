//! Delegations on the wire.

use crate::resources::types::mirrored;
use crate::resources::types::spiegazione::{Spiegazione, Viewer};
use crate::resources::types::tempo::{Giorno, Istante};
use chrono::{DateTime, Utc};
use libretto_core::delega as core;
use libretto_core::ports::DelegaCompleta;
use libretto_core::use_cases::EsitoDelega;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

mirrored! {
    /// In quale ruolo si delega: la delega data in un ruolo non vale nell'altro.
    RuoloJson = Ruolo as RuoloDelega {
        /// Come utilizzatore.
        Utilizzatore,
        /// Come prestatore.
        Prestatore,
    }
}

mirrored! {
    /// Per che cosa si delega. Chi può operare può anche vedere ciò su cui opera.
    AmbitoJson = Ambito as AmbitoDelega {
        /// Vedere.
        Consultazione,
        /// Registrazione, autocertificazioni, modalità di pagamento.
        Profilo,
        /// Comunicare, rettificare e annullare il lavoro.
        Prestazioni,
        /// Versamenti, bonus e rimborsi.
        Portafoglio,
    }
}

mirrored! {
    /// Che cosa è l'ente.
    CategoriaJson = CategoriaEnte as CategoriaEnte {
        /// Patronato (L. 152/2001): solo per il Libretto Famiglia.
        Patronato,
        /// Consulente del lavoro (L. 12/1979).
        ConsulenteDelLavoro,
        /// Commercialista (L. 12/1979).
        Commercialista,
        /// Avvocato (L. 12/1979).
        Avvocato,
    }
}

/// Stato di una delega.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StatoDelega)]
pub enum StatoJson {
    /// Comincia in un giorno che deve ancora venire.
    Futura,
    /// Vale ora.
    Attiva,
    /// Il suo ultimo giorno è passato.
    Scaduta,
    /// È stata revocata da chi l'ha data, o l'ente vi ha rinunciato.
    Revocata,
    /// Chi l'ha data è deceduto (art. 1722 n. 4 c.c.).
    Estinta,
}

impl StatoJson {
    fn of(nota: &core::DelegaNota, now: DateTime<Utc>) -> Self {
        match nota.delega.stato(now) {
            core::StatoDelega::Revocata => Self::Revocata,
            core::StatoDelega::Scaduta => Self::Scaduta,
            _ if nota.decesso.is_some() => Self::Estinta,
            core::StatoDelega::Futura => Self::Futura,
            core::StatoDelega::Attiva => Self::Attiva,
        }
    }
}

/// L'ente che opera per altri.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct EnteDelegato {
    /// Identificativo sulla piattaforma di interoperabilità.
    pub id: Uuid,
    /// Che cosa è.
    pub categoria: CategoriaJson,
}

/// Chi ha dato la delega, con i profili che possiede.
#[derive(Clone, Serialize, ToSchema)]
pub struct Delegante {
    /// Nome proprio.
    #[schema(max_length = 255)]
    pub nome_proprio: String,
    /// Cognome.
    #[schema(max_length = 255)]
    pub cognome: String,
    /// Identificativo del profilo di utilizzatore, se la delega è in quel ruolo e il profilo esiste.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utilizzatore_id: Option<Uuid>,
    /// Identificativo del profilo di prestatore, se la delega è in quel ruolo e il profilo esiste.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prestatore_id: Option<Uuid>,
}

/// Dove si trova la delega firmata.
#[derive(Clone, Serialize, ToSchema)]
pub struct DocumentoFirmato {
    /// Come lo chiama l'ente che lo conserva.
    #[schema(max_length = 128)]
    pub riferimento: String,
    /// SHA-256 del documento, esadecimale.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
    /// Fino a quale giorno va conservato, compreso. Assente finché la delega non ha una fine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conservare_fino: Option<Giorno>,
}

/// Una delega.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Delega)]
pub struct DelegaJson {
    /// Identificativo.
    pub id: Uuid,
    /// A chi è data.
    pub ente: EnteDelegato,
    /// Chi l'ha data.
    pub delegante: Delegante,
    /// In quale ruolo.
    pub ruolo: RuoloJson,
    /// Per che cosa.
    #[schema(max_items = 4)]
    pub ambiti: Vec<AmbitoJson>,
    /// Primo giorno.
    pub dal: Giorno,
    /// Ultimo giorno, compreso. Assente se vale fino a revoca.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub al: Option<Giorno>,
    /// Stato.
    pub stato: StatoJson,
    /// Istante in cui è stata data.
    pub conferita_il: Istante,
    /// Istante in cui è stata revocata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocata_il: Option<Istante>,
    /// La delega firmata, se è stata data su carta.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documento: Option<DocumentoFirmato>,
    /// Versione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl DelegaJson {
    /// A delegation at an instant.
    pub(super) fn new(found: &DelegaCompleta, now: DateTime<Utc>) -> Self {
        let delega = &found.nota.delega;
        let given = &delega.conferita;
        // With its end a body has nothing to look for any more.
        let holds = delega.stato(now) == core::StatoDelega::Attiva;
        let of_role = |ruolo, id: Option<Uuid>| id.filter(|_| holds && given.ruolo == ruolo);
        let documento = given.documento.as_ref().map(|document| DocumentoFirmato {
            riferimento: document.riferimento.clone(),
            sha256: crate::auth::hex(&document.sha256),
            conservare_fino: delega.conservare_fino().map(Giorno),
        });
        Self {
            id: delega.id.0,
            ente: EnteDelegato { id: given.ente.id.0, categoria: given.ente.categoria.into() },
            delegante: Delegante {
                nome_proprio: found.delegante.nome_proprio.clone(),
                cognome: found.delegante.cognome.clone(),
                utilizzatore_id: of_role(core::Ruolo::Utilizzatore, found.utilizzatore.map(|id| id.0)),
                prestatore_id: of_role(core::Ruolo::Prestatore, found.prestatore.map(|id| id.0)),
            },
            ruolo: given.ruolo.into(),
            ambiti: given.ambiti.iter().copied().map(AmbitoJson::from).collect(),
            dal: Giorno(given.dal),
            al: given.al.map(Giorno),
            stato: StatoJson::of(&found.nota, now),
            conferita_il: Istante(delega.conferita_il),
            revocata_il: delega.revocata_il.map(Istante),
            documento,
            versione: delega.versione,
        }
    }
}

/// Una delega dopo un atto, con la spiegazione della decisione.
#[derive(Serialize, ToSchema)]
pub struct EsitoDelegaJson {
    /// La delega.
    #[serde(flatten)]
    pub delega: DelegaJson,
    /// Perché è stato deciso così.
    pub spiegazione: Spiegazione,
}

impl EsitoDelegaJson {
    pub(super) fn new(outcome: &EsitoDelega, now: DateTime<Utc>) -> Self {
        // The act may be a little later than what the clock said when it was asked for.
        let delega = &outcome.delega.nota.delega;
        let now = now.max(delega.conferita_il).max(delega.revocata_il.unwrap_or(now));
        let why = Viewer::Utilizzatore.explanation(outcome.spiegazione.clone());
        let spiegazione = Spiegazione::new(&why, Viewer::Utilizzatore);
        Self { delega: DelegaJson::new(&outcome.delega, now), spiegazione }
    }
}
