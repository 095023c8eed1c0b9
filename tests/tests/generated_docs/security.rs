//! What SECURITY says to be shown is shown: every test that its tables name is there, and no line is left without one or an honest
//! «not yet».

use crate::{read, root};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the tables must speak of, whatever else they do.
const ITEMS: [&str; 28] = [
    "API1 ", "API2 ", "API3 ", "API4 ", "API5 ", "API6 ", "API7 ", "API8 ", "API9 ", "API10 ", "V1.2.4", "V2.1.3",
    "V2.3.2", "V2.2.3", "V2.3.3", "V2.3.4", "V2.3.5", "V2.4.1", "V8.2.1", "V8.3.2", "V8.3.3", "V8.4.1", "V9.1.1",
    "V9.2.1", "V16.1.1", "V16.2.5", "V16.3.2", "V16.5.1",
];

/// The lines of the tables: what they are about, and what shows it.
fn lines(document: &str) -> Vec<(String, String)> {
    let tables = document.split("## Checked against").nth(1).unwrap_or_default();
    let rows = tables
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| item") && !line.starts_with("| article"));
    rows.map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{row}");
        (cells[0].to_owned(), cells[2].to_owned())
    })
    .collect()
}

/// The names in back-ticks.
fn named(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The functions of a source that are tests, or cases of the suite that every store must pass.
fn tests_in(source: &str, is_suite: bool) -> impl Iterator<Item = String> {
    let mut marked = is_suite;
    source.lines().filter_map(move |line| {
        let line = line.trim();
        if line.starts_with("#[") {
            marked |= line.contains("test]") || line.contains("::test(");
            return None;
        }
        let (before, after) = line.split_once("fn ")?;
        let is_test = std::mem::replace(&mut marked, is_suite);
        let name = after.split(['(', '<']).next()?;
        (is_test && (before.is_empty() || before.trim_end().ends_with("async"))).then(|| name.to_owned())
    })
}

fn tests_below(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            tests_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let is_suite = path.components().any(|part| part.as_os_str() == "contract");
            found.extend(tests_in(&fs::read_to_string(&path).unwrap_or_default(), is_suite));
        }
    }
}

#[test]
fn every_line_of_security_is_shown_by_tests_that_are_there_or_says_not_yet() {
    let lines = lines(&read("docs/SECURITY.md"));
    let mut tests = BTreeSet::new();
    for folder in ["crates", "tests"] {
        tests_below(&root().join(folder), &mut tests);
    }
    assert!(tests.len() > 500, "{}", tests.len());
    for (item, shown) in &lines {
        let missing: Vec<_> = named(shown).filter(|name| !tests.contains(*name)).collect();
        assert!(missing.is_empty(), "{item}: there is no test {missing:?}");
        assert!(named(shown).next().is_some() || shown.starts_with("not yet: "), "{item} is shown by nothing");
    }
    for item in ITEMS {
        assert!(lines.iter().any(|(about, _)| format!("{about} ").contains(item)), "{item} has no line");
    }
    let articles = lines.iter().filter(|(about, _)| about.starts_with(|c: char| c.is_ascii_digit())).count();
    assert!(articles >= 8, "the articles of the GDPR have a line each");
}

#[test]
fn a_function_without_the_mark_of_a_test_is_none() {
    let source = "#[test]\nfn one_test() {\n}\nfn no_test() {}\n#[actix_web::test]\nasync fn another() {}\n#[tokio::test(start_paused = true)]\nasync fn third() {}";
    assert_eq!(tests_in(source, false).collect::<Vec<_>>(), ["one_test", "another", "third"]);
}
