//! `POST /deleghe`: a person delegates a body, or the body enters what was signed on paper.

use super::tipi::{AmbitoJson, CategoriaJson, EsitoDelegaJson, RuoloJson};
use crate::ApiResult;
use crate::auth::{Caller, Role};
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::problem::Problem;
use crate::resources::State;
use crate::resources::checks::at_most;
use crate::resources::error::problem;
use crate::resources::identity::{PersonaIndicata, identita_di};
use crate::resources::reply::{answer, created, request};
use crate::resources::types::present;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Giorno;
use crate::resources::types::testo::Testo;
use actix_web::{HttpResponse, post};
use libretto_core::delega::conferimento::Conferimento;
use libretto_core::delega::{DocumentoDelega, Ente};
use libretto_core::ids::EnteId;
use libretto_core::use_cases::{ConferisceDelega, EsitoDelega};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// L'ente a cui si delega.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnteIndicato {
    /// Identificativo sulla piattaforma di interoperabilità.
    pub id: Uuid,
    /// Che cosa è.
    pub categoria: CategoriaJson,
}

/// La delega firmata su carta, che l'ente conserva con la copia del documento di identità.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentoIndicato {
    /// Come lo chiama l'ente.
    #[schema(value_type = String, max_length = 128)]
    pub riferimento: Testo<128>,
    /// SHA-256 del documento, esadecimale.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub sha256: String,
}

/// Una delega da dare.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ente": { "id": "33333333-3333-4333-8333-333333333333", "categoria": "patronato" },
    "ruolo": "utilizzatore", "ambiti": ["prestazioni", "portafoglio"], "al": "2027-12-31"
}))]
pub struct RichiestaDelega {
    /// A chi si delega. Lo indica la persona; l'ente che inserisce una delega firmata è il delegato, e lo omette.
    #[serde(default, deserialize_with = "present")]
    pub ente: Option<EnteIndicato>,
    /// Chi delega. Lo indica l'ente che inserisce una delega firmata; la persona delega per sé, e lo omette.
    #[serde(default, deserialize_with = "present")]
    pub delegante: Option<PersonaIndicata>,
    /// In quale ruolo.
    pub ruolo: RuoloJson,
    /// Per che cosa.
    #[schema(min_items = 1, max_items = 4)]
    pub ambiti: Vec<AmbitoJson>,
    /// Primo giorno; se manca, oggi.
    #[serde(default, deserialize_with = "present")]
    pub dal: Option<Giorno>,
    /// Ultimo giorno, compreso; se manca, la delega vale fino a revoca.
    #[serde(default, deserialize_with = "present")]
    pub al: Option<Giorno>,
    /// La delega firmata: obbligatoria per l'ente che la inserisce.
    #[serde(default, deserialize_with = "present")]
    pub documento: Option<DocumentoIndicato>,
}

/// Conferimento di una delega
///
/// La persona delega un patronato o un intermediario per un ruolo, con ambiti e durata; oppure il patronato o l'intermediario
/// inserisce la delega che la persona ha firmato su carta, e ne conserva il documento per gli anni previsti dopo la fine. In
/// entrambi i casi la persona viene avvisata.
#[utoipa::path(
    tag = "Deleghe",
    operation_id = "conferisceDelega",
    params(IdempotencyKey),
    request_body = RichiestaDelega,
    responses((status = 201, description = "La delega", body = EsitoDelegaJson, headers(
        ("Location" = String, description = "Indirizzo della delega"),
        ("ETag" = String, description = "Versione della delega"),
    )))
)]
#[post("/deleghe")]
pub(crate) async fn conferisce(state: State, call: Idempotent<RichiestaDelega>) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    at_most("/ambiti", &body.ambiti, 4)?;
    let documento = body.documento.map(signed).transpose()?;
    let command = ConferisceDelega {
        delegante: identita_di(&claim.caller, body.delegante, "/delegante")?,
        conferimento: Conferimento {
            ente: delegated(&claim.caller, body.ente)?,
            ruolo: body.ruolo.into(),
            ambiti: body.ambiti.into_iter().map(Into::into).collect(),
            dal: body.dal.map(|day| day.0),
            al: body.al.map(|day| day.0),
            documento,
        },
    };
    let now = state.libretto.clock.now();
    let render = |outcome: &EsitoDelega| {
        let delega = &outcome.delega.nota.delega;
        created(&format!("/deleghe/{}", delega.id), delega.versione, &EsitoDelegaJson::new(outcome, now))
    };
    let reply = state.libretto.conferisce_delega(&request(&claim, None)?, &command, &render).await;
    reply.map(answer).map_err(|error| problem(error, Viewer::Utilizzatore))
}

/// To whom: a body delegates nobody but itself.
fn delegated(caller: &Caller, written: Option<EnteIndicato>) -> Result<Ente, Problem> {
    match (caller.role, written) {
        (Role::Intermediario, None) => caller.ente.ok_or_else(Problem::forbidden),
        (Role::Intermediario, Some(_)) => {
            Err(Problem::invalid_field("/ente", "chi inserisce una delega firmata è il delegato: va omesso"))
        }
        (_, Some(ente)) => Ok(Ente { id: EnteId(ente.id), categoria: ente.categoria.into() }),
        (_, None) => Err(Problem::invalid_field("/ente", "va indicato a chi si delega")),
    }
}

fn signed(written: DocumentoIndicato) -> Result<DocumentoDelega, Problem> {
    let wrong = || Problem::invalid_field("/documento/sha256", "deve essere uno SHA-256 esadecimale, in minuscolo");
    let text = written.sha256;
    let digits = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let mut sha256 = [0; 32];
    for (place, byte) in sha256.iter_mut().enumerate().filter(|_| digits) {
        let pair = text.get(2 * place..2 * place + 2).ok_or_else(wrong)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
    }
    if digits { Ok(DocumentoDelega { riferimento: written.riferimento.into_string(), sha256 }) } else { Err(wrong()) }
}
