//! The text files of the repository: everything that git would track, found without git.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::error::{Error, Result, Tried};

/// Path (relative to `root`) and content of every file that `.gitignore` lets through and that is UTF-8, in the order
/// of their paths.
pub(super) fn texts(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let walk = WalkBuilder::new(root)
        .standard_filters(false)
        .git_ignore(true)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .sort_by_file_path(Ord::cmp)
        .build();
    let mut texts = Vec::new();
    for entry in walk {
        let entry = entry.map_err(|error| Error::Setup(format!("cannot walk {}: {error}", root.display())))?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let bytes = fs::read(entry.path()).tried(|| format!("read {}", entry.path().display()))?;
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned();
        if let Ok(text) = String::from_utf8(bytes) {
            texts.push((relative, text));
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_count_and_ignored_and_binary_ones_do_not() -> Result<()> {
        let root = tempfile::tempdir().tried(|| "make a folder".to_owned())?;
        let write = |name: &str, bytes: &[u8]| {
            let path = root.path().join(name);
            path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, bytes))
        };
        for (name, bytes) in [
            (".gitignore", b"/target/\n".as_slice()),
            (".ci/run", b"run"),
            (".git/config", b"x"),
            ("target/debug/x.rs", b"x"),
            ("picture.png", &[0xff, 0xfe]),
            ("docs/a.md", b"a"),
        ] {
            write(name, bytes).tried(|| format!("write {name}"))?;
        }
        let paths = texts(root.path())?.into_iter().map(|(path, _)| path).collect::<Vec<_>>();
        assert_eq!(paths, [".ci/run", ".gitignore", "docs/a.md"].map(PathBuf::from));
        Ok(())
    }
}
