//! The documents that are written by the code: `docs/LAW.md`, `docs/PARAMETERS.md`, `docs/PROBLEMS.md`, `docs/EREDI.md` and
//! the tables of codes in `docs/GLOSSARY.md` and of permissions in `docs/SECURITY.md`. Each test builds the text and compares it with the committed file.
//!
//! After a change of a rule, a parameter, a problem or a scenario:
//! `LIBRETTO_AGGIORNA=1 cargo nextest run -p libretto-tests generated` rewrites the files; read the difference and commit it.
#![expect(clippy::expect_used, reason = "a test may panic: what is missing here is the defect it looks for")]

mod commi;
mod configuration;
mod glossary;
mod heirs;
mod law;
mod markdown;
mod parameters;
mod permissions;
mod problems;
mod scenarios;
mod security;
mod traces;

use std::fs;
use std::path::{Path, PathBuf};

/// Top of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the member lies in the repository").to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// Compares a committed document with what the code says, or rewrites it when the developer asks for it.
#[expect(clippy::disallowed_methods, reason = "a developer asks by the environment for the documents to be rewritten")]
fn check(path: &str, expected: &str) {
    if std::env::var_os("LIBRETTO_AGGIORNA").is_some() {
        fs::write(root().join(path), expected).expect("the document is writable");
    }
    let committed = read(path);
    let differs = committed.lines().zip(expected.lines()).position(|(one, other)| one != other);
    let line = differs.unwrap_or_else(|| committed.lines().count().min(expected.lines().count())) + 1;
    assert!(
        committed == expected,
        "{path} is not what the code says, from line {line} on; run the tests with LIBRETTO_AGGIORNA=1 and read the difference"
    );
}

#[test]
fn the_generated_law_is_current() {
    check("docs/LAW.md", &law::text(&scenarios::all(&root().join("tests/scenari"))));
}

#[test]
fn the_generated_parameters_are_current() {
    check("docs/PARAMETERS.md", &parameters::text());
}

#[test]
fn the_generated_problems_are_current() {
    check("docs/PROBLEMS.md", &problems::text());
}

#[test]
fn the_generated_states_of_heirs_are_current() {
    check("docs/EREDI.md", &heirs::text());
}

#[test]
fn the_generated_permissions_are_current() {
    let path = "docs/SECURITY.md";
    let expected = markdown::with_generated(&read(path), &permissions::text()).expect("the page keeps its two marks");
    check(path, &expected);
}

#[test]
fn the_generated_codes_of_the_glossary_are_current() {
    let path = "docs/GLOSSARY.md";
    let expected = markdown::with_generated(&read(path), &glossary::codes()).expect("the glossary keeps its two marks");
    check(path, &expected);
}
