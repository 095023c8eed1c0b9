//! Where the repository and its build products are.

use std::path::PathBuf;
use std::process::Command;

use cargo_metadata::MetadataCommand;

use crate::environment;
use crate::error::{Error, Result};

/// The folders every task works on.
pub(crate) struct Workspace {
    /// Top of the repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, wherever the developer's configuration puts it.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Asks cargo, which alone knows about `CARGO_TARGET_DIR` and configuration files.
    pub(crate) fn locate() -> Result<Self> {
        let metadata = MetadataCommand::new()
            .no_deps()
            .exec()
            .map_err(|error| Error::Setup(format!("cargo metadata cannot describe this workspace: {error}")))?;
        Ok(Self {
            root: metadata.workspace_root.into_std_path_buf(),
            target: metadata.target_directory.into_std_path_buf(),
        })
    }

    /// A cargo command run at the top of the repository.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(environment::cargo());
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// Folder of the Python virtual environment with the pinned tools of the tests.
    pub(crate) fn venv(&self) -> PathBuf {
        self.root.join(".venv")
    }
}
