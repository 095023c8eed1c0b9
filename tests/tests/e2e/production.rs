//! With an issuer the same binary is a service of production: its own keys, and no part of the sandbox.

use libretto_tests::service::{Client, Home, Store};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

const IBAN: &str = "IT60X0542811101000000123456";

struct Production(Child);

impl Drop for Production {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The public key of the sandbox in this folder, as an issuer of production would publish its own.
fn published_keys(home: &Home) -> String {
    let service = home.start("2026-02-01T08:00");
    assert!(service.stop());
    let keys = home.folder().join("jwks.json");
    let seed = fs::read(home.folder().join("chiave-sandbox.bin")).expect("the sandbox's key");
    assert_eq!(seed.len(), 32);
    // Any key serves: what is tested here is that tokens of the sandbox are worth nothing in production.
    let jwks = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"production","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
    fs::write(&keys, jwks).expect("a file");
    keys.display().to_string()
}

fn start(home: &Home, keys: &str) -> (Production, String) {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|one| one.local_addr()).expect("a free port").port();
    let address = format!("127.0.0.1:{port}");
    let mut command = home.command(&["serve", "--indirizzo", &address]);
    command.env("LIBRETTO_EMITTENTE", "https://idp.example.it").env("LIBRETTO_JWKS", keys);
    command.env("LIBRETTO_DESTINATARIO", "libretto").env("LIBRETTO_IBAN_ORDINANTE", IBAN);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the service starts");
    let errors = BufReader::new(child.stderr.take().expect("its log"));
    std::thread::spawn(move || errors.lines().for_each(drop));
    while TcpStream::connect(&address).is_err() {
        assert!(child.try_wait().expect("the process").is_none(), "the service ended");
        std::thread::yield_now();
    }
    (Production(child), address)
}

#[test]
fn the_sandbox_is_off_in_production() {
    let home = Home::new(Store::Embedded);
    let keys = published_keys(&home);
    let token = home.citizen("RSSMRA80A01H501U", "Maria", "Rossi");
    let (_running, address) = start(&home, &keys);
    let client = Client::at(&address, &token);
    assert_eq!(client.get("/profilo").status, 401, "a sandbox token opens nothing");
    assert_eq!(client.get("/status").status, 200);
    let clock = client.put_clock("2030-01-01T00:00");
    assert!(
        clock.status == 401 || clock.json["type"].as_str().is_some_and(|kind| kind.contains("sandbox")),
        "{}",
        clock.text
    );
}

#[test]
fn tokens_are_minted_in_a_sandbox_only() {
    let home = Home::new(Store::Embedded);
    let keys = published_keys(&home);
    let mut command = home.command(&["token", "--codice-fiscale", "RSSMRA80A01H501U"]);
    command.env("LIBRETTO_EMITTENTE", "https://idp.example.it").env("LIBRETTO_JWKS", keys);
    let output =
        command.env("LIBRETTO_DESTINATARIO", "x").env("LIBRETTO_IBAN_ORDINANTE", IBAN).output().expect("it runs");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("sandbox"));
}
