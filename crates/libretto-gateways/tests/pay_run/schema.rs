//! The payment order against the official schema, by an independent validator.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use libretto_core::ports::Payouts;

use crate::support::{batch, debtor, payouts, refunds, transfer};

/// The environment variable that names the schema `pain.001.001.09.xsd`.
const SCHEMA_VARIABLE: &str = "LIBRETTO_PAIN_XSD";

#[expect(clippy::disallowed_methods, reason = "the schema is no setting of the service: only this test reads it")]
/// Asks `xmllint` whether the file follows the schema, and what it has to say.
fn validate(file: &Path) -> (bool, String) {
    let schema: Option<OsString> = std::env::var_os(SCHEMA_VARIABLE);
    assert!(
        schema.is_some(),
        "{SCHEMA_VARIABLE} is not set: run the tests with `cargo xtask test`, which installs the schema and xmllint"
    );
    let output =
        Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).args(schema).arg(file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), said)
}

#[tokio::test]
async fn orders_follow_the_official_schema() {
    let long = "Ò & <Rossi> \"Maria\" ".repeat(10);
    for (bic, cuc) in [(None, None), (Some("BPPIITRRXXX"), Some("ABCD1234")), (Some("BPPIITRR"), None)] {
        let root = tempfile::tempdir().unwrap();
        let transfers =
            vec![transfer(1, "D'Àmico Zoë", 1), transfer(2, &long, 99_999_999_999), transfer(3, "Щукина Анна", 4_000)];
        let written = payouts(root.path(), debtor(bic, cuc), 2).write(&batch(transfers, vec![])).await.unwrap();
        assert_eq!(written.len(), 2);
        for file in written {
            let (valid, said) = validate(&root.path().join(&file.nome));
            assert!(valid, "{}: {said}", file.nome);
        }
    }
}

#[tokio::test]
async fn refunds_follow_the_official_schema() {
    let root = tempfile::tempdir().unwrap();
    let batch = refunds(vec![transfer(1, "D'Àmico Zoë", 1), transfer(2, "Rossi Maria", 28_000)]);
    let written = payouts(root.path(), debtor(None, None), 2).write_refunds(&batch).await.unwrap();
    let (valid, said) = validate(&root.path().join(&written[0].nome));
    assert!(valid, "{said}");
}

/// A validator that says yes to everything proves nothing: the same order with a wrong element is refused.
#[tokio::test]
async fn the_validator_refuses_a_broken_order() {
    let root = tempfile::tempdir().unwrap();
    let one = batch(vec![transfer(1, "Rossi Maria", 800)], vec![]);
    let written = payouts(root.path(), debtor(None, None), 2).write(&one).await.unwrap();
    let xml = fs::read_to_string(root.path().join(&written[0].nome)).unwrap();
    for (right, wrong) in [(">8.00<", ">-8.00<"), ("<PmtMtd>TRF</PmtMtd>", ""), ("pain.001.001.09", "pain.001.001.03")]
    {
        assert!(xml.contains(right), "{right}");
        let broken = root.path().join("broken.xml");
        fs::write(&broken, xml.replace(right, wrong)).unwrap();
        let (valid, said) = validate(&broken);
        assert!(!valid, "{right} -> {wrong} passed");
        assert!(said.contains("fails to validate"), "{said}");
    }
}
