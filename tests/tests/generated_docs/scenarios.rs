//! The scenario files, and which of them speak of a rule or of a code.

use std::fs;
use std::path::{Path, PathBuf};

/// A scenario file.
pub(super) struct Scenario {
    /// Path below `tests/scenari`, with `/`.
    pub(super) path: String,
    text: String,
}

/// Every `.yaml` file below a folder, in the order of their paths.
pub(super) fn all(folder: &Path) -> Vec<Scenario> {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let scenario = |file: PathBuf| {
        let relative = file.strip_prefix(folder).ok()?;
        let path = relative.iter().filter_map(|part| part.to_str()).collect::<Vec<_>>().join("/");
        Some(Scenario { path, text: fs::read_to_string(&file).ok()? })
    };
    files.into_iter().filter_map(scenario).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
}

impl Scenario {
    /// Whether the file names a rule or a code as a whole word: `LIM-C` is not in `LIM-C2`, nor `a-b` in `a-b-c`.
    pub(super) fn names(&self, word: &str) -> bool {
        let joins = |other: Option<char>| other.is_some_and(|other| other.is_alphanumeric() || other == '-');
        self.text.match_indices(word).any(|(at, _)| {
            !joins(self.text[..at].chars().next_back()) && !joins(self.text[at + word.len()..].chars().next())
        })
    }
}

#[test]
fn generated_links_go_to_files_that_name_the_whole_word() {
    let scenario =
        Scenario { path: "a.yaml".to_owned(), text: "regola: LIM-C\ncodice: limite-ore-superato".to_owned() };
    assert!(scenario.names("LIM-C") && scenario.names("limite-ore-superato"));
    assert!(!scenario.names("LIM") && !scenario.names("limite-ore") && !scenario.names("ore-superato"));
}
