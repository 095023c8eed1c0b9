//! Who reaches what in a case: a recognised heir, another declarant, a stranger, the worker, the branch, nobody.

use crate::heirs::{Casa, Erede, PDF, casa, content, statements};
use crate::support::{Extra, Who};
use actix_web::http::Method;
use serde_json::{Value, json};

/// The callers in the order of the tables: the heir whose things they are, another heir whose declaration is a draft, a stranger
/// with a profile of heir, the worker, the branch, nobody.
struct Stage {
    casa: Casa,
    callers: [(&'static str, Who); 6],
    figlia: Erede,
    /// The declaration of the first heir.
    declaration: String,
    /// A document of it.
    document: String,
    /// A record that the first heir entered.
    record: String,
}

async fn stage() -> Stage {
    let casa = casa().await;
    let (figlia, figlio, stranger) = (casa.erede(3).await, casa.erede(4).await, casa.erede(5).await);
    let declaration = casa.apre(&figlia, content(&[4])).await;
    let kept = casa.allega(&figlia.who, &declaration, "tipo=altro", PDF).await.expect(201);
    let document = format!("{declaration}/documenti/{}", kept.field("/dichiarazione/documenti/0/id"));
    casa.riconosce(&figlia, &declaration).await;
    casa.apre(&figlio, content(&[])).await;
    let list = format!("{}/prestazioni", casa.pratica());
    let entered = casa.api.post(&figlia.who, &list, &casa.lavoro((9, 10), "10.00")).await.expect(201);
    let record = format!("{list}/{}", entered.field("/id"));
    let callers = [
        ("heir", figlia.who.clone()),
        ("other", figlio.who),
        ("stranger", stranger.who),
        ("worker", casa.anna.who.clone()),
        ("branch", casa.office.clone()),
        ("nobody", Who::role("nessuno")),
    ];
    Stage { casa, callers, figlia, declaration, document, record }
}

impl Stage {
    async fn statuses(&self, method: &Method, path: &str, body: Option<&Value>, from: usize) -> Vec<u16> {
        let mut statuses = Vec::new();
        for (_, who) in &self.callers[from..] {
            let version = (method != Method::GET).then_some("*");
            let bytes = path.contains("/documenti?").then_some(PDF);
            let extra = Extra { version, bytes, ..Extra::default() };
            statuses.push(self.casa.api.send(method.clone(), who, path, body, extra).await.status.as_u16());
        }
        statuses
    }
}

#[actix_web::test]
async fn who_reads_what() {
    let stage = stage().await;
    let (pratica, profile) = (stage.casa.pratica(), format!("/eredi/{}", stage.figlia.id));
    for (path, expected) in [
        (pratica.clone(), [200, 200, 404, 404, 200, 401]),
        (format!("{pratica}/operazioni"), [200, 200, 404, 404, 200, 401]),
        (format!("{pratica}/rimborsi"), [200, 200, 404, 404, 200, 401]),
        (format!("{pratica}/prestazioni"), [200, 404, 404, 404, 200, 401]),
        (format!("{pratica}/prospetto"), [200, 404, 404, 404, 200, 401]),
        (stage.record.clone(), [200, 404, 404, 404, 200, 401]),
        (stage.document.clone(), [200, 404, 404, 404, 200, 401]),
        (profile.clone(), [200, 404, 404, 404, 200, 401]),
        (format!("{profile}/pratiche"), [200, 404, 404, 404, 200, 401]),
        ("/eredi/pratiche".to_owned(), [403, 403, 403, 403, 200, 401]),
    ] {
        assert_eq!(stage.statuses(&Method::GET, &path, None, 0).await, expected, "GET {path}");
    }
}

#[actix_web::test]
async fn who_writes_what() {
    let stage = stage().await;
    let (pratica, declaration) = (stage.casa.pratica(), &stage.declaration);
    let mut opening = content(&[]);
    opening["codice_fiscale_defunto"] = json!(crate::support::code(1));
    let refund = json!({ "intero": true, "iban": "IT60X0542811101000000123456", "intestatari": [] });
    let work = stage.casa.lavoro((11, 12), "10.00");
    // What only the heir does with their own: everybody else, in order.
    for (method, path, body, expected) in [
        (Method::PUT, declaration.clone(), Some(content(&[])), [404, 404, 404, 403, 401]),
        (Method::POST, format!("{declaration}/documenti?tipo=altro"), None, [404, 404, 404, 403, 401]),
        (Method::POST, format!("{declaration}/presentazione"), Some(statements()), [404, 404, 404, 403, 401]),
        (
            Method::POST,
            format!("{declaration}/consensi"),
            Some(json!({ "coerede_id": stage.figlia.id })),
            [404, 404, 404, 403, 401],
        ),
        (Method::POST, format!("{}/annullamento", stage.record), None, [404, 404, 404, 403, 401]),
        (Method::POST, format!("/eredi/{}/dichiarazioni", stage.figlia.id), Some(opening), [404, 404, 404, 403, 401]),
        // A declarant who is not recognised is told so; whoever has no declaration finds no case.
        (Method::POST, format!("{pratica}/prestazioni"), Some(work.clone()), [403, 404, 404, 403, 401]),
        (Method::POST, format!("{pratica}/prestazioni/verifiche"), Some(work), [200, 404, 404, 403, 401]),
        (Method::POST, format!("{pratica}/rimborsi"), Some(refund), [403, 404, 404, 403, 401]),
    ] {
        assert_eq!(stage.statuses(&method, &path, body.as_ref(), 1).await, expected, "{method} {path}");
    }
    // What only the branch does; here the declaration is decided already.
    for (act, body) in [
        ("esame", None),
        ("richieste-documenti", Some(json!({ "documenti": ["altro"] }))),
        ("convalida", None),
        ("reiezione", Some(json!({ "motivo": "rinuncia" }))),
    ] {
        let path = format!("{declaration}/{act}");
        let found = stage.statuses(&Method::POST, &path, body.as_ref(), 0).await;
        assert_eq!(found, [403, 403, 403, 403, 409, 401], "{act}");
    }
}

#[actix_web::test]
async fn a_declarant_who_is_not_recognised_learns_nothing_of_the_others() {
    let stage = stage().await;
    let (_, other) = &stage.callers[1];
    let seen = stage.casa.api.get(other, &stage.casa.pratica()).await.expect(200);
    assert_eq!((seen.field("/stato"), &seen.json["eredi_noti"]), ("istruttoria", &json!([])));
    assert_eq!(seen.json["dichiarazioni"].as_array().unwrap().len(), 1);
    for hidden in [
        "disponibile",
        "divisione",
        "confronto",
        "prestazione_id",
        "altro_erede",
        "sede",
        "Cognome3",
        "Cognome4",
        "Scritto4",
    ] {
        assert!(!seen.text.contains(hidden), "{hidden} in {}", seen.text);
    }
    for stranger in [3, 5] {
        assert!(!seen.text.contains(&crate::support::code(stranger)));
    }
    let listed = stage.casa.api.get(other, &format!("/eredi/{}/pratiche", stage.figlia.id)).await;
    listed.expect(404);
}

#[actix_web::test]
async fn what_another_writes_and_has_not_presented_moves_nothing_that_one_sees() {
    let casa = casa().await;
    let (figlio, figlia) = (casa.erede(4).await, casa.erede(3).await);
    let draft = casa.apre(&figlio, content(&[])).await;
    casa.api.get(&casa.office, &casa.pratica()).await.expect(404);
    let desk = casa.api.get(&casa.office, "/eredi/pratiche").await.expect(200);
    assert_eq!(desk.json["pratiche"], json!([]), "a case of drafts is none for the branch");
    casa.api.clock("2026-02-20T11:00");
    let declaration = casa.apre(&figlia, content(&[])).await;
    casa.presenta(&figlia, &declaration).await;

    let both = [&figlia.who, &casa.office];
    let mut before = Vec::new();
    for who in both {
        before.push(casa.api.get(who, &casa.pratica()).await.expect(200));
    }
    assert_eq!((before[0].header("etag"), before[1].header("etag")), ("\"2\"", "\"1\""));
    assert_eq!(before[0].json["aperta_il"], before[1].json["aperta_il"]);
    assert_eq!(before[0].json["aperta_il"], json!("2026-02-20T10:00:00Z"), "not when the draft was begun");
    casa.allega(&figlio.who, &draft, "tipo=altro", PDF).await.expect(201);
    for (who, before) in both.into_iter().zip(&before) {
        let after = casa.api.get(who, &casa.pratica()).await.expect(200);
        assert_eq!((after.header("etag"), &after.text), (before.header("etag"), &before.text));
    }
    let examine = format!("{declaration}/esame");
    let done = casa.api.act(&casa.office, &examine, None, before[1].header("etag")).await.expect(200);
    assert_eq!(done.header("etag"), "\"2\"");
    casa.api.act(&casa.office, &format!("{declaration}/convalida"), None, before[1].header("etag")).await.expect(412);
    let seen = casa.api.get(&figlio.who, &casa.pratica()).await.expect(200);
    assert_eq!(seen.header("etag"), "\"4\"", "their own draft counts for them");
}
