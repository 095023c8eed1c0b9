//! The sandbox: its own key, tokens minted on this machine, a clock that can be moved. None of it exists in production.

pub(crate) mod banner;
pub(crate) mod key;
pub(crate) mod token;

/// The `iss` of sandbox tokens. No such host can exist.
pub(crate) const ISSUER: &str = "https://sandbox.libretto.invalid";
/// The `aud` of sandbox tokens.
pub(crate) const AUDIENCE: &str = "libretto";
