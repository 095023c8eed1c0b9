//! Heads that never end, are too large, or are no HTTP at all.

use crate::wire::{API, Target, status};

/// Heads that stop in the middle, one for each place where they can.
const UNFINISHED: [&str; 6] = [
    "",
    "G",
    "GET /status",
    "GET /status HTTP/1.1\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nX-A",
    "GET / HTTP/1.1\r\nHost: x\r\n\r",
];

#[test]
fn a_head_that_never_ends_is_cut() {
    let target = Target::start();
    // Slowloris: many of them, at once.
    let mut open: Vec<_> = UNFINISHED.iter().cycle().take(300).map(|head| (head, target.connect())).collect();
    for (head, wire) in &mut open {
        wire.send(head.as_bytes());
    }
    assert_eq!(target.tell(&status("close")).statuses(), [200], "others are served meanwhile");
    for (head, wire) in &mut open {
        let heard = wire.hear();
        assert!(heard.statuses().iter().all(|status| *status == 408), "{head:?}: {}", heard.text());
    }
    target.assert_well();
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let target = Target::start();
    let get = format!("GET {API}/status HTTP/1.1\r\nHost: x\r\n");
    let million = "a".repeat(1_000_000);
    let headers = (0..10_000).map(|number| format!("X-{number}: 1\r\n")).collect::<Vec<_>>().concat();
    let same: String = "X-Same: 1\r\n".repeat(10_000);
    for (what, head) in [
        ("one huge header", format!("{get}X-A: {million}\r\n\r\n")),
        ("ten thousand headers", format!("{get}{headers}\r\n")),
        ("one header ten thousand times", format!("{get}{same}\r\n")),
        ("a huge address", format!("GET {API}/{million} HTTP/1.1\r\nHost: x\r\n\r\n")),
        ("a huge query", format!("GET {API}/status?{million} HTTP/1.1\r\nHost: x\r\n\r\n")),
        ("a huge method", format!("{million} / HTTP/1.1\r\nHost: x\r\n\r\n")),
        ("a huge token", format!("{get}Authorization: Bearer {million}\r\n\r\n")),
    ] {
        target.tell(head.as_bytes()).assert_refused(what);
    }
    target.assert_well();
}

#[test]
fn a_head_without_end_is_refused_while_it_is_sent() {
    let target = Target::start();
    let mut wire = target.connect();
    wire.send(format!("GET {API}/status HTTP/1.1\r\nHost: x\r\n").as_bytes());
    let line = format!("X-A: {}\r\n", "a".repeat(1000));
    // Forty megabytes if nobody stops it.
    let sent = (0..40_000).take_while(|_| wire.send(line.as_bytes())).count();
    assert!(sent < 40_000, "the whole flood was taken");
    wire.hear().assert_refused("a flood of headers");
    target.assert_well();
}

#[test]
fn what_is_no_http_is_refused() {
    let target = Target::start();
    let get = format!("GET {API}/status HTTP/1.1\r\n");
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("bytes of any kind", (0..=255_u8).cycle().take(4096).collect()),
        ("zeros", vec![0; 4096]),
        ("a TLS greeting", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".repeat(40)),
        ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec()),
        ("no version", b"GET /\r\n\r\n".to_vec()),
        ("a version of its own", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n".to_vec()),
        ("a zero in a header", format!("{get}Host: x\r\nX-A: a\0b\r\n\r\n").into_bytes()),
        ("a zero in the address", b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n".to_vec()),
        ("a header without a name", format!("{get}Host: x\r\n: a\r\n\r\n").into_bytes()),
        ("a blank before the colon", format!("{get}Host: x\r\nX-A : a\r\n\r\n").into_bytes()),
        ("a folded header", format!("{get}Host: x\r\nX-A: a\r\n b\r\n\r\n").into_bytes()),
        ("only line ends", b"\r\n".repeat(50_000)),
        ("an address of another form", b"GET ../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n".to_vec()),
    ];
    for (what, bytes) in cases {
        target.tell(&bytes).assert_refused(what);
    }
    target.assert_well();
}

#[test]
fn odd_paths_lead_nowhere() {
    let target = Target::start();
    for path in [
        "/../../../../etc/passwd",
        "/documentazione/../../etc/passwd",
        "/documentazione/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/problemi/%00",
        "/problemi/%ff%fe",
        "//evil.example/status",
        "/rest/lavoro-occasionale/v1/libretto-famiglia/prestazioni/%27%20OR%201=1--",
    ] {
        let heard = target.tell(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes());
        heard.assert_refused(path);
        assert!(!heard.text().contains("root:"), "{path}");
    }
    target.assert_well();
}
