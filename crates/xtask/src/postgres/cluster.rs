//! One throw-away cluster: made in a temporary folder, stopped and deleted when dropped.

use std::fs::{self, File, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::console::say;
use crate::error::{Error, Result, Tried};
use crate::postgres::account::ServerUser;
use crate::postgres::binaries::Binaries;
use crate::process;

/// The superuser of the cluster, and so of the tests.
const ROLE: &str = "libretto";
/// Many tests at once, each with a small pool.
const CONNECTIONS_MAX: &str = "max_connections=200";
/// Another program may take the free port between our look and the server's start.
const PORT_ATTEMPTS_MAX: u32 = 5;
/// How long a start may stay silent before it counts as failed.
const START_SILENCE_MAX: Duration = Duration::from_mins(1);
/// What the server says, in its own English, once it accepts connections.
const READY: &str = "database system is ready to accept connections";
/// What it says when the port is taken.
const PORT_TAKEN: &str = "could not bind IPv4 address";

/// A running server; dropping it stops the server and deletes its data.
pub(crate) struct Cluster {
    server: Child,
    port: u16,
    /// Deleted after the server has stopped: fields are dropped after `drop` has run.
    _folder: TempDir,
}

impl Cluster {
    /// Makes and starts a cluster; the server's log goes to `postgres.log` in `log_folder`.
    ///
    /// Durability is left on, as in production. Whoever is on this machine may connect: the data are invented.
    pub(crate) fn start(binaries: &Binaries, log_folder: &Path) -> Result<Self> {
        let user = ServerUser::choose()?;
        // Below /tmp whatever TMPDIR says: the path of a socket may not be longer than 107 bytes.
        let folder = tempfile::Builder::new()
            .prefix("libretto-pg-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in("/tmp")
            .tried(|| "make a temporary folder".to_owned())?;
        user.take_over(folder.path())?;
        initialise(&user, binaries, folder.path())?;
        fs::create_dir_all(log_folder).tried(|| format!("make {}", log_folder.display()))?;
        let log = log_folder.join("postgres.log");
        let mut attempt = 1;
        loop {
            match launch(&user, binaries, folder.path(), &log) {
                Err(Error::Cluster(complaint)) if complaint.contains(PORT_TAKEN) && attempt < PORT_ATTEMPTS_MAX => {
                    attempt += 1;
                }
                launched => {
                    return launched.map(|(server, port)| Self { server, port, _folder: folder });
                }
            }
        }
    }

    /// Address of the maintenance database, on the loopback interface.
    pub(crate) fn url(&self) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients that forgot to leave.
        if let Err(error) = process::stop(&mut self.server, Signal::INT) {
            say(format_args!("cannot stop the private PostgreSQL (process {}): {error}", self.server.id()));
        }
    }
}

fn initialise(user: &ServerUser, binaries: &Binaries, folder: &Path) -> Result<()> {
    let mut initdb = user.command(&binaries.initdb())?;
    initdb.args([
        "--encoding=UTF8",
        "--locale=C",
        "--auth=trust",
        "--data-checksums",
        "--no-sync",
        "--no-instructions",
    ]);
    initdb.arg("--username").arg(ROLE).arg("--pgdata").arg(folder.join("data"));
    process::capture(without_settings(&mut initdb, folder)).map(drop)
}

fn launch(user: &ServerUser, binaries: &Binaries, folder: &Path, log: &Path) -> Result<(Child, u16)> {
    let port = free_port()?;
    let mut command = user.command(&binaries.postgres())?;
    command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
    command.args(["-h", "127.0.0.1", "-p", &port.to_string(), "-c", CONNECTIONS_MAX, "-c", "fsync=on"]);
    command.args(["-c", "unix_socket_permissions=0700", "-c", "logging_collector=off"]);
    let mut server = without_settings(&mut command, folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .tried(|| "start postgres".to_owned())?;
    let started = match server.stderr.take() {
        Some(stderr) => wait_until_ready(&follow(stderr, log)?),
        None => Err(Error::Cluster("its messages cannot be read".to_owned())),
    };
    match started {
        Ok(()) => Ok((server, port)),
        Err(error) => {
            process::stop(&mut server, Signal::INT).tried(|| "stop postgres".to_owned())?;
            Err(error)
        }
    }
}

/// The developer's own settings for other clusters must not reach this one.
fn without_settings<'command>(command: &'command mut Command, folder: &Path) -> &'command mut Command {
    for variable in ["PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGOPTIONS", "PGDATESTYLE", "PGTZ"] {
        command.env_remove(variable);
    }
    command.env("LC_ALL", "C").current_dir(folder)
}

fn free_port() -> Result<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .tried(|| "find a free port".to_owned())
}

/// Copies the server's messages to the log as long as it runs, and offers each of them to the receiver.
fn follow(stderr: ChildStderr, log: &Path) -> Result<Receiver<String>> {
    let mut log = File::create(log).tried(|| format!("write {}", log.display()))?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(std::result::Result::ok) {
            // The pipe must be drained whatever happens to log and listener, or the server would block on it.
            let _ = writeln!(log, "{line}");
            let _ = sender.send(line);
        }
    });
    Ok(receiver)
}

fn wait_until_ready(messages: &Receiver<String>) -> Result<()> {
    let mut said = Vec::new();
    while let Ok(line) = messages.recv_timeout(START_SILENCE_MAX) {
        if line.contains(READY) {
            return Ok(());
        }
        said.push(line);
    }
    Err(Error::Cluster(said.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[&str]) -> Receiver<String> {
        let (sender, receiver) = mpsc::channel();
        for line in lines {
            assert!(sender.send((*line).to_owned()).is_ok());
        }
        receiver
    }

    #[test]
    fn a_server_is_ready_only_when_it_says_so() {
        assert!(wait_until_ready(&told(&["LOG:  starting", &format!("LOG:  {READY}")])).is_ok());
    }

    #[test]
    fn a_server_that_ends_before_is_quoted() {
        let error = wait_until_ready(&told(&["FATAL:  no space left"])).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("PostgreSQL did not start:\nFATAL:  no space left"));
    }
}
