//! A real identity provider over HTTP: its tokens are believed, those that are not for us or not for now are not, and its keys may
//! change under way.

use crate::served::Served;
use libretto_tests::service::{Client, Home, Store};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

const AUDIENCE: &str = "https://libretto.example.it";

/// The provider, as a process of its own. It ends when this is dropped.
struct Provider {
    child: Child,
    /// Closed by dropping, which ends the process.
    input: Option<ChildStdin>,
    port: u16,
}

impl Provider {
    /// Starts a provider with one new key on a port; 0 takes a free one.
    fn start(port: u16, algorithm: &str, kid: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm");
        assert!(folder.join("node_modules").is_dir(), "run the tests through `cargo xtask test`, which installs it");
        let mut command = Command::new("node");
        command.arg("identity-provider.mjs").args([&port.to_string(), algorithm, kid]).current_dir(folder);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let port = line.trim().parse().expect("the port on which it listens");
        Self { input: child.stdin.take(), child, port }
    }

    /// Ends it and starts another with another key at the same place.
    fn replaced(self, algorithm: &str, kid: &str) -> Self {
        let port = self.port;
        drop(self);
        Self::start(port, algorithm, kid)
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The issuer, as the provider itself says.
    fn issuer(&self) -> String {
        let mut answer = ureq::get(self.address("/.well-known/openid-configuration")).call().expect("an answer");
        let text = answer.body_mut().read_to_string().expect("a text");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(document["jwks_uri"].as_str().map(|uri| uri.ends_with("/jwks")), Some(true));
        document["issuer"].as_str().expect("an issuer").to_owned()
    }

    /// A token of a citizen, with some claims replaced.
    fn token(&self, changes: &Value) -> String {
        let mut claims = json!({
            "sub": "persona-1", "acr": "https://www.spid.gov.it/SpidL2", "fiscal_number": "TINIT-RSSMRA80A01H501U",
            "given_name": "Maria", "family_name": "Rossi",
        });
        for (name, value) in changes.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        let form = [("grant_type", "client_credentials"), ("aud", AUDIENCE), ("claims", &claims.to_string())];
        let mut answer = ureq::post(self.address("/token")).send_form(form).expect("an answer");
        let text = answer.body_mut().read_to_string().expect("a text");
        let answer: Value = serde_json::from_str(&text).expect("JSON");
        answer["access_token"].as_str().expect("a token").to_owned()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// The service on the provider's issuer and keys.
struct Service {
    served: Served,
    /// Its store.
    _home: Home,
}

impl Service {
    fn start(provider: &Provider) -> Self {
        let home = Home::new(Store::Embedded);
        let settings = [
            ("LIBRETTO_EMITTENTE", provider.issuer()),
            ("LIBRETTO_JWKS", provider.address("/jwks")),
            ("LIBRETTO_DESTINATARIO", AUDIENCE.to_owned()),
        ];
        Self { served: Served::start(&home, &settings), _home: home }
    }

    fn client(&self, token: &str) -> Client {
        Client::at(&self.served.address, token)
    }

    fn status(&self, token: &str) -> u16 {
        self.client(token).get("/profilo").status
    }
}

#[test]
fn a_token_of_the_provider_opens_the_service_to_its_citizen() {
    for algorithm in ["RS256", "ES256"] {
        let provider = Provider::start(0, algorithm, "una");
        let service = Service::start(&provider);
        let profile = service.client(&provider.token(&json!({}))).get("/profilo").expect_status(200);
        assert_eq!(profile.field("/ruolo"), "cittadino");
        assert_eq!(profile.field("/cognome"), "Rossi");
    }
}

#[test]
fn a_token_that_is_not_for_us_not_for_now_or_not_of_level_two_opens_nothing() {
    let provider = Provider::start(0, "RS256", "una");
    let service = Service::start(&provider);
    let status = |changes: Value| service.status(&provider.token(&changes));
    assert_eq!(status(json!({})), 200);
    assert_eq!(status(json!({ "aud": "https://altro.example.it" })), 401);
    assert_eq!(status(json!({ "exp": 1_000_000_000 })), 401);
    assert_eq!(status(json!({ "nbf": 4_000_000_000_u64 })), 401);
    assert_eq!(status(json!({ "iss": "https://altro.example.it" })), 401);
    assert_eq!(status(json!({ "acr": "https://www.spid.gov.it/SpidL1" })), 403);
    assert_eq!(status(json!({ "cnf": { "jkt": "b3lm777M0EkbggL75kzNJ6RkcGUAR6AbOYRLsed4VcM" } })), 401);
    // The same provider, the same name of the key, another key.
    let token = provider.token(&json!({}));
    let provider = provider.replaced("RS256", "una");
    assert_eq!(service.status(&provider.token(&json!({}))), 401, "signed by a key that was never published here");
    assert_eq!(service.status(&token), 200);
}

#[test]
fn the_keys_of_the_provider_may_change_under_way() {
    let provider = Provider::start(0, "RS256", "una");
    let service = Service::start(&provider);
    let old = provider.token(&json!({}));
    assert_eq!(service.status(&old), 200);

    let provider = provider.replaced("ES256", "due");
    assert_eq!(service.status(&provider.token(&json!({}))), 200, "the new key is looked for at once");
    assert_eq!(service.status(&old), 401, "the old one was withdrawn");

    let provider = provider.replaced("RS256", "tre");
    assert_eq!(service.status(&provider.token(&json!({}))), 401, "the provider is not asked again so soon");
    drop(provider);
    assert_eq!(service.status("x.y.z"), 401);
}
