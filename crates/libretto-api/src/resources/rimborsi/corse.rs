//! `/corse-rimborsi`: the runs that send approved refunds to the bank.

use crate::ApiResult;
use crate::auth::Caller;
use crate::cursor::Cursor;
use crate::idempotency::{Claim, IdempotencyKey};
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::corse::elenco::{FilePagamenti, StatoCorsa, TotalePagamenti};
use crate::resources::error::problem;
use crate::resources::page::{Pagina, cut, one_more, position};
use crate::resources::reply::request;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::{Giorno, Istante};
use actix_web::{HttpResponse, get, post};
use libretto_core::rimborso as core;
use libretto_core::use_cases::UseCaseError;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Una corsa di rimborsi.
#[derive(Clone, Serialize, ToSchema)]
pub struct CorsaRimborsi {
    /// Identificativo, derivato dal numero.
    pub id: Uuid,
    /// Numero, da 1.
    #[schema(minimum = 1)]
    pub numero: u32,
    /// Stato.
    pub stato: StatoCorsa,
    /// Giorno in cui parte il denaro.
    pub esecuzione: Giorno,
    /// Istante di inizio.
    pub aperta_il: Istante,
    /// Bonifici, quando è chiusa.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bonifici: Option<TotalePagamenti>,
    /// File scritti, quando è chiusa.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub file: Vec<FilePagamenti>,
}

impl From<&core::CorsaRimborsi> for CorsaRimborsi {
    fn from(run: &core::CorsaRimborsi) -> Self {
        let files = run.chiusura.iter().flat_map(|totals| &totals.file);
        Self {
            id: run.id.0,
            numero: run.numero,
            stato: if run.is_closed() { StatoCorsa::Chiusa } else { StatoCorsa::Aperta },
            esecuzione: Giorno(run.esecuzione),
            aperta_il: Istante(run.aperta_il),
            bonifici: run.chiusura.as_ref().map(|totals| (&totals.bonifici).into()),
            file: files.map(FilePagamenti::from).collect(),
        }
    }
}

/// Che cosa ha fatto una richiesta di invio dei rimborsi.
#[derive(Serialize, ToSchema)]
pub struct EsitoRimborsi {
    /// Rimborsi inviati da questa richiesta: 0 se erano già stati inviati tutti.
    #[schema(minimum = 0)]
    pub rimborsi_inviati: u64,
    /// Le corse chiuse da questa richiesta; l'ultima, se non c'era nulla da inviare.
    #[schema(max_items = 10000)]
    pub corse: Vec<CorsaRimborsi>,
}

/// Invio dei rimborsi approvati
///
/// Solo per il back office. Dispone un bonifico per ciascun rimborso approvato e scrive i file per la banca. Ripetere la
/// richiesta, anche dopo un'interruzione, riprende da dove si era rimasti e non invia mai due volte lo stesso rimborso.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "avviaCorsaRimborsi",
    params(IdempotencyKey),
    responses((status = 200, description = "Le corse, chiuse", body = EsitoRimborsi))
)]
#[post("/corse-rimborsi")]
pub(crate) async fn avvia(state: State, claim: Claim) -> ApiResult<HttpResponse> {
    // The key keeps two attempts apart; what is sent once is recorded by the run itself.
    let outcome = state.libretto.rimborsa(&request(&claim, None)?).await;
    let outcome = outcome.map_err(|error| problem(error, Viewer::BackOffice))?;
    Ok(HttpResponse::Ok().json(EsitoRimborsi {
        rimborsi_inviati: outcome.rimborsi_inviati,
        corse: outcome.corse.iter().map(CorsaRimborsi::from).collect(),
    }))
}

/// Una pagina di corse di rimborsi, dalla più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoCorseRimborsi {
    /// Le corse.
    #[schema(max_items = 100)]
    pub corse: Vec<CorsaRimborsi>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Elenco delle corse di rimborsi
///
/// Solo per il back office.
#[utoipa::path(
    tag = "Rimborsi",
    operation_id = "elencoCorseRimborsi",
    params(Pagina),
    responses((status = 200, description = "Una pagina di corse", body = ElencoCorseRimborsi))
)]
#[get("/corse-rimborsi")]
pub(crate) async fn elenco(state: State, _: Caller, query: ApiQuery<Pagina>) -> ApiResult<HttpResponse> {
    let Pagina { cursor, limit } = query.0;
    let below: Option<u32> = position(cursor.as_ref())?;
    let found = state.libretto.queries.corse_rimborsi(below, one_more(limit)).await;
    let found = found.map_err(|error| problem(UseCaseError::Store(error), Viewer::BackOffice))?;
    let (runs, cursore_successivo) = cut(found, limit, |run| run.numero)?;
    let corse = runs.iter().map(CorsaRimborsi::from).collect();
    Ok(HttpResponse::Ok().json(ElencoCorseRimborsi { corse, cursore_successivo }))
}
