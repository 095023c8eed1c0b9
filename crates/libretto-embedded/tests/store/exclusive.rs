//! One process at a time.

use std::fs;

use libretto_embedded::OpenError;
use tempfile::TempDir;

use crate::support::{open, refusal};

#[test]
fn a_file_in_use_is_refused_until_it_is_closed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("libretto.db");
    let store = open(&path);
    let error = refusal(&path);
    assert!(matches!(error, OpenError::InUse { .. }), "{error}");
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    drop(store);
    drop(open(&path));
}

#[cfg(unix)]
#[test]
fn another_name_of_a_file_in_use_is_refused_too() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("libretto.db");
    let _store = open(&path);
    let alias = folder.path().join("alias.db");
    std::os::unix::fs::symlink(&path, &alias).unwrap();
    let error = refusal(&alias);
    assert!(matches!(error, OpenError::InUse { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_holds_personal_data() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("libretto.db");
    let _store = open(&path);
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.path());
    }
}
