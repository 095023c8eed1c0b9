//! What happens around every request, from the outside in:
//!
//! 1. [`envelope`]: request id, span, security headers, rate-limit headers, every error a complete problem, access log;
//! 2. [`authenticate`](crate::auth::authenticate): the bearer token, if there is one, is verified once;
//! 3. [`rate_limit`]: a bucket per caller;
//! 4. [`guard`]: a time limit, and a panic becomes an answer.

mod access_log;
pub mod context;
pub mod envelope;
pub mod guard;
pub mod methods;
pub mod rate_limit;
mod security_headers;

#[cfg(test)]
mod log_tests;
#[cfg(test)]
mod stack_tests;

pub use context::RequestId;
