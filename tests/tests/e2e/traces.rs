//! Spans reach a collector, as part of the caller's trace, and tell of no person.

use libretto_tests::service::cast::{Famiglia, codice_fiscale};
use libretto_tests::service::{Home, Store};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// The trace of a caller, and their span.
const TRACE: [u8; 16] =
    [0x4b, 0xf9, 0x2f, 0x35, 0x77, 0xb3, 0x4d, 0xa6, 0xa3, 0xce, 0x92, 0x9d, 0x0e, 0x0e, 0x47, 0x36];
const PARENT: [u8; 8] = [0x00, 0xf0, 0x67, 0xaa, 0x0b, 0xa9, 0x02, 0xb7];

/// Both, as the header tells them.
const TRACEPARENT: &str = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n\r\n";

/// Takes what is sent until nobody sends any more, and answers as a collector does.
fn collect(stream: TcpStream) -> Vec<(String, Vec<u8>)> {
    let mut answers = stream.try_clone().expect("a socket");
    let mut reader = BufReader::new(stream);
    let mut taken = Vec::new();
    loop {
        let mut head = Vec::new();
        for line in reader.by_ref().lines().map_while(Result::ok) {
            if line.is_empty() {
                break;
            }
            head.push(line.to_ascii_lowercase());
        }
        let Some(first) = head.first().cloned() else { return taken };
        let length = head.iter().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("the body");
        taken.push((first, body));
        answers
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n")
            .expect("an answer");
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_request_is_a_span_in_the_trace_of_its_caller_without_a_person_in_it() {
    let collector = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = collector.local_addr().expect("an address");
    let taken = thread::spawn(move || collector.accept().map(|(stream, _)| collect(stream)).expect("somebody sends"));
    let home = Home::new(Store::Embedded);
    let service = home.start_with("2026-02-20T09:00", |command| {
        command.env("LIBRETTO_OTLP", format!("http://{address}"));
    });
    let famiglia = Famiglia::register(&home, &service, 1);
    let mut stream = TcpStream::connect(service.address()).expect("the service listens");
    let head = format!("GET /rest/lavoro-occasionale/v1/libretto-famiglia/utilizzatori/{} HTTP/1.1\r\n", famiglia.id);
    let token = home.citizen(&codice_fiscale(1), "Famiglia", "Di Prova");
    let lines = format!("Host: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n");
    stream.write_all([head, lines, TRACEPARENT.to_owned()].concat().as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(service.stop(), "what is left is sent before the end");

    let taken = taken.join().expect("the collector");
    assert!(taken.iter().all(|(first, _)| first == "post /v1/traces http/1.1"), "{taken:?}");
    let spans: Vec<u8> = taken.into_iter().flat_map(|(_, body)| body).collect();
    assert!(holds(&spans, &TRACE) && holds(&spans, &PARENT), "the span belongs to the caller's trace");
    for word in [
        "GET /rest/lavoro-occasionale/v1/libretto-famiglia/utilizzatori/{utilizzatore_id}",
        "http.response.status_code",
        "libretto",
    ] {
        assert!(holds(&spans, word.as_bytes()), "{word} is missing");
    }
    for secret in [codice_fiscale(1).as_str(), "Di Prova", "eyJ", famiglia.id.as_str()] {
        assert!(!holds(&spans, secret.as_bytes()), "{secret} is told");
    }
}
