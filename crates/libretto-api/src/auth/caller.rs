//! The authenticated caller.

use super::authenticate::outcome;
use super::credential::Method;
use super::failure::AuthFailure;
use super::modi::ModiCaller;
use super::operations;
use crate::problem::Problem;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::NaiveDate;
use hmac::{Hmac, Mac};
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::context::{self, Channel, Credenziale, Tramite};
use libretto_core::delega::Ente;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::future::{Ready, ready};
use std::sync::Arc;

const ACR_LEVEL_1: &str = "https://www.spid.gov.it/SpidL1";
pub(super) const ACR_LEVEL_2: &str = "https://www.spid.gov.it/SpidL2";
const ACR_EIDAS_SUBSTANTIAL: &str = "http://eidas.europa.eu/LoA/substantial";
const ACR_EIDAS_HIGH: &str = "http://eidas.europa.eu/LoA/high";
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
    /// The level of an `acr` claim of a method; none for an address that is not known or belongs to another method.
    pub(super) fn of(acr: &str, method: Method) -> Option<Self> {
        match (acr, method) {
            (ACR_EIDAS_SUBSTANTIAL, Method::Eidas) => Some(Self::Two),
            (ACR_EIDAS_HIGH, Method::Eidas) => Some(Self::Three),
            (_, Method::Eidas) => None,
            (ACR_LEVEL_1, _) => Some(Self::One),
            (ACR_LEVEL_2, _) => Some(Self::Two),
            (ACR_LEVEL_3, _) => Some(Self::Three),
            _ => None,
        }
    }
}

/// What the caller is to the service.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// A person with a digital identity, acting for themselves or with another's delegation of it.
    Cittadino,
    /// An operator of the contact centre, acting for the person who called them.
    ContactCenter,
    /// A member of the back office, with a digital identity too.
    BackOffice,
    /// The payment system: a program, without digital identity and so without a level.
    SistemaPagamenti,
    /// A patronato or another intermediary, which comes through the PDND: an organisation without a level of its own, that names
    /// the person who operates. Who it is stands in [`Caller::intermediario`].
    Intermediario,
}

/// Who calls, as the token says. As an argument of a handler it makes the operation require authentication.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller {
    /// Fiscal code of the person acted for. Absent for a program, and for a European identity, which carries none.
    pub codice_fiscale: Option<CodiceFiscale>,
    /// Given name asserted by the identity.
    pub given_name: Option<String>,
    /// Family name asserted by the identity.
    pub family_name: Option<String>,
    /// Day of birth asserted by the identity.
    pub birth_date: Option<NaiveDate>,
    /// What the caller is to the service.
    pub role: Role,
    /// Level of the digital identity. Absent for a program and for an organisation.
    pub level: Option<Level>,
    /// The channel that the call came through.
    pub channel: Channel,
    /// What the person's identity was shown with. Present for citizens only.
    pub credenziale: Option<Credenziale>,
    /// Whether somebody else acts with the person's digital identity, by a delegation of it.
    pub delegato: bool,
    /// `sub` of the token: who acts.
    pub token_subject: String,
    /// `iss` of the token.
    pub token_issuer: String,
    /// The organisation and its operator, for [`Role::Intermediario`] and for nobody else.
    pub intermediario: Option<Arc<ModiCaller>>,
    /// What the organisation is here; `None` for one that is not admitted.
    pub ente: Option<Ente>,
    /// Thumbprint of the key that the token is bound to.
    pub(super) key_thumbprint: Option<String>,
    /// The program through which the call comes, as the issuer knows it (`client_id`, RFC 9068); absent when the token does not say.
    pub consumer: Option<String>,
    /// See [`Caller::scope`].
    pub(super) scope: String,
    /// See [`Caller::subject`].
    pub(super) subject: String,
}

impl Caller {
    /// Opaque and stable name of the caller: 64 hexadecimal digits over issuer and subject. It separates the idempotency keys
    /// and the rate limits of one caller from those of another.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// Opaque and stable name of who calls, whomever they call for: 64 hexadecimal digits over issuer and subject. It names the
    /// bucket of the rate limit and the caller in the log.
    pub fn subject(&self) -> &str {
        &self.subject
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
        mac.update(self.subject.as_bytes());
        hex(&mac.finalize().into_bytes()[..8])
    }

    /// The fiscal code of the person acted for.
    ///
    /// # Errors
    /// `operazione-non-consentita` when the identity has no fiscal code, or no person calls.
    pub fn require_person(&self) -> Result<&CodiceFiscale, Problem> {
        self.codice_fiscale
            .as_ref()
            .ok_or_else(|| Problem::forbidden().detail("L'identità digitale non riporta un codice fiscale italiano."))
    }

    /// The same, with what the organisation is here, when it is one of those admitted.
    pub(super) fn of(self, enti: &HashMap<String, Ente>) -> Self {
        let ente = self.intermediario.as_ref().and_then(|modi| enti.get(&modi.consumer_id)).copied();
        Self { ente, ..self }
    }

    /// The caller as the core knows them.
    ///
    /// # Errors
    /// `operazione-non-consentita` when a citizen has no fiscal code.
    pub fn to_core(&self) -> Result<context::Caller, Problem> {
        let subject = || self.token_subject.clone();
        Ok(match self.role {
            Role::Cittadino => context::Caller::Cittadino {
                codice_fiscale: *self.require_person()?,
                channel: self.channel,
                credenziale: self.credenziale,
                tramite: self.delegato.then(|| Tramite::Delegato(subject())),
            },
            Role::ContactCenter => context::Caller::Cittadino {
                codice_fiscale: *self.require_person()?,
                channel: Channel::ContactCenter,
                credenziale: None,
                tramite: Some(Tramite::ContactCenter(subject())),
            },
            Role::BackOffice => context::Caller::BackOffice { subject: subject() },
            Role::SistemaPagamenti => context::Caller::SistemaPagamenti,
            Role::Intermediario => self.body()?,
        })
    }

    /// The organisation as the core knows it.
    fn body(&self) -> Result<context::Caller, Problem> {
        let known = self.ente.zip(self.intermediario.as_ref());
        let (ente, modi) = known.ok_or_else(|| {
            Problem::forbidden()
                .detail("L'ente non è tra i patronati e gli intermediari abilitati al Libretto Famiglia.")
        })?;
        let operatore = modi.operatore.as_ref().map(|one| one.user_id.clone()).unwrap_or_default();
        // It is written in every event, which hold no personal data.
        if operatore.parse::<CodiceFiscale>().is_ok() {
            let detail = "`userID` deve essere il nome che l'ente dà a chi opera, non il suo codice fiscale.";
            return Err(Problem::forbidden().detail(detail));
        }
        Ok(context::Caller::Intermediario { ente, operatore, finalita: Some(modi.purpose_id.clone()) })
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
        let known = outcome(request).unwrap_or(Err(AuthFailure::Missing)).map_err(Problem::from);
        ready(known.and_then(|caller| operations::check(request, &caller).map(|()| caller)))
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
        assert_eq!(Level::of(ACR_LEVEL_3, Method::Cie), Some(Level::Three));
        assert_eq!(Level::of("https://www.spid.gov.it/SpidL9", Method::Spid), None);
        assert_eq!(Level::of(ACR_EIDAS_SUBSTANTIAL, Method::Spid), None, "a level of another method");
        assert_eq!(Level::of(ACR_EIDAS_SUBSTANTIAL, Method::Eidas), Some(Level::Two));
        assert_eq!(Level::of("http://eidas.europa.eu/LoA/low", Method::Eidas), None);
        assert!(Level::One < Level::Two && Level::Two < Level::Three);
    }
}
