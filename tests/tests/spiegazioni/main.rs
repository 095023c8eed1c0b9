//! Whole explanations as people read them: each case of this test is a file of `tests/spiegazioni`, written in Italian for a
//! labour consultant to judge. Each test builds the text and compares it with the committed file.
//!
//! After a change of a sentence or a rule: `LIBRETTO_AGGIORNA=1 cargo nextest run -p libretto-tests spiegazioni` rewrites the
//! files; read the difference and commit it.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod accolte;
mod decise;
mod eredi;
mod respinte;
mod scena;

use libretto_core::explanation::{Explanation, Outcome};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("spiegazioni")
}

/// Compares a committed explanation with what the engine says, or rewrites it when the developer asks for it.
#[expect(clippy::disallowed_methods, reason = "a developer asks by the environment for the files to be rewritten")]
fn check(name: &str, parts: &[(&str, Explanation)]) {
    let text: Vec<String> = parts.iter().map(|(title, explanation)| told(title, explanation)).collect();
    let text = text.join("\n\n");
    let path = folder().join(format!("{name}.txt"));
    if std::env::var_os("LIBRETTO_AGGIORNA").is_some() {
        fs::write(&path, &text).expect("the file is writable");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "{} is not what the engine says; with LIBRETTO_AGGIORNA=1 it is rewritten. It says:\n{text}",
        path.display()
    );
}

/// An explanation as it is read.
fn told(title: &str, explanation: &Explanation) -> String {
    let outcome = if explanation.violations().next().is_some() { "RESPINTA" } else { "ACCOLTA" };
    let mut text = format!("{title}\n{outcome}, secondo la disciplina del {}\n", explanation.giorno.format("%d/%m/%Y"));
    for step in &explanation.passi {
        let mark = match step.esito {
            Outcome::Rispettata => "  sì  ",
            Outcome::Violata => "  NO  ",
            Outcome::Avvertenza => "   !  ",
        };
        write!(text, "\n{mark}{step}").expect("a text can be written to");
    }
    text.push('\n');
    text
}

#[test]
fn spiegazioni_are_all_of_a_case() {
    let sources = ["accolte.rs", "decise.rs", "eredi.rs", "respinte.rs"]
        .map(|file| fs::read_to_string(folder().join("../tests/spiegazioni").join(file)).expect("a file of this test"));
    let written: BTreeSet<String> = fs::read_dir(folder())
        .expect("the folder is there")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".txt").map(str::to_owned))
        .collect();
    assert!(written.len() > 12, "{written:?}");
    for name in written {
        assert!(sources.iter().any(|text| text.contains(&format!("\"{name}\""))), "{name}.txt belongs to no case");
    }
}
