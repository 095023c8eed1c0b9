//! Nobody can be found in what the service writes for those who run it: every line of the log, the library's included, and the
//! figures, after runs in which everything happens, also what should not.

use crate::wire::API;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::iban::Iban;
use libretto_tests::service::cast::{Famiglia, Lavoratore, Modalita, codice_fiscale};
use libretto_tests::service::{Client, Database, Home, Service, Store};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

/// Words of which a token, an address, a note or a name of these runs is made.
const GIVEN: [&str; 6] =
    ["eyJ", "via di Prova", "chiavi dal portiere", "Famiglia Di Prova", "Di Prova", "rossi@example.it"];

/// What of `text` tells of a person: words of the run, whatever reads as a fiscal code or an account, whatever has the form of an
/// address of mail or of a token.
fn people_in(text: &str, words: &BTreeSet<String>) -> Vec<String> {
    let whole = text.split(|c: char| !c.is_alphanumeric());
    let told = whole.filter(|word| {
        words.contains(*word)
            || word.parse::<CodiceFiscale>().is_ok()
            || (word.len() > 14 && word.parse::<Iban>().is_ok())
    });
    let mails = text.split(|c: char| c.is_whitespace() || c == '"').filter(|word| word.contains('@'));
    let given = GIVEN.into_iter().filter(|word| text.contains(word));
    told.chain(mails).chain(given).map(str::to_owned).collect()
}

fn assert_nobody(what: &str, text: &str, words: &BTreeSet<String>) {
    assert!(!text.is_empty(), "{what}: nothing was written, so nothing was looked at");
    for line in text.lines() {
        let found = people_in(line, words);
        assert!(found.is_empty(), "{what}: {found:?} in {line}");
    }
}

#[test]
fn the_search_finds_whom_it_looks_for() {
    let words = BTreeSet::from(["Nicolescu".to_owned()]);
    for line in [
        r#"{"nome":"Nicolescu"}"#,
        "detail: (RSSMRA80A01H501U, 1)",
        "iban=IT60X0542811101000000123456",
        "to rossi@example.it",
        "Bearer eyJhbGciOi",
    ] {
        assert!(!people_in(line, &words).is_empty(), "{line}");
    }
    assert_eq!(people_in(r#"{"percorso":"/prestazioni/{id}","chiamante":"0f3a9c"}"#, &words), [""; 0]);
}

/// The persons of the example year: their names, codes and accounts.
fn example_people() -> BTreeSet<String> {
    fn collect(value: &toml::Value, words: &mut BTreeSet<String>) {
        match value {
            toml::Value::Table(table) => {
                for (key, value) in table {
                    match value {
                        toml::Value::String(text)
                            if ["nome", "nome_proprio", "codice_fiscale", "iban"].contains(&key.as_str()) =>
                        {
                            words.insert(text.clone());
                        }
                        other => collect(other, words),
                    }
                }
            }
            toml::Value::Array(list) => list.iter().for_each(|one| collect(one, words)),
            _ => {}
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/libretto/esempio/anno.toml");
    let year = fs::read_to_string(path).expect("the example year").parse::<toml::Table>().expect("TOML");
    let mut words = BTreeSet::new();
    collect(&toml::Value::Table(year), &mut words);
    assert!(words.len() > 30, "{words:?}");
    words
}

#[test]
fn a_whole_year_leaves_nobody_in_the_log_however_talkative_it_is() {
    let words = example_people();
    for (name, store) in Store::both() {
        let home = Home::new(store);
        home.migrate();
        let output =
            home.command(&["esempio", "--json"]).env("LIBRETTO_LOG", "trace").output().expect("the binary runs");
        assert!(output.status.success());
        let log = String::from_utf8_lossy(&output.stderr);
        assert!(log.lines().count() > 300, "{name}: a year of calls has a line each");
        assert_nobody(name, &log, &words);
        let totals = String::from_utf8_lossy(&output.stdout);
        assert_nobody(name, &totals, &words);
    }
}

/// A service that tells everything it can, to a file and to whoever reads its figures.
struct Talkative {
    home: Home,
    service: Service,
}

impl Talkative {
    fn start(store: Store) -> Self {
        let home = Home::new(store);
        home.migrate();
        let log = File::create(home.folder().join("log")).expect("a file");
        let service = home.start_with("2026-02-20T09:00", |command| {
            command.env("LIBRETTO_LOG", "trace").env("LIBRETTO_METRICHE", "127.0.0.1:0").stderr(log);
        });
        Self { home, service }
    }

    fn log(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.home.folder().join("log")).expect("the log");
        text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect()
    }

    fn figures(&self) -> String {
        let log = self.log();
        let told = log.iter().find(|line| line["message"] == "figures are told at /metrics").expect("where they are");
        raw(told["address"].as_str().expect("an address"), "GET /metrics HTTP/1.1\r\n", "")
    }
}

/// One request without a client that would mend it.
fn raw(address: &str, first_line: &str, rest: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    let head = format!("{first_line}Host: x\r\nConnection: close\r\n{rest}\r\n");
    stream.write_all(head.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// What people do, right and wrong.
fn live(stage: &Talkative) -> (Famiglia, Lavoratore) {
    let (home, service) = (&stage.home, &stage.service);
    let famiglia = Famiglia::register(home, service, 1);
    let worker = Lavoratore::register(home, service, 101, &Modalita::Bonifico(7));
    famiglia.top_up(&service.client(&home.role("sistema-pagamenti")), "100.00");
    let mut work = famiglia.work(&worker, "2026-02-19", (9, 10));
    work["nota"] = json!("chiavi dal portiere");
    famiglia.client.post("/prestazioni", &work).expect_status(201);
    famiglia.client.post("/prestazioni", &work).expect_status(422);
    work["costo_complessivo"] = json!("RSSMRA80A01H501U");
    famiglia.client.post("/prestazioni", &work).expect_status(422);
    work["IT60X0542811101000000123456"] = json!("rossi@example.it");
    famiglia.client.post("/prestazioni", &work).expect_status(422);
    let refund = json!({"importo": "10.00", "iban": "IT60X0542811101000000123456", "intestatari": [codice_fiscale(1)]});
    let _ = famiglia.client.post(&format!("/utilizzatori/{}/rimborsi", famiglia.id), &refund);
    (famiglia, worker)
}

/// Persons where none belong: in addresses, methods, headers, tokens.
fn misuse(stage: &Talkative, token: &str) {
    let address = stage.service.address();
    let bearer = format!("Authorization: Bearer {token}\r\n");
    let cut = token.get(..token.len() - 4).unwrap_or_default();
    for (first_line, rest) in [
        (format!("GET {API}/profilo?cf=RSSMRA80A01H501U HTTP/1.1\r\n"), bearer.clone()),
        (format!("GET {API}/utilizzatori/RSSMRA80A01H501U HTTP/1.1\r\n"), bearer.clone()),
        (format!("GET {API}/RSSMRA80A01H501U/rossi@example.it HTTP/1.1\r\n"), bearer.clone()),
        (format!("RSSMRA80A01H501U {API}/profilo HTTP/1.1\r\n"), bearer.clone()),
        (format!("GET {API}/profilo HTTP/1.1\r\n"), format!("{bearer}X-Request-ID: RSSMRA80A01H501U\r\n")),
        (format!("GET {API}/profilo HTTP/1.1\r\n"), format!("{bearer}X-Forwarded-For: RSSMRA80A01H501U\r\n")),
        (format!("GET {API}/profilo HTTP/1.1\r\n"), format!("{bearer}If-Match: RSSMRA80A01H501U\r\n")),
        (format!("GET {API}/profilo HTTP/1.1\r\n"), format!("Authorization: Bearer {cut}\r\n")),
        (format!("GET {API}/profilo HTTP/1.1\r\n"), "Authorization: Basic UlNTTVJBODBBMDFINTAxVQ==\r\n".to_owned()),
        (
            format!("POST {API}/prestazioni HTTP/1.1\r\n"),
            format!(
                "{bearer}Idempotency-Key: RSSMRA80A01H501U\r\nContent-Type: RSSMRA80A01H501U/json\r\nContent-Length: 0\r\n"
            ),
        ),
        ("GET /\0RSSMRA80A01H501U HTTP/1.1\r\n".to_owned(), String::new()),
    ] {
        assert!(raw(address, &first_line, &rest).starts_with("HTTP/1.1 "), "{first_line}");
    }
}

/// The database refuses a row and quotes it.
fn fail(stage: &Talkative, database: &Database) {
    database.ask("ALTER TABLE persone ADD CONSTRAINT nessuno CHECK (cognome <> 'Nessuno')");
    let token = stage.home.citizen(&codice_fiscale(5), "Odisseo", "Nessuno");
    let client = stage.service.client(&token);
    let body = json!({"tipo_utilizzatore": "persona_fisica", "dichiarazioni": declarations(&client)});
    let answer = client.post("/utilizzatori", &body);
    assert!(answer.status >= 500, "{}", answer.text);
    assert!(!answer.text.contains("Nessuno"), "{}", answer.text);
}

fn declarations(client: &Client) -> Vec<Value> {
    libretto_tests::service::cast::declarations(client)
}

#[test]
fn what_goes_wrong_leaves_nobody_in_log_and_figures() {
    let stage = Talkative::start(Store::Postgres(Database::create()));
    let (_, worker) = live(&stage);
    let token = stage.home.citizen(&codice_fiscale(1), "Famiglia", "Di Prova");
    misuse(&stage, &token);
    if let Store::Postgres(database) = stage.home.store() {
        fail(&stage, database);
    }
    let figures = stage.figures();
    let words = BTreeSet::from(["Odisseo", "Nessuno", "Prestatore"].map(str::to_owned));
    assert_nobody("figures", &figures, &words);
    assert!(figures.contains("libretto_store_connections "), "{figures}");
    assert!(!figures.contains(&worker.id), "not even an id");
    let log = fs::read_to_string(stage.home.folder().join("log")).expect("the log");
    assert_nobody("log", &log, &words);
    check_access_lines(&stage.log());
}

/// Every line of the real access log has the agreed fields.
fn check_access_lines(log: &[Value]) {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/access-log.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).expect("the schema")).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let lines: Vec<_> = log.iter().filter(|line| line["target"] == "accesso").collect();
    assert!(lines.len() > 15, "{}", lines.len());
    for line in lines {
        let wrong: Vec<_> = schema.iter_errors(line).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{line}: {wrong:?}");
    }
}
