//! `GET /status`: whether the service can do its work now (AgID `RAC_REST_NAME_011`).

use crate::problem::{PROBLEM_JSON, Problem};
use crate::state::Infra;
use crate::{ApiResult, ServiceConfig};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, get, web};
use async_trait::async_trait;
use serde::Serialize;
use utoipa::ToSchema;

/// Seconds after which a monitor should ask again.
const RETRY_AFTER_SECONDS: u64 = 10;

/// A real check of what the service depends on, such as a round trip to its store.
#[async_trait]
pub trait HealthCheck: Send + Sync {
    /// Tries the dependencies. It may be called several times a second and must not change anything.
    ///
    /// # Errors
    /// The cause, for the log only: the caller learns no more than that the service is not available.
    async fn check(&self) -> Result<(), String>;
}

/// Lo stato del servizio, nella forma di RFC 9457 anche quando tutto funziona, come chiedono le linee guida.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct StatoServizio {
    /// Descrizione dello stato, per le persone.
    #[schema(max_length = 200, example = "Il servizio è attivo")]
    pub title: String,
    /// Lo stato HTTP della risposta.
    #[schema(minimum = 200, maximum = 200, example = 200)]
    pub status: u16,
}

/// Registers `/status`.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(stato_servizio);
}

/// Stato del servizio
///
/// Verifica che il servizio sia attivo e che risponda ciò da cui dipende. Pubblico. Risponde 503 anche quando il servizio
/// sta per essere fermato.
#[utoipa::path(
    tag = "Servizio",
    operation_id = "statoServizio",
    security(()),
    responses(
        (status = 200, description = "Il servizio è attivo", body = StatoServizio, content_type = "application/problem+json"),
    )
)]
#[get("/status")]
async fn stato_servizio(infra: web::Data<Infra>) -> ApiResult<HttpResponse> {
    if infra.is_draining() {
        return Err(unavailable("shutting down").detail("Il servizio è in arresto."));
    }
    match tokio::time::timeout(infra.config.health_timeout, infra.health.check()).await {
        Ok(Ok(())) => Ok(HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, PROBLEM_JSON))
            .json(StatoServizio { title: "Il servizio è attivo".to_owned(), status: StatusCode::OK.as_u16() })),
        Ok(Err(cause)) => Err(unhealthy(&cause)),
        Err(_) => Err(unhealthy("no answer in time")),
    }
}

fn unhealthy(cause: &str) -> Problem {
    tracing::warn!(cause, "health check failed");
    unavailable(cause)
}

fn unavailable(cause: &str) -> Problem {
    Problem::unavailable(cause).retry_after(RETRY_AFTER_SECONDS)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::BASE_PATH;
    use crate::server::tests_support::{Health, app, infra, infra_with};
    use crate::state::ApiConfig;
    use actix_web::dev::ServiceResponse;
    use actix_web::test::{TestRequest, call_service, read_body_json};
    use serde_json::{Value, json};
    use std::sync::Arc;
    use std::time::Duration;

    async fn ask(infra: web::Data<Infra>) -> ServiceResponse {
        let app = app(infra).await;
        call_service(&app, TestRequest::get().uri(&format!("{BASE_PATH}/status")).to_request()).await
    }

    async fn assert_unavailable(response: ServiceResponse) {
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers().get("retry-after").unwrap(), "10");
        assert_eq!(response.headers().get("content-type").unwrap(), PROBLEM_JSON);
        let body: Value = read_body_json(response).await;
        assert_eq!((&body["status"], &body["codice"]), (&json!(503), &json!("servizio-non-disponibile")));
        assert!(!body.to_string().contains("connection refused"), "the cause is for the log");
    }

    #[actix_web::test]
    async fn a_healthy_service_says_so_without_login() {
        let response = ask(infra()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers().get("content-type").unwrap(), PROBLEM_JSON);
        assert_eq!(response.headers().get("cache-control").unwrap(), "no-store");
        let body: Value = read_body_json(response).await;
        assert_eq!(body, json!({"title": "Il servizio è attivo", "status": 200}));
    }

    #[actix_web::test]
    async fn a_broken_dependency_a_hanging_one_and_a_shutdown_are_503() {
        assert_unavailable(ask(infra_with(ApiConfig::default(), Arc::new(Health::Broken))).await).await;

        let hasty = ApiConfig { health_timeout: Duration::from_millis(1), ..ApiConfig::default() };
        assert_unavailable(ask(infra_with(hasty, Arc::new(Health::Hanging))).await).await;

        let stopping = infra();
        stopping.begin_draining();
        assert_unavailable(ask(stopping).await).await;
    }
}
