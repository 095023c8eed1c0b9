//! The claims of a token and what they mean.

use super::caller::{Caller, Level, Role};
use super::credential::method;
use super::failure::AuthFailure;
use super::modi::ModiCaller;
use chrono::NaiveDate;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::context::Channel;
use libretto_core::delega::Ente;
use serde::Deserialize;
use std::sync::Arc;

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
    amr: Option<Vec<String>>,
    #[serde(flatten)]
    person: PersonClaims,
    /// The person whom an operator of the contact centre has identified.
    chiamante: Option<PersonClaims>,
    /// The body that calls; read from the issuer of a sandbox only.
    ente: Option<Ente>,
    /// The person who has delegated their digital identity.
    per_conto_di: Option<PersonClaims>,
    ruolo: Option<String>,
    canale: Option<String>,
    client_id: Option<String>,
    cnf: Option<Confirmation>,
}

/// Who a person is, as the claims of SPID and CIE say it.
#[derive(Default, Deserialize)]
pub(super) struct PersonClaims {
    fiscal_number: Option<String>,
    #[serde(rename = "https://attributes.eid.gov.it/fiscal_number")]
    eid_fiscal_number: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    birthdate: Option<NaiveDate>,
}

impl PersonClaims {
    fn fiscal_code(&self) -> Result<Option<CodiceFiscale>, AuthFailure> {
        fiscal_code(self.fiscal_number.as_deref(), self.eid_fiscal_number.as_deref())
    }
}

/// The key a token is bound to (RFC 9449 §6.1). Bound in another way, it cannot be checked here, and no thumbprint is read.
#[derive(Deserialize)]
pub(super) struct Confirmation {
    jkt: Option<String>,
}

impl Confirmation {
    /// The thumbprint of the key, of a token that may be bound.
    pub(super) fn of(claim: Option<Self>) -> Result<Option<String>, AuthFailure> {
        claim.map(|bound| bound.jkt.ok_or(AuthFailure::Invalid("cnf without jkt"))).transpose()
    }
}

impl Claims {
    /// The caller that a verified token speaks of. A claim that is not understood refuses the token: reading it as the
    /// default could give more than was meant.
    pub(super) fn into_caller(self, bodies: bool) -> Result<Caller, AuthFailure> {
        if self.sub.is_empty() || self.sub.len() > TEXT_MAX_BYTES {
            return Err(AuthFailure::Invalid("sub"));
        }
        let role = role(self.ruolo.as_deref(), bodies)?;
        let method = method(self.amr.as_deref())?;
        let level = self.acr.as_deref().and_then(|acr| Level::of(acr, method));
        let ente = self.ente.filter(|_| role == Role::Intermediario);
        if (role == Role::Intermediario) != ente.is_some() {
            return Err(AuthFailure::Invalid("ente"));
        }
        if !matches!(role, Role::SistemaPagamenti | Role::Intermediario) && level.is_none_or(|level| level < Level::Two)
        {
            return Err(AuthFailure::InsufficientLevel);
        }
        let channel = channel(self.canale.as_deref(), role)?;
        let credenziale = level.filter(|_| role == Role::Cittadino).map(|level| method.at(level));
        if credenziale.is_some_and(|credential| !channel.admits(credential)) {
            return Err(AuthFailure::CredentialNotAdmitted);
        }
        let own = self.person;
        let (person, delegato) = acted_for(role, own, (self.chiamante, self.per_conto_di))?;
        let codice_fiscale = person.fiscal_code()?;
        let for_another = delegato || role == Role::ContactCenter;
        Ok(Caller {
            codice_fiscale,
            given_name: name(person.given_name)?,
            family_name: name(person.family_name)?,
            birth_date: person.birthdate,
            role,
            level,
            channel,
            credenziale,
            delegato,
            ente,
            consumer: name(self.client_id)?,
            scope: Caller::scope_of(&self.iss, &acting(&self.sub, codice_fiscale.filter(|_| for_another))),
            subject: Caller::scope_of(&self.iss, &self.sub),
            intermediario: ente.map(|ente| Arc::new(ModiCaller::of_sandbox(ente, &self.sub))),
            token_subject: self.sub,
            token_issuer: self.iss,
            key_thumbprint: Confirmation::of(self.cnf)?,
        })
    }
}

/// Whoever acts for several persons is a caller of their own for each: the reply to one must never answer another.
fn acting(subject: &str, person: Option<CodiceFiscale>) -> String {
    person.map_or_else(|| subject.to_owned(), |code| format!("{subject} {}", code.as_str()))
}

fn role(claim: Option<&str>, bodies: bool) -> Result<Role, AuthFailure> {
    match claim {
        Some("intermediario") if bodies => Ok(Role::Intermediario),
        None | Some("cittadino") => Ok(Role::Cittadino),
        Some("contact_center") => Ok(Role::ContactCenter),
        Some("back_office") => Ok(Role::BackOffice),
        Some("sistema_pagamenti") => Ok(Role::SistemaPagamenti),
        Some(_) => Err(AuthFailure::Invalid("unknown ruolo")),
    }
}

fn channel(claim: Option<&str>, role: Role) -> Result<Channel, AuthFailure> {
    let own = match role {
        Role::Cittadino => Channel::Portale,
        Role::ContactCenter => Channel::ContactCenter,
        Role::BackOffice => Channel::Sede,
        Role::SistemaPagamenti => Channel::Sistema,
        Role::Intermediario => Channel::Interoperabilita,
    };
    match (claim, role) {
        (None, _) => Ok(own),
        (Some("portale"), Role::Cittadino) => Ok(Channel::Portale),
        (Some("app"), Role::Cittadino) => Ok(Channel::App),
        (Some("contact_center"), Role::ContactCenter) => Ok(Channel::ContactCenter),
        (Some("sede"), Role::BackOffice) => Ok(Channel::Sede),
        (Some("portale" | "app" | "contact_center" | "sede"), _) => Err(AuthFailure::Invalid("canale of another role")),
        (Some(_), _) => Err(AuthFailure::Invalid("unknown canale")),
    }
}

/// The person that a token is about, and whether somebody else acts with their identity. Who operates in an office is a person
/// too, but never the one acted for.
fn acted_for(
    role: Role,
    own: PersonClaims,
    (called, delegating): (Option<PersonClaims>, Option<PersonClaims>),
) -> Result<(PersonClaims, bool), AuthFailure> {
    match (role, called, delegating) {
        (Role::Cittadino, None, None) => Ok((own, false)),
        (Role::Cittadino, Some(_), _) => Err(AuthFailure::Invalid("a person of another role")),
        (Role::Cittadino, None, Some(other)) => {
            let delegation_of_oneself = own.fiscal_code()?.is_some() && own.fiscal_code()? == other.fiscal_code()?;
            let known = other.fiscal_code()?.is_some() && !delegation_of_oneself;
            if known { Ok((other, true)) } else { Err(AuthFailure::Invalid("per_conto_di")) }
        }
        (Role::ContactCenter, Some(other), None) if other.fiscal_code()?.is_some() => Ok((other, false)),
        (Role::ContactCenter, ..) => Err(AuthFailure::Invalid("chiamante")),
        (_, None, None) => Ok((PersonClaims::default(), false)),
        _ => Err(AuthFailure::Invalid("a person of another role")),
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
