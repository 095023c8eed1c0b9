//! Bodies that are too slow, too large, too deep, or no JSON.

use crate::wire::Target;

/// Where a JSON body goes.
const REGISTRATION: &str = "/utilizzatori";
/// Chunks of an endless body.
const FLOOD: usize = 10_000_000;

#[test]
fn a_body_that_never_comes_is_given_up() {
    let target = Target::start();
    let head = target.post(REGISTRATION);
    let announced = format!("{head}Content-Length: 1000\r\n\r\n{{");
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n5\r\n{{");
    let mut open: Vec<_> =
        [&announced, &chunked].into_iter().cycle().take(200).map(|start| (start, target.connect())).collect();
    for (start, wire) in &mut open {
        wire.send(start.as_bytes());
    }
    for (_, wire) in &mut open {
        wire.hear().assert_answered(408, "a body that stops");
    }
    target.assert_well();
}

#[test]
fn a_body_that_breaks_off_is_given_up() {
    let target = Target::start();
    let mut wire = target.connect();
    wire.send(format!("{}Content-Length: 1000\r\n\r\n{{", target.post(REGISTRATION)).as_bytes());
    wire.finish();
    wire.hear().assert_refused("a body that breaks off");
    target.assert_well();
}

#[test]
fn nobody_sends_a_body_before_saying_who_they_are() {
    let target = Target::start();
    let head =
        format!("POST {}{REGISTRATION} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n", crate::wire::API);
    let heard = target.tell(format!("{head}Content-Length: 1000000000\r\n\r\n{{").as_bytes());
    heard.assert_answered(401, "a body of an unknown caller");
    target.assert_well();
}

#[test]
fn a_body_that_is_too_large_is_refused_before_it_is_there() {
    let target = Target::start();
    let head = target.post(REGISTRATION);
    for length in ["65537", "10000000000", "18446744073709551615"] {
        let heard = target.tell(format!("{head}Content-Length: {length}\r\n\r\n").as_bytes());
        heard.assert_answered(413, length);
    }
    let mut wire = target.connect();
    wire.send(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes());
    let chunk = format!("2000\r\n{}\r\n", " ".repeat(0x2000));
    // Eighty gigabytes if nobody stops it: what is still under way is thrown away for a second, and then the connection is cut.
    let sent = (0..FLOOD).take_while(|_| wire.send(chunk.as_bytes())).count();
    assert!(sent < FLOOD, "the whole flood was taken");
    // The answer may be lost when the connection is cut under what is still being sent.
    wire.hear().assert_refused("an endless body");
    target.assert_well();
}

#[test]
fn a_body_that_is_no_good_json_is_told_so() {
    let target = Target::start();
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let repeated = r#"{"tipo_utilizzatore":"persona_fisica","tipo_utilizzatore":"persona_fisica","dichiarazioni":[]}"#;
    let fits = |value: &str| format!(r#"{{"tipo_utilizzatore":{value},"dichiarazioni":[]}}"#);
    let cases: Vec<(&str, Vec<u8>, u16)> = vec![
        ("nothing", Vec::new(), 400),
        ("a deep list", deep(30_000).into_bytes(), 400),
        ("a deep object", r#"{"a":"#.repeat(10_000).into_bytes(), 400),
        ("a field twice", repeated.into(), 422),
        (
            "an unknown field",
            br#"{"tipo_utilizzatore":"persona_fisica","dichiarazioni":[],"ruolo":"back_office"}"#.to_vec(),
            422,
        ),
        ("no UTF-8", b"{\"tipo_utilizzatore\":\"\xff\xfe\"}".to_vec(), 400),
        ("an overlong form", b"{\"tipo_utilizzatore\":\"\xc0\xaf\"}".to_vec(), 400),
        ("UTF-16", "{}".encode_utf16().flat_map(u16::to_le_bytes).collect(), 400),
        ("a zero", b"{\"tipo_utilizzatore\":\"\0\"}".to_vec(), 400),
        ("an escaped zero", fits("\"\\u0000\"").into_bytes(), 422),
        ("half a pair", fits("\"\\ud800\"").into_bytes(), 400),
        ("NaN", fits("NaN").into_bytes(), 400),
        ("Infinity", fits("-Infinity").into_bytes(), 400),
        ("a number beyond all numbers", fits("1e400").into_bytes(), 400),
        ("a number of 60,000 digits", fits(&"9".repeat(60_000)).into_bytes(), 400),
        ("something after the end", br#"{"tipo_utilizzatore":"persona_fisica","dichiarazioni":[]}{}"#.to_vec(), 400),
        ("another kind of value", b"[]".to_vec(), 422),
    ];
    for (what, body, expected) in cases {
        let mut request =
            format!("{}Content-Length: {}\r\nConnection: close\r\n\r\n", target.post(REGISTRATION), body.len())
                .into_bytes();
        request.extend_from_slice(&body);
        let heard = target.tell(&request);
        heard.assert_answered(expected, what);
        assert!(heard.text().contains("application/problem+json"), "{what}: {}", heard.text());
    }
    target.assert_well();
}

#[test]
fn a_compressed_body_is_not_opened() {
    let target = Target::start();
    let head = format!(
        "{}Content-Encoding: gzip\r\nContent-Length: 20\r\nConnection: close\r\n\r\n",
        target.post(REGISTRATION)
    );
    let mut request = head.into_bytes();
    request.extend_from_slice(b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0");
    target.tell(&request).assert_answered(415, "a compressed body");
    target.assert_well();
}
