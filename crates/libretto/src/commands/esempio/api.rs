//! The API as the example calls it: over HTTP, like anybody.

use super::data::Year;
use crate::sandbox::token::{Ruolo, TokenRequest};
use chrono::NaiveDateTime;
use libretto_api::BASE_PATH;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::HashMap;
use std::net::SocketAddr;
use ureq::Agent;

/// Who calls.
#[derive(Clone, Copy, Debug)]
pub(super) enum Who<'a> {
    /// A household, by family name.
    Famiglia(&'a str),
    /// A worker, by family name.
    Prestatore(&'a str),
    /// An heir, by given name.
    Erede(&'a str),
    /// The payment system.
    Pagamenti,
    /// The back office.
    BackOffice,
}

/// The tokens of everybody.
pub(super) struct Tokens {
    famiglie: HashMap<String, String>,
    prestatori: HashMap<String, String>,
    eredi: HashMap<String, String>,
    pagamenti: String,
    back_office: String,
}

impl Tokens {
    /// Mints a token for everybody in the year.
    pub(super) fn mint<E>(year: &Year, mint: impl Fn(TokenRequest) -> Result<String, E>) -> Result<Self, E> {
        let famiglie = year
            .famiglie
            .iter()
            .map(|one| Ok((one.nome.clone(), mint(super::citizen(one.codice_fiscale, &one.nome_proprio, &one.nome))?)));
        let prestatori = year
            .prestatori
            .iter()
            .map(|one| Ok((one.nome.clone(), mint(super::citizen(one.codice_fiscale, &one.nome_proprio, &one.nome))?)));
        let eredi = year.decessi.iter().flat_map(|one| &one.eredi).map(|one| {
            let token = mint(super::citizen(one.codice_fiscale, &one.nome_proprio, &one.nome))?;
            Ok((one.nome_proprio.clone(), token))
        });
        Ok(Self {
            eredi: eredi.collect::<Result<_, E>>()?,
            famiglie: famiglie.collect::<Result<_, E>>()?,
            prestatori: prestatori.collect::<Result<_, E>>()?,
            pagamenti: mint(super::role(Ruolo::SistemaPagamenti))?,
            back_office: mint(super::role(Ruolo::BackOffice))?,
        })
    }

    fn of(&self, who: Who<'_>) -> Result<&str, String> {
        let found = match who {
            Who::Famiglia(name) => self.famiglie.get(name),
            Who::Prestatore(name) => self.prestatori.get(name),
            Who::Erede(name) => self.eredi.get(name),
            Who::Pagamenti => Some(&self.pagamenti),
            Who::BackOffice => Some(&self.back_office),
        };
        found.map(String::as_str).ok_or_else(|| format!("{who:?} non è tra le persone dell'anno"))
    }
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) json: Value,
    pub(super) etag: Option<String>,
}

impl Answer {
    /// A text field.
    pub(super) fn text(&self, pointer: &str) -> Result<String, String> {
        let found = self.json.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        found.ok_or_else(|| format!("la risposta non ha {pointer}: {}", self.json))
    }
}

/// The API at an address.
pub(super) struct Api {
    agent: Agent,
    root: String,
    tokens: Tokens,
    calls: Cell<u32>,
}

impl Api {
    /// The API of a server.
    pub(super) fn new(address: SocketAddr, tokens: Tokens) -> Self {
        let agent = Agent::config_builder().http_status_as_error(false).build().new_agent();
        Self { agent, root: format!("http://{address}"), tokens, calls: Cell::new(0) }
    }

    /// `GET`.
    pub(super) fn get(&self, who: Who<'_>, path: &str) -> Result<Answer, String> {
        Self::expect(self.call("GET", who, &format!("{BASE_PATH}{path}"), (None, None))?)
    }

    /// `POST`, expected to succeed.
    pub(super) fn post(&self, who: Who<'_>, path: &str, body: &Value) -> Result<Answer, String> {
        Self::expect(self.try_post(who, path, body)?)
    }

    /// `POST`, whatever comes back.
    pub(super) fn try_post(&self, who: Who<'_>, path: &str, body: &Value) -> Result<Answer, String> {
        self.call("POST", who, &format!("{BASE_PATH}{path}"), (Some(body), None))
    }

    /// `POST` without a body, expected to succeed.
    pub(super) fn order(&self, who: Who<'_>, path: &str) -> Result<Answer, String> {
        Self::expect(self.call("POST", who, &format!("{BASE_PATH}{path}"), (None, None))?)
    }

    /// `POST` on a version of an entity, expected to succeed.
    pub(super) fn act(&self, who: Who<'_>, path: &str, body: Option<&Value>, version: &str) -> Result<Answer, String> {
        Self::expect(self.call("POST", who, &format!("{BASE_PATH}{path}"), (body, Some(version)))?)
    }

    /// Moves the clock of the sandbox to an Italian time.
    pub(super) fn clock(&self, at: NaiveDateTime) -> Result<(), String> {
        let body = json!({"ora_locale": at.format("%Y-%m-%dT%H:%M").to_string()});
        Self::expect(self.call("PUT", Who::BackOffice, "/sandbox/orologio", (Some(&body), None))?).map(drop)
    }

    fn expect(answer: Answer) -> Result<Answer, String> {
        if answer.status < 300 {
            Ok(answer)
        } else {
            Err(format!("risposta {} inattesa: {}", answer.status, answer.json))
        }
    }

    fn call(
        &self,
        method: &str,
        who: Who<'_>,
        path: &str,
        (body, version): (Option<&Value>, Option<&str>),
    ) -> Result<Answer, String> {
        let failed = |error: &dyn std::fmt::Display| format!("{method} {path}: {error}");
        let token = self.tokens.of(who)?;
        // The same year gives the same keys, so that a call can be found again in the register.
        self.calls.set(self.calls.get() + 1);
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.root))
            .header("Authorization", format!("Bearer {token}"))
            .header("Idempotency-Key", format!("esempio-{:05}", self.calls.get()));
        if let Some(version) = version {
            request = request.header("If-Match", version);
        }
        let body = body.map(Value::to_string).unwrap_or_default();
        if !body.is_empty() {
            request = request.header("Content-Type", "application/json");
        }
        let request = request.body(body).map_err(|error| failed(&error))?;
        let mut response = self.agent.run(request).map_err(|error| failed(&error))?;
        let etag = response.headers().get("etag").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let text = response.body_mut().read_to_string().map_err(|error| failed(&error))?;
        let json = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok(Answer { status: response.status().as_u16(), json, etag })
    }
}
