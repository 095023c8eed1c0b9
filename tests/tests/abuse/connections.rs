//! Too many connections, and too much on one.

use crate::wire::{API, Target, status};

/// Connections that say nothing.
const IDLE: usize = 3000;
/// Requests on one connection whose answers nobody reads.
const UNREAD: usize = 20_000;

#[test]
fn thousands_of_idle_connections_are_cut_and_keep_nobody_out() {
    raise_open_files();
    let target = Target::start();
    let mut idle: Vec<_> = (0..IDLE).map(|_| target.connect()).collect();
    assert_eq!(target.tell(&status("close")).statuses(), [200], "others are served meanwhile");
    for wire in &mut idle {
        assert!(wire.hear().statuses().iter().all(|status| *status == 408));
    }
    target.assert_well();
}

#[test]
fn a_connection_that_falls_silent_is_closed() {
    let target = Target::start();
    target.tell(&status("keep-alive")).assert_answered(200, "one request, then silence");
    target.assert_well();
}

#[test]
fn requests_in_one_go_are_answered_in_their_order() {
    let target = Target::start();
    let one = |number: usize, end: &str| {
        format!("GET {API}/status HTTP/1.1\r\nHost: x\r\nX-Request-ID: n-{number}\r\n{end}\r\n")
    };
    let mut all: String = (0..99).map(|number| one(number, "")).collect();
    all.push_str(&one(99, "Connection: close\r\n"));
    let heard = target.tell(all.as_bytes());
    assert_eq!(heard.statuses(), [200; 100]);
    let text = heard.text();
    let ids: Vec<_> =
        text.lines().filter_map(|line| line.strip_prefix("x-request-id: n-")?.trim().parse::<usize>().ok()).collect();
    assert_eq!(ids, (0..100).collect::<Vec<_>>());
    target.assert_well();
}

#[test]
fn answers_that_nobody_reads_do_not_pile_up() {
    let target = Target::start();
    let mut wire = target.connect();
    let page = format!("GET {API}/problemi HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "a".repeat(2000));
    wire.set_impatient();
    // Forty megabytes of requests and several times as many of answers if the service went on without being read.
    let sent = (0..UNREAD).take_while(|_| wire.send_or_stall(page.as_bytes())).count();
    assert!(sent < UNREAD, "the service took everything and nobody read an answer");
    target.assert_well();
}

/// A connection is an open file here as well as there.
fn raise_open_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).expect("as many files as the machine grants");
}
