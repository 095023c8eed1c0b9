//! `/sandbox/orologio`: the clock of a sandbox, which can be moved forward. At the root of the server, beside the API, and only in
//! a sandbox: in production it answers that it does not exist there.

use super::State;
use super::types::present;
use super::types::tempo::{Istante, OraCivile};
use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::ApiJson;
use crate::problem::{Problem, ProblemType};
use actix_web::{HttpResponse, get, put};
use chrono::{DateTime, Utc};
use libretto_core::civil_time::{CivilTime, format_rome};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use thiserror::Error;
use utoipa::ToSchema;

/// What the clock of a sandbox shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Whether it stands still there instead of running.
    pub still: bool,
}

/// The clock of a sandbox.
pub trait Sandbox: Send + Sync {
    /// What it shows.
    fn read(&self) -> Reading;

    /// Moves the clock forward; the instant it shows already is allowed. From there it runs, or stands still until it is moved
    /// again.
    ///
    /// # Errors
    /// [`ClockGoesBack`] when the instant is in its past; nothing changes then.
    fn advance(&self, to: Reading) -> Result<(), ClockGoesBack>;
}

/// The clock was asked to go back, which would make what happened happen later.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("the clock shows {now} already")]
pub struct ClockGoesBack {
    /// What it shows.
    pub now: DateTime<Utc>,
}

/// Dove portare l'orologio: uno solo tra `istante` e `ora_locale`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "ora_locale": "2026-03-02T09:00" }))]
pub struct RichiestaOrologio {
    /// Istante in UTC.
    #[serde(default, deserialize_with = "present")]
    pub istante: Option<Istante>,
    /// Ora civile italiana.
    #[serde(default, deserialize_with = "present")]
    pub ora_locale: Option<OraCivile>,
    /// Se vero l'orologio resta fermo lì finché non lo si porta di nuovo avanti; altrimenti riprende a scorrere.
    #[serde(default)]
    #[schema(default = false)]
    pub fermo: bool,
}

impl RichiestaOrologio {
    fn instant(&self) -> Result<DateTime<Utc>, Problem> {
        match (self.istante, self.ora_locale) {
            (Some(instant), None) => Ok(instant.0),
            (None, Some(local)) => local
                .0
                .resolve()
                .map_err(|_| Problem::invalid_field("/ora_locale", "ora inesistente o ambigua in Italia")),
            (None, None) => Err(Problem::invalid_field("/ora_locale", "serve `ora_locale` oppure `istante`")),
            (Some(_), Some(_)) => Err(Problem::invalid_field("/ora_locale", "non si può indicare insieme a `istante`")),
        }
    }
}

/// Che ora è nella sandbox.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "istante": "2026-03-02T08:00:00Z", "ora_locale": "2026-03-02T09:00", "fermo": false }))]
pub struct Orologio {
    /// Istante in UTC.
    pub istante: Istante,
    /// Ora civile italiana, al minuto.
    pub ora_locale: OraCivile,
    /// Vero se l'orologio è fermo.
    pub fermo: bool,
}

impl From<Reading> for Orologio {
    fn from(shown: Reading) -> Self {
        let Reading { now, still } = shown;
        Self { istante: Istante(now), ora_locale: OraCivile(CivilTime::at(now)), fermo: still }
    }
}

/// L'orologio della sandbox
///
/// Solo nella sandbox: in esercizio risponde 404. L'indirizzo è alla radice del server.
#[utoipa::path(
    tag = "Sandbox",
    operation_id = "vediOrologio",
    responses(
        (status = 200, description = "Che ora è", body = Orologio),
        (status = 404, description = "Il servizio non è una sandbox"),
    )
)]
#[get("/sandbox/orologio")]
pub(crate) async fn vedi(state: State, _caller: Caller) -> ApiResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(Orologio::from(sandbox(&state)?.read())))
}

/// Avanzamento dell'orologio della sandbox
///
/// Porta l'orologio in avanti, mai indietro, così che un anno intero si possa provare in pochi secondi. Da lì continua a scorrere,
/// oppure con `fermo` resta immobile: l'ultimo istante utile di un termine si prova con esattezza. Solo nella sandbox: in esercizio
/// risponde 404. L'indirizzo è alla radice del server.
#[utoipa::path(
    tag = "Sandbox",
    operation_id = "avanzaOrologio",
    request_body = RichiestaOrologio,
    responses(
        (status = 200, description = "Che ora è adesso", body = Orologio),
        (status = 404, description = "Il servizio non è una sandbox"),
        (status = 409, description = "L'orologio è già più avanti"),
    )
)]
#[put("/sandbox/orologio")]
pub(crate) async fn avanza(state: State, _caller: Caller, body: ApiJson<RichiestaOrologio>) -> ApiResult<HttpResponse> {
    let clock = sandbox(&state)?;
    let to = Reading { now: body.0.instant()?, still: body.0.fermo };
    clock.advance(to).map_err(|refused| {
        let shown = format_rome(refused.now);
        Problem::new(ProblemType::OrologioIndietro).detail(format!("L'orologio della sandbox segna già {shown}."))
    })?;
    Ok(HttpResponse::Ok().json(Orologio::from(to)))
}

fn sandbox(state: &State) -> Result<&Arc<dyn Sandbox>, Problem> {
    state.sandbox.as_ref().ok_or_else(|| Problem::new(ProblemType::SoloInSandbox))
}
