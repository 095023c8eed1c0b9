//! The complete application around a few operations, for the tests of this crate.

use super::{app as build, method_table};
use crate::ServiceConfig;
use crate::auth::tests_support::{Signer, claims, jwks, verifier};
use crate::openapi::Document;
use crate::state::{ApiConfig, Infra};
use crate::status::HealthCheck;
use actix_http::{Payload, Request};
use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::web::Bytes;
use actix_web::{Error, test, web};
use async_trait::async_trait;
use futures_util::stream;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// A dependency in a chosen state.
pub(crate) enum Health {
    Good,
    Broken,
    Hanging,
}

#[async_trait]
impl HealthCheck for Health {
    async fn check(&self) -> Result<(), String> {
        match self {
            Self::Good => Ok(()),
            Self::Broken => Err("connection refused".to_owned()),
            Self::Hanging => pending().await,
        }
    }
}

pub(crate) fn infra() -> web::Data<Infra> {
    infra_with(ApiConfig::default(), Arc::new(Health::Good))
}

pub(crate) fn infra_with(config: ApiConfig, health: Arc<dyn HealthCheck>) -> web::Data<Infra> {
    web::Data::new(Infra::new(config, verifier(&jwks(&[&Signer::ed("ed-1")])), health))
}

/// The `Authorization` header of a citizen at level 2.
pub(crate) fn bearer() -> (&'static str, String) {
    bearer_of(&claims())
}

pub(crate) fn bearer_of(claims: &serde_json::Value) -> (&'static str, String) {
    ("Authorization", format!("Bearer {}", Signer::ed("ed-1").sign(claims)))
}

pub(crate) async fn app(
    infra: web::Data<Infra>,
) -> impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> {
    app_with(infra, |_| ()).await
}

pub(crate) async fn app_with(
    infra: web::Data<Infra>,
    routes: fn(&mut ServiceConfig<'_>),
) -> impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> {
    let document = web::Data::new(Document::new(&routes));
    let methods = web::Data::new(method_table(&document));
    test::init_service(build(infra, document, methods, &routes)).await
}

/// A body of `parts` bytes, each after a silence of some seconds.
pub(crate) fn slow_body(parts: usize, silence: u64) -> Payload {
    let parts = stream::unfold(parts, move |left| async move {
        let silent = timeout(Duration::from_secs(silence), pending::<()>()).await;
        (left > 0 && silent.is_err()).then(|| (Ok(Bytes::from_static(b"x")), left - 1))
    });
    Payload::Stream { payload: Box::pin(parts) }
}
