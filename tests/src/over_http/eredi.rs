//! What heirs and the branch do, as requests.

use super::answer::{member, outcome};
use super::{OverHttp, act_on, body, look};
use crate::scenario::{
    AllegaDocumento, Breakdown, Caso, Dichiara, LavoroErede, NOBODY, Parte, PlayEredi, Pratica, RichiedeQuota, Risposta,
};
use crate::service::{Answer, Client};
use libretto_core::catalogue::Codice;
use libretto_core::eredi::RESPONSABILITA_IN_VIGORE;
use serde_json::{Value, json};

impl OverHttp {
    /// A person of the case as the branch sees it, or one that does not exist.
    fn person_of(&self, caso: &Caso, chi: &Parte) -> Result<String, Breakdown> {
        let seen = self.session()?.back_office.get(&case(&caso.defunto));
        if seen.status == 404 {
            return Ok(NOBODY.to_owned());
        }
        let declarations = seen.json["dichiarazioni"].as_array().ok_or("no list of declarations")?;
        let named = declarations.iter().flat_map(|one| one["coeredi"].as_array().into_iter().flatten());
        let mut persons = declarations.iter().map(|one| &one["dichiarante"]).chain(named);
        let known = persons.find(|one| one["codice_fiscale"] == json!(chi.codice_fiscale));
        known.map_or_else(|| Ok(NOBODY.to_owned()), |one| member(one, "/coerede_id"))
    }

    /// An act of the heir on their declaration.
    fn heir_acts(&mut self, caso: &Caso, act: &str, body: Option<&Value>) -> Result<Risposta, Breakdown> {
        on_declaration(&self.citizen(&caso.erede)?, caso, ("POST", act), body)
    }

    /// An act of the branch on a declaration.
    fn branch_acts(&self, caso: &Caso, act: &str, body: Option<&Value>) -> Result<Risposta, Breakdown> {
        on_declaration(&self.session()?.back_office, caso, ("POST", act), body)
    }
}

/// The case of a household.
fn case(defunto: &Parte) -> String {
    format!("/eredi/pratiche/{}", defunto.utilizzatore())
}

/// The declaration of an heir in it.
fn declared(caso: &Caso) -> String {
    format!("{}/dichiarazioni/{}", case(&caso.defunto), caso.dichiarazione())
}

/// An act on a declaration, with the version of the case that its caller sees, if they see it.
fn on_declaration(
    client: &Client,
    caso: &Caso,
    (method, act): (&str, &str),
    body: Option<&Value>,
) -> Result<Risposta, Breakdown> {
    let seen = client.get(&case(&caso.defunto));
    // The branch does not see a case of drafts, and is refused to act on them.
    let version = if seen.status == 404 { "*".to_owned() } else { seen.etag.ok_or("a case without a version")? };
    declaration(&client.act(method, &format!("{}{act}", declared(caso)), body, &version))
}

/// What became of a declaration.
fn declaration(answer: &Answer) -> Result<Risposta, Breakdown> {
    // A body over the limit is not even read, so that no rule is asked: the size is what it is refused for.
    if answer.status == 413 && answer.json["codice"] == "corpo-troppo-grande" {
        let codici = vec![Codice::DimensioneDocumentoNonAmmessa.to_string()];
        return Ok(Risposta { codici, ..Risposta::default() });
    }
    let mut told = outcome(answer)?;
    let declared = &answer.json["dichiarazione"];
    if let Some(documents) = declared["documenti"].as_array() {
        told.id = Some(member(declared, "/id")?);
        told.dettagli.insert("stato".to_owned(), member(declared, "/stato")?);
        told.dettagli.insert("documenti".to_owned(), documents.len().to_string());
    }
    Ok(told)
}

impl PlayEredi for OverHttp {
    fn registra_erede(&mut self, chi: &Parte, dichiarazioni: bool) -> Result<Risposta, Breakdown> {
        let body = json!({"dichiarazioni": self.declared(dichiarazioni)?});
        outcome(&self.citizen(chi)?.post("/eredi", &body))
    }

    fn dichiara_erede(&mut self, caso: &Caso, cosa: &Dichiara, coeredi: &[Parte]) -> Result<Risposta, Breakdown> {
        let mut body = body::declaration(cosa, coeredi);
        body["codice_fiscale_defunto"] = json!(caso.defunto.codice_fiscale);
        let path = format!("/eredi/{}/dichiarazioni", caso.erede.erede());
        declaration(&self.citizen(&caso.erede)?.post(&path, &body))
    }

    fn compila_dichiarazione(
        &mut self,
        caso: &Caso,
        cosa: &Dichiara,
        coeredi: &[Parte],
    ) -> Result<Risposta, Breakdown> {
        let body = body::declaration(cosa, coeredi);
        on_declaration(&self.citizen(&caso.erede)?, caso, ("PUT", ""), Some(&body))
    }

    fn allega_documento(
        &mut self,
        caso: &Caso,
        cosa: &AllegaDocumento,
        relativo_a: Option<&Parte>,
    ) -> Result<Risposta, Breakdown> {
        let about = relativo_a.map(|other| self.person_of(caso, other)).transpose()?;
        let about = about.map(|id| format!("&relativo_a={id}")).unwrap_or_default();
        let path = format!("{}/documenti?tipo={}{about}", declared(caso), cosa.tipo);
        declaration(&self.citizen(&caso.erede)?.upload(&path, &cosa.contenuto.bytes()))
    }

    fn presenta_dichiarazione(&mut self, caso: &Caso, responsabilita: bool) -> Result<Risposta, Breakdown> {
        let statement = |(tipo, versione): &(_, &str)| json!({"tipo": tipo, "versione": versione});
        let given = RESPONSABILITA_IN_VIGORE.iter().filter(|_| responsabilita).map(statement);
        let body = json!({"responsabilita": given.collect::<Vec<_>>()});
        self.heir_acts(caso, "/presentazione", Some(&body))
    }

    fn esamina_dichiarazione(&mut self, caso: &Caso) -> Result<Risposta, Breakdown> {
        self.branch_acts(caso, "/esame", None)
    }

    fn richiede_documenti(&mut self, caso: &Caso, documenti: &[String]) -> Result<Risposta, Breakdown> {
        self.branch_acts(caso, "/richieste-documenti", Some(&json!({"documenti": documenti})))
    }

    fn convalida_dichiarazione(&mut self, caso: &Caso) -> Result<Risposta, Breakdown> {
        self.branch_acts(caso, "/convalida", None)
    }

    fn respinge_dichiarazione(&mut self, caso: &Caso, motivo: &str) -> Result<Risposta, Breakdown> {
        self.branch_acts(caso, "/reiezione", Some(&json!({"motivo": motivo})))
    }

    fn consente(&mut self, caso: &Caso, a: &Parte) -> Result<Risposta, Breakdown> {
        let other = self.person_of(caso, a)?;
        let path = format!("{}/consensi", declared(caso));
        declaration(&self.citizen(&caso.erede)?.post(&path, &json!({"coerede_id": other})))
    }

    fn revoca_consenso(&mut self, caso: &Caso, a: &Parte) -> Result<Risposta, Breakdown> {
        let other = self.person_of(caso, a)?;
        self.heir_acts(caso, &format!("/consensi/{other}/revoca"), None)
    }

    fn verifica_inserimento(&mut self, caso: &Caso, lavoro: LavoroErede<'_>) -> Result<Risposta, Breakdown> {
        let path = format!("{}/prestazioni/verifiche", case(&caso.defunto));
        outcome(&self.citizen(&caso.erede)?.post(&path, &body::entry(lavoro)))
    }

    fn inserisce(&mut self, caso: &Caso, lavoro: LavoroErede<'_>) -> Result<Risposta, Breakdown> {
        let path = format!("{}/prestazioni", case(&caso.defunto));
        outcome(&self.citizen(&caso.erede)?.post(&path, &body::entry(lavoro)))
    }

    fn annulla_inserimento(&mut self, caso: &Caso, prestazione: &str) -> Result<Risposta, Breakdown> {
        let record = format!("{}/prestazioni/{prestazione}", case(&caso.defunto));
        act_on(&self.citizen(&caso.erede)?, &record, ("POST", "annullamento"), None)
    }

    fn richiede_quota(
        &mut self,
        caso: &Caso,
        cosa: &RichiedeQuota,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown> {
        let path = format!("{}/rimborsi", case(&caso.defunto));
        let mut told = outcome(&self.citizen(&caso.erede)?.post(&path, &body::share(cosa, intestatari)))?;
        if told.codici.is_empty() {
            // What is divided belongs to the case, not to one request.
            let seen = look(&self.session()?.back_office, &case(&caso.defunto))?.json;
            told.dettagli.insert("residuo".to_owned(), member(&seen, "/divisione/residuo")?);
        }
        Ok(told)
    }

    fn ritira_quota(&mut self, caso: &Caso, rimborso: &str) -> Result<Risposta, Breakdown> {
        let refund = format!("/utilizzatori/{}/rimborsi/{rimborso}", caso.defunto.utilizzatore());
        act_on(&self.citizen(&caso.erede)?, &refund, ("POST", "ritiro"), None)
    }

    fn pratica(&mut self, defunto: &Parte) -> Result<Pratica, Breakdown> {
        let back_office = &self.session()?.back_office;
        if back_office.get(&case(defunto)).status == 404 {
            return Ok(Pratica::unseen(defunto));
        }
        let seen = look(back_office, &case(defunto))?.json;
        let told = seen["cronologia"].as_array().into_iter().flatten();
        let left = told.filter_map(|one| one["prestazioni_da_verificare"].as_array()).flatten();
        let da_verificare = Some(left.filter_map(Value::as_str).map(str::to_owned).collect());
        Ok(Pratica { utilizzatore: defunto.nome.clone(), stato: member(&seen, "/stato")?, da_verificare })
    }
}
