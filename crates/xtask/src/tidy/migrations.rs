//! Every migration can be taken back.

use std::fs;
use std::path::Path;

use crate::error::{Result, Tried};
use crate::tidy::Finding;

/// Folder of the migrations, one folder each.
const MIGRATIONS: &str = "migrations";

/// Each folder must hold an `up.sql` and a `down.sql` that say something.
pub(super) fn check_folders(root: &Path) -> Result<Vec<Finding>> {
    let migrations = root.join(MIGRATIONS);
    let entries = fs::read_dir(&migrations).tried(|| format!("list {}", migrations.display()))?;
    let mut folders = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect::<Vec<_>>();
    folders.sort();
    let expected = folders.iter().flat_map(|folder| ["up.sql", "down.sql"].map(|file| folder.join(file)));
    let missing = expected.filter(|file| fs::read_to_string(file).map_or(true, |sql| sql.trim().is_empty()));
    Ok(missing
        .map(|file| Finding::new(file.strip_prefix(root).unwrap_or(&file), 1, "the file is missing or empty"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_without_a_way_back_is_found() -> Result<()> {
        let root = tempfile::tempdir().tried(|| "make a folder".to_owned())?;
        for (file, sql) in [("a/up.sql", "SELECT 1;"), ("a/down.sql", " \n"), ("b/up.sql", "x"), ("c/down.sql", "x")] {
            let path = root.path().join(MIGRATIONS).join(file);
            path.parent().map_or(Ok(()), fs::create_dir_all).tried(|| "make a folder".to_owned())?;
            fs::write(path, sql).tried(|| "write a file".to_owned())?;
        }
        let paths = check_folders(root.path())?.into_iter().map(|finding| finding.path).collect::<Vec<_>>();
        assert_eq!(paths, ["a/down.sql", "b/down.sql", "c/up.sql"].map(|file| Path::new(MIGRATIONS).join(file)));
        Ok(())
    }
}
