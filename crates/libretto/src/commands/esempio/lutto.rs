//! A death in the year: the heirs declare themselves, the branch recognises them, they enter the work of the last days and
//! get back what is left.

use super::account::Account;
use super::api::{Answer, Who};
use super::calendar::{hours, instant, on};
use super::data::{Decesso, Erede};
use super::player::{Player, etag, work};
use serde_json::{Value, json};

/// A step on the way of the heirs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Passo {
    /// The heirs declare themselves.
    Dichiarazione,
    /// The branch recognises them, and the death is recorded.
    Convalida,
    /// The first of them enters the work.
    Inserimento,
    /// Each asks for their share.
    Rimborso,
    /// The branch approves and sends.
    Invio,
}

/// The steps of a death, with their Italian times.
pub(super) fn steps(decesso: &Decesso) -> Result<Vec<(chrono::NaiveDateTime, Passo)>, String> {
    let all = [
        (&decesso.dichiarato_il, Passo::Dichiarazione),
        (&decesso.convalidato_il, Passo::Convalida),
        (&decesso.inserito_il, Passo::Inserimento),
        (&decesso.chiesto_il, Passo::Rimborso),
        (&decesso.inviato_il, Passo::Invio),
    ];
    all.into_iter().map(|(text, step)| instant(text).map(|at| (at, step))).collect()
}

impl Player<'_> {
    /// Goes one step on the way of the heirs.
    pub(super) fn mourn(&mut self, decesso: &Decesso, passo: Passo, account: &mut Account) -> Result<(), String> {
        let case = format!("/eredi/pratiche/{}", self.household(&decesso.famiglia)?);
        match passo {
            Passo::Dichiarazione => self.declare(decesso, &case, account),
            Passo::Convalida => self.recognise(&case, account, decesso),
            Passo::Inserimento => self.enter(decesso, &case, account),
            Passo::Rimborso => self.ask(decesso, &case, account),
            Passo::Invio => self.send(&case, account, decesso),
        }
    }

    fn declare(&mut self, decesso: &Decesso, case: &str, account: &mut Account) -> Result<(), String> {
        for erede in &decesso.eredi {
            let who = Who::Erede(&erede.nome_proprio);
            let profile = self.api.post(who, "/eredi", &json!({"dichiarazioni": self.declarations(who)?}))?;
            let others = decesso.eredi.iter().filter(|one| one.codice_fiscale != erede.codice_fiscale);
            let body = json!({
                "codice_fiscale_defunto": self.code(&decesso.famiglia)?,
                "titolo": "legittimo",
                "parentela": "figlio",
                "giorno_decesso": decesso.giorno,
                "ora_decesso": decesso.ora,
                "coeredi": others.map(named).collect::<Vec<_>>(),
                "quota": erede.quota,
            });
            let path = format!("/eredi/{}/dichiarazioni", profile.text("/id")?);
            let begun = self.api.post(who, &path, &body)?;
            let id = begun.text("/dichiarazione/id")?;
            let statements: Vec<Value> = ["qualita_erede", "accettazione_eredita", "consapevolezza_sanzioni"]
                .iter()
                .map(|tipo| json!({"tipo": tipo, "versione": "2026-01"}))
                .collect();
            let body = json!({"responsabilita": statements});
            self.api.act(who, &format!("{case}/dichiarazioni/{id}/presentazione"), Some(&body), &etag(&begun)?)?;
            self.inherits.push(id);
        }
        account.remark(format!("gli eredi di {} presentano {} dichiarazioni", decesso.famiglia, decesso.eredi.len()));
        Ok(())
    }

    fn recognise(&self, case: &str, account: &mut Account, decesso: &Decesso) -> Result<(), String> {
        for id in &self.inherits {
            let path = format!("{case}/dichiarazioni/{id}");
            for act in ["esame", "convalida"] {
                let seen = self.api.get(Who::BackOffice, case)?;
                self.api.act(Who::BackOffice, &format!("{path}/{act}"), None, &etag(&seen)?)?;
            }
        }
        account.remark(format!("la sede riconosce gli eredi di {} e registra il decesso", decesso.famiglia));
        Ok(())
    }

    fn enter(&self, decesso: &Decesso, case: &str, account: &mut Account) -> Result<(), String> {
        let Some(first) = decesso.eredi.first() else { return Ok(()) };
        for entry in &decesso.inserimenti {
            let orario = hours(on(self.year.anno, entry.mese, entry.giorno)?, &entry.inizio, &entry.fine)?;
            let mut body = work(&entry.ambito, orario, (0, entry.titoli));
            body["prestatore_id"] = json!(self.worker(&entry.prestatore)?);
            body["dichiarazione_comma_5"] = json!(true);
            let who = Who::Erede(&first.nome_proprio);
            let answer = self.api.post(who, &format!("{case}/prestazioni"), &body)?;
            account.communicated(&decesso.famiglia, &answer.text("/ripartizione/costo_complessivo")?);
            account.remark(format!(
                "{} {} inserisce il lavoro del {}: pagamento previsto {}",
                first.nome_proprio,
                first.nome,
                orario.inizio.format("%d/%m"),
                answer.text("/pagamento_previsto")?
            ));
        }
        Ok(())
    }

    fn ask(&self, decesso: &Decesso, case: &str, account: &mut Account) -> Result<(), String> {
        for erede in &decesso.eredi {
            let body = json!({"intero": false, "iban": erede.iban, "intestatari": [erede.codice_fiscale]});
            let answer = self.api.post(Who::Erede(&erede.nome_proprio), &format!("{case}/rimborsi"), &body)?;
            let sum = answer.text("/importo")?;
            account.remark(format!("{} {} chiede la sua quota: {sum} euro", erede.nome_proprio, erede.nome));
        }
        Ok(())
    }

    fn send(&self, case: &str, account: &mut Account, decesso: &Decesso) -> Result<(), String> {
        let seen = self.api.get(Who::BackOffice, case)?;
        for refund in seen.json["rimborsi"].as_array().into_iter().flatten() {
            let id = refund["id"].as_str().ok_or("rimborso senza id")?;
            let found: Answer = self.api.get(Who::BackOffice, &format!("/rimborsi/{id}"))?;
            self.api.act(Who::BackOffice, &format!("/rimborsi/{id}/approvazione"), Some(&json!({})), &etag(&found)?)?;
        }
        self.api.order(Who::BackOffice, "/corse-rimborsi")?;
        let state = self.api.get(Who::BackOffice, case)?.text("/stato")?;
        account.remark(format!("rimborsi inviati agli eredi di {}: pratica {state}", decesso.famiglia));
        Ok(())
    }
}

fn named(erede: &Erede) -> Value {
    json!({
        "codice_fiscale": erede.codice_fiscale,
        "nome_proprio": erede.nome_proprio,
        "cognome": erede.nome,
    })
}
