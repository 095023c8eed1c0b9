//! The authenticated caller.

use super::authenticate::outcome;
use super::failure::AuthFailure;
use crate::problem::Problem;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::NaiveDate;
use hmac::{Hmac, Mac};
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::context::{self, Channel};
use sha2::{Digest, Sha256};
use std::fmt;
use std::future::{Ready, ready};

const ACR_LEVEL_1: &str = "https://www.spid.gov.it/SpidL1";
pub(super) const ACR_LEVEL_2: &str = "https://www.spid.gov.it/SpidL2";
pub(super) const ACR_LEVEL_3: &str = "https://www.spid.gov.it/SpidL3";

/// Level of assurance of a digital identity. SPID and CIE use the same three addresses; CNS arrives as level 3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// One factor.
    One,
    /// Two factors: the least this API accepts.
    Two,
    /// Two factors with a certificate in a device.
    Three,
}

impl Level {
    /// The level of an `acr` claim; none for an unknown address.
    pub fn from_acr(acr: &str) -> Option<Self> {
        match acr {
            ACR_LEVEL_1 => Some(Self::One),
            ACR_LEVEL_2 => Some(Self::Two),
            ACR_LEVEL_3 => Some(Self::Three),
            _ => None,
        }
    }
}

/// What the caller is to the service.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// A person with a digital identity, acting for themselves.
    Cittadino,
    /// A member of the back office, with a digital identity too.
    BackOffice,
    /// The payment system: a program, without digital identity and so without a level.
    SistemaPagamenti,
}

/// Who calls, as the token says. As an argument of a handler it makes the operation require authentication.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller {
    /// Fiscal code of the person. Absent for a program, and for a European identity that is not linked to one yet.
    pub codice_fiscale: Option<CodiceFiscale>,
    /// Given name asserted by the identity.
    pub given_name: Option<String>,
    /// Family name asserted by the identity.
    pub family_name: Option<String>,
    /// Day of birth asserted by the identity.
    pub birth_date: Option<NaiveDate>,
    /// What the caller is to the service.
    pub role: Role,
    /// Level of the digital identity. Absent only for a program.
    pub level: Option<Level>,
    /// The channel that the call came through.
    pub channel: Channel,
    /// `sub` of the token.
    pub token_subject: String,
    /// `iss` of the token.
    pub token_issuer: String,
    /// See [`Caller::scope`].
    pub(super) scope: String,
}

impl Caller {
    /// Opaque and stable name of the caller: 64 hexadecimal digits over issuer and subject. It separates the idempotency keys
    /// and the rate limits of one caller from those of another.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    pub(super) fn scope_of(issuer: &str, subject: &str) -> String {
        let mut digest = Sha256::new();
        // The length keeps the two parts apart.
        digest.update((issuer.len() as u64).to_be_bytes());
        digest.update(issuer);
        digest.update(subject);
        hex(&digest.finalize())
    }

    /// Name of the caller for the log: a keyed hash, so that the log alone identifies nobody. 16 hexadecimal digits.
    pub fn log_tag(&self, key: &[u8; 32]) -> String {
        // HMAC takes a key of any length; the fall-back is never taken.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
            return String::new();
        };
        mac.update(self.scope.as_bytes());
        hex(&mac.finalize().into_bytes()[..8])
    }

    /// Goes on only for this role.
    ///
    /// # Errors
    /// `operazione-non-consentita`.
    pub fn require(&self, role: Role) -> Result<(), Problem> {
        if self.role == role { Ok(()) } else { Err(Problem::forbidden().cause(format!("role {:?}", self.role))) }
    }

    /// The fiscal code of a citizen.
    ///
    /// # Errors
    /// `operazione-non-consentita` for another role, or when the identity has no fiscal code.
    pub fn require_citizen(&self) -> Result<&CodiceFiscale, Problem> {
        self.require(Role::Cittadino)?;
        self.codice_fiscale.as_ref().ok_or_else(|| {
            Problem::forbidden().detail("L'identità digitale non è collegata a un codice fiscale italiano.")
        })
    }

    /// The caller as the core knows them.
    ///
    /// # Errors
    /// `operazione-non-consentita` when a citizen has no fiscal code.
    pub fn to_core(&self) -> Result<context::Caller, Problem> {
        Ok(match self.role {
            Role::Cittadino => {
                context::Caller::Cittadino { codice_fiscale: *self.require_citizen()?, channel: self.channel }
            }
            Role::BackOffice => context::Caller::BackOffice { subject: self.token_subject.clone() },
            Role::SistemaPagamenti => context::Caller::SistemaPagamenti,
        })
    }
}

impl fmt::Debug for Caller {
    // Names and subject stay out of logs and panics.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Caller")
            .field("role", &self.role)
            .field("level", &self.level)
            .field("channel", &self.channel)
            .finish_non_exhaustive()
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(outcome(request).unwrap_or(Err(AuthFailure::Missing)).map_err(Problem::from))
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_do_not_collide_and_show_nothing() {
        assert_ne!(Caller::scope_of("ab", "c"), Caller::scope_of("a", "bc"));
        assert_eq!(Caller::scope_of("a", "b").len(), 64);
    }

    #[test]
    fn hexadecimal_is_lower_case_and_padded() {
        assert_eq!(hex(&[0x00, 0x0f, 0xa0, 0xff]), "000fa0ff");
    }

    #[test]
    fn an_unknown_level_is_no_level() {
        assert_eq!(Level::from_acr(ACR_LEVEL_3), Some(Level::Three));
        assert_eq!(Level::from_acr("https://www.spid.gov.it/SpidL9"), None);
        assert_eq!(Level::from_acr("http://eidas.europa.eu/LoA/substantial"), None);
        assert!(Level::One < Level::Two && Level::Two < Level::Three);
    }
}
