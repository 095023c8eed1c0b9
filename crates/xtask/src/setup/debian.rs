//! Debian packages: looked for by what they bring, installed with apt-get only when that is missing.

use std::path::Path;
use std::process::Command;

use crate::console::say;
use crate::environment::find_program;
use crate::error::{Error, Result};
use crate::postgres::Binaries;
use crate::process::{run, succeeds};

/// Where Debian keeps the caching proxy of the tests, which is no folder of everybody's path.
const NGINX: &str = "/usr/sbin/nginx";

/// Installs, in one call of apt-get, the packages whose programs are missing.
pub(crate) fn install_missing(own_database: bool) -> Result<()> {
    let mut missing = Vec::new();
    if !own_database && Binaries::are_missing() {
        missing.push("postgresql");
    }
    if find_program("xmllint").is_none() {
        missing.push("libxml2-utils");
    }
    if find_program("nginx").is_none() && !Path::new(NGINX).is_file() {
        missing.push("nginx-light");
    }
    if !python_can_make_environments() {
        missing.push("python3-venv");
    }
    for (program, package) in [("node", "nodejs"), ("npm", "npm")] {
        if find_program(program).is_none() {
            missing.push(package);
        }
    }
    install(&missing)
}

/// Installs PostgreSQL if no cluster can be made with what is there.
pub(crate) fn install_postgres() -> Result<()> {
    if Binaries::are_missing() { install(&["postgresql"]) } else { Ok(()) }
}

/// Installs the clients that make load.
pub(crate) fn install_load_tools() -> Result<()> {
    let wanted = [("wrk", "wrk"), ("pgbench", "postgresql"), ("psql", "postgresql-client")];
    let missing = wanted.iter().filter(|(program, _)| find_program(program).is_none());
    install(&missing.map(|(_, package)| *package).collect::<Vec<_>>())
}

/// Debian splits `ensurepip` off: a `python3` alone cannot make a virtual environment.
fn python_can_make_environments() -> bool {
    succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"]))
}

fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    say(format_args!("installing Debian packages: {}", packages.join(" ")));
    run(apt_get(packages)?.arg("update"))?;
    run(apt_get(packages)?.args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt_get(packages: &[&str]) -> Result<Command> {
    let by_hand =
        || Error::Setup(format!("please install these Debian packages and try again: {}", packages.join(" ")));
    let apt_get = find_program("apt-get").ok_or_else(by_hand)?;
    let mut command = if rustix::process::geteuid().is_root() {
        Command::new(apt_get)
    } else {
        let mut sudo = Command::new(find_program("sudo").ok_or_else(by_hand)?);
        sudo.arg("--preserve-env=DEBIAN_FRONTEND").arg(apt_get);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}
