//! Who calls: bearer tokens of INPS's authorization server, checked as RFC 8725 and RFC 9068 ask.
//!
//! The service is a resource server only. It trusts one issuer of citizens' tokens, whose keys come from a JWKS; the digital
//! identity (SPID, CIE, CNS) and its level are claims of that issuer. Organisations come with vouchers of the PDND: [`modi`].

mod authenticate;
mod caller;
mod claims;
mod credential;
mod failure;
mod keys;
mod known_tokens;
pub mod modi;
mod operations;
mod reloading;
mod verifier;

#[cfg(test)]
pub(crate) mod tests_support;
#[cfg(test)]
mod verifier_tests;

pub use authenticate::authenticate;
pub use caller::{Caller, Level, Role};
pub use failure::AuthFailure;
pub use keys::{JwksError, KeySource, StaticKeys, VerificationKey};
pub use known_tokens::LEEWAY_SECONDS;
pub use operations::OperationTable;
pub use reloading::{JwksLoader, ReloadPolicy, ReloadingKeys};
pub use verifier::{Issuer, NowFn, TokenVerifier};

pub(crate) use authenticate::verified;
pub(crate) use caller::hex;
