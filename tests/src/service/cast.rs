//! The people of a test, registered through the API.

use super::{Client, Home, Service};
use chrono::NaiveDate;
use libretto_core::contract::codici;
use serde_json::{Value, json};

/// A household with its client.
#[derive(Clone)]
pub struct Famiglia {
    /// Its caller.
    pub client: Client,
    /// Its profile.
    pub id: String,
}

/// A worker with their client.
#[derive(Clone)]
pub struct Lavoratore {
    /// Their caller.
    pub client: Client,
    /// Their profile.
    pub id: String,
}

/// How a worker is paid.
pub enum Modalita {
    /// To an account made up for this number.
    Bonifico(u32),
    /// Cash at the post office.
    Domiciliato,
    /// Postal mandates.
    Mandato,
}

/// A fiscal code made up for this number.
pub fn codice_fiscale(number: u32) -> String {
    let born = NaiveDate::from_ymd_opt(1980, 5, 12).unwrap_or_default();
    codici::codice_fiscale(number, born).as_str().to_owned()
}

/// The declarations in force, as a person would accept them.
pub fn declarations(client: &Client) -> Vec<Value> {
    let answer = client.get("/dichiarazioni").expect_status(200);
    let list = answer.json["dichiarazioni"].as_array().cloned().unwrap_or_default();
    list.iter().map(|one| json!({"tipo": one["tipo"], "versione": one["versione"]})).collect()
}

impl Famiglia {
    /// Registers the household of the person with this number.
    pub fn register(home: &Home, service: &Service, number: u32) -> Self {
        let client = service.client(&home.citizen(&codice_fiscale(number), "Famiglia", "Di Prova"));
        let body = json!({"tipo_utilizzatore": "persona_fisica", "dichiarazioni": declarations(&client)});
        let id = client.post("/utilizzatori", &body).expect_status(201).field("/id").to_owned();
        Self { client, id }
    }

    /// Asks for a top-up; returns the number of the notice.
    pub fn ask_top_up(&self, importo: &str) -> String {
        let path = format!("/utilizzatori/{}/versamenti", self.id);
        let answer = self.client.post(&path, &json!({"importo": importo})).expect_status(201);
        answer.field("/avviso/numero_avviso").to_owned()
    }

    /// Pays in, through the payment system.
    pub fn top_up(&self, pagopa: &Client, importo: &str) {
        let notice = self.ask_top_up(importo);
        let receipt = json!({"codice_ricevuta": format!("R-{notice}"), "numero_avviso": notice, "importo": importo});
        let answer = pagopa.post("/versamenti/ricevute", &receipt);
        assert_eq!(answer.field("/esito"), "accreditata");
    }

    /// What is available in the wallet.
    pub fn available(&self) -> String {
        let path = format!("/utilizzatori/{}/portafoglio", self.id);
        self.client.get(&path).expect_status(200).field("/disponibile").to_owned()
    }

    /// The body of a communication: whole hours of a day, one voucher for each.
    pub fn work(&self, worker: &Lavoratore, day: &str, hours: (u32, u32)) -> Value {
        json!({
            "utilizzatore_id": self.id,
            "prestatore_id": worker.id,
            "ambito": "lavori_domestici",
            "inizio": format!("{day}T{:02}:00", hours.0),
            "fine": format!("{day}T{:02}:00", hours.1),
            "luogo": "Roma, via di Prova 1",
            "costo_complessivo": format!("{}.00", (hours.1 - hours.0) * 10),
        })
    }
}

impl Lavoratore {
    /// Registers the worker with this number.
    pub fn register(home: &Home, service: &Service, number: u32, modalita: &Modalita) -> Self {
        let client = service.client(&home.citizen(&codice_fiscale(number), "Prestatore", "Di Prova"));
        let mode = match modalita {
            Modalita::Bonifico(account) => json!({"tipo": "bonifico", "iban": codici::iban(*account).as_str()}),
            Modalita::Domiciliato => json!({"tipo": "bonifico_domiciliato"}),
            Modalita::Mandato => json!({"tipo": "mandato_postale"}),
        };
        let body = json!({"dichiarazioni": declarations(&client), "modalita_pagamento": mode});
        let id = client.post("/prestatori", &body).expect_status(201).field("/id").to_owned();
        Self { client, id }
    }
}
