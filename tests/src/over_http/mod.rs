//! Scenarios played against the real binary: every act and every look is a request to a service with a store of its own.
//!
//! The clock of the service stands still at the instant of each act, so that a thousandth of a second before a deadline is
//! before the deadline however long the request takes.

mod answer;
mod body;
mod deleghe;
mod eredi;
mod register;
mod session;

use crate::scenario::{
    ApreVersamento, AttoRimborso, Autocertifica, Breakdown, CambiaModalita, Compensi, ConcedeBonus, Contatori,
    Contenuto, Lavoro, Notifica, Pagamento, Parte, Play, Portafoglio, Prestatore, Rapporto, RegistraDecesso,
    RegistraUtilizzatore, RichiedeRimborso, Risposta, Simula, ValutaRapporto,
};
use crate::service::{Answer, Client, Home, Store};
use answer::{assessment, member, outcome, payment, plan};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use session::Session;

/// A service on a store of its own, with the people who call it.
pub struct OverHttp {
    home: Home,
    /// The running service; none once it was stopped.
    session: Option<Session>,
}

impl OverHttp {
    /// A service on which nothing happened yet. The store must have its schema.
    pub fn new(store: Store) -> Self {
        let home = Home::new(store);
        let session = Some(Session::open(&home));
        Self { home, session }
    }

    fn session(&self) -> Result<&Session, Breakdown> {
        self.session.as_ref().ok_or_else(|| "the service was stopped".into())
    }

    /// A person as a caller through a channel, or the body that acts for them.
    fn person(&mut self, chi: &Parte, canale: Option<&str>) -> Result<Client, Breakdown> {
        let session = self.session.as_mut().ok_or("the service was stopped")?;
        Ok(session.person(&self.home, chi, canale))
    }

    fn citizen(&mut self, chi: &Parte) -> Result<Client, Breakdown> {
        self.person(chi, None)
    }

    /// What is given of the declarations in force: all or none.
    fn declared(&self, given: bool) -> Result<Vec<Value>, Breakdown> {
        Ok(if given { self.session()?.declarations.clone() } else { Vec::new() })
    }
}

/// What a look shows.
fn look(client: &Client, path: &str) -> Result<Answer, Breakdown> {
    let answer = client.get(path);
    if answer.status == 200 { Ok(answer) } else { Err(format!("GET {path}: {} {}", answer.status, answer.text).into()) }
}

/// An act on something as its caller sees it at `seen`: the version that was looked at is the one that is changed. Whoever
/// is refused the look is refused the act.
fn act_on(
    client: &Client,
    seen: &str,
    (method, act): (&str, &str),
    body: Option<&Value>,
) -> Result<Risposta, Breakdown> {
    let found = client.get(seen);
    if found.status != 200 {
        return outcome(&found);
    }
    let version = found.etag.ok_or_else(|| format!("GET {seen} has no version"))?;
    outcome(&client.act(method, &format!("{seen}/{act}"), body, &version))
}

impl Play for OverHttp {
    fn set_clock(&mut self, now: DateTime<Utc>) -> Result<(), Breakdown> {
        let answer = self.session()?.back_office.freeze(now);
        let stands = answer.status == 200 && answer.json["fermo"] == json!(true);
        if stands { Ok(()) } else { Err(format!("the clock: {} {}", answer.status, answer.text).into()) }
    }

    fn registra_utilizzatore(&mut self, chi: &Parte, come: &RegistraUtilizzatore) -> Result<Risposta, Breakdown> {
        let body = json!({"tipo_utilizzatore": come.tipo, "dichiarazioni": self.declared(come.dichiarazioni)?});
        let body = body::registration(chi, body);
        outcome(&self.citizen(chi)?.post("/utilizzatori", &body))
    }

    fn registra_prestatore(
        &mut self,
        chi: &Parte,
        come: &Prestatore,
        dichiarazioni: bool,
    ) -> Result<Risposta, Breakdown> {
        let body = body::worker(come, &self.declared(dichiarazioni)?);
        outcome(&self.citizen(chi)?.post("/prestatori", &body))
    }

    fn registra_decesso(&mut self, chi: &Parte, cosa: &RegistraDecesso) -> Result<Risposta, Breakdown> {
        let path = format!("/utilizzatori/{}/decesso", chi.utilizzatore());
        outcome(&self.session()?.back_office.post(&path, &body::death(cosa)))
    }

    fn autocertifica(&mut self, chi: &Parte, cosa: &Autocertifica) -> Result<Risposta, Breakdown> {
        let body = body::category(&cosa.categoria, cosa.dal.as_deref(), cosa.al.as_deref());
        let act = if cosa.dal.is_some() { "autocertificazioni" } else { "autocertificazioni/cessazioni" };
        let profile = format!("/prestatori/{}", chi.prestatore());
        act_on(&self.citizen(chi)?, &profile, ("POST", act), Some(&body))
    }

    fn cambia_modalita(&mut self, chi: &Parte, cosa: &CambiaModalita) -> Result<Risposta, Breakdown> {
        let body = body::mode(Some(&cosa.modalita), cosa.iban.as_deref());
        let profile = format!("/prestatori/{}", chi.prestatore());
        act_on(&self.citizen(chi)?, &profile, ("PUT", "modalita-pagamento"), Some(&body))
    }

    fn dichiara_rapporto(&mut self, chi: &Parte, con: &Parte, cosa: &Rapporto) -> Result<Risposta, Breakdown> {
        let body = body::employment(con.prestatore(), cosa);
        let path = format!("/utilizzatori/{}/rapporti", chi.utilizzatore());
        outcome(&self.citizen(chi)?.post(&path, &body))
    }

    fn comunicazione_obbligatoria(
        &mut self,
        datore: &Parte,
        lavoratore: &Parte,
        cosa: &Notifica,
    ) -> Result<Risposta, Breakdown> {
        let body = body::notice(datore, lavoratore, cosa);
        outcome(&self.session()?.back_office.post("/comunicazioni-obbligatorie", &body))
    }

    fn compensi_esterni(&mut self, chi: &Parte, cosa: &Compensi) -> Result<Risposta, Breakdown> {
        let body = json!({
            "lavoratore": chi.codice_fiscale, "anno": cosa.anno, "importo": cosa.importo, "noto_il": cosa.noto_il
        });
        outcome(&self.session()?.back_office.post("/compensi-esterni", &body))
    }

    fn concede_bonus(&mut self, chi: &Parte, cosa: &ConcedeBonus) -> Result<Risposta, Breakdown> {
        let path = format!("/utilizzatori/{}/bonus", chi.utilizzatore());
        outcome(&self.session()?.back_office.post(&path, &body::grant(cosa)))
    }

    fn si_appropria(&mut self, chi: &Parte, bonus: &str) -> Result<Risposta, Breakdown> {
        let seen = format!("/utilizzatori/{}/bonus/{bonus}", chi.utilizzatore());
        act_on(&self.citizen(chi)?, &seen, ("POST", "appropriazione"), None)
    }

    fn apre_versamento(&mut self, chi: &Parte, cosa: &ApreVersamento) -> Result<Risposta, Breakdown> {
        let path = format!("/utilizzatori/{}/versamenti", chi.utilizzatore());
        outcome(&self.citizen(chi)?.post(&path, &json!({"importo": cosa.importo})))
    }

    fn ricevuta(&mut self, codice: &str, numero_avviso: &str, importo: &str) -> Result<Risposta, Breakdown> {
        let body = json!({"codice_ricevuta": codice, "numero_avviso": numero_avviso, "importo": importo});
        outcome(&self.session()?.payment_system.post("/versamenti/ricevute", &body))
    }

    fn verifica(&mut self, lavoro: Lavoro<'_>) -> Result<Risposta, Breakdown> {
        let client = self.person(lavoro.utilizzatore, lavoro.canale)?;
        outcome(&client.post("/prestazioni/verifiche", &body::work(&lavoro)))
    }

    fn simula(&mut self, chi: &Parte, noti: &[Parte], piano: &Simula) -> Result<Risposta, Breakdown> {
        plan(&self.citizen(chi)?.post("/simulazioni", &body::plan(chi, noti, piano)))
    }

    fn valuta_rapporto(&mut self, storia: &ValutaRapporto) -> Result<Risposta, Breakdown> {
        assessment(&self.session()?.back_office.post("/valutazioni-rapporto", &body::history(storia)))
    }

    fn comunica(&mut self, lavoro: Lavoro<'_>) -> Result<Risposta, Breakdown> {
        let client = self.person(lavoro.utilizzatore, lavoro.canale)?;
        let mut outcome = outcome(&client.post("/prestazioni", &body::work(&lavoro)))?;
        // No answer tells the channel, only the register does: it is asked where a scenario names one.
        if let (Some(_), Some(record)) = (lavoro.canale, outcome.id.clone()) {
            outcome.dettagli.insert("canale".to_owned(), self.channel_of(&record)?);
        }
        Ok(outcome)
    }

    fn rettifica(&mut self, chi: &Parte, prestazione: &str, contenuto: &Contenuto) -> Result<Risposta, Breakdown> {
        let record = format!("/prestazioni/{prestazione}");
        act_on(&self.citizen(chi)?, &record, ("POST", "rettifiche"), Some(&body::content(contenuto)))
    }

    fn annulla(&mut self, chi: &Parte, prestazione: &str) -> Result<Risposta, Breakdown> {
        act_on(&self.citizen(chi)?, &format!("/prestazioni/{prestazione}"), ("POST", "annullamento"), None)
    }

    fn convalida(&mut self, chi: &Parte, prestazione: &str) -> Result<Risposta, Breakdown> {
        act_on(&self.citizen(chi)?, &format!("/prestazioni/{prestazione}"), ("POST", "convalida"), None)
    }

    fn richiede_rimborso(
        &mut self,
        chi: &Parte,
        cosa: &RichiedeRimborso,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown> {
        let path = format!("/utilizzatori/{}/rimborsi", chi.utilizzatore());
        let body = json!({"importo": cosa.importo, "iban": cosa.iban, "intestatari": intestatari});
        outcome(&self.citizen(chi)?.post(&path, &body))
    }

    fn ritira_rimborso(&mut self, chi: &Parte, rimborso: &str) -> Result<Risposta, Breakdown> {
        let path = format!("/utilizzatori/{}/rimborsi/{rimborso}", chi.utilizzatore());
        act_on(&self.citizen(chi)?, &path, ("POST", "ritiro"), None)
    }

    fn approva_rimborso(
        &mut self,
        rimborso: &str,
        cosa: &AttoRimborso,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown> {
        let body = body::approval(cosa, intestatari);
        act_on(&self.session()?.back_office, &format!("/rimborsi/{rimborso}"), ("POST", "approvazione"), Some(&body))
    }

    fn respinge_rimborso(&mut self, rimborso: &str, motivo: &str) -> Result<Risposta, Breakdown> {
        let body = json!({"motivo": motivo});
        act_on(&self.session()?.back_office, &format!("/rimborsi/{rimborso}"), ("POST", "reiezione"), Some(&body))
    }

    fn restituisce_rimborso(&mut self, rimborso: &str, motivo: &str) -> Result<Risposta, Breakdown> {
        let body = json!({"motivo": motivo});
        act_on(&self.session()?.back_office, &format!("/rimborsi/{rimborso}"), ("POST", "restituzione"), Some(&body))
    }

    fn invia_rimborsi(&mut self) -> Result<Risposta, Breakdown> {
        outcome(&self.session()?.back_office.act("POST", "/corse-rimborsi", None, "*"))
    }

    fn paga(&mut self, mese: &str) -> Result<Risposta, Breakdown> {
        outcome(&self.session()?.back_office.post("/corse-pagamento", &json!({"mese": mese})))
    }

    fn contatori(&mut self, utilizzatore: &Parte, prestatore: &Parte, anno: i32) -> Result<Contatori, Breakdown> {
        let (household, worker) = (utilizzatore.utilizzatore(), prestatore.prestatore());
        let path = format!("/utilizzatori/{household}/limiti?anno={anno}&prestatore_id={worker}");
        // The branch sees the household also after its death.
        let household = look(&self.session()?.back_office, &path)?.json;
        let path = format!("/prestatori/{worker}/limiti?anno={anno}");
        let worker = look(&self.citizen(prestatore)?, &path)?.json;
        // A pair that has had nothing to do with each other in the year is not listed.
        let pair = household.pointer("/lavoratori/0");
        let (coppia, minuti) = match pair {
            Some(pair) => (member(pair, "/coppia/usato")?, member(pair, "/ore/minuti_usati")?.parse()?),
            None => ("0.00".to_owned(), 0),
        };
        Ok(Contatori {
            utilizzatore: utilizzatore.nome.clone(),
            prestatore: prestatore.nome.clone(),
            anno,
            coppia: Some(coppia),
            minuti: Some(minuti),
            famiglia: Some(member(&household, "/utilizzatore/usato")?),
            lavoratore: Some(member(&worker, "/prestatore/usato")?),
        })
    }

    fn portafoglio(&mut self, utilizzatore: &Parte) -> Result<Portafoglio, Breakdown> {
        let path = format!("/utilizzatori/{}/portafoglio", utilizzatore.utilizzatore());
        let wallet = look(&self.session()?.back_office, &path)?.json;
        Ok(Portafoglio {
            utilizzatore: utilizzatore.nome.clone(),
            disponibile: Some(member(&wallet, "/disponibile")?),
            impegnato: Some(member(&wallet, "/impegnato")?),
            speso: Some(member(&wallet, "/speso")?),
            in_attesa: Some(member(&wallet, "/in_attesa")?),
            rimborsato: Some(member(&wallet, "/rimborsato")?),
            bonus_disponibile: member(&wallet, "/bonus/disponibile").ok(),
            bonus_impegnato: member(&wallet, "/bonus/impegnato").ok(),
            bonus_speso: member(&wallet, "/bonus/speso").ok(),
        })
    }

    fn pagamenti(&mut self, mese: &str) -> Result<Vec<Pagamento>, Breakdown> {
        let runs = look(&self.session()?.back_office, &format!("/corse-pagamento?mese={mese}"))?.json;
        let mut all = Vec::new();
        for run in runs["corse"].as_array().ok_or("no list of runs")? {
            let base = format!("/corse-pagamento/{}/pagamenti", member(run, "/id")?);
            let mut next = Some(base.clone());
            while let Some(path) = next {
                let page = look(&self.session()?.back_office, &path)?.json;
                for one in page["pagamenti"].as_array().ok_or("no list of payments")? {
                    all.push(payment(one)?);
                }
                next = page["cursore_successivo"].as_str().map(|cursor| format!("{base}?cursor={cursor}"));
            }
        }
        Ok(all)
    }

    fn verifica_registro(&mut self) -> Result<Vec<String>, Breakdown> {
        self.verify()
    }
}
