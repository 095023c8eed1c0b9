//! Where `initdb` and `postgres` are.

use std::fs;
use std::path::{Path, PathBuf};

use crate::environment::{self, find_program};
use crate::error::{Error, Result};

/// Debian keeps each major version's programs out of the path, below this folder.
const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";

/// A folder with both programs that make and run a cluster.
pub(crate) struct Binaries(PathBuf);

impl Binaries {
    /// Looks at the folder named by the environment, then the path, then the highest of Debian's versions.
    ///
    /// # Errors
    /// When there is none; or when the environment names a folder without them, because falling through to another
    /// version would test something else than what was asked for.
    pub(crate) fn find() -> Result<Self> {
        if let Some(named) = environment::postgres_binaries() {
            let mistaken =
                format!("{} has no initdb and postgres: {}", environment::POSTGRES_BINARIES, named.display());
            return Self::in_folder(named).ok_or(Error::Setup(mistaken));
        }
        find_program("initdb")
            .and_then(|initdb| initdb.canonicalize().ok())
            .and_then(|initdb| Self::in_folder(initdb.parent()?.to_owned()))
            .or_else(|| highest_version(Path::new(DEBIAN_VERSIONS)).and_then(Self::in_folder))
            .ok_or_else(|| Error::Setup("no PostgreSQL found: install the Debian package `postgresql`".to_owned()))
    }

    /// Whether installing PostgreSQL would help. A folder that the environment names is the caller's to put right.
    pub(crate) fn are_missing() -> bool {
        environment::postgres_binaries().is_none() && Self::find().is_err()
    }

    /// Path of the program that makes a cluster.
    pub(crate) fn initdb(&self) -> PathBuf {
        self.0.join("initdb")
    }

    /// Path of the server.
    pub(crate) fn postgres(&self) -> PathBuf {
        self.0.join("postgres")
    }

    fn in_folder(folder: PathBuf) -> Option<Self> {
        let complete = ["initdb", "postgres"].iter().all(|program| folder.join(program).is_file());
        complete.then_some(Self(folder))
    }
}

fn highest_version(versions: &Path) -> Option<PathBuf> {
    let folders = fs::read_dir(versions).ok()?.flatten();
    let numbered = folders.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())));
    numbered.map(|(number, path)| (number, path.join("bin"))).filter(|(_, bin)| bin.is_dir()).max().map(|(_, bin)| bin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn versions_are_compared_as_numbers_and_only_those_with_programs_count() -> io::Result<()> {
        let versions = tempfile::tempdir()?;
        for folder in ["9/bin", "15/bin", "17", "common/bin"] {
            fs::create_dir_all(versions.path().join(folder))?;
        }
        assert_eq!(highest_version(versions.path()), Some(versions.path().join("15/bin")));
        Ok(())
    }

    #[test]
    fn a_folder_with_only_a_client_is_not_enough() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("initdb"), "")?;
        assert!(Binaries::in_folder(folder.path().to_owned()).is_none());
        Ok(())
    }
}
