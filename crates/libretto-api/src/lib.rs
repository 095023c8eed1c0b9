//! The HTTP API of Libretto: an incoming adapter over the core, in actix-web and utoipa.
//!
//! What every operation needs is here once, so that a handler is only about its own resource:
//!
//! | need | piece |
//! |---|---|
//! | any refusal, as RFC 9457 problem | [`problem::Problem`], [`problem::catalogue::ProblemType`] |
//! | a JSON body, a query string | [`problem::extract::ApiJson`], [`problem::extract::ApiQuery`] |
//! | who calls | [`auth::Caller`] |
//! | a call that may be repeated | [`idempotency::Idempotent`], [`idempotency::Claim`] |
//! | a change that must not be lost | [`conditional::IfMatch`], [`conditional::etag`] |
//! | a page of a list | [`cursor::PageLimit`], [`cursor::Cursor`] |
//!
//! A handler is registered once, in a function over `utoipa_actix_web::service_config::ServiceConfig`; the same
//! registration feeds the server ([`server`]) and the document ([`openapi`]).

pub mod auth;
pub mod conditional;
pub mod cursor;
pub mod idempotency;
pub mod metrics;
pub mod middleware;
pub mod openapi;
pub mod problem;
pub mod resources;
pub mod server;
pub mod state;
pub mod status;

/// Where every operation lives: `/rest/<domain>/v<major>/<api>`, as AgID's `RAC_GEN_002` asks. No trailing slash.
pub const BASE_PATH: &str = "/rest/lavoro-occasionale/v1/libretto-famiglia";

/// The registration of a group of operations, used by the server and by the document.
pub use utoipa_actix_web::service_config::ServiceConfig;

/// What a handler answers: a response, or a problem.
pub type ApiResult<T> = Result<T, problem::Problem>;
