//! The claims of a token and what they mean.

use super::caller::{Caller, Level, Role};
use super::failure::AuthFailure;
use chrono::NaiveDate;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::context::Channel;
use serde::Deserialize;

/// Prefix of an Italian fiscal code in the claims of SPID and CIE.
const FISCAL_NUMBER_PREFIX: &str = "TINIT-";

/// Longest accepted text of a claim, inclusive, in bytes.
const TEXT_MAX_BYTES: usize = 255;

/// The claims this service reads. Times are seconds since the epoch.
#[derive(Deserialize)]
pub(super) struct Claims {
    iss: String,
    sub: String,
    pub(super) exp: i64,
    pub(super) nbf: Option<i64>,
    pub(super) iat: Option<i64>,
    acr: Option<String>,
    fiscal_number: Option<String>,
    #[serde(rename = "https://attributes.eid.gov.it/fiscal_number")]
    eid_fiscal_number: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    birthdate: Option<NaiveDate>,
    ruolo: Option<String>,
    canale: Option<String>,
}

impl Claims {
    /// The caller that a verified token speaks of. A claim that is not understood refuses the token: reading it as the
    /// default could give more than was meant.
    pub(super) fn into_caller(self) -> Result<Caller, AuthFailure> {
        if self.sub.is_empty() || self.sub.len() > TEXT_MAX_BYTES {
            return Err(AuthFailure::Invalid("sub"));
        }
        let role = role(self.ruolo.as_deref())?;
        let level = self.acr.as_deref().and_then(Level::from_acr);
        if role != Role::SistemaPagamenti && level.is_none_or(|level| level < Level::Two) {
            return Err(AuthFailure::InsufficientLevel);
        }
        Ok(Caller {
            codice_fiscale: fiscal_code(self.fiscal_number.as_deref(), self.eid_fiscal_number.as_deref())?,
            given_name: name(self.given_name)?,
            family_name: name(self.family_name)?,
            birth_date: self.birthdate,
            role,
            level,
            channel: channel(self.canale.as_deref(), role)?,
            scope: Caller::scope_of(&self.iss, &self.sub),
            token_subject: self.sub,
            token_issuer: self.iss,
        })
    }
}

fn role(claim: Option<&str>) -> Result<Role, AuthFailure> {
    match claim {
        None | Some("cittadino") => Ok(Role::Cittadino),
        Some("back_office") => Ok(Role::BackOffice),
        Some("sistema_pagamenti") => Ok(Role::SistemaPagamenti),
        Some(_) => Err(AuthFailure::Invalid("unknown ruolo")),
    }
}

fn channel(claim: Option<&str>, role: Role) -> Result<Channel, AuthFailure> {
    match claim {
        None if role == Role::SistemaPagamenti => Ok(Channel::Sistema),
        None | Some("portale") => Ok(Channel::Portale),
        Some("app") => Ok(Channel::App),
        Some("contact_center") => Ok(Channel::ContactCenter),
        Some(_) => Err(AuthFailure::Invalid("unknown canale")),
    }
}

fn name(claim: Option<String>) -> Result<Option<String>, AuthFailure> {
    match claim {
        Some(text) if text.len() > TEXT_MAX_BYTES || text.chars().any(char::is_control) => {
            Err(AuthFailure::Invalid("name"))
        }
        other => Ok(other.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())),
    }
}

/// The fiscal code under either name. Two different ones are no identity; a foreign number is not an Italian code.
fn fiscal_code(plain: Option<&str>, eid: Option<&str>) -> Result<Option<CodiceFiscale>, AuthFailure> {
    let (plain, eid) = (plain.map(italian).transpose()?.flatten(), eid.map(italian).transpose()?.flatten());
    match (plain, eid) {
        (Some(one), Some(other)) if one != other => Err(AuthFailure::Invalid("two fiscal codes")),
        (one, other) => Ok(one.or(other)),
    }
}

/// `TINIT-<code>` or a bare code; `TINFR-…` and the like are another country's and say nothing here.
fn italian(claim: &str) -> Result<Option<CodiceFiscale>, AuthFailure> {
    let code = match claim.strip_prefix(FISCAL_NUMBER_PREFIX) {
        Some(code) => code,
        None if claim.starts_with("TIN") && claim.as_bytes().get(5) == Some(&b'-') => return Ok(None),
        None => claim,
    };
    code.parse().map(Some).map_err(|_| AuthFailure::Invalid("fiscal number"))
}
