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
    /// Canale della chiamata; se manca, il portale.
    #[arg(long, value_enum)]
    pub(crate) canale: Option<Canale>,
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
    if let Some(canale) = request.canale {
        claims["canale"] = json!(match canale {
            Canale::Portale => "portale",
            Canale::App => "app",
            Canale::ContactCenter => "contact_center",
        });
    }
    match (request.ruolo, request.codice_fiscale) {
        (Ruolo::Cittadino, Some(code)) => {
            claims["sub"] = json!(format!("sandbox-{}", code.as_str().to_lowercase()));
            claims["fiscal_number"] = json!(format!("TINIT-{}", code.as_str()));
            claims["given_name"] = json!(request.nome);
            claims["family_name"] = json!(request.cognome);
            if let Some(day) = request.data_nascita {
                claims["birthdate"] = json!(day);
            }
        }
        (Ruolo::Cittadino, None) => claims["sub"] = json!("sandbox-senza-codice"),
        (Ruolo::BackOffice, _) => {
            claims["sub"] = json!("sandbox-back-office");
            claims["ruolo"] = json!("back_office");
        }
        (Ruolo::SistemaPagamenti, _) => {
            claims["sub"] = json!("sandbox-pagopa");
            claims["ruolo"] = json!("sistema_pagamenti");
        }
    }
    claims
}
