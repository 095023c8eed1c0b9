//! Why a call is not accepted as somebody's, and what the caller is told of it.

use super::caller::{ACR_LEVEL_2, ACR_LEVEL_3};
use crate::problem::{Problem, ProblemType};
use actix_web::http::header::{HeaderValue, WWW_AUTHENTICATE};
use thiserror::Error;

/// A refused authentication. The text of a variant is for the log; the caller sees only the class.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum AuthFailure {
    /// No `Authorization` header.
    #[error("no credentials")]
    Missing,
    /// The token or the header is not acceptable, for this reason.
    #[error("invalid token: {0}")]
    Invalid(&'static str),
    /// The same for a token that is presented with a proof of possession.
    #[error("invalid token or proof: {0}")]
    InvalidBound(&'static str),
    /// The token is good but its digital identity is below level 2, or of a level that is not known.
    #[error("level of authentication too low")]
    InsufficientLevel,
    /// The token is good but the channel does not admit its credential.
    #[error("the channel does not admit the credential")]
    CredentialNotAdmitted,
    /// Nothing was found wrong, but whether a proof or a signature was used before could not be asked.
    #[error("the memory of used tokens cannot be asked")]
    Unavailable,
    /// The body that the caller signed could not be read.
    #[error("the signed body could not be read")]
    Body(ProblemType),
}

impl From<AuthFailure> for Problem {
    /// RFC 6750 §3: no error code without credentials; RFC 9449 §7.1 for bound tokens; RFC 9470 for the level.
    fn from(failure: AuthFailure) -> Self {
        let (kind, challenge) = match failure {
            AuthFailure::Missing => {
                (ProblemType::NonAutenticato, HeaderValue::from_static("Bearer realm=\"libretto-famiglia\""))
            }
            AuthFailure::Invalid(_) => (
                ProblemType::NonAutenticato,
                HeaderValue::from_static("Bearer realm=\"libretto-famiglia\", error=\"invalid_token\""),
            ),
            AuthFailure::InvalidBound(_) => (
                ProblemType::NonAutenticato,
                HeaderValue::from_static(
                    "DPoP realm=\"libretto-famiglia\", error=\"invalid_token\", algs=\"ES256 RS256 EdDSA\"",
                ),
            ),
            AuthFailure::CredentialNotAdmitted => {
                return Self::new(ProblemType::CredenzialeNonAmmessa).cause(failure);
            }
            AuthFailure::Unavailable => return Self::unavailable(failure),
            AuthFailure::Body(kind) => return Self::new(kind).cause(failure),
            AuthFailure::InsufficientLevel => (ProblemType::LivelloAutenticazioneInsufficiente, step_up()),
        };
        Self::new(kind).header(WWW_AUTHENTICATE, challenge).cause(failure)
    }
}

/// The challenge that names the levels that would do.
fn step_up() -> HeaderValue {
    let text = format!(
        "Bearer realm=\"libretto-famiglia\", error=\"insufficient_user_authentication\", \
         error_description=\"SPID or CIE level 2 is required\", acr_values=\"{ACR_LEVEL_2} {ACR_LEVEL_3}\""
    );
    // The text is ASCII without control characters, so the fall-back is never taken.
    HeaderValue::from_str(&text)
        .unwrap_or(HeaderValue::from_static("Bearer error=\"insufficient_user_authentication\""))
}
