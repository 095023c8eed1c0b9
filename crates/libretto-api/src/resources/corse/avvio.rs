//! `POST /corse-pagamento`: pays a month.

use super::elenco::{CorsaPagamento, StatoCorsa, TotaliCorsa};
use crate::ApiResult;
use crate::idempotency::{IdempotencyKey, Idempotent};
use crate::resources::State;
use crate::resources::error::problem_of_time;
use crate::resources::reply::request;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::{Giorno, Istante, Mese};
use actix_web::{HttpResponse, post};
use libretto_core::use_cases::EsitoPaga;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Il mese da pagare.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "mese": "2026-02" }))]
pub struct RichiestaCorsa {
    /// Mese delle prestazioni.
    pub mese: Mese,
}

/// La corsa del mese e che cosa ha fatto questa richiesta. Se il mese non ha nulla da pagare e non ha mai avuto una corsa, ci sono
/// solo il mese e lo zero.
#[derive(Serialize, ToSchema)]
pub struct EsitoCorsa {
    /// Mese delle prestazioni.
    pub mese: Mese,
    /// Prestatori pagati da questa richiesta: 0 se erano già stati pagati tutti.
    #[schema(minimum = 0)]
    pub prestatori_pagati: u64,
    /// Identificativo della corsa.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Numero della corsa nel mese, da 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub numero: Option<u32>,
    /// Stato della corsa.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stato: Option<StatoCorsa>,
    /// Giorno in cui parte il denaro.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub esecuzione: Option<Giorno>,
    /// Istante di inizio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aperta_il: Option<Istante>,
    /// Totali della corsa.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totali: Option<TotaliCorsa>,
}

impl EsitoCorsa {
    fn new(mese: Mese, outcome: &EsitoPaga) -> Self {
        let run = outcome.corsa.as_ref().map(CorsaPagamento::from);
        Self {
            mese,
            prestatori_pagati: outcome.prestatori_pagati,
            id: run.as_ref().map(|run| run.id),
            numero: run.as_ref().map(|run| run.numero),
            stato: run.as_ref().map(|run| run.stato),
            esecuzione: run.as_ref().map(|run| run.esecuzione),
            aperta_il: run.as_ref().map(|run| run.aperta_il),
            totali: run.and_then(|run| run.totali),
        }
    }
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
    // The key names the attempt for the log and keeps two at once apart; what is paid once is recorded by the run itself.
    let outcome = state.libretto.paga(&request(&claim, None)?, body.mese.0, &|_, _| ()).await;
    let outcome = outcome.map_err(|error| problem_of_time(error, Viewer::BackOffice, "/mese"))?;
    Ok(HttpResponse::Ok().json(EsitoCorsa::new(body.mese, &outcome)))
}
