//! `POST /utilizzatori` and `GET /utilizzatori/{id}`: the profile of who buys vouchers.

use super::decesso::Decesso;
use crate::ApiResult;
use crate::auth::Caller;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::identity::{PersonaIndicata, identita_di};
use crate::resources::reply::{answer, created, request, shown};
use crate::resources::types::persone::{DichiarazioneAgliAtti, DichiarazioneResa, declarations};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Istante;
use actix_web::{HttpResponse, get, post, web};
use libretto_core::ids::UtilizzatoreId;
use libretto_core::use_cases::RegistraUtilizzatore;
use libretto_core::utilizzatore as core;
use libretto_core::utilizzatore::registrazione::{Registrazione, TipoUtilizzatore};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Tipo di utilizzatore. Solo le persone fisiche usano il Libretto Famiglia.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TipoUtilizzatore)]
pub enum TipoUtilizzatoreJson {
    /// Persona fisica, fuori da attività professionale o d'impresa.
    PersonaFisica,
    /// Professionista o impresa.
    Impresa,
    /// Pubblica amministrazione.
    PubblicaAmministrazione,
    /// Società sportiva professionistica.
    SocietaSportiva,
}

impl From<TipoUtilizzatoreJson> for TipoUtilizzatore {
    fn from(tipo: TipoUtilizzatoreJson) -> Self {
        match tipo {
            TipoUtilizzatoreJson::PersonaFisica => Self::PersonaFisica,
            TipoUtilizzatoreJson::Impresa => Self::Impresa,
            TipoUtilizzatoreJson::PubblicaAmministrazione => Self::PubblicaAmministrazione,
            TipoUtilizzatoreJson::SocietaSportiva => Self::SocietaSportiva,
        }
    }
}

/// Registrazione di un utilizzatore. Chi è la persona lo dice la sua identità digitale.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "tipo_utilizzatore": "persona_fisica",
    "dichiarazioni": [
        { "tipo": "responsabilita", "versione": "2026-11" },
        { "tipo": "informativa_privacy", "versione": "2026-01" }
    ]
}))]
pub struct RichiestaUtilizzatore {
    /// Tipo di utilizzatore.
    pub tipo_utilizzatore: TipoUtilizzatoreJson,
    /// La persona da registrare: la indicano il patronato o l'intermediario con la sua delega e la sede. La persona che chiama, e
    /// chi è al telefono con il contact center, si registrano per sé.
    #[serde(default, deserialize_with = "present")]
    pub persona: Option<PersonaIndicata>,
    /// Le dichiarazioni rese, nelle versioni in vigore.
    #[schema(max_items = 10)]
    pub dichiarazioni: Vec<DichiarazioneResa>,
}

/// Un utilizzatore.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01980a52-7f7e-7c10-8f6a-6f3f3b8f0b10", "nome_proprio": "Mario", "cognome": "Rossi",
    "registrato_il": "2026-01-12T08:30:00Z",
    "dichiarazioni": [{ "tipo": "responsabilita", "versione": "2026-11" }], "versione": 1
}))]
pub struct Utilizzatore {
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
    /// Dichiarazioni rese alla registrazione.
    #[schema(max_items = 10)]
    pub dichiarazioni: Vec<DichiarazioneAgliAtti>,
    /// Decesso registrato. Lo vede solo il back office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decesso: Option<Decesso>,
    /// Versione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl Utilizzatore {
    /// A profile for some eyes: of a death only the back office knows.
    pub(super) fn new(profile: &core::Utilizzatore, viewer: Viewer) -> Self {
        let known = profile.decesso.as_ref().filter(|_| viewer == Viewer::BackOffice);
        Self {
            id: profile.id.0,
            nome_proprio: profile.persona.nome_proprio.clone(),
            cognome: profile.persona.cognome.clone(),
            registrato_il: Istante(profile.registrato_il),
            dichiarazioni: profile.dichiarazioni.iter().map(DichiarazioneAgliAtti::from).collect(),
            decesso: known.map(Decesso::from),
            versione: profile.versione,
        }
    }
}

/// Registrazione di un utilizzatore
///
/// Apre il profilo di utilizzatore della persona che chiama e il suo portafoglio. Servono le dichiarazioni in vigore, elencate
/// da `GET /dichiarazioni`.
#[utoipa::path(
    tag = "Utilizzatori",
    operation_id = "registraUtilizzatore",
    params(IdempotencyKey),
    request_body = RichiestaUtilizzatore,
    responses((status = 201, description = "L'utilizzatore registrato", body = Utilizzatore, headers(
        ("Location" = String, description = "Indirizzo dell'utilizzatore"),
        ("ETag" = String, description = "Versione dell'utilizzatore"),
    )))
)]
#[post("/utilizzatori")]
pub(crate) async fn registra(state: State, call: Idempotent<RichiestaUtilizzatore>) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    let registrazione =
        Registrazione { tipo: body.tipo_utilizzatore.into(), dichiarazioni: declarations(body.dichiarazioni)? };
    let command =
        RegistraUtilizzatore { identita: identita_di(&claim.caller, body.persona, "/persona")?, registrazione };
    let render = |profile: &core::Utilizzatore| {
        created(
            &format!("/utilizzatori/{}", profile.id),
            profile.versione,
            &Utilizzatore::new(profile, Viewer::Utilizzatore),
        )
    };
    let reply = state.libretto.registra_utilizzatore(&request(&claim, None)?, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// Un utilizzatore
///
/// Il profilo, per la persona stessa e per il back office.
#[utoipa::path(
    tag = "Utilizzatori",
    operation_id = "vediUtilizzatore",
    params(("utilizzatore_id" = Uuid, Path, description = "Identificativo dell'utilizzatore")),
    responses((status = 200, description = "L'utilizzatore", body = Utilizzatore, headers(
        ("ETag" = String, description = "Versione dell'utilizzatore"),
    )))
)]
#[get("/utilizzatori/{utilizzatore_id}")]
pub(crate) async fn vedi(state: State, caller: Caller, id: web::Path<Uuid>) -> ApiResult<HttpResponse> {
    let viewer = Viewer::of(&caller);
    let found = state.libretto.vedi_utilizzatore(&caller.to_core()?, UtilizzatoreId(*id)).await;
    let profile = found.map_err(|error| problem(error, viewer))?;
    Ok(shown(profile.versione, &Utilizzatore::new(&profile, viewer)))
}
