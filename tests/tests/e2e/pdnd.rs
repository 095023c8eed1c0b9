//! Organisations of the PDND and the real binary: what another library signed is understood, and what was used at one instance is used
//! at all of them.

use crate::served::Served;
use libretto_tests::service::{Home, Store};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tempfile::TempDir;

const AUDIENCE: &str = "https://api.example.it/rest/lavoro-occasionale/v1/libretto-famiglia";
/// No key of ours: citizens play no part here.
const CITIZENS: &str = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"x","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

/// The PDND and its client, as a process of its own.
struct Organisation {
    child: Child,
    /// Closed by dropping, which ends the process.
    input: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
    keys: TempDir,
}

/// A call with its headers, that can be sent as often as one likes.
struct Call {
    method: &'static str,
    path: &'static str,
    body: &'static str,
    headers: BTreeMap<String, String>,
}

impl Organisation {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm");
        assert!(folder.join("node_modules").is_dir(), "run the tests through `cargo xtask test`, which installs it");
        let keys = TempDir::new().expect("a folder");
        let mut command = Command::new("node");
        command.arg("pdnd.mjs").arg(keys.path()).arg(AUDIENCE).current_dir(folder);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node runs");
        let mut answers = BufReader::new(child.stdout.take().expect("its output")).lines();
        assert_eq!(answers.next().and_then(Result::ok).as_deref(), Some("ready"));
        Self { input: child.stdin.take(), child, answers, keys }
    }

    /// The headers of a call, all of them new.
    fn call(&mut self, method: &'static str, path: &'static str, body: &'static str, bound: bool) -> Call {
        let asked = json!({ "method": method, "path": path, "body": body, "bound": bound });
        writeln!(self.input.as_mut().expect("its input"), "{asked}").expect("it listens");
        let line = self.answers.next().expect("an answer").expect("a line");
        Call { method, path, body, headers: serde_json::from_str(&line).expect("the headers") }
    }

    fn settings(&self, home: &Home) -> Vec<(&'static str, String)> {
        let citizens = home.folder().join("cittadini.json");
        std::fs::write(&citizens, CITIZENS).expect("a file");
        let file = |name: &str| self.keys.path().join(name).display().to_string();
        vec![
            ("LIBRETTO_EMITTENTE", "https://idp.example.it".to_owned()),
            ("LIBRETTO_JWKS", citizens.display().to_string()),
            ("LIBRETTO_DESTINATARIO", "libretto".to_owned()),
            ("LIBRETTO_CHIAVE_IMPRONTE", "una chiave di trentadue caratteri".to_owned()),
            ("LIBRETTO_PDND_EMITTENTE", "interop.example.it".to_owned()),
            ("LIBRETTO_PDND_DESTINATARIO", AUDIENCE.to_owned()),
            ("LIBRETTO_PDND_JWKS", file("pdnd.json")),
            ("LIBRETTO_PDND_CHIAVI_CLIENT", file("client.json")),
            ("LIBRETTO_PDND_EROGATORE", "producer".to_owned()),
            ("LIBRETTO_PDND_ESERVICE", "eservice".to_owned()),
            ("LIBRETTO_PDND_DESCRITTORI", "descriptor".to_owned()),
            ("LIBRETTO_PDND_ENTI", "33333333-3333-4333-8333-333333333333:patronato".to_owned()),
        ]
    }
}

impl Drop for Organisation {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

impl Call {
    fn send(&self, service: &Served) -> (u16, Value) {
        let uri = format!("http://{}/rest/lavoro-occasionale/v1/libretto-famiglia{}", service.address, self.path);
        let mut request = ureq::http::Request::builder().method(self.method).uri(uri);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let agent = ureq::Agent::new_with_config(ureq::Agent::config_builder().http_status_as_error(false).build());
        let mut answer = if self.method == "GET" {
            agent.run(request.body(()).expect("a request"))
        } else {
            agent.run(request.body(self.body).expect("a request"))
        }
        .expect("an answer");
        let text = answer.body_mut().read_to_string().expect("a text");
        (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or_default())
    }

    fn role(&self, service: &Served) -> Value {
        let (status, body) = self.send(service);
        assert_eq!(status, 200, "{body}");
        body["ruolo"].clone()
    }
}

#[test]
fn what_another_library_signs_is_understood_and_used_once_by_all_instances() {
    for (name, store) in Store::both() {
        let home = Home::new(store);
        home.migrate();
        let mut organisation = Organisation::new();
        let settings = organisation.settings(&home);
        let one = Served::start(&home, &settings);
        let shared = matches!(home.store(), Store::Postgres(_));
        let other = shared.then(|| Served::start(&home, &settings));
        let other = other.as_ref().unwrap_or(&one);

        let look = organisation.call("GET", "/profilo", "", false);
        assert_eq!(look.role(&one), "intermediario", "{name}");
        assert_eq!(look.role(other), "intermediario", "the evidence is the one of the voucher");

        let bound = organisation.call("GET", "/profilo", "", true);
        assert_eq!(bound.role(&one), "intermediario", "{name}");
        assert_eq!(bound.send(other).0, 401, "{name}: the proof was used");

        // No operation that changes something is open yet: 403 says that the call was believed, 401 that it was not.
        let body = "{\"mese\":\"2026-02\"}";
        let mut change = organisation.call("POST", "/corse-pagamento", body, false);
        change.headers.insert("Idempotency-Key".to_owned(), "una".to_owned());
        assert_eq!([change.send(&one).0, change.send(other).0], [403, 401], "{name}: the signature was used");
        let changed =
            Call { body: "{\"mese\":\"2026-03\"}", ..organisation.call("POST", "/corse-pagamento", body, false) };
        assert_eq!(changed.send(&one).0, 401, "{name}: another body was signed");
    }
}
