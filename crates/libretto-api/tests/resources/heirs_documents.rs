//! What heirs upload: kept and served as it came, hostile files refused, a repetition kept once.

use crate::heirs::{PDF, casa, content};
use crate::support::{Answer, Extra};
use actix_web::http::Method;
use libretto_core::eredi::documento::DOCUMENT_BYTES_MAX;
use serde_json::json;
use std::collections::BTreeSet;

#[actix_web::test]
async fn a_document_is_served_as_it_was_uploaded() {
    let casa = casa().await;
    let figlia = casa.erede(3).await;
    let declaration = casa.apre(&figlia, content(&[])).await;
    let kept = casa.allega(&figlia.who, &declaration, "tipo=altro", PDF).await.expect(201);
    let document = &kept.json["dichiarazione"]["documenti"][0];
    assert_eq!(
        (&document["formato"], &document["bytes"], &document["tipo"]),
        (&json!("pdf"), &json!(PDF.len()), &json!("altro"))
    );
    let path = format!("{declaration}/documenti/{}", kept.field("/dichiarazione/documenti/0/id"));
    assert!(kept.header("location").ends_with(&path));
    for who in [&figlia.who, &casa.office] {
        let file = casa.api.get(who, &path).await.expect(200);
        assert_eq!((file.text.as_bytes(), file.header("content-type")), (PDF, "application/pdf"));
        assert!(file.header("content-disposition").starts_with("attachment; filename="));
        assert_eq!((file.header("x-content-type-options"), file.header("cache-control")), ("nosniff", "no-store"));
    }
}

#[actix_web::test]
async fn a_hostile_file_is_refused_and_not_kept() {
    let casa = casa().await;
    let figlia = casa.erede(3).await;
    let declaration = casa.apre(&figlia, content(&[])).await;
    let inside = |text: &str| format!("%PDF-1.7\n{text}\n%%EOF").into_bytes();
    let mut told = BTreeSet::new();
    let program = [PDF, b"#!/bin/sh\nrm -rf /\n"].concat();
    for (file, codice) in [
        (b"GIF89a".to_vec(), "documento-formato-non-ammesso"),
        (b"MZ\x90\0".to_vec(), "documento-formato-non-ammesso"),
        (PDF[..PDF.len() - 3].to_vec(), "documento-formato-non-ammesso"),
        (program, "documento-formato-non-ammesso"),
        (inside("PK\u{3}\u{4}"), "documento-formato-non-ammesso"),
        (inside("<script>alert(1)</script>"), "documento-formato-non-ammesso"),
        (inside("/OpenAction << /JavaScript >>"), "documento-formato-non-ammesso"),
        (Vec::new(), "documento-dimensione-non-ammessa"),
    ] {
        let refused = casa.allega(&figlia.who, &declaration, "tipo=altro", &file).await.expect(422);
        assert_eq!((refused.field("/codice"), refused.field("/violazioni/0/campo")), (codice, "/documento"));
        told.insert(refused.field("/detail").to_owned());
    }
    assert_eq!(told.len(), 4, "each cause has its words: {told:?}");
    let large = vec![b'x'; DOCUMENT_BYTES_MAX + 1];
    let refused = casa.allega(&figlia.who, &declaration, "tipo=altro", &large).await.expect(413);
    assert_eq!(refused.field("/codice"), "corpo-troppo-grande");
    let seen = casa.api.get(&figlia.who, &casa.pratica()).await.expect(200);
    assert_eq!(seen.json["dichiarazioni"][0]["documenti"], json!([]));
}

#[actix_web::test]
async fn what_a_document_is_said_to_be_is_checked() {
    let casa = casa().await;
    let figlia = casa.erede(3).await;
    let declaration = casa.apre(&figlia, content(&[4])).await;
    let send = async |query: &str| casa.allega(&figlia.who, &declaration, query, PDF).await;
    let field = |answer: &Answer| answer.field("/campi/0/campo").to_owned();
    assert_eq!(field(&send("tipo=passaporto").await.expect(400)), "/tipo");
    assert_eq!(field(&send("").await.expect(400)), "/tipo");
    assert_eq!(field(&send("tipo=altro&nome=a.pdf").await.expect(400)), "/nome");
    for query in ["tipo=delega", "tipo=delega&relativo_a=01980a52-7f7e-7c10-8f6a-000000000000"] {
        let refused = send(query).await.expect(422);
        assert_eq!(
            (refused.field("/codice"), refused.field("/violazioni/0/campo")),
            ("coerede-non-valido", "/relativo_a")
        );
    }
    let seen = casa.api.get(&figlia.who, &casa.pratica()).await.expect(200);
    let other = seen.field("/eredi_noti/0/coerede_id");
    let kept = send(&format!("tipo=delega&relativo_a={other}")).await.expect(201);
    assert_eq!(kept.field("/dichiarazione/documenti/0/relativo_a"), other);
}

#[actix_web::test]
async fn a_repeated_upload_is_kept_once() {
    let casa = casa().await;
    let figlia = casa.erede(3).await;
    let declaration = casa.apre(&figlia, content(&[])).await;
    let send = async |query: &str, file: &[u8]| {
        let extra = Extra { key: Some("doc-1"), bytes: Some(file), ..Extra::default() };
        casa.api.send(Method::POST, &figlia.who, &format!("{declaration}/documenti?{query}"), None, extra).await
    };
    let first = send("tipo=altro", PDF).await.expect(201);
    let again = send("tipo=altro", PDF).await.expect(201);
    assert_eq!((again.text, again.json["dichiarazione"]["documenti"].as_array().unwrap().len()), (first.text, 1));
    for other in [send("tipo=testamento", PDF).await, send("tipo=altro", b"%PDF-1.4\n%%EOF").await] {
        assert_eq!(other.expect(422).field("/codice"), "chiave-idempotenza-riusata");
    }
}
