//! The release binary under load, as a sandbox whose clock stands at the end of a month.

use crate::console::say;
use crate::error::{Error, Result, Tried};
use crate::process::{self, capture};
use rustix::process::Signal;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// An hour at which a whole month of work can still be communicated.
pub(super) const CLOCK: &str = "2026-01-31T23:30";

/// Where the service keeps its data.
#[derive(Clone)]
pub(super) enum Store {
    /// One file.
    Embedded,
    /// This database.
    Postgres(String),
}

/// A running service.
pub(super) struct Server {
    child: Child,
    command: PathBuf,
    home: PathBuf,
    store: Store,
    /// Address of the API.
    pub(super) api: String,
}

fn command(binary: &Path, home: &Path, store: &Store, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary);
    command.args(arguments).arg("--archivio").arg(home).env_clear();
    if let Store::Postgres(url) = store {
        command
            .env("LIBRETTO_SANDBOX", "1")
            .env("LIBRETTO_DATABASE_URL", url)
            .env("LIBRETTO_USCITE", home.join("uscite"));
    }
    command
}

/// Replays the register and compares it with the store.
pub(super) fn verify(binary: &Path, home: &Path, store: &Store) -> Result<()> {
    say(capture(&mut command(binary, home, store, &["verifica-registro"]))?);
    Ok(())
}

impl Server {
    /// Starts a service and waits for its banner.
    pub(super) fn start(binary: &Path, home: &Path, store: Store) -> Result<Self> {
        fs::create_dir_all(home).tried(|| format!("make {}", home.display()))?;
        if matches!(store, Store::Postgres(_)) {
            capture(&mut command(binary, home, &store, &["migrate"]))?;
        }
        let mut serve = command(binary, home, &store, &["serve", "--indirizzo", "127.0.0.1:0", "--orologio", CLOCK]);
        let mut child = serve.stdout(Stdio::piped()).spawn().tried(|| format!("start {}", binary.display()))?;
        let output = child.stdout.take().ok_or_else(|| Error::Setup("the service has no output".to_owned()))?;
        let mut lines = BufReader::new(output).lines().map_while(std::result::Result::ok);
        let api = lines.find_map(|line| line.strip_prefix("export API=").map(str::to_owned));
        let api = api.ok_or_else(|| Error::Setup("the service ended without its banner".to_owned()))?;
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, command: binary.to_path_buf(), home: home.to_path_buf(), store, api })
    }

    /// A sandbox token.
    pub(super) fn token(&self, arguments: &[&str]) -> Result<String> {
        capture(&mut command(&self.command, &self.home, &self.store, &[&["token"], arguments].concat()))
    }

    /// The most memory the process ever held.
    pub(super) fn peak_memory_mb(&self) -> Result<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).tried(|| format!("read {path}"))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.and_then(|line| line.split_whitespace().next()).and_then(|text| text.parse::<u64>().ok());
        Ok(kilobytes.unwrap_or(0) / 1024)
    }

    /// Asks the service to stop and waits.
    pub(super) fn stop(mut self) -> Result<()> {
        process::stop(&mut self.child, Signal::TERM).tried(|| "stop the service".to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = process::stop(&mut self.child, Signal::KILL) {
            say(format_args!("cannot stop the service (process {}): {error}", self.child.id()));
        }
    }
}
