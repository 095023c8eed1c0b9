//! The binary as a service of production.

use libretto_tests::service::Home;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

/// A service that runs until it is dropped.
pub(crate) struct Served {
    child: Child,
    /// Where it listens, host:port.
    pub(crate) address: String,
}

impl Served {
    /// Starts a service in a home, on a free port, with this environment.
    pub(crate) fn start(home: &Home, environment: &[(&str, String)]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|one| one.local_addr()).expect("a free port").port();
        let address = format!("127.0.0.1:{port}");
        let mut command = home.command(&["serve", "--indirizzo", &address]);
        command.env("LIBRETTO_IBAN_ORDINANTE", "IT60X0542811101000000123456").env("LIBRETTO_LOG", "error");
        command.envs(environment.iter().map(|(name, value)| (*name, value)));
        let mut child = command.stdout(Stdio::null()).spawn().expect("the service starts");
        while TcpStream::connect(&address).is_err() {
            assert!(child.try_wait().expect("the process").is_none(), "the service ended");
            std::thread::yield_now();
        }
        Self { child, address }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
