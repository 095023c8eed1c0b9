//! The one place where xtask reads its environment: every variable it obeys is listed here.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Address of a PostgreSQL to test against; when set, no cluster is started and none is installed.
pub(crate) const TEST_DATABASE_URL: &str = "LIBRETTO_TEST_DATABASE_URL";
/// Folder with `initdb` and `postgres`, looked at before the path and before Debian's folders.
pub(crate) const POSTGRES_BINARIES: &str = "LIBRETTO_PG_BIN";

/// The database the caller offers for the tests, if any. An empty value counts as absent.
pub(crate) fn test_database_url() -> Option<String> {
    read(TEST_DATABASE_URL).and_then(|url| url.into_string().ok())
}

/// The folder of PostgreSQL binaries the caller names, if any.
pub(crate) fn postgres_binaries() -> Option<PathBuf> {
    read(POSTGRES_BINARIES).map(PathBuf::from)
}

/// The cargo that runs this xtask, so that every step uses the same toolchain.
pub(crate) fn cargo() -> OsString {
    read("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

/// The first file called `program` in a folder of the path.
pub(crate) fn find_program(program: &str) -> Option<PathBuf> {
    let path = read("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

#[expect(clippy::disallowed_methods, reason = "the one reader of the environment in xtask")]
fn read(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}
