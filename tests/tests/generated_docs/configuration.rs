//! The documented configuration is the whole configuration: what the binary reads, the example file, the example
//! environment and the table of OPERATIONS name the same settings.

use crate::read;
use std::collections::BTreeSet;

const SETTINGS: [&str; 3] = [
    "crates/libretto/src/config/settings.rs",
    "crates/libretto/src/config/pdnd.rs",
    "crates/libretto/src/config/observability.rs",
];
const FILE: &str = "crates/libretto/src/config/file.rs";

/// The variables that a text names.
fn variables(text: &str) -> BTreeSet<&str> {
    let candidates = text.split(|c: char| !c.is_ascii_uppercase() && c != '_');
    candidates.filter(|word| word.starts_with("LIBRETTO_")).collect()
}

/// The keys of the file, as its structure declares them: the fields of the sections, which the whole file lists as well.
fn declared_keys(source: &str) -> Vec<&str> {
    let fields = source.lines().filter_map(|line| line.trim().strip_prefix("pub(super) ")?.split_once(": "));
    sorted(fields.map(|(name, _)| name).filter(|name| is_key(name)))
}

/// The sections and keys of the example, whether its line is active or commented out.
fn example_keys(example: &str) -> Vec<&str> {
    let lines = example.lines().map(|line| line.trim_start_matches('#'));
    let keys = lines.filter_map(|line| match line.strip_prefix('[') {
        Some(section) => section.strip_suffix(']'),
        None => line.split_once(" = ").map(|(name, _)| name),
    });
    sorted(keys.filter(|name| is_key(name)))
}

fn is_key(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// In order, and twice what two sections have.
fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}

#[test]
fn the_example_file_has_every_key_and_no_other() {
    let (source, example) = (read(FILE), read("libretto.esempio.toml"));
    assert_eq!(example_keys(&example), declared_keys(&source));
}

#[test]
fn the_example_file_is_valid_with_every_key_active() {
    let example = read("libretto.esempio.toml");
    let keys = example_keys(&example);
    let active = example.lines().map(|line| {
        let setting =
            line.strip_prefix('#').filter(|rest| rest.split_once(" = ").is_some_and(|(name, _)| keys.contains(&name)));
        format!("{}\n", setting.unwrap_or(line))
    });
    let table = active.collect::<String>().parse::<toml::Table>().expect("the example is TOML");
    let settings = table.values().filter_map(toml::Value::as_table).map(toml::Table::len).sum::<usize>();
    assert_eq!(settings + table.len(), keys.len(), "{table:?}");
}

#[test]
fn every_variable_of_the_settings_is_documented() {
    let sources = SETTINGS.map(read);
    let production = sources.iter().map(|source| source.split("#[cfg(test)]").next().unwrap_or_default());
    let read_by_the_binary: BTreeSet<_> = production.flat_map(variables).collect();
    assert!(read_by_the_binary.len() >= 10, "{read_by_the_binary:?}");
    for document in [".env.example", "docs/OPERATIONS.md"] {
        let text = read(document);
        let missing: Vec<_> = read_by_the_binary.difference(&variables(&text)).copied().collect();
        assert!(missing.is_empty(), "{document} lacks {missing:?}");
    }
}
