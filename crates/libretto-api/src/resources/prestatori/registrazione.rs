//! `POST /prestatori` and `GET /prestatori/{id}`: the profile of who works.

use super::profile::{ModalitaScelta, Prestatore, RichiestaAutocertificazione, account, load};
use crate::ApiResult;
use crate::auth::Caller;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::checks::{at_most, period};
use crate::resources::error::problem;
use crate::resources::identity::{PersonaIndicata, identita_di};
use crate::resources::reply::{answer, created, request, shown};
use crate::resources::types::persone::{DichiarazioneResa, declarations};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use actix_web::{HttpResponse, get, post, web};
use libretto_core::ids::PrestatoreId;
use libretto_core::prestatore as core;
use libretto_core::use_cases::RegistraPrestatore;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most self-certifications of one registration, inclusive.
const AUTOCERTIFICAZIONI_MAX: usize = 20;

/// Registrazione di un prestatore. Chi è la persona lo dice la sua identità digitale.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "dichiarazioni": [
        { "tipo": "responsabilita", "versione": "2026-11" },
        { "tipo": "informativa_privacy", "versione": "2026-01" }
    ],
    "modalita_pagamento": { "tipo": "bonifico", "iban": "IT60X0542811101000000123456" },
    "autocertificazioni": [{ "categoria": "studente", "dal": "2025-09-15" }]
}))]
pub struct RichiestaPrestatore {
    /// La persona da registrare: la indicano il patronato o l'intermediario con la sua delega e la sede. La persona che chiama, e
    /// chi è al telefono con il contact center, si registrano per sé.
    #[serde(default, deserialize_with = "present")]
    pub persona: Option<PersonaIndicata>,
    /// Le dichiarazioni rese, nelle versioni in vigore.
    #[schema(max_items = 10)]
    pub dichiarazioni: Vec<DichiarazioneResa>,
    /// Come essere pagati.
    pub modalita_pagamento: ModalitaScelta,
    /// Autocertificazioni delle categorie di comma 8. Non sono necessarie per lavorare.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub autocertificazioni: Vec<RichiestaAutocertificazione>,
}

/// Registrazione di un prestatore
///
/// Apre il profilo di prestatore della persona che chiama. Servono le dichiarazioni in vigore, elencate da
/// `GET /dichiarazioni`, e una modalità di pagamento.
#[utoipa::path(
    tag = "Prestatori",
    operation_id = "registraPrestatore",
    params(IdempotencyKey),
    request_body = RichiestaPrestatore,
    responses((status = 201, description = "Il prestatore registrato", body = Prestatore, headers(
        ("Location" = String, description = "Indirizzo del prestatore"),
        ("ETag" = String, description = "Versione del prestatore"),
    )))
)]
#[post("/prestatori")]
pub(crate) async fn registra(state: State, call: Idempotent<RichiestaPrestatore>) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    at_most("/autocertificazioni", &body.autocertificazioni, AUTOCERTIFICAZIONI_MAX)?;
    for (index, one) in body.autocertificazioni.iter().enumerate() {
        period(&format!("/autocertificazioni/{index}/al"), one.dal, one.al)?;
    }
    let categorie = body.autocertificazioni.iter().map(|one| (one.categoria.into(), one.dal.0, one.al.map(|al| al.0)));
    let command = RegistraPrestatore {
        identita: identita_di(&claim.caller, body.persona, "/persona")?,
        dichiarazioni: declarations(body.dichiarazioni)?,
        categorie: categorie.collect(),
        modalita: body.modalita_pagamento.read("/modalita_pagamento")?,
    };
    let render = |profile: &core::Prestatore| {
        let shown = Prestatore::new(profile, account(&command.modalita));
        created(&format!("/prestatori/{}", profile.id), profile.versione, &shown)
    };
    let reply = state.libretto.registra_prestatore(&request(&claim, None)?, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Prestatore))
}

/// Un prestatore
///
/// Il profilo con modalità di pagamento e autocertificazioni, per la persona stessa e per il back office. L'IBAN è leggibile
/// solo in parte.
#[utoipa::path(
    tag = "Prestatori",
    operation_id = "vediPrestatore",
    params(("prestatore_id" = Uuid, Path, description = "Identificativo del prestatore")),
    responses((status = 200, description = "Il prestatore", body = Prestatore, headers(
        ("ETag" = String, description = "Versione del prestatore"),
    )))
)]
#[get("/prestatori/{prestatore_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let (profile, iban) = load(&state, &caller.to_core()?, PrestatoreId(*id)).await?;
    Ok(shown(profile.versione, &Prestatore::new(&profile, iban.as_ref())))
}
