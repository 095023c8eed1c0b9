//! Tokens of a sandbox: the same claims that the authorization server of production would give.

use super::key::{KEY_ID, SandboxKey};
use super::{AUDIENCE, ISSUER};
use crate::clock::system_now;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use jsonwebtoken::{Algorithm, Header, encode};
use libretto_core::codice_fiscale::CodiceFiscale;
use serde_json::{Value, json};

/// How long a sandbox token lasts.
const LIFETIME_DAYS: i64 = 30;

/// Who a token speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Ruolo {
    /// A citizen with SPID level 2.
    Cittadino,
    /// The back office.
    BackOffice,
    /// The payment system.
    SistemaPagamenti,
    /// The contact centre, for the person named.
    ContactCenter,
    /// A patronato or an intermediary.
    Intermediario,
}

/// How a person shows who they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Metodo {
    /// SPID level 2.
    Spid,
    /// The electronic identity card, level 3.
    Cie,
    /// The national services card.
    Cns,
}

/// The channel that a person calls through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Canale {
    /// The web portal.
    Portale,
    /// The app.
    App,
    /// The contact centre.
    ContactCenter,
}

/// What a token says.
#[derive(Clone, Debug, Args)]
pub(crate) struct TokenRequest {
    /// Codice fiscale della persona (per il ruolo cittadino).
    #[arg(long, value_parser = codice_fiscale)]
    pub(crate) codice_fiscale: Option<CodiceFiscale>,
    /// Nome proprio.
    #[arg(long, default_value = "Maria")]
    pub(crate) nome: String,
    /// Cognome.
    #[arg(long, default_value = "Rossi")]
    pub(crate) cognome: String,
    /// Data di nascita, AAAA-MM-GG; se manca si legge dal codice fiscale.
    #[arg(long)]
    pub(crate) data_nascita: Option<NaiveDate>,
    /// Ruolo.
    #[arg(long, value_enum, default_value_t = Ruolo::Cittadino)]
    pub(crate) ruolo: Ruolo,
    /// Canale della chiamata; se manca, il portale. Dal contact center chiama un operatore per la persona.
    #[arg(long, value_enum)]
    pub(crate) canale: Option<Canale>,
    /// Con che cosa si identifica la persona.
    #[arg(long, value_enum, default_value_t = Metodo::Spid)]
    pub(crate) metodo: Metodo,
    /// Ente, come <id>:<categoria> (per il ruolo intermediario).
    #[arg(long, required_if_eq("ruolo", "intermediario"))]
    pub(crate) ente: Option<String>,
}

fn codice_fiscale(text: &str) -> Result<CodiceFiscale, String> {
    text.parse().map_err(|error: libretto_core::codice_fiscale::CodiceFiscaleError| error.to_string())
}

/// Mints a token.
pub(crate) fn mint(key: &SandboxKey, request: &TokenRequest) -> Result<String, jsonwebtoken::errors::Error> {
    let header = Header {
        alg: Algorithm::EdDSA,
        kid: Some(KEY_ID.to_owned()),
        typ: Some("at+jwt".to_owned()),
        ..Header::default()
    };
    encode(&header, &claims(request), &key.encoding())
}

fn claims(request: &TokenRequest) -> Value {
    let now = system_now();
    let mut claims = json!({
        "iss": ISSUER,
        "aud": AUDIENCE,
        "iat": now.timestamp(),
        "nbf": now.timestamp(),
        "exp": (now + chrono::Duration::days(LIFETIME_DAYS)).timestamp(),
        "acr": "https://www.spid.gov.it/SpidL2",
    });
    let role = match (request.ruolo, request.canale) {
        (Ruolo::Cittadino, Some(Canale::ContactCenter)) => Ruolo::ContactCenter,
        (role, _) => role,
    };
    match role {
        Ruolo::Cittadino => citizen(request, &mut claims),
        Ruolo::ContactCenter => {
            claims["sub"] = json!("sandbox-contact-center");
            claims["ruolo"] = json!("contact_center");
            claims["chiamante"] = person(request);
        }
        Ruolo::BackOffice => {
            claims["sub"] = json!("sandbox-back-office");
            claims["ruolo"] = json!("back_office");
        }
        Ruolo::SistemaPagamenti => {
            claims["sub"] = json!("sandbox-pagopa");
            claims["ruolo"] = json!("sistema_pagamenti");
        }
        Ruolo::Intermediario => {
            let (id, categoria) = request.ente.as_deref().and_then(|text| text.split_once(':')).unwrap_or_default();
            claims["sub"] = json!(format!("sandbox-operatore-{id}"));
            claims["ruolo"] = json!("intermediario");
            claims["ente"] = json!({ "id": id, "categoria": categoria });
        }
    }
    claims
}

/// A person with their own digital identity.
fn citizen(request: &TokenRequest, claims: &mut Value) {
    match request.canale {
        Some(Canale::App) => claims["canale"] = json!("app"),
        Some(Canale::Portale) => claims["canale"] = json!("portale"),
        Some(Canale::ContactCenter) | None => {}
    }
    let (method, level) = match request.metodo {
        Metodo::Spid => ("spid", "https://www.spid.gov.it/SpidL2"),
        Metodo::Cie => ("cie", "https://www.spid.gov.it/SpidL3"),
        Metodo::Cns => ("cns", "https://www.spid.gov.it/SpidL3"),
    };
    claims["amr"] = json!([method]);
    claims["acr"] = json!(level);
    let subject = request.codice_fiscale.map(|code| code.as_str().to_lowercase());
    claims["sub"] = json!(format!("sandbox-{}", subject.as_deref().unwrap_or("senza-codice")));
    if let (Value::Object(claims), Value::Object(person)) = (claims, person(request)) {
        claims.extend(person);
    }
}

/// Who a person is.
fn person(request: &TokenRequest) -> Value {
    let Some(code) = request.codice_fiscale else { return json!({}) };
    let mut person = json!({
        "fiscal_number": format!("TINIT-{}", code.as_str()), "given_name": request.nome, "family_name": request.cognome,
    });
    if let Some(day) = request.data_nascita {
        person["birthdate"] = json!(day);
    }
    person
}
