//! A caller of the API.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use std::time::Duration;
use ureq::Agent;
use uuid::Uuid;

/// Longest time an answer may take before the call counts as failed; the service's own limit is shorter.
const TIMEOUT: Duration = Duration::from_mins(1);

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON of the body; null when there is none.
    pub json: Value,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The body as it came.
    pub text: String,
}

impl Answer {
    /// A text field of the body.
    ///
    /// # Panics
    /// When the body does not have it: the whole answer is shown.
    pub fn field(&self, pointer: &str) -> &str {
        let found = self.json.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("no {pointer} in {} {}", self.status, self.text))
    }

    /// The answer, when it has the expected status.
    ///
    /// # Panics
    /// When it has another: the whole answer is shown.
    #[expect(clippy::return_self_not_must_use, reason = "a test may look at the status only")]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The codes of the violations of a problem.
    pub fn codes(&self) -> Vec<String> {
        let list = self.json.pointer("/violazioni").and_then(Value::as_array).cloned().unwrap_or_default();
        list.iter().filter_map(|one| one.get("codice").and_then(Value::as_str).map(str::to_owned)).collect()
    }
}

/// A caller with one token.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    api: String,
    root: String,
    token: String,
}

/// The body of a call.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body<'a> {
    Json(&'a Value),
    /// Bytes of any kind.
    Bytes(&'a [u8]),
}

impl Body<'_> {
    const fn content_type(self) -> &'static str {
        match self {
            Self::Json(_) => "application/json",
            Self::Bytes(_) => "application/octet-stream",
        }
    }

    fn content(self) -> Vec<u8> {
        match self {
            Self::Json(value) => value.to_string().into_bytes(),
            Self::Bytes(bytes) => bytes.to_vec(),
        }
    }
}

/// What a call sends besides its path.
#[derive(Clone, Debug, Default)]
pub(super) struct Call<'a> {
    body: Option<Body<'a>>,
    key: Option<String>,
    version: Option<&'a str>,
}

impl Client {
    pub(super) fn new(api: &str, root: &str, token: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIMEOUT)).build();
        Self { agent: config.new_agent(), api: api.to_owned(), root: root.to_owned(), token: token.to_owned() }
    }

    /// A caller of the service that listens on an address.
    pub fn at(address: &str, token: &str) -> Self {
        let root = format!("http://{address}");
        Self::new(&format!("{root}/rest/lavoro-occasionale/v1/libretto-famiglia"), &root, token)
    }

    /// `GET` below the API.
    ///
    /// # Panics
    /// When no answer comes.
    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", &format!("{}{path}", self.api), &Call::default()).expect("an answer")
    }

    /// `POST` with a key of its own.
    ///
    /// # Panics
    /// When no answer comes.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.try_post(path, body, &new_key()).expect("an answer")
    }

    /// `POST` with this key.
    ///
    /// # Errors
    /// When no answer comes: the outcome is unknown.
    pub fn try_post(&self, path: &str, body: &Value, key: &str) -> Result<Answer, ureq::Error> {
        let call = Call { body: Some(Body::Json(body)), key: Some(key.to_owned()), version: None };
        self.call("POST", &format!("{}{path}", self.api), &call)
    }

    /// An act on a version of an entity.
    ///
    /// # Panics
    /// When no answer comes.
    pub fn act(&self, method: &str, path: &str, body: Option<&Value>, version: &str) -> Answer {
        let call = Call { body: body.map(Body::Json), key: Some(new_key()), version: Some(version) };
        self.call(method, &format!("{}{path}", self.api), &call).expect("an answer")
    }

    /// Uploads bytes.
    ///
    /// # Panics
    /// When no answer comes.
    pub fn upload(&self, path: &str, content: &[u8]) -> Answer {
        let call = Call { body: Some(Body::Bytes(content)), key: Some(new_key()), version: None };
        self.call("POST", &format!("{}{path}", self.api), &call).expect("an answer")
    }

    /// Moves the clock of the sandbox to an Italian time.
    ///
    /// # Panics
    /// When it does not move.
    pub fn clock(&self, time: &str) {
        let answer = self.put_clock(time);
        assert!(answer.status < 300, "{}", answer.text);
    }

    /// Asks to move the clock, whatever comes back.
    ///
    /// # Panics
    /// When no answer comes.
    pub fn put_clock(&self, time: &str) -> Answer {
        let body = json!({"ora_locale": time});
        let call = Call { body: Some(Body::Json(&body)), key: None, version: None };
        self.call("PUT", &format!("{}/sandbox/orologio", self.root), &call).expect("an answer")
    }

    /// Stops the clock of the sandbox at an instant, to the thousandth of a second, until it is moved again.
    ///
    /// # Panics
    /// When no answer comes.
    pub fn freeze(&self, instant: DateTime<Utc>) -> Answer {
        let body = json!({"istante": instant.to_rfc3339_opts(SecondsFormat::Millis, true), "fermo": true});
        let call = Call { body: Some(Body::Json(&body)), key: None, version: None };
        self.call("PUT", &format!("{}/sandbox/orologio", self.root), &call).expect("an answer")
    }

    pub(super) fn call(&self, method: &str, url: &str, call: &Call<'_>) -> Result<Answer, ureq::Error> {
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        request = request.header("Authorization", format!("Bearer {}", self.token));
        request = request.header("Accept", "application/json");
        if let Some(key) = &call.key {
            request = request.header("Idempotency-Key", key);
        }
        if let Some(version) = call.version {
            request = request.header("If-Match", version);
        }
        if let Some(body) = call.body {
            request = request.header("Content-Type", body.content_type());
        }
        let request = request.body(call.body.map(Body::content).unwrap_or_default())?;
        let mut response = self.agent.run(request)?;
        let etag = response.headers().get("etag").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let text = response.body_mut().read_to_string()?;
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status: response.status().as_u16(), json, etag, text })
    }
}

/// A key that was never used.
#[expect(clippy::disallowed_methods, reason = "a key must be new in every run")]
pub fn new_key() -> String {
    Uuid::new_v4().to_string()
}
