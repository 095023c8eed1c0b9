//! Who calls: bearer tokens of INPS's authorization server, checked as RFC 8725 and RFC 9068 ask.
//!
//! The service is a resource server only. It trusts one issuer, whose keys come from a JWKS; the digital identity (SPID,
//! CIE, CNS) and its level are claims of that issuer.

mod authenticate;
mod caller;
mod claims;
mod failure;
mod keys;
mod known_tokens;
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
pub use reloading::{JwksLoader, ReloadPolicy, ReloadingKeys};
pub use verifier::{Issuer, LEEWAY_SECONDS, NowFn, TokenVerifier};

pub(crate) use authenticate::verified;
pub(crate) use caller::hex;
