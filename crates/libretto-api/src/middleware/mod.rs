//! What happens around every request, from the outside in:
//!
//! 1. [`envelope`]: request id, span, security headers, rate-limit headers, every error a complete problem, access log, figures;
//!    the rest of a body is not waited for;
//! 2. [`authenticate`](crate::auth::authenticate): the bearer token, if there is one, is verified once;
//! 3. [`rate_limit`]: a bucket per caller;
//! 4. [`admission`]: a place among those at work, or `503` at once;
//! 5. [`guard`]: a time limit, and a panic becomes an answer.

mod access_log;
pub mod admission;
pub mod context;
pub mod envelope;
pub mod guard;
pub mod methods;
pub mod rate_limit;
mod security_headers;
mod trace;
mod unread;

#[cfg(test)]
mod admission_tests;
#[cfg(test)]
mod log_tests;
#[cfg(test)]
mod stack_tests;

pub use context::RequestId;
