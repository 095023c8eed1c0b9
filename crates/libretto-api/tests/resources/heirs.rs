//! The case of the heirs: from the profile to the refund, and what is wrong in what they send.

use crate::support::{Answer, Api, Extra, Famiglia, Lavoratore, Who, bonifico, code, dichiarazioni, start, work};
use actix_web::http::Method;
use libretto_core::ports::Anagrafe;
use serde_json::{Value, json};

/// A PDF with nothing in it.
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
/// An account for refunds.
const IBAN: &str = "IT60X0542811101000000123456";

/// An heir with a profile.
pub(crate) struct Erede {
    pub(crate) who: Who,
    pub(crate) id: String,
    number: u32,
}

/// A household with money and a worker; the person of the household is number 1 and has died on 18 February.
pub(crate) struct Casa {
    pub(crate) api: Api,
    pub(crate) famiglia: Famiglia,
    pub(crate) anna: Lavoratore,
    pub(crate) office: Who,
}

/// The household on 20 February 2026.
pub(crate) async fn casa() -> Casa {
    let api = start(true).await;
    let (famiglia, anna) = (api.famiglia(1).await, api.lavoratore(2, bonifico()).await);
    api.top_up(&famiglia, "100.00").await;
    Casa { api, famiglia, anna, office: Who::role("back_office") }
}

/// The content of a declaration that names these persons as other heirs.
pub(crate) fn content(coeredi: &[u32]) -> Value {
    let named = coeredi.iter().map(|number| {
        json!({ "codice_fiscale": code(*number), "nome_proprio": format!("Scritto{number}"), "cognome": "Scritto" })
    });
    json!({
        "titolo": "legittimo", "parentela": "figlio", "giorno_decesso": "2026-02-18", "ora_decesso": "06:40",
        "coeredi": named.collect::<Vec<_>>(),
    })
}

/// The statements that a presentation needs.
pub(crate) fn statements() -> Value {
    let kinds = ["qualita_erede", "accettazione_eredita", "consapevolezza_sanzioni"];
    json!({ "responsabilita": kinds.map(|tipo| json!({ "tipo": tipo, "versione": "2026-01" })) })
}

impl Casa {
    /// The address of the case.
    pub(crate) fn pratica(&self) -> String {
        format!("/eredi/pratiche/{}", self.famiglia.id)
    }

    /// Registers the person with this number as an heir.
    pub(crate) async fn erede(&self, number: u32) -> Erede {
        let who = Who::person(number);
        let body = json!({ "dichiarazioni": dichiarazioni() });
        let id = self.api.post(&who, "/eredi", &body).await.expect(201).field("/id").to_owned();
        Erede { who, id, number }
    }

    /// Begins a declaration, and gives its address.
    pub(crate) async fn apre(&self, erede: &Erede, mut content: Value) -> String {
        content["codice_fiscale_defunto"] = json!(code(1));
        let path = format!("/eredi/{}/dichiarazioni", erede.id);
        let opened = self.api.post(&erede.who, &path, &content).await.expect(201);
        assert!(opened.header("location").ends_with(&self.pratica()));
        format!("{}/dichiarazioni/{}", self.pratica(), opened.field("/dichiarazione/id"))
    }

    /// Presents a declaration; the branch recognises the heir.
    pub(crate) async fn riconosce(&self, erede: &Erede, declaration: &str) {
        self.presenta(erede, declaration).await;
        self.accoglie(declaration).await;
    }

    /// Presents a declaration.
    pub(crate) async fn presenta(&self, erede: &Erede, declaration: &str) {
        let present = format!("{declaration}/presentazione");
        self.api.act(&erede.who, &present, Some(&statements()), "*").await.expect(200);
    }

    /// The branch recognises who has presented a declaration.
    async fn accoglie(&self, declaration: &str) {
        let (api, office) = (&self.api, &self.office);
        api.act(office, &format!("{declaration}/esame"), None, "*").await.expect(200);
        let done = api.act(office, &format!("{declaration}/convalida"), None, "*").await.expect(200);
        assert_eq!(done.field("/dichiarazione/stato"), "convalidata");
    }

    /// Uploads a file.
    pub(crate) async fn allega(&self, who: &Who, declaration: &str, query: &str, file: &[u8]) -> Answer {
        let extra = Extra { bytes: Some(file), ..Extra::default() };
        self.api.send(Method::POST, who, &format!("{declaration}/documenti?{query}"), None, extra).await
    }

    /// Work of 14 February to be entered.
    pub(crate) fn lavoro(&self, hours: (u32, u32), costo: &str) -> Value {
        let mut body = work(hours, costo);
        body["prestatore_id"] = json!(self.anna.id);
        body["dichiarazione_comma_5"] = json!(true);
        body
    }
}

pub(crate) fn asks(erede: &Erede, rest: &Value) -> Value {
    let mut body = json!({ "iban": IBAN, "intestatari": [code(erede.number)] });
    body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    body
}

#[actix_web::test]
async fn an_heir_is_recognised_after_documents_were_asked_for() {
    let casa = casa().await;
    let (api, office, figlia) = (&casa.api, &casa.office, casa.erede(3).await);
    assert_eq!(api.get(&figlia.who, "/profilo").await.expect(200).field("/erede_id"), figlia.id);
    let mut by_will = content(&[4]);
    by_will["titolo"] = json!("testamentario");
    let declaration = casa.apre(&figlia, by_will).await;
    let present = async |version: &str| {
        api.act(&figlia.who, &format!("{declaration}/presentazione"), Some(&statements()), version).await
    };
    assert_eq!(present("\"1\"").await.expect(422).codes(), ["testamento-mancante"]);
    casa.allega(&figlia.who, &declaration, "tipo=testamento", PDF).await.expect(201);
    present("\"1\"").await.expect(412);
    let sent = present("\"2\"").await.expect(200);
    assert_eq!((sent.field("/dichiarazione/stato"), sent.header("etag")), ("presentata", "\"3\""));

    let desk = api.get(office, "/eredi/pratiche?da_lavorare=true").await.expect(200);
    assert_eq!(desk.field("/pratiche/0/utilizzatore_id"), casa.famiglia.id);
    assert_eq!(desk.field("/pratiche/0/dichiarazioni/0/coeredi/0/nome_proprio"), "Scritto4");
    api.act(office, &format!("{declaration}/esame"), None, "\"1\"").await.expect(200);
    let wanted = json!({ "documenti": ["certificato_morte"] });
    api.act(office, &format!("{declaration}/richieste-documenti"), Some(&wanted), "*").await.expect(200);
    let desk = api.get(office, "/eredi/pratiche?da_lavorare=true").await.expect(200);
    assert_eq!(desk.json["pratiche"], json!([]), "the heir has to act");
    assert_eq!(present("*").await.expect(422).codes(), ["documento-mancante"]);
    casa.allega(&figlia.who, &declaration, "tipo=certificato_morte", PDF).await.expect(201);
    assert_eq!(present("*").await.expect(200).field("/dichiarazione/stato"), "in_esame");
    let before = api.get(&figlia.who, &casa.pratica()).await.expect(200);
    assert_eq!((before.field("/stato"), before.json.pointer("/defunto/giorno_decesso")), ("istruttoria", None));
    api.act(office, &format!("{declaration}/convalida"), None, "*").await.expect(200);

    let seen = api.get(&figlia.who, &casa.pratica()).await.expect(200);
    assert_eq!((seen.field("/stato"), seen.field("/disponibile")), ("inserimenti_aperti", "100.00"));
    assert_eq!(
        (seen.field("/defunto/giorno_decesso"), seen.field("/defunto/codice_fiscale")),
        ("2026-02-18", &*code(1))
    );
    assert_eq!((seen.field("/eredi_noti/0/codice_fiscale"), seen.header("cache-control")), (&*code(4), "no-store"));
    assert!(!seen.text.contains("Scritto4"), "no stored name of another heir: {}", seen.text);
    let line = seen.json["cronologia"].as_array().unwrap();
    let told: Vec<_> = line.iter().map(|one| format!("{} {}", one["chi"], one["fatto"]).replace('"', "")).collect();
    assert_eq!(told[0], "se_stesso apertura");
    assert_eq!(told.last().unwrap(), "sede convalida");
    let own = api.get(&figlia.who, &format!("{}/operazioni", casa.pratica())).await.expect(200);
    assert!(own.json["operazioni"].as_array().unwrap().iter().all(|one| one["chi"] == "se_stesso"));
    assert_eq!(own.json["operazioni"].as_array().unwrap().len(), 5, "{}", own.text);
    let dead = api.get(&casa.famiglia.who, &format!("/utilizzatori/{}", casa.famiglia.id)).await.expect(409);
    assert_eq!(dead.field("/codice"), "utilizzatore-deceduto");
}

#[actix_web::test]
async fn a_recognised_heir_enters_work_and_gets_back_what_is_left() {
    let casa = casa().await;
    let (api, figlia) = (&casa.api, casa.erede(3).await);
    let declaration = casa.apre(&figlia, content(&[4])).await;
    casa.riconosce(&figlia, &declaration).await;
    let list = format!("{}/prestazioni", casa.pratica());
    let mut silent = casa.lavoro((9, 11), "20.00");
    silent["dichiarazione_comma_5"] = json!(false);
    let dry = api.post(&figlia.who, &format!("{list}/verifiche"), &silent).await.expect(200);
    assert_eq!((dry.field("/esito"), dry.codes()), ("respinta", vec!["dichiarazione-comma-cinque-mancante"]));
    assert_eq!(dry.field("/violazioni/0/campo"), "/dichiarazione_comma_5");
    let entered = api.post(&figlia.who, &list, &casa.lavoro((9, 11), "20.00")).await.expect(201);
    let record = format!("{list}/{}", entered.field("/id"));
    assert!(entered.header("location").ends_with(&record));
    assert_eq!(api.get(&figlia.who, &record).await.expect(200).field("/prestatore/nome_proprio"), "Nome2");
    assert_eq!(api.get(&figlia.who, &list).await.expect(200).field("/prestazioni/0/id"), entered.field("/id"));
    let year = api.get(&figlia.who, &format!("{}/prospetto?anno=2026", casa.pratica())).await.expect(200);
    assert_eq!((year.field("/compensi"), year.field("/prestatori/0/compensi")), ("16.00", "16.00"));
    let late = api.post(&figlia.who, &list, &casa.lavoro((12, 13), "10.00")).await.expect(201);
    let undo = format!("{list}/{}/annullamento", late.field("/id"));
    assert_eq!(api.act(&figlia.who, &undo, None, "\"1\"").await.expect(200).field("/stato"), "annullata");

    let refunds = format!("{}/rimborsi", casa.pratica());
    let whole = api.post(&figlia.who, &refunds, &asks(&figlia, &json!({ "intero": true }))).await;
    assert_eq!(whole.codes(), ["delega-mancante"], "{}", whole.text);
    let half = asks(&figlia, &json!({ "intero": false, "quota": "1/2" }));
    let asked = api.post(&figlia.who, &refunds, &half).await.expect(201);
    assert_eq!((asked.field("/importo"), asked.field("/stato")), ("40.00", "presentato"));
    assert!(!asked.text.contains(IBAN));
    let own = format!("/utilizzatori/{}/rimborsi/{}", casa.famiglia.id, asked.field("/id"));
    assert!(asked.header("location").ends_with(&own));
    assert_eq!(api.get(&figlia.who, &own).await.expect(200).field("/protocollo"), asked.field("/protocollo"));
    let seen = api.get(&figlia.who, &casa.pratica()).await.expect(200);
    assert_eq!((seen.field("/divisione/residuo"), seen.field("/divisione/parti/0/importo")), ("80.00", "40.00"));
    let done = api.get(&figlia.who, &format!("{}/operazioni", casa.pratica())).await.expect(200);
    let outcomes = |fatto: &str| -> Vec<Value> {
        let all = done.json["operazioni"].as_array().unwrap().iter();
        all.filter(|one| one["fatto"] == fatto).map(|one| one["esito"].clone()).collect()
    };
    assert_eq!(outcomes("presentazione"), ["accolto"]);
    assert_eq!(outcomes("inserimento"), ["eseguito", "ritirato"]);
    assert_eq!(outcomes("richiesta_rimborso"), ["in_attesa"]);
    let told = api.get(&casa.office, &casa.pratica()).await.expect(200);
    let death = told.json["cronologia"].as_array().unwrap().iter().any(|one| one["fatto"] == "decesso");
    assert!(death, "{}", told.text);
    assert_eq!((seen.field("/rimborsi/0/stato"), seen.field("/stato")), ("presentato", "rimborso_richiesto"));
    let blocked = api.post(&figlia.who, &list, &casa.lavoro((14, 15), "10.00")).await.expect(409);
    assert_eq!(blocked.field("/codice"), "rimborso-in-corso");
    let withdrawn = api.act(&figlia.who, &format!("{own}/ritiro"), None, "\"1\"").await.expect(200);
    assert_eq!(withdrawn.field("/stato"), "ritirato");
    let again = api.get(&figlia.who, &casa.pratica()).await.expect(200);
    assert_eq!((again.field("/disponibile"), again.json.get("divisione")), ("80.00", None));
    api.post(&figlia.who, &list, &casa.lavoro((14, 15), "10.00")).await.expect(201);
}

#[actix_web::test]
async fn a_consent_lets_another_heir_be_paid_the_whole() {
    let casa = casa().await;
    let api = &casa.api;
    let (figlia, figlio) = (casa.erede(3).await, casa.erede(4).await);
    let first = casa.apre(&figlia, content(&[4])).await;
    let second = casa.apre(&figlio, content(&[3])).await;
    casa.riconosce(&figlia, &first).await;
    casa.riconosce(&figlio, &second).await;
    let seen = api.get(&figlio.who, &casa.pratica()).await.expect(200);
    let other = seen.field("/eredi_noti/0/coerede_id").to_owned();
    let consents = format!("{second}/consensi");
    let himself = seen.field("/dichiarazioni/0/dichiarante/coerede_id");
    let wrong = api.post(&figlio.who, &consents, &json!({ "coerede_id": himself })).await.expect(422);
    assert_eq!((wrong.field("/codice"), wrong.field("/violazioni/0/campo")), ("coerede-non-valido", "/coerede_id"));
    let given = api.post(&figlio.who, &consents, &json!({ "coerede_id": other })).await.expect(201);
    assert_eq!(given.field("/consensi/0/a"), other);
    let refunds = format!("{}/rimborsi", casa.pratica());
    let whole = api.post(&figlia.who, &refunds, &asks(&figlia, &json!({ "intero": true }))).await.expect(201);
    assert_eq!(whole.field("/importo"), "100.00");
    let theirs = api.get(&figlio.who, &casa.pratica()).await.expect(200);
    assert_eq!(theirs.json["rimborsi"], json!([]), "another's refund is not shown");
    assert!(!theirs.text.contains(whole.field("/id")) && !theirs.text.contains("Cognome3"), "{}", theirs.text);
    let line = theirs.json["cronologia"].as_array().unwrap().last().unwrap();
    assert_eq!((&line["chi"], &line["fatto"]), (&json!("altro_erede"), &json!("richiesta_rimborso")));
    let own = format!("/utilizzatori/{}/rimborsi/{}", casa.famiglia.id, whole.field("/id"));
    api.get(&figlio.who, &own).await.expect(404);
}

#[actix_web::test]
async fn the_branch_sees_the_declared_death_beside_what_is_known_of_it() {
    let casa = casa().await;
    let (api, figlia) = (&casa.api, casa.erede(3).await);
    let declaration = casa.apre(&figlia, content(&[])).await;
    let compare = async || {
        let seen = api.get(&casa.office, &casa.pratica()).await.expect(200);
        seen.json["dichiarazioni"][0]["confronto"].clone()
    };
    api.get(&casa.office, &casa.pratica()).await.expect(404);
    casa.presenta(&figlia, &declaration).await;
    assert_eq!(compare().await, json!({ "differenza": false, "anagrafe": "sconosciuto" }));
    let person: libretto_core::codice_fiscale::CodiceFiscale = code(1).parse().unwrap();
    api.directory.tell(person, Anagrafe::InVita);
    assert_eq!(compare().await, json!({ "differenza": true, "anagrafe": "in_vita" }));
    api.directory.tell(person, Anagrafe::Deceduto { giorno: "2026-02-17".parse().unwrap(), ora: None });
    let differs = json!({ "differenza": true, "anagrafe": "deceduto", "giorno_anagrafe": "2026-02-17" });
    assert_eq!(compare().await, differs);
    let own = api.get(&figlia.who, &casa.pratica()).await.expect(200);
    assert!(!own.text.contains("confronto"), "only the branch is told");
    assert_eq!(own.json["defunto"], json!({ "codice_fiscale": code(1) }), "no more than what the heir wrote");
    casa.accoglie(&declaration).await;
    assert_eq!(compare().await["giorno_registrato"], "2026-02-18");
    let own = api.get(&figlia.who, &casa.pratica()).await.expect(200);
    assert!(own.json["defunto"]["cognome"].is_string());
}

#[actix_web::test]
async fn what_is_wrong_in_a_declaration_is_named() {
    let casa = casa().await;
    let (api, figlia) = (&casa.api, casa.erede(3).await);
    let path = format!("/eredi/{}/dichiarazioni", figlia.id);
    let with = |name: &str, value: Value| {
        let mut body = content(&[4]);
        body["codice_fiscale_defunto"] = json!(code(1));
        body[name] = value;
        body
    };
    let unnamed = json!([{ "codice_fiscale": code(4), "nome_proprio": " ", "cognome": "Scritto" }]);
    for (body, campo) in [
        (with("altro", json!(1)), "/altro"),
        (with("titolo", json!("adottivo")), "/titolo"),
        (with("quota", json!("3/2")), "/quota"),
        (with("ora_decesso", json!("24:00")), "/ora_decesso"),
        (with("giorno_decesso", Value::Null), "/giorno_decesso"),
        (with("codice_fiscale_defunto", json!("RSSMRA80A01H501X")), "/codice_fiscale_defunto"),
        (with("coeredi", unnamed), "/coeredi/0/nome_proprio"),
    ] {
        let refused = api.post(&figlia.who, &path, &body).await.expect(422);
        assert_eq!((refused.field("/codice"), refused.field("/campi/0/campo")), ("dati-non-validi", campo));
    }
    for (body, codice, campo) in [
        (with("giorno_decesso", json!("2026-02-21")), "data-decesso-non-valida", "/giorno_decesso"),
        (with("codice_fiscale_defunto", json!(code(9))), "non-registrato", "/codice_fiscale_defunto"),
        (with("coeredi", content(&[3])["coeredi"].clone()), "coerede-non-valido", "/coeredi"),
    ] {
        let refused = api.post(&figlia.who, &path, &body).await;
        assert_eq!(
            (refused.field("/codice"), refused.field("/violazioni/0/campo")),
            (codice, campo),
            "{}",
            refused.text
        );
    }
    let declaration = casa.apre(&figlia, content(&[])).await;
    let rewrite = async |version: Option<&str>| {
        let extra = Extra { version, ..Extra::default() };
        api.send(Method::PUT, &figlia.who, &declaration, Some(&content(&[5])), extra).await
    };
    rewrite(None).await.expect(428);
    rewrite(Some("\"7\"")).await.expect(412);
    let rewritten = rewrite(Some("\"1\"")).await.expect(200);
    assert_eq!(rewritten.field("/dichiarazione/coeredi/0/codice_fiscale"), code(5));
    let none = json!({ "responsabilita": [] });
    let refused = api.act(&figlia.who, &format!("{declaration}/presentazione"), Some(&none), "*").await;
    assert_eq!(refused.codes(), ["responsabilita-mancante"]);
    casa.riconosce(&figlia, &declaration).await;
    let late =
        api.act(&casa.office, &format!("{declaration}/reiezione"), Some(&json!({ "motivo": "rinuncia" })), "*").await;
    assert_eq!(late.expect(409).field("/codice"), "stato-dichiarazione-incompatibile");
}

#[actix_web::test]
async fn the_manual_is_a_public_page() {
    let api = start(true).await;
    let page = api.get(&Who::role("nessuno"), "/documenti/manuale-eredi").await.expect(200);
    assert!(
        page.header("content-type").starts_with("text/html") && page.text.contains("<h1>Manuale per gli eredi</h1>")
    );
}
