//! Made-up households for the load, registered and funded through the API.

use super::server::Server;
use crate::error::{Error, Result};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use ureq::Agent;

/// A household with a worker of its own and a full wallet.
pub(super) struct Household {
    pub(super) token: String,
    pub(super) utilizzatore: String,
    pub(super) prestatore: String,
}

/// Enough for every voucher that a pair may use in a year.
const FUNDS: &str = "4000.00";
/// Calls of the provisioning at once.
const THREADS: usize = 8;

/// People made so far by this program: no two get the same code.
static PEOPLE: AtomicUsize = AtomicUsize::new(0);

/// Registers and funds some households.
pub(super) fn provision(server: &Server, count: usize) -> Result<Vec<Household>> {
    let payments = server.token(&["--ruolo", "sistema-pagamenti"])?;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        let agent = Agent::config_builder().http_status_as_error(false).build().new_agent();
        while next.fetch_add(1, Ordering::Relaxed) < count {
            made.push(household(server, &agent, &payments)?);
        }
        Ok(made)
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::with_capacity(count);
        for worker in workers {
            let made: Result<Vec<_>> =
                worker.join().map_err(|_| Error::Setup("the provisioning stopped".to_owned()))?;
            all.extend(made?);
        }
        Ok(all)
    })
}

fn household(server: &Server, agent: &Agent, payments: &str) -> Result<Household> {
    let token = citizen(server, "Famiglia")?;
    let worker = citizen(server, "Prestatore")?;
    let declarations = call(agent, server, &token, "GET", "/dichiarazioni", None)?;
    let declared: Vec<Value> = list(&declarations, "dichiarazioni")
        .iter()
        .map(|one| json!({"tipo": one["tipo"], "versione": one["versione"]}))
        .collect();
    let body = json!({"tipo_utilizzatore": "persona_fisica", "dichiarazioni": declared});
    let profile = call(agent, server, &token, "POST", "/utilizzatori", Some(&body))?;
    let utilizzatore = text(&profile, "id")?;
    let body = json!({"dichiarazioni": declared, "modalita_pagamento": {"tipo": "bonifico_domiciliato"}});
    let profile = call(agent, server, &worker, "POST", "/prestatori", Some(&body))?;
    let prestatore = text(&profile, "id")?;
    let path = format!("/utilizzatori/{utilizzatore}/versamenti");
    let top_up = call(agent, server, &token, "POST", &path, Some(&json!({"importo": FUNDS})))?;
    let notice = text(&top_up["avviso"], "numero_avviso")?;
    let receipt =
        json!({"codice_ricevuta": format!("carico-{utilizzatore}"), "numero_avviso": notice, "importo": FUNDS});
    call(agent, server, payments, "POST", "/versamenti/ricevute", Some(&receipt))?;
    Ok(Household { token, utilizzatore, prestatore })
}

fn citizen(server: &Server, name: &str) -> Result<String> {
    let code = codice_fiscale(PEOPLE.fetch_add(1, Ordering::Relaxed));
    server.token(&["--codice-fiscale", &code, "--nome", name, "--cognome", "Di Prova"])
}

fn call(agent: &Agent, server: &Server, token: &str, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
    let failed = |error: &dyn std::fmt::Display| Error::Setup(format!("{method} {path}: {error}"));
    let url = format!("{}{path}", server.api);
    let mut request =
        ureq::http::Request::builder().method(method).uri(url).header("Authorization", format!("Bearer {token}"));
    if body.is_some() {
        request = request.header("Content-Type", "application/json").header("Idempotency-Key", format!("carico{path}"));
    }
    let request = request.body(body.map(Value::to_string).unwrap_or_default()).map_err(|error| failed(&error))?;
    let mut answer = agent.run(request).map_err(|error| failed(&error))?;
    let content = answer.body_mut().read_to_string().map_err(|error| failed(&error))?;
    if !answer.status().is_success() {
        return Err(failed(&format!("{} {content}", answer.status())));
    }
    serde_json::from_str(&content).map_err(|error| failed(&error))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value, name: &str) -> Result<String> {
    let found = value[name].as_str().map(str::to_owned);
    found.ok_or_else(|| Error::Setup(format!("the answer has no {name}: {value}")))
}

/// The `n`-th made-up fiscal code of a person born in 1980, with its check letter.
fn codice_fiscale(n: usize) -> String {
    const CONSONANTS: &[u8] = b"BCDFGHLMNPQRSTVZ";
    let letter = |shift: u32| char::from(CONSONANTS[n / 16_usize.pow(shift) % 16]);
    let name: String = (0..6).map(letter).collect();
    let partial = format!("{name}80A{:02}H501", n % 28 + 1);
    let sum: usize = partial.bytes().enumerate().map(|(index, byte)| value(byte, index % 2 == 0)).sum();
    let check = b'A' + u8::try_from(sum % 26).unwrap_or(0);
    format!("{partial}{}", char::from(check))
}

/// Value of a character of a fiscal code by the parity of its place (D.M. 12 March 1974).
fn value(byte: u8, odd: bool) -> usize {
    const ODD: [usize; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let index = usize::from(if byte.is_ascii_digit() { byte - b'0' } else { byte.saturating_sub(b'A') });
    if odd { ODD[index] } else { index }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_known_code_has_its_check_letter() {
        let sum: usize = "RSSMRA80A01H501".bytes().enumerate().map(|(index, byte)| value(byte, index % 2 == 0)).sum();
        assert_eq!(sum % 26, usize::from(b'U' - b'A'));
    }

    #[test]
    fn codes_differ() {
        let codes: BTreeSet<_> = (0..10_000).map(codice_fiscale).collect();
        assert_eq!(codes.len(), 10_000);
    }
}
