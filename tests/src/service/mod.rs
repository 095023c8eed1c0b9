//! The real binary as a service under test: started on a store of its own, called over HTTP, killed without mercy.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "test code: what is missing is the defect it looks for"
)]

pub mod cast;
mod client;
mod database;

pub use client::{Answer, Client, new_key};
pub use database::{Database, Template};

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The store that a service runs on.
pub enum Store {
    /// One file in a folder of its own.
    Embedded,
    /// A fresh database of the test cluster.
    Postgres(Database),
}

impl Store {
    /// Both kinds of store, fresh, with a name for messages.
    pub fn both() -> Vec<(&'static str, Self)> {
        vec![("embedded", Self::Embedded), ("postgres", Self::Postgres(Database::create()))]
    }
}

/// What the tests need from outside, given by `cargo xtask test`.
///
/// # Panics
/// When the variable is not set: the test could only pretend.
#[expect(
    clippy::disallowed_methods,
    reason = "tests are told by their environment where the binary and the database are"
)]
pub fn given(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run the tests through `cargo xtask test`"))
}

/// Where a service keeps its data; outlives its processes.
pub struct Home {
    folder: TempDir,
    store: Store,
}

/// A running service.
pub struct Service {
    child: Child,
    /// Address of the API, as the banner prints it.
    pub api: String,
    /// Address of the server.
    pub root: String,
}

impl Home {
    /// A new home on a store.
    ///
    /// # Panics
    /// When no folder can be made.
    pub fn new(store: Store) -> Self {
        Self { folder: TempDir::new().expect("a temporary folder"), store }
    }

    /// The folder of the data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The store of the data.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A command of the binary in this home.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PathBuf::from(given("LIBRETTO_BIN")));
        command.args(arguments).arg("--archivio").arg(self.folder.path()).env_clear();
        if let Store::Postgres(database) = &self.store {
            command
                .env("LIBRETTO_SANDBOX", "1")
                .env("LIBRETTO_DATABASE_URL", database.url())
                .env("LIBRETTO_USCITE", self.folder.path().join("uscite"));
        }
        command
    }

    /// Runs a command to its end and returns its standard output.
    ///
    /// # Panics
    /// When it fails: its standard error is shown.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("the binary runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{arguments:?} failed:\n{}\n{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    }

    /// Brings the schema up to date, where the store has one.
    pub fn migrate(&self) {
        if matches!(self.store, Store::Postgres(_)) {
            self.run(&["migrate"]);
        }
    }

    /// Starts the service on a free port, its clock at an Italian time.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn start(&self, clock: &str) -> Service {
        self.start_with(clock, |_| ())
    }

    /// As [`start`](Self::start), with settings of the test's own.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn start_with(&self, clock: &str, prepare: impl FnOnce(&mut Command)) -> Service {
        let mut command = self.command(&["serve", "--indirizzo", "127.0.0.1:0", "--orologio", clock]);
        prepare(&mut command);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the service starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let api = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("export API=").map(str::to_owned))
            .expect("the banner names the address of the API");
        // The rest of the banner must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let root = api.split("/rest/").next().unwrap_or_default().to_owned();
        Service { child, api, root }
    }

    /// A token of the sandbox for a citizen.
    pub fn citizen(&self, codice_fiscale: &str, nome: &str, cognome: &str) -> String {
        self.token(&["--codice-fiscale", codice_fiscale, "--nome", nome, "--cognome", cognome])
    }

    /// A token of the sandbox for a role.
    pub fn role(&self, ruolo: &str) -> String {
        self.token(&["--ruolo", ruolo])
    }

    fn token(&self, arguments: &[&str]) -> String {
        self.run(&[&["token"], arguments].concat()).trim().to_owned()
    }
}

impl Service {
    /// A client with a token.
    pub fn client(&self, token: &str) -> Client {
        Client::new(&self.api, &self.root, token)
    }

    /// The address of the server, host and port.
    pub fn address(&self) -> &str {
        self.root.strip_prefix("http://").unwrap_or(&self.root)
    }

    /// The most memory that the process ever held, in MiB, as the kernel counts it.
    ///
    /// # Panics
    /// When the kernel does not tell.
    pub fn memory_peak_mib(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("the process is there");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak.and_then(|kib| kib.trim().parse::<u64>().ok()).expect("a size in kB").div_ceil(1024)
    }

    /// Kills the process as a power cut would.
    ///
    /// # Panics
    /// When it cannot be killed.
    pub fn kill(mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("the process ends");
    }

    /// Asks the process to stop and waits; returns whether it ended well.
    ///
    /// # Panics
    /// When it cannot be asked.
    pub fn stop(mut self) -> bool {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill runs");
        assert!(asked.success(), "the process is there to be asked");
        self.child.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // A test that failed must not leave its server behind; one that ended already cannot be killed again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
