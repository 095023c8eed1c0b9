//! `POST /corse-pagamento`: pays a month.

use super::elenco::CorsaPagamento;
use crate::ApiResult;
use crate::auth::Role;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::reply::request;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Mese;
use actix_web::{HttpResponse, post};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Il mese da pagare.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "mese": "2026-02" }))]
pub struct RichiestaCorsa {
    /// Mese delle prestazioni.
    pub mese: Mese,
}

/// Che cosa ha fatto la richiesta.
#[derive(Serialize, ToSchema)]
pub struct EsitoCorsa {
    /// La corsa. Assente se il mese non ha nulla da pagare e non ha mai avuto una corsa.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corsa: Option<CorsaPagamento>,
    /// Prestatori pagati da questa richiesta: 0 se erano già stati pagati tutti.
    #[schema(minimum = 0)]
    pub prestatori_pagati: u64,
}

/// Pagamento di un mese
///
/// Solo per il back office. Rende irrevocabili le prestazioni del mese, dispone un pagamento per prestatore e scrive i file per la
/// banca e per la posta. Ripetere la richiesta, anche dopo un'interruzione, riprende da dove si era rimasti e non paga mai due
/// volte: dopo un 503 basta ripeterla.
#[utoipa::path(
    tag = "Pagamenti",
    operation_id = "avviaCorsaPagamento",
    params(IdempotencyKey),
    request_body = RichiestaCorsa,
    responses((status = 200, description = "La corsa, chiusa", body = EsitoCorsa))
)]
#[post("/corse-pagamento")]
pub(crate) async fn avvia(state: State, call: Idempotent<RichiestaCorsa>) -> ApiResult<HttpResponse> {
    let Idempotent { claim, body } = call;
    claim.caller.require(Role::BackOffice)?;
    // The key names the attempt for the log and keeps two at once apart; what is paid once is recorded by the run itself.
    let outcome = state.libretto.paga(&request(&claim, None)?, body.mese.0, &|_, _| ()).await;
    let outcome = outcome.map_err(|error| problem(error, Viewer::BackOffice))?;
    Ok(HttpResponse::Ok().json(EsitoCorsa {
        corsa: outcome.corsa.as_ref().map(CorsaPagamento::from),
        prestatori_pagati: outcome.prestatori_pagati,
    }))
}
