//! `GET /profilo`: who the caller is to the service.

use super::State;
use super::error::problem;
use super::types::spiegazione::Viewer;
use crate::ApiResult;
use crate::auth::{Caller, Role};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Ruolo di chi chiama.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuoloChiamante {
    /// Una persona con la propria identità digitale.
    Cittadino,
    /// Un operatore del contact center, per la persona che ha chiamato.
    ContactCenter,
    /// Un addetto del back office.
    BackOffice,
    /// Il sistema dei pagamenti.
    SistemaPagamenti,
    /// Un patronato o un altro intermediario, attraverso la PDND.
    Intermediario,
}

/// Chi chiama e i profili che possiede. Un profilo assente non è ancora registrato.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "ruolo": "cittadino", "nome_proprio": "Mario", "cognome": "Rossi",
    "utilizzatore_id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b10"
}))]
pub struct Profilo {
    /// Ruolo.
    pub ruolo: RuoloChiamante,
    /// Nome proprio, se l'identità lo riporta.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub nome_proprio: Option<String>,
    /// Cognome, se l'identità lo riporta.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub cognome: Option<String>,
    /// Identificativo del profilo di utilizzatore.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utilizzatore_id: Option<Uuid>,
    /// Identificativo del profilo di prestatore.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prestatore_id: Option<Uuid>,
    /// Identificativo del profilo di erede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erede_id: Option<Uuid>,
}

/// Il proprio profilo
///
/// Chi è la persona che chiama e quali profili possiede. Il punto di partenza di ogni programma: da qui si conoscono gli
/// identificativi con cui chiamare le altre operazioni.
#[utoipa::path(
    tag = "Profilo",
    operation_id = "vediProfilo",
    responses((status = 200, description = "Il profilo", body = Profilo))
)]
#[get("/profilo")]
pub(crate) async fn vedi(state: State, caller: Caller) -> ApiResult<HttpResponse> {
    let found = state.libretto.profilo(&caller.to_core()?).await;
    let (known, erede_id) = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let erede_id = erede_id.map(|id| id.0);
    let ruolo = match caller.role {
        Role::Cittadino => RuoloChiamante::Cittadino,
        Role::ContactCenter => RuoloChiamante::ContactCenter,
        Role::BackOffice => RuoloChiamante::BackOffice,
        Role::SistemaPagamenti => RuoloChiamante::SistemaPagamenti,
        Role::Intermediario => RuoloChiamante::Intermediario,
    };
    let profile = match known {
        // Whoever has no profile yet is called as their identity says, whatever others wrote.
        Some(found) if found.utilizzatore.is_some() || found.prestatore.is_some() || erede_id.is_some() => Profilo {
            ruolo,
            nome_proprio: Some(found.persona.nome_proprio),
            cognome: Some(found.persona.cognome),
            utilizzatore_id: found.utilizzatore.map(|id| id.0),
            prestatore_id: found.prestatore.map(|id| id.0),
            erede_id,
        },
        _ => Profilo {
            ruolo,
            nome_proprio: caller.given_name,
            cognome: caller.family_name,
            utilizzatore_id: None,
            prestatore_id: None,
            erede_id,
        },
    };
    Ok(HttpResponse::Ok().json(profile))
}
