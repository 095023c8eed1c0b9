//! Patronati and intermediaries act by delegation, and by nothing else: every operation that a delegation opens, with each kind of
//! delegation (DEL-01…DEL-03; T115, T120, T121).

use crate::support::{
    Answer, Api, Extra, Famiglia, Lavoratore, Who, bonifico, code, communication, dichiarazioni, start_at, work,
};
use actix_web::http::Method;
use libretto_core::delega::Ruolo;
use libretto_core::permessi::{Operazione, RIGHE};
use serde_json::{Value, json};

/// A body by its number.
fn ente(number: u32) -> String {
    format!("33333333-3333-4333-8333-{number:012}")
}

/// Who operates for a body.
fn body(number: u32) -> Who {
    let ente = json!({ "id": ente(number), "categoria": "patronato" });
    Who::of(json!({ "sub": format!("operatore-{number}"), "ruolo": "intermediario", "ente": ente }))
}

/// A delegation of a role to a body.
fn delegation(number: u32, ruolo: &str, ambiti: &[&str]) -> Value {
    json!({ "ente": { "id": ente(number), "categoria": "patronato" }, "ruolo": ruolo, "ambiti": ambiti })
}

const ALL: [&str; 4] = ["consultazione", "profilo", "prestazioni", "portafoglio"];

fn get(path: String) -> (Method, String, Option<Value>) {
    (Method::GET, path, None)
}

fn post(path: &str, body: Value) -> (Method, String, Option<Value>) {
    (Method::POST, path.to_owned(), Some(body))
}

/// A person as a body names them.
fn named(number: u32) -> Value {
    json!({ "codice_fiscale": code(number), "nome_proprio": "Nome", "cognome": "Cognome" })
}

/// The persons that bodies act for.
struct Persons {
    famiglia: Famiglia,
    anna: Lavoratore,
    record: String,
    versamento: String,
    rimborso: String,
    bonus: String,
}

impl Persons {
    async fn registered(api: &Api) -> Self {
        let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
        api.top_up(&famiglia, "500.00").await;
        let done = api.post(&famiglia.who, "/prestazioni", &communication(&famiglia, &anna, (9, 10), "10.00")).await;
        let path = format!("/utilizzatori/{}", famiglia.id);
        let opened =
            api.post(&famiglia.who, &format!("{path}/versamenti"), &json!({ "importo": "50.00" })).await.expect(201);
        let asked = json!({ "importo": "20.00", "iban": "IT60X0542811101000000123456", "intestatari": [code(1)] });
        let asked = api.post(&famiglia.who, &format!("{path}/rimborsi"), &asked).await.expect(201);
        let grant = json!({ "importo": "600.00", "accolto_il": "2020-04-10" });
        let bonus = api.post(&Who::role("back_office"), &format!("{path}/bonus"), &grant).await.expect(201);
        Self {
            bonus: bonus.field("/id").to_owned(),
            record: done.expect(201).field("/id").to_owned(),
            versamento: opened.field("/id").to_owned(),
            rimborso: asked.field("/id").to_owned(),
            famiglia,
            anna,
        }
    }

    /// The method, the address and the body of an operation for these persons.
    fn request(&self, operazione: Operazione) -> (Method, String, Option<Value>) {
        let found = self.of_household(operazione).or_else(|| self.of_money(operazione));
        let found = found.or_else(|| self.of_worker(operazione)).or_else(|| self.of_record(operazione));
        found.unwrap_or_else(|| panic!("{operazione} is open to delegations and not tried here"))
    }

    fn of_household(&self, operazione: Operazione) -> Option<(Method, String, Option<Value>)> {
        use Operazione as O;
        let household = format!("/utilizzatori/{}", self.famiglia.id);
        let registration = json!({
            "persona": named(1), "tipo_utilizzatore": "persona_fisica", "dichiarazioni": dichiarazioni(),
        });
        let employment = json!({ "prestatore_id": self.anna.id, "tipo": "somministrazione", "dal": "2025-01-01" });
        Some(match operazione {
            O::RegistraUtilizzatore => post("/utilizzatori", registration),
            O::VediUtilizzatore => get(household),
            O::VediScrivania => get(format!("{household}/scrivania")),
            O::VediLimitiUtilizzatore => get(format!("{household}/limiti")),
            O::ElencoPrestazioniUtilizzatore => get(format!("{household}/prestazioni")),
            O::DichiaraRapporto => post(&format!("{household}/rapporti"), employment),
            O::ElencoRapporti => get(format!("{household}/rapporti")),
            O::SimulaPiano => post("/simulazioni", self.plan()),
            _ => return None,
        })
    }

    fn of_money(&self, operazione: Operazione) -> Option<(Method, String, Option<Value>)> {
        use Operazione as O;
        let household = format!("/utilizzatori/{}", self.famiglia.id);
        let refund = json!({ "importo": "10.00", "iban": "IT60X0542811101000000123456", "intestatari": [code(1)] });
        let act = |path: String| (Method::POST, path, None);
        Some(match operazione {
            O::VediPortafoglio => get(format!("{household}/portafoglio")),
            O::ElencoMovimenti => get(format!("{household}/portafoglio/movimenti")),
            O::ElencaBonus => get(format!("{household}/bonus")),
            O::VediBonus => get(format!("{household}/bonus/{}", self.bonus)),
            O::SiAppropriaDelBonus => act(format!("{household}/bonus/{}/appropriazione", self.bonus)),
            O::ApriVersamento => post(&format!("{household}/versamenti"), json!({ "importo": "10.00" })),
            O::ElencoVersamenti => get(format!("{household}/versamenti")),
            O::VediVersamento => get(format!("{household}/versamenti/{}", self.versamento)),
            O::ChiediRimborso => post(&format!("{household}/rimborsi"), refund),
            O::ElencoRimborsiUtilizzatore => get(format!("{household}/rimborsi")),
            O::VediRimborsoUtilizzatore => get(format!("{household}/rimborsi/{}", self.rimborso)),
            O::RitiraRimborso => act(format!("{household}/rimborsi/{}/ritiro", self.rimborso)),
            _ => return None,
        })
    }

    fn of_worker(&self, operazione: Operazione) -> Option<(Method, String, Option<Value>)> {
        use Operazione as O;
        let worker = format!("/prestatori/{}", self.anna.id);
        let registration =
            json!({ "persona": named(2), "dichiarazioni": dichiarazioni(), "modalita_pagamento": bonifico() });
        let begun = json!({ "categoria": "studente", "dal": "2026-01-01" });
        let ended = json!({ "categoria": "pensionato", "al": "2026-12-31" });
        Some(match operazione {
            O::RegistraPrestatore => post("/prestatori", registration),
            O::RicercaPrestatore => post("/prestatori/ricerche", json!({ "codice_fiscale": code(2) })),
            O::VediPrestatore => get(worker),
            O::CambiaModalitaPagamento => (Method::PUT, format!("{worker}/modalita-pagamento"), Some(bonifico())),
            O::Autocertifica => post(&format!("{worker}/autocertificazioni"), begun),
            O::CessaAutocertificazione => post(&format!("{worker}/autocertificazioni/cessazioni"), ended),
            O::ElencoPrestazioniPrestatore => get(format!("{worker}/prestazioni")),
            O::VediLimitiPrestatore => get(format!("{worker}/limiti")),
            _ => return None,
        })
    }

    fn of_record(&self, operazione: Operazione) -> Option<(Method, String, Option<Value>)> {
        use Operazione as O;
        let record = format!("/prestazioni/{}", self.record);
        let told = |hours| communication(&self.famiglia, &self.anna, hours, "10.00");
        Some(match operazione {
            O::VerificaPrestazione => post("/prestazioni/verifiche", told((15, 16))),
            O::ComunicaPrestazione => post("/prestazioni", told((12, 13))),
            O::VediPrestazione => get(record),
            O::SpiegaPrestazione => get(format!("{record}/spiegazione")),
            O::RettificaPrestazione => post(&format!("{record}/rettifiche"), work((9, 11), "20.00")),
            O::ConvalidaPrestazione => (Method::POST, format!("{record}/convalida"), None),
            O::AnnullaPrestazione => (Method::POST, format!("{record}/annullamento"), None),
            _ => return None,
        })
    }

    fn plan(&self) -> Value {
        let turn = json!({ "prestatore": "Anna", "inizio": "2026-03-02T09:00", "fine": "2026-03-02T10:00" });
        let anna = json!({ "etichetta": "Anna", "prestatore_id": self.anna.id });
        json!({ "utilizzatore_id": self.famiglia.id, "prestatori": [anna], "turni": [turn] })
    }

    async fn attempt(&self, api: &Api, who: &Who, operazione: Operazione) -> Answer {
        let (method, path, body) = self.request(operazione);
        let version = (method != Method::GET).then_some("*");
        api.send(method, who, &path, body.as_ref(), Extra { version, ..Extra::default() }).await
    }
}

/// The operations that a delegation in this role opens.
fn delegated(ruolo: Ruolo) -> impl Iterator<Item = Operazione> {
    RIGHE.iter().map(|row| row.operazione).filter(move |one| one.ambito(ruolo).is_some())
}

async fn give(api: &Api, who: &Who, asked: &Value) -> String {
    api.post(who, "/deleghe", asked).await.expect(201).field("/id").to_owned()
}

/// Bodies in every state of their delegations: none, of the other role, of another scope, expired, revoked, good.
async fn delegate(api: &Api, persons: &Persons) {
    let (household, worker) = (&persons.famiglia.who, &persons.anna.who);
    give(api, household, &delegation(2, "prestatore", &ALL)).await;
    give(api, worker, &delegation(2, "utilizzatore", &ALL)).await;
    for (who, ruolo) in [(household, "utilizzatore"), (worker, "prestatore")] {
        let mut until_today = delegation(3, ruolo, &ALL);
        until_today["al"] = json!("2026-02-20");
        give(api, who, &until_today).await;
        let revoked = give(api, who, &delegation(4, ruolo, &ALL)).await;
        api.send(Method::POST, who, &format!("/deleghe/{revoked}/revoca"), None, Extra::default()).await.expect(200);
        give(api, who, &delegation(5, ruolo, &["consultazione"])).await;
        give(api, who, &delegation(6, ruolo, &ALL)).await;
    }
}

#[actix_web::test]
async fn each_operation_is_open_to_a_good_delegation_and_to_no_other() {
    let api = start_at("2026-02-20T10:00", true).await;
    let persons = Persons::registered(&api).await;
    delegate(&api, &persons).await;
    api.clock("2026-02-21T10:00");
    for ruolo in [Ruolo::Utilizzatore, Ruolo::Prestatore] {
        for operazione in delegated(ruolo) {
            for without in [1, 2, 3, 4] {
                // Looking for workers is about no household in particular: a delegation of any opens it.
                if without == 2 && operazione == Operazione::RicercaPrestatore {
                    continue;
                }
                let answer = persons.attempt(&api, &body(without), operazione).await;
                assert_eq!(answer.status, 403, "{operazione} by body {without}: {}", answer.text);
                assert_eq!(
                    answer.field("/codice"),
                    "delega-assente",
                    "{operazione} by body {without}: {}",
                    answer.text
                );
            }
            let looks = operazione.ambito(ruolo) == Some(libretto_core::delega::Ambito::Consultazione);
            let only_looking = persons.attempt(&api, &body(5), operazione).await;
            assert_eq!(only_looking.json["codice"] == "delega-assente", !looks, "{operazione}: {}", only_looking.text);
        }
        for operazione in delegated(ruolo) {
            let answer = persons.attempt(&api, &body(6), operazione).await;
            let refused =
                ["delega-assente", "operazione-non-consentita"].iter().any(|one| answer.json["codice"] == *one);
            assert!(!refused && answer.status.as_u16() < 500, "{operazione}: {} {}", answer.status, answer.text);
        }
    }
}

/// T120: the delegation of the household does not change where the worker is paid, that of the worker does.
#[actix_web::test]
async fn where_a_worker_is_paid_is_changed_by_the_workers_delegation() {
    let api = start_at("2026-02-20T10:00", true).await;
    let persons = Persons::registered(&api).await;
    give(&api, &persons.famiglia.who, &delegation(1, "utilizzatore", &ALL)).await;
    let change = Operazione::CambiaModalitaPagamento;
    assert_eq!(persons.attempt(&api, &body(1), change).await.expect(403).field("/codice"), "delega-assente");
    give(&api, &persons.anna.who, &delegation(1, "prestatore", &["profilo"])).await;
    persons.attempt(&api, &body(1), change).await.expect(200);
    let shown = api.get(&body(1), "/deleghe").await.expect(200);
    let profiles: Vec<_> = shown.json["deleghe"].as_array().unwrap().iter().map(|one| &one["delegante"]).collect();
    assert_eq!(
        (&profiles[0]["prestatore_id"], &profiles[1]["utilizzatore_id"]),
        (&json!(persons.anna.id), &json!(persons.famiglia.id))
    );
    assert!(!shown.text.contains(&code(1)) && !shown.text.contains(&code(2)));
}

/// T121: a patronato registers nobody for the *contratto di prestazione occasionale*.
#[actix_web::test]
async fn a_patronato_acts_for_the_libretto_famiglia_only() {
    let api = start_at("2026-02-20T10:00", true).await;
    let person = json!({ "codice_fiscale": code(7), "nome_proprio": "Nome", "cognome": "Cognome" });
    let mut registration =
        json!({ "persona": person, "tipo_utilizzatore": "impresa", "dichiarazioni": dichiarazioni() });
    assert_eq!(api.post(&body(1), "/utilizzatori", &registration).await.expect(403).field("/codice"), "delega-assente");
    let paper = json!({ "riferimento": "faldone 7", "sha256": "ab".repeat(32) });
    let mut given = json!({ "delegante": person, "ruolo": "utilizzatore", "ambiti": ["profilo"] });
    let without_paper = api.post(&body(1), "/deleghe", &given).await.expect(422);
    assert_eq!(without_paper.field("/codice"), "documento-delega-mancante");
    given["documento"] = paper;
    let given = api.post(&body(1), "/deleghe", &given).await.expect(201);
    assert_eq!(given.field("/documento/riferimento"), "faldone 7");
    assert_eq!(
        api.post(&body(1), "/utilizzatori", &registration).await.expect(403).field("/codice"),
        "canale-non-ammesso"
    );
    registration["tipo_utilizzatore"] = json!("persona_fisica");
    api.post(&body(1), "/utilizzatori", &registration).await.expect(201);
}

/// T115: with the death of the household its delegations end; the person sees who looked until then.
#[actix_web::test]
async fn a_delegation_ends_with_the_death_and_leaves_its_looks() {
    let api = start_at("2026-02-20T10:00", true).await;
    let persons = Persons::registered(&api).await;
    let given = give(&api, &persons.famiglia.who, &delegation(1, "utilizzatore", &ALL)).await;
    persons.attempt(&api, &body(1), Operazione::VediScrivania).await.expect(200);
    let looks = api.get(&persons.famiglia.who, "/accessi").await.expect(200);
    assert_eq!((looks.field("/accessi/0/chi"), looks.field("/accessi/0/ente_id")), ("intermediario", ente(1).as_str()));
    assert_eq!(
        (looks.field("/accessi/0/operazione"), looks.field("/accessi/0/delega_id")),
        ("vediScrivania", given.as_str())
    );
    let death = format!("/utilizzatori/{}/decesso", persons.famiglia.id);
    let day = json!({ "giorno": "2026-02-19" });
    api.act(&Who::role("back_office"), &death, Some(&day), "*").await.expect(200);
    for operazione in [Operazione::VediScrivania, Operazione::ComunicaPrestazione, Operazione::ApriVersamento] {
        let answer = persons.attempt(&api, &body(1), operazione).await.expect(403);
        assert_eq!(answer.field("/codice"), "delega-estinta", "{operazione}");
        assert_eq!(persons.attempt(&api, &body(9), operazione).await.expect(403).field("/codice"), "delega-assente");
    }
    let shown = api.get(&body(1), &format!("/deleghe/{given}")).await.expect(200);
    assert_eq!(shown.field("/stato"), "estinta");
    api.get(&body(9), &format!("/deleghe/{given}")).await.expect(404);
}
