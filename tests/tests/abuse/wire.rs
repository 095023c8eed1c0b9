//! A connection without an HTTP client: bytes go out as they are, and what comes back is read until the service closes.

use libretto_tests::service::cast::codice_fiscale;
use libretto_tests::service::{Home, Service, Store, new_key};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// Where the API is.
pub(crate) const API: &str = "/rest/lavoro-occasionale/v1/libretto-famiglia";

/// The shortest time-outs that can be configured, so that a test sees them pass.
const IMPATIENT: &str =
    "[servizio]\nsecondi_massimi_testata = 1\nsecondi_massimi_corpo = 1\nsecondi_connessione_inattiva = 1\n";

/// Most memory the service may ever have held, in MiB. At rest the development build holds some 40.
const MEMORY_MAX_MIB: u64 = 192;

/// After this the service neither answered nor cut, which is the defect looked for.
const PATIENCE: Duration = Duration::from_mins(1);

/// A service with short time-outs, on the embedded store.
pub(crate) struct Target {
    home: Home,
    service: Service,
}

impl Target {
    pub(crate) fn start() -> Self {
        let home = Home::new(Store::Embedded);
        let file = home.folder().join("impaziente.toml");
        fs::write(&file, IMPATIENT).expect("a file");
        let service = home.start_with("2026-02-20T09:00", |command| {
            command.env("LIBRETTO_CONFIG", &file);
        });
        Self { home, service }
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> Wire {
        let stream = TcpStream::connect(self.service.address()).expect("the service accepts");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        stream.set_write_timeout(Some(PATIENCE)).expect("a socket");
        Wire(stream)
    }

    /// Sends bytes on a connection of their own and returns what came back.
    pub(crate) fn tell(&self, bytes: &[u8]) -> Heard {
        let mut wire = self.connect();
        wire.send(bytes);
        wire.hear()
    }

    /// The head of a `POST` of JSON by a citizen, without the headers that say how long the body is.
    pub(crate) fn post(&self, path: &str) -> String {
        let token = self.home.citizen(&codice_fiscale(1), "Famiglia", "Di Prova");
        format!(
            "POST {API}{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {}\r\n\
             Content-Type: application/json\r\n",
            new_key()
        )
    }

    /// What must hold after every attack: the service still answers, and its memory did not grow.
    pub(crate) fn assert_well(&self) {
        let answer = self.tell(&status("close"));
        assert_eq!(answer.statuses(), [200], "{}", answer.text());
        let peak = self.service.memory_peak_mib();
        assert!(peak <= MEMORY_MAX_MIB, "the service held {peak} MiB");
    }
}

/// A good request, with this `Connection` header.
pub(crate) fn status(connection: &str) -> Vec<u8> {
    format!("GET {API}/status HTTP/1.1\r\nHost: x\r\nConnection: {connection}\r\n\r\n").into_bytes()
}

/// One connection.
pub(crate) struct Wire(TcpStream);

impl Wire {
    /// Sends as much as the service takes; returns whether it took all.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        match self.0.write_all(bytes) {
            Ok(()) => true,
            Err(error) if is_cut(error.kind()) => false,
            Err(error) => panic!("the service neither reads nor cuts: {error}"),
        }
    }

    /// From now on a service that takes nothing more is noticed soon.
    pub(crate) fn set_impatient(&self) {
        self.0.set_write_timeout(Some(Duration::from_secs(1))).expect("a socket");
    }

    /// Sends bytes; returns whether the service took them, and did not cut or stop reading.
    pub(crate) fn send_or_stall(&mut self, bytes: &[u8]) -> bool {
        self.0.write_all(bytes).is_ok()
    }

    /// Says that nothing more will come.
    pub(crate) fn finish(&self) {
        // One that was cut already cannot be finished again.
        let _ = self.0.shutdown(Shutdown::Write);
    }

    /// Reads until the service closes.
    pub(crate) fn hear(&mut self) -> Heard {
        let mut heard = Vec::new();
        let mut part = [0; 8192];
        loop {
            match self.0.read(&mut part) {
                Ok(0) => return Heard(heard),
                Ok(length) => heard.extend_from_slice(&part[..length]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if is_cut(error.kind()) => return Heard(heard),
                Err(error) => panic!("neither answered to its end nor cut: {error}, after {}", Heard(heard).text()),
            }
        }
    }
}

fn is_cut(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::ConnectionAborted)
}

/// What came back on one connection.
pub(crate) struct Heard(Vec<u8>);

impl Heard {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }

    /// The status of each answer, in order; empty when the connection was cut without one.
    pub(crate) fn statuses(&self) -> Vec<u16> {
        let text = self.text();
        text.split("HTTP/1.1 ").skip(1).filter_map(|answer| answer.get(..3)?.parse().ok()).collect()
    }

    /// Either cut, or answered once and with a refusal.
    pub(crate) fn assert_refused(&self, what: &str) {
        let statuses = self.statuses();
        assert!(statuses.len() <= 1, "{what}: answered more than once: {statuses:?}");
        assert!(statuses.iter().all(|status| (400..500).contains(status)), "{what}: {}", self.text());
    }

    /// Answered once, with this status.
    pub(crate) fn assert_answered(&self, status: u16, what: &str) {
        assert_eq!(self.statuses(), [status], "{what}: {}", self.text());
    }
}
