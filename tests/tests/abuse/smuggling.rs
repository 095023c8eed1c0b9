//! Requests whose end two readers could see in two places. What stands after the end that one of them sees must never be answered
//! as a request of its own.

use crate::wire::{API, Target, status};

/// The request that an attacker would like to be served.
fn hidden() -> String {
    String::from_utf8_lossy(&status("close")).into_owned()
}

#[test]
fn a_request_of_two_lengths_is_refused_with_all_that_follows() {
    let target = Target::start();
    let hidden = hidden();
    let head = format!("POST {API}/utilizzatori HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n");
    let chunked = format!("0\r\n\r\n{hidden}");
    let length = chunked.len();
    for (what, headers) in [
        ("both kinds of length", format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n")),
        ("both, the other way round", format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n")),
        ("two lengths", format!("Content-Length: 5\r\nContent-Length: {length}\r\n")),
        ("a list of lengths", format!("Content-Length: 5, {length}\r\n")),
        ("a signed length", "Content-Length: +5\r\n".to_owned()),
        ("a negative length", "Content-Length: -5\r\n".to_owned()),
        ("a hexadecimal length", "Content-Length: 0x5\r\n".to_owned()),
        ("a length too large to count", "Content-Length: 99999999999999999999\r\n".to_owned()),
        ("an encoding of its own", "Transfer-Encoding: xchunked\r\n".to_owned()),
        ("chunked is not last", "Transfer-Encoding: chunked, identity\r\n".to_owned()),
        ("two encodings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n".to_owned()),
        ("a blank before the colon", "Transfer-Encoding : chunked\r\n".to_owned()),
        ("a folded encoding", "Transfer-Encoding:\r\n chunked\r\n".to_owned()),
    ] {
        let heard = target.tell(format!("{head}{headers}\r\n{chunked}").as_bytes());
        heard.assert_refused(what);
    }
    target.assert_well();
}

#[test]
fn a_chunk_that_cannot_be_measured_ends_the_connection() {
    let target = Target::start();
    let hidden = hidden();
    let head = format!("{}Transfer-Encoding: chunked\r\n\r\n", target.post("/utilizzatori"));
    for (what, body) in [
        ("no number", format!("zz\r\n{{}}\r\n0\r\n\r\n{hidden}")),
        ("a number beyond all sizes", format!("ffffffffffffffff1\r\n{{}}\r\n0\r\n\r\n{hidden}")),
        ("the largest number", format!("ffffffffffffffff\r\n{{}}\r\n0\r\n\r\n{hidden}")),
        ("a negative number", format!("-2\r\n{{}}\r\n0\r\n\r\n{hidden}")),
        ("more than was announced", format!("1\r\n{{}}\r\n0\r\n\r\n{hidden}")),
        ("no line end after the chunk", format!("2\r\n{{}}0\r\n\r\n{hidden}")),
        ("an endless extension", format!("2;{}\r\n{{}}\r\n0\r\n\r\n", "a".repeat(300_000))),
    ] {
        target.tell(format!("{head}{body}").as_bytes()).assert_refused(what);
    }
    target.assert_well();
}

#[test]
fn the_rest_of_a_refused_body_is_no_request() {
    let target = Target::start();
    // The refusal comes before the body is read: what is in the body must not be taken for the next request.
    let hidden = hidden();
    let head = format!("POST {API}/utilizzatori HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n");
    let heard = target.tell(format!("{head}Content-Length: {}\r\n\r\n{hidden}", hidden.len()).as_bytes());
    heard.assert_answered(401, "the body of an unknown caller");
    target.assert_well();
}
