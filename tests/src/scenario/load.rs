//! Scenario files.

use super::Scenario;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// A scenario with the file it came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Path below the folder of scenarios.
    pub file: String,
    /// The scenario.
    pub scenario: Scenario,
}

/// A file that is no scenario.
#[derive(Debug)]
pub struct LoadError {
    /// Path below the folder of scenarios.
    pub file: String,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.file, self.why)
    }
}

impl std::error::Error for LoadError {}

/// Every scenario of the repository, in order of path, each as read or as it failed to be read.
pub fn load_all() -> Vec<Result<Loaded, LoadError>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenari");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files.iter().map(|path| load(&root, path)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
}

fn load(root: &Path, path: &Path) -> Result<Loaded, LoadError> {
    let file = path.strip_prefix(root).unwrap_or(path).display().to_string();
    let failed = |why: String| LoadError { file: file.clone(), why };
    let text = fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let scenario = serde_yaml_ng::from_str(&text).map_err(|error| failed(error.to_string()))?;
    Ok(Loaded { file, scenario })
}
