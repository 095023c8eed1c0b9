//! The rules for the `OpenAPI` documents of Italian public administrations, applied to the generated document.
//!
//! Each rule is one function with a name. Errors and warnings fail the test, hints are only printed. Each rule is shown to be
//! able to fail by a document with exactly that defect.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(clippy::print_stdout, reason = "the findings are what this test is about")]

mod defects;
mod document;
mod errors;
mod hints;
mod sample;
mod schemas;
mod security;
mod warnings;

use document::Doc;
use libretto_api::openapi;
use serde_json::Value;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Severity {
    Error,
    Warning,
    Hint,
}

/// A rule: what it finds, each with the place.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    pub(crate) check: fn(&Doc) -> Vec<String>,
}

/// All rules.
pub(crate) fn rules() -> Vec<Rule> {
    [errors::RULES, security::RULES, warnings::RULES, schemas::RULES, hints::RULES]
        .into_iter()
        .flatten()
        .map(|(name, severity, check)| Rule { name, severity: *severity, check: *check })
        .collect()
}

/// The findings of all rules, printed; the number of those that fail.
fn failures(title: &str, value: &Value) -> usize {
    let document = Doc::new(value.clone());
    let mut failing = 0;
    for rule in rules() {
        for finding in (rule.check)(&document) {
            println!("{title}: {:?} {}: {finding}", rule.severity, rule.name);
            failing += usize::from(rule.severity != Severity::Hint);
        }
    }
    failing
}

#[test]
fn the_document_has_no_errors_and_no_warnings() {
    let documents = [
        ("infrastructure", openapi::document(|_| ())),
        ("sample", openapi::document(sample::routes)),
        ("whole", libretto_api::resources::openapi_document()),
    ];
    for (title, value) in documents {
        assert_eq!(failures(title, &value), 0, "see the findings above");
    }
}

#[test]
fn the_document_is_the_same_each_time() {
    let text = || openapi::text(&openapi::document(sample::routes));
    assert_eq!(text(), text());
    assert!(text().ends_with("}\n"));
}

#[test]
fn each_rule_can_fail() {
    let good = openapi::document(sample::routes);
    let rules = rules();
    let defects = defects::all();
    for rule in &rules {
        let before = (rule.check)(&Doc::new(good.clone()));
        assert!(before.is_empty(), "{} on the good document: {before:?}", rule.name);
        let mine: Vec<_> = defects.iter().filter(|(name, _)| *name == rule.name).collect();
        assert!(!mine.is_empty(), "no document shows that {} can fail", rule.name);
        for (_, spoil) in mine {
            let mut bad = good.clone();
            spoil(&mut bad);
            assert_ne!(bad, good, "the defect of {} changes nothing", rule.name);
            assert!(!(rule.check)(&Doc::new(bad)).is_empty(), "{} did not find its defect", rule.name);
        }
    }
    for (name, _) in &defects {
        assert!(rules.iter().any(|rule| rule.name == *name), "{name} is no rule");
    }
}
