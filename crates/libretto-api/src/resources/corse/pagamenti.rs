//! `GET /corse-pagamento/{id}/pagamenti`: the payments of a run.

use crate::ApiResult;
use crate::auth::Caller;
use crate::cursor::Cursor;
use crate::problem::Problem;
use crate::problem::extract::ApiQuery;
use crate::resources::State;
use crate::resources::error::problem;
use crate::resources::page::{Pagina, cut, one_more, position};
use crate::resources::prestatori::profile::{TipoModalita, kind};
use crate::resources::types::importo::Importo;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::Giorno;
use actix_web::{HttpResponse, get, web};
use libretto_core::iban::Iban;
use libretto_core::ids::{CorsaId, PagamentoId};
use libretto_core::ports::queries::PagamentoCompleto;
use libretto_core::use_cases::UseCaseError;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// La parte di un utilizzatore in un pagamento.
#[derive(Serialize, ToSchema)]
pub struct QuotaPagamento {
    /// Identificativo dell'utilizzatore.
    pub utilizzatore_id: Uuid,
    /// Compenso dovuto da questo utilizzatore.
    pub compenso: Importo,
}

/// Un pagamento a un prestatore.
#[derive(Serialize, ToSchema)]
pub struct Pagamento {
    /// Identificativo.
    pub id: Uuid,
    /// Identificativo del prestatore.
    pub prestatore_id: Uuid,
    /// Nome proprio del prestatore.
    #[schema(max_length = 255)]
    pub nome_proprio: String,
    /// Cognome del prestatore.
    #[schema(max_length = 255)]
    pub cognome: String,
    /// Come è pagato.
    pub modalita: TipoModalita,
    /// Conto, leggibile solo in parte.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 34, pattern = r"^[A-Z]{2}[0-9]{2}\*+[0-9A-Z]{3}$")]
    pub iban_mascherato: Option<String>,
    /// Compensi prima dell'onere.
    pub lordo: Importo,
    /// Onere trattenuto.
    pub onere: Importo,
    /// Quanto riceve il prestatore.
    pub netto: Importo,
    /// Contributi accreditati con il pagamento.
    pub contributi: Importo,
    /// Giorno in cui parte il denaro; per un mandato, il primo in cui si riscuote.
    pub esecuzione: Giorno,
    /// Numero del mandato postale.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, pattern = "^[A-Z0-9]+$")]
    pub mandato: Option<String>,
    /// Compensi per utilizzatore.
    #[schema(max_items = 1000)]
    pub quote: Vec<QuotaPagamento>,
    /// Identificativi delle prestazioni pagate.
    #[schema(max_items = 1000)]
    pub prestazioni: Vec<Uuid>,
}

impl From<&PagamentoCompleto> for Pagamento {
    fn from(found: &PagamentoCompleto) -> Self {
        let payment = &found.pagamento;
        let shares = payment.quote.iter();
        let shares =
            shares.map(|one| QuotaPagamento { utilizzatore_id: one.utilizzatore.0, compenso: Importo(one.compenso) });
        Self {
            id: payment.id.0,
            prestatore_id: payment.prestatore.0,
            nome_proprio: found.persona.nome_proprio.clone(),
            cognome: found.persona.cognome.clone(),
            modalita: kind(payment.modalita),
            iban_mascherato: found.iban.as_ref().map(Iban::masked),
            lordo: Importo(payment.lordo),
            onere: Importo(payment.onere),
            netto: Importo(payment.netto),
            contributi: Importo(payment.contributi),
            esecuzione: Giorno(payment.esecuzione),
            mandato: payment.mandato.clone(),
            quote: shares.collect(),
            prestazioni: payment.prestazioni.iter().map(|id| id.0).collect(),
        }
    }
}

/// Una pagina di pagamenti, per identificativo.
#[derive(Serialize, ToSchema)]
pub struct ElencoPagamenti {
    /// I pagamenti.
    #[schema(max_items = 100)]
    pub pagamenti: Vec<Pagamento>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Pagamenti di una corsa
///
/// Solo per il back office. Gli IBAN sono leggibili solo in parte.
#[utoipa::path(
    tag = "Pagamenti",
    operation_id = "elencoPagamenti",
    params(("corsa_id" = Uuid, Path, description = "Identificativo della corsa"), Pagina),
    responses((status = 200, description = "Una pagina di pagamenti", body = ElencoPagamenti))
)]
#[get("/corse-pagamento/{corsa_id}/pagamenti")]
pub(crate) async fn elenco(
    state: State,
    caller: Caller,
    id: web::Path<Uuid>,
    query: ApiQuery<Pagina>,
) -> ApiResult<HttpResponse> {
    let (run, queries) = (CorsaId(*id), &state.libretto.queries);
    let refused = |error| problem(UseCaseError::Store(error), Viewer::BackOffice);
    queries.corsa(run).await.map_err(refused)?.ok_or_else(Problem::not_found)?;
    let Pagina { cursor, limit } = query.0;
    let after: Option<Uuid> = position(cursor.as_ref())?;
    let found = state.libretto.elenca_pagamenti(&caller.to_core()?, run, after.map(PagamentoId), one_more(limit)).await;
    let found = found.map_err(|error| problem(error, Viewer::BackOffice))?;
    let (payments, cursore_successivo) = cut(found, limit, |payment| payment.pagamento.id.0)?;
    let pagamenti = payments.iter().map(Pagamento::from).collect();
    Ok(HttpResponse::Ok().json(ElencoPagamenti { pagamenti, cursore_successivo }))
}
