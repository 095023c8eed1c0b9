//! Calls every operation of the running sandbox with data made from its own OpenAPI document: no server error, and no
//! answer that the document does not describe.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use crate::console::say;
use crate::error::{Error, Result, Tried};
use crate::process;
use crate::test_run::Context;

/// What is checked, and how the data are made.
const CONFIGURATION: &str = "tests/schemathesis/schemathesis.toml";

/// The path beside the API, which the document places on a server of its own.
const CLOCK: &str = "/sandbox/orologio";

/// The callers: an invented person, who reaches everything but what is the office's or the payment system's, and those two.
/// The clock comes last: moved by chance, it is soon at the end of time.
const ROUNDS: [Round; 4] = [
    Round {
        caller: &["--codice-fiscale", "RSSMRA80A01H501U", "--nome", "Maria", "--cognome", "Rossi"],
        paths: &["--exclude-path", CLOCK],
        at_root: false,
    },
    Round {
        caller: &["--ruolo", "back-office"],
        paths: &[
            "--include-path-regex",
            "corse-|decesso|prestatori/ricerche|rimborsi|comunicazioni-obbligatorie|compensi-esterni",
        ],
        at_root: false,
    },
    Round { caller: &["--ruolo", "sistema-pagamenti"], paths: &["--include-path-regex", "ricevute"], at_root: false },
    Round { caller: &["--ruolo", "back-office"], paths: &["--include-path", CLOCK], at_root: true },
];

/// Who calls what.
struct Round {
    caller: &'static [&'static str],
    paths: &'static [&'static str],
    /// Whether the address must be named, because the document says another one.
    at_root: bool,
}

const READY_ATTEMPTS_MAX: u32 = 300;
const READY_PAUSE: Duration = Duration::from_millis(100);

/// Starts a sandbox on an empty store, tests it, and stops it.
pub(super) fn run(context: &Context<'_>) -> Result<()> {
    let folder = tempfile::tempdir().tried(|| "make a temporary folder".to_owned())?;
    let store = folder.path().join("archivio");
    let sandbox = Sandbox::start(context, &store)?;
    for round in &ROUNDS {
        let mut mint = Command::new(context.binary());
        let token = process::capture(mint.args(["token", "--archivio"]).arg(&store).args(round.caller))?;
        let root = format!("http://{}", sandbox.address);
        let mut command = Command::new(&context.python.schemathesis);
        command.arg("--config-file").arg(context.workspace.root.join(CONFIGURATION)).arg("run");
        command.arg(format!("{root}/openapi.json")).args(round.paths);
        if round.at_root {
            command.args(["--url", &root]);
        }
        // By the environment: a command line is printed when it fails, and anybody can list those of others.
        process::run(command.env("LIBRETTO_TOKEN", token).current_dir(folder.path()))?;
    }
    Ok(())
}

/// The server under test; dropping it asks it to stop and waits for that.
struct Sandbox {
    server: Child,
    address: SocketAddr,
}

impl Sandbox {
    fn start(context: &Context<'_>, store: &Path) -> Result<Self> {
        let address = TcpListener::bind(("127.0.0.1", 0))
            .and_then(|listener| listener.local_addr())
            .tried(|| "find a free port".to_owned())?;
        let server = Command::new(context.binary())
            .args(["serve", "--indirizzo", &address.to_string(), "--archivio"])
            .arg(store)
            .stdout(Stdio::null())
            .spawn()
            .tried(|| format!("start {}", context.binary().display()))?;
        let mut sandbox = Self { server, address };
        sandbox.wait_until_reachable()?;
        Ok(sandbox)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "another process opens the port: there is nothing to wait on but the port"
    )]
    fn wait_until_reachable(&mut self) -> Result<()> {
        for _ in 0..READY_ATTEMPTS_MAX {
            if TcpStream::connect(self.address).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait().tried(|| "look after the sandbox".to_owned())? {
                return Err(Error::Setup(format!("the sandbox ended before it could be tested, with {status}")));
            }
            thread::sleep(READY_PAUSE);
        }
        Err(Error::Setup(format!("the sandbox does not listen on {}", self.address)))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Err(error) = process::stop(&mut self.server, Signal::TERM) {
            say(format_args!("cannot stop the sandbox (process {}): {error}", self.server.id()));
        }
    }
}
