//! `POST /prestazioni/verifiche`: «may I?». The same decision as the communication, and nothing is written.

use super::comunicazione::RichiestaComunicazione;
use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::Violazione;
use crate::problem::extract::ApiJson;
use crate::resources::State;
use crate::resources::error::{not_in_force, problem};
use crate::resources::types::limiti::LimitiResidui;
use crate::resources::types::prestazione::Ripartizione;
use crate::resources::types::spiegazione::{Avvertenza, Spiegazione, Viewer, avvertenze, pointer, violazioni};
use crate::resources::types::tempo::Giorno;
use actix_web::{HttpResponse, post};
use chrono::Datelike;
use libretto_core::use_cases::{Comunicazione, Request, Verifica as Outcome};
use serde::Serialize;
use utoipa::ToSchema;

/// Esito di una verifica.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EsitoVerifica {
    /// La comunicazione sarebbe accettata.
    Ammessa,
    /// La comunicazione sarebbe respinta.
    Respinta,
}

/// La decisione che la comunicazione avrebbe ora.
#[derive(Serialize, ToSchema)]
pub struct Verifica {
    /// Esito.
    pub esito: EsitoVerifica,
    /// Regole violate, in ordine di precedenza.
    #[schema(max_items = 100)]
    pub violazioni: Vec<Violazione>,
    /// Avvertenze.
    #[schema(max_items = 20)]
    pub avvertenze: Vec<Avvertenza>,
    /// Titoli che servono. Assente se respinta.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub titoli: Option<u32>,
    /// Minuti lavorati al netto delle pause. Assente se respinta.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub minuti_lavorati: Option<u32>,
    /// Ripartizione del costo. Assente se respinta.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ripartizione: Option<Ripartizione>,
    /// Anno nel quale la prestazione conterebbe per i limiti.
    #[schema(minimum = 0, maximum = 9999, example = 2026)]
    pub anno_di_attribuzione: i32,
    /// Limiti che resterebbero dopo la prestazione, o che restano se è respinta. Assente fuori dalla disciplina.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limiti_residui: Option<LimitiResidui>,
    /// Giorno in cui il prestatore sarebbe pagato. Assente fuori dalla disciplina.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagamento_previsto: Option<Giorno>,
    /// Tutti i controlli compiuti.
    pub spiegazione: Spiegazione,
}

impl Verifica {
    /// The answer to a dry run about work of a year, for the household or who acts for it.
    pub(crate) fn new(outcome: &Outcome, anno: i32) -> ApiResult<Self> {
        let why = Viewer::Utilizzatore.explanation(outcome.spiegazione.clone());
        let admitted = outcome.decisione.as_ref().ok();
        let limits = outcome.uso.as_ref().map(|uso| LimitiResidui::new(uso, anno)).transpose();
        Ok(Self {
            esito: if admitted.is_some() { EsitoVerifica::Ammessa } else { EsitoVerifica::Respinta },
            violazioni: violazioni(&why, pointer),
            avvertenze: avvertenze(&why, Viewer::Utilizzatore),
            titoli: admitted.map(|dati| dati.titoli.0),
            minuti_lavorati: admitted.map(|dati| dati.minuti.get()),
            ripartizione: admitted.map(|dati| (&dati.ripartizione).into()),
            anno_di_attribuzione: anno,
            limiti_residui: limits.map_err(|period| not_in_force(&period))?,
            pagamento_previsto: outcome.pagamento_previsto.map(Giorno),
            spiegazione: Spiegazione::new(&why, Viewer::Utilizzatore),
        })
    }
}

/// Verifica preventiva di una prestazione
///
/// Dice se la comunicazione sarebbe accettata ora, quanto costerebbe e quanto resterebbe di ciascun limite, con la stessa
/// decisione e la stessa spiegazione della comunicazione. Non scrive nulla: risponde 200 anche quando l'esito è `respinta`, e la
/// chiave di idempotenza non serve.
#[utoipa::path(
    tag = "Prestazioni",
    operation_id = "verificaPrestazione",
    request_body = RichiestaComunicazione,
    responses(
        (status = 200, description = "La decisione che la comunicazione avrebbe", body = Verifica),
        (status = 404, description = "L'utilizzatore non esiste o non è quello di chi chiama"),
    )
)]
#[post("/prestazioni/verifiche")]
pub(crate) async fn verifica(
    state: State,
    caller: Caller,
    body: ApiJson<RichiestaComunicazione>,
) -> ApiResult<HttpResponse> {
    let command = Comunicazione::from(body.0);
    let request = Request { caller: caller.to_core()?, idempotency: None, versione_attesa: None };
    let outcome = state.libretto.verifica(&request, &command).await;
    let outcome = outcome.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    let anno = command.richiesta.inizio.local().year();
    Ok(HttpResponse::Ok().json(Verifica::new(&outcome, anno)?))
}
