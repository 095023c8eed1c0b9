//! Plays the year: each thing that happens is one or two calls of the API.

use super::account::Account;
use super::api::{Answer, Api, Who};
use super::calendar::{Happening, Orario, happenings};
use super::data::{Rifiuto, Turni, Year};
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::parameters::titolo::COSTO;
use serde_json::{Value, json};
use std::collections::HashMap;

/// A record as the player remembers it.
struct Recorded {
    id: String,
    etag: String,
    /// The scope it was communicated with.
    ambito: String,
}

pub(super) struct Player<'a> {
    pub(super) year: &'a Year,
    pub(super) api: &'a Api,
    /// The declarations of the heirs.
    pub(super) inherits: Vec<String>,
    utilizzatori: HashMap<&'a str, String>,
    prestatori: HashMap<&'a str, String>,
    /// By household, worker, month and day.
    records: HashMap<(String, String, String), Recorded>,
}

/// Plays a year and tells it.
pub(super) fn play(year: &Year, api: &Api, account: &mut Account) -> Result<(), String> {
    let mut player = Player {
        year,
        api,
        inherits: Vec::new(),
        utilizzatori: HashMap::new(),
        prestatori: HashMap::new(),
        records: HashMap::new(),
    };
    player.register()?;
    account.registered(year.famiglie.len(), year.prestatori.len());
    let mut shown = None;
    for (at, happening) in happenings(year)? {
        // The clock runs on by itself: a time it shows already would be in its past.
        if shown.replace(at) != Some(at) {
            api.clock(at)?;
        }
        account.turn_to(Month::of(at.date()));
        player.perform(&happening, account).map_err(|error| format!("{at}: {error}"))?;
    }
    account.tell_month();
    Ok(())
}

impl Player<'_> {
    fn register(&mut self) -> Result<(), String> {
        for one in &self.year.famiglie {
            let who = Who::Famiglia(&one.nome);
            let body = json!({"tipo_utilizzatore": "persona_fisica", "dichiarazioni": self.declarations(who)?});
            let id = self.api.post(who, "/utilizzatori", &body)?.text("/id")?;
            self.utilizzatori.insert(&one.nome, id);
        }
        for one in &self.year.prestatori {
            let who = Who::Prestatore(&one.nome);
            let body = json!({
                "dichiarazioni": self.declarations(who)?,
                "modalita_pagamento": one.modalita,
                "autocertificazioni": one.autocertificazioni,
            });
            let id = self.api.post(who, "/prestatori", &body)?.text("/id")?;
            self.prestatori.insert(&one.nome, id);
        }
        Ok(())
    }

    /// The declarations in force, as a person would accept them.
    pub(super) fn declarations(&self, who: Who<'_>) -> Result<Vec<Value>, String> {
        let answer = self.api.get(who, "/dichiarazioni")?;
        let list = answer.json["dichiarazioni"].as_array().cloned().unwrap_or_default();
        Ok(list.iter().map(|one| json!({"tipo": one["tipo"], "versione": one["versione"]})).collect())
    }

    fn perform(&mut self, happening: &Happening<'_>, account: &mut Account) -> Result<(), String> {
        match happening {
            Happening::Versamento { famiglia, importo } => self.top_up(*famiglia, *importo, account),
            Happening::Turno { turni, orario } => self.communicate(turni, *orario, account),
            Happening::Correzione { dati, orario } => {
                let who = Who::Famiglia(&dati.famiglia);
                let key =
                    (dati.famiglia.clone(), dati.prestatore.clone(), format!("{:02}-{:02}", dati.mese, dati.giorno));
                let record = self.records.get(&key).ok_or("niente da correggere")?;
                let body = work(&record.ambito, *orario, (0, dati.titoli));
                let answer =
                    self.api.act(who, &format!("/prestazioni/{}/rettifiche", record.id), Some(&body), &record.etag)?;
                account.corrected(&dati.famiglia, &answer.text("/ripartizione/costo_complessivo")?);
                Ok(())
            }
            Happening::Annullamento(dati) => {
                let key =
                    (dati.famiglia.clone(), dati.prestatore.clone(), format!("{:02}-{:02}", dati.mese, dati.giorno));
                let record = self.records.get(&key).ok_or("niente da annullare")?;
                let path = format!("/prestazioni/{}/annullamento", record.id);
                self.api.act(Who::Famiglia(&dati.famiglia), &path, None, &record.etag)?;
                account.cancelled(&dati.famiglia);
                Ok(())
            }
            Happening::Rifiuto { dati, orario } => self.be_refused(dati, *orario, account),
            Happening::Lutto { decesso, passo } => self.mourn(decesso, *passo, account),
            Happening::Paga(month) => self.pay(*month, account),
        }
    }

    /// The profile of a household.
    pub(super) fn household(&self, name: &str) -> Result<&str, String> {
        self.utilizzatori.get(name).map(String::as_str).ok_or_else(|| format!("famiglia {name} non registrata"))
    }

    /// The profile of a worker.
    pub(super) fn worker(&self, name: &str) -> Result<&str, String> {
        self.prestatori.get(name).map(String::as_str).ok_or_else(|| format!("prestatore {name} non registrato"))
    }

    /// The fiscal code of a household.
    pub(super) fn code(&self, name: &str) -> Result<CodiceFiscale, String> {
        let found = self.year.famiglie.iter().find(|one| one.nome == name);
        found.map(|one| one.codice_fiscale).ok_or_else(|| format!("famiglia {name} sconosciuta"))
    }

    fn top_up(&self, index: usize, importo: Euro, account: &mut Account) -> Result<(), String> {
        let Some(household) = self.year.famiglie.get(index) else { return Ok(()) };
        let id = self.utilizzatori.get(household.nome.as_str()).ok_or("famiglia non registrata")?;
        let path = format!("/utilizzatori/{id}/versamenti");
        let opened = self.api.post(Who::Famiglia(&household.nome), &path, &json!({"importo": importo}))?;
        let receipt = json!({
            "codice_ricevuta": format!("ESEMPIO-{}", opened.text("/id")?),
            "numero_avviso": opened.text("/avviso/numero_avviso")?,
            "importo": importo,
        });
        let settled = self.api.post(Who::Pagamenti, "/versamenti/ricevute", &receipt)?;
        account.topped_up(&household.nome, importo, &settled.text("/esito")?);
        Ok(())
    }

    fn communicate(&mut self, turni: &Turni, orario: Orario, account: &mut Account) -> Result<(), String> {
        let body = self.communication(
            (&turni.famiglia, &turni.prestatore),
            &turni.ambito,
            orario,
            (turni.pausa_minuti, turni.titoli),
        )?;
        let who = Who::Famiglia(&turni.famiglia);
        let mut answer = self.api.post(who, "/prestazioni", &body)?;
        let id = answer.text("/id")?;
        account.communicated(&turni.famiglia, &answer.text("/ripartizione/costo_complessivo")?);
        if turni.convalida {
            answer = self.api.act(who, &format!("/prestazioni/{id}/convalida"), None, &etag(&answer)?)?;
        }
        let key = (turni.famiglia.clone(), turni.prestatore.clone(), orario.inizio.format("%m-%d").to_string());
        self.records.insert(key, Recorded { id, etag: etag(&answer)?, ambito: turni.ambito.clone() });
        Ok(())
    }

    fn be_refused(&self, dati: &Rifiuto, orario: Orario, account: &mut Account) -> Result<(), String> {
        let body = self.communication((&dati.famiglia, &dati.prestatore), &dati.ambito, orario, (0, dati.titoli))?;
        let answer = self.api.try_post(Who::Famiglia(&dati.famiglia), "/prestazioni", &body)?;
        let violations = answer.json["violazioni"].as_array().cloned().unwrap_or_default();
        let codes: Vec<String> =
            violations.iter().filter_map(|one| one["codice"].as_str().map(str::to_owned)).collect();
        if codes != dati.codici {
            return Err(format!("attesi {:?}, la risposta {} ha {codes:?}", dati.codici, answer.status));
        }
        account.refused(&dati.famiglia, &dati.perche, &codes);
        Ok(())
    }

    fn communication(
        &self,
        (famiglia, prestatore): (&str, &str),
        ambito: &str,
        orario: Orario,
        size: (u32, u32),
    ) -> Result<Value, String> {
        let mut body = work(ambito, orario, size);
        body["utilizzatore_id"] = json!(self.household(famiglia)?);
        body["prestatore_id"] = json!(self.worker(prestatore)?);
        Ok(body)
    }

    fn pay(&self, month: Month, account: &mut Account) -> Result<(), String> {
        let answer = self.api.post(Who::BackOffice, "/corse-pagamento", &json!({"mese": month.to_string()}))?;
        account.paid(month, &answer.json);
        Ok(())
    }
}

/// The part of a communication that a correction has too.
pub(super) fn work(ambito: &str, orario: Orario, (pausa, titoli): (u32, u32)) -> Value {
    // Before the law there is no voucher, and the service refuses what costs nothing.
    let voucher = COSTO.on(orario.inizio.date()).unwrap_or_default();
    let time = |at: chrono::NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
    json!({
        "ambito": ambito,
        "inizio": time(orario.inizio),
        "fine": time(orario.fine),
        "pausa_minuti": pausa,
        "luogo": "Roma, via di Prova 1",
        "costo_complessivo": voucher.times(titoli),
    })
}

pub(super) fn etag(answer: &Answer) -> Result<String, String> {
    answer.etag.clone().ok_or_else(|| "la risposta non ha ETag".to_owned())
}
