//! A JSON body.

use super::body::{BODY_LIMIT_BYTES, read_body_within};
use super::check_content_type;
use super::depth::{DEPTH_LIMIT, is_too_deep};
use super::messages::explain;
use crate::problem::{Problem, ProblemType};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use futures_util::future::LocalBoxFuture;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use serde_path_to_error::{Error as PathError, Path, Segment};
use std::fmt::Write as _;

/// A JSON body of at most `LIMIT` bytes, 64 KiB unless said, and 32 levels. `T` should say `deny_unknown_fields`, so that a misspelt optional field is
/// refused and not lost.
///
/// Refusals: 415 for another media type, 413, 408, 400 when it is not JSON, 422 when a field is missing, unknown, repeated or
/// of the wrong kind; the field is named by a JSON pointer.
#[derive(Clone, Debug)]
pub struct ApiJson<T, const LIMIT: usize = BODY_LIMIT_BYTES>(pub T);

impl<T: DeserializeOwned + 'static, const LIMIT: usize> FromRequest for ApiJson<T, LIMIT> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            check_content_type(&request)?;
            parse_json(&read_body_within(&request, payload, LIMIT).await?).map(Self)
        })
    }
}

/// Parses a complete JSON text.
///
/// # Errors
/// `richiesta-non-valida` when the text is not JSON or nests too deep; `dati-non-validi` when it does not fit `T`.
pub fn parse_json<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    if is_too_deep(text) {
        return Err(Problem::new(ProblemType::RichiestaNonValida)
            .detail(format!("Il corpo JSON supera i {DEPTH_LIMIT} livelli di annidamento.")));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| refusal(text, &error))?;
    deserializer.end().map_err(|error| syntax(&error))?;
    Ok(value)
}

fn refusal(text: &[u8], error: &PathError<serde_json::Error>) -> Problem {
    if error.inner().classify() != Category::Data {
        return syntax(error.inner());
    }
    // The first field that does not fit ends the reading: what comes after it may not be JSON at all.
    if str::from_utf8(text).is_err() {
        return Problem::new(ProblemType::RichiestaNonValida).detail("Il corpo non è un testo UTF-8.");
    }
    if let Err(malformed) = serde_json::from_slice::<IgnoredAny>(text) {
        return syntax(&malformed);
    }
    let (pointer, message) = finding(error);
    Problem::invalid_field(pointer, message)
}

/// Where a JSON text does not fit, as a pointer, and why.
pub(super) fn finding(error: &PathError<serde_json::Error>) -> (String, String) {
    let found = explain(&error.inner().to_string());
    (pointer(error.path(), found.field.as_deref()), found.message)
}

fn syntax(error: &serde_json::Error) -> Problem {
    Problem::new(ProblemType::RichiestaNonValida).detail(format!(
        "Il corpo non è JSON ben formato: errore alla riga {}, colonna {}.",
        error.line(),
        error.column()
    ))
}

/// The JSON pointer (RFC 6901) of a place, with one more field below it unless the place already ends there.
fn pointer(path: &Path, field: Option<&str>) -> String {
    let mut pointer = String::new();
    let mut last = None;
    for segment in path {
        match segment {
            Segment::Map { key } => push_token(&mut pointer, key),
            // Writing to a String cannot fail.
            Segment::Seq { index } => drop(write!(pointer, "/{index}")),
            // The name of an enum's variant is no place in the text unless it is a key, which serde reports as a map.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
        last = if let Segment::Map { key } = segment { Some(key.as_str()) } else { None };
    }
    if let Some(field) = field.filter(|field| last != Some(*field)) {
        push_token(&mut pointer, field);
    }
    pointer
}

fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use actix_web::test::TestRequest;
    use serde::Deserialize;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[serde(rename = "righe")]
        _rows: Vec<Row>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Row {
        #[serde(rename = "a/b")]
        _slashed: u8,
    }

    fn first_field(text: &str) -> (u16, String, String) {
        let problem = parse_json::<Outer>(text.as_bytes()).unwrap_err();
        let body = problem.body(None, None);
        let field = body.campi.first().cloned();
        (
            body.status,
            field.as_ref().map(|f| f.campo.clone()).unwrap_or_default(),
            field.map(|f| f.messaggio).unwrap_or_default(),
        )
    }

    #[test]
    fn the_field_is_named_by_a_json_pointer() {
        let cases = [
            (r"{}", "/righe", "campo obbligatorio mancante"),
            (r#"{"righe":[{}]}"#, "/righe/0/a~1b", "campo obbligatorio mancante"),
            (
                r#"{"righe":[{"a/b":1},{"a/b":300}]}"#,
                "/righe/1/a~1b",
                "valore di tipo non ammesso; atteso: un numero intero entro i limiti",
            ),
            (r#"{"righe":[],"altro":1}"#, "/altro", "campo non previsto"),
            (r#"{"righe":[{"a/b":1,"x":2}]}"#, "/righe/0/x", "campo non previsto"),
            (r#"{"righe":[],"righe":[]}"#, "/righe", "campo ripetuto"),
            (r#"{"righe":{}}"#, "/righe", "valore di tipo non ammesso; atteso: un elenco"),
            (r"[]", "", "valore di tipo non ammesso; atteso: un oggetto"),
        ];
        for (text, campo, messaggio) in cases {
            assert_eq!(first_field(text), (422, campo.to_owned(), messaggio.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_not_json_is_a_bad_request() {
        let deep = format!(r#"{{"righe":{}{}}}"#, "[".repeat(40), "]".repeat(40));
        for text in
            ["", "{", "{\"righe\":[]}x", "{'righe':[]}", "{\"righe\":NaN}", "\u{0}", "{\"x\":1,", "{\"x\":1}}", &deep]
        {
            let problem = parse_json::<Outer>(text.as_bytes()).unwrap_err();
            assert_eq!(problem.kind(), ProblemType::RichiestaNonValida, "{text:?}");
        }
        for not_utf8 in [&b"{\"righe\":[], \"\xff\": 1}"[..], b"{\"x\":1, \"y\": \"\xff\"}"] {
            assert_eq!(parse_json::<Outer>(not_utf8).unwrap_err().kind(), ProblemType::RichiestaNonValida);
        }
    }

    async fn extract(request: TestRequest) -> Result<ApiJson<Outer>, Problem> {
        let (request, mut payload) = request.to_http_parts();
        ApiJson::from_request(&request, &mut payload).await
    }

    #[actix_web::test]
    async fn the_media_type_the_size_and_the_encoding_are_checked() {
        let text = r#"{"righe":[]}"#;
        let json = ("content-type", "application/json; charset=utf-8");
        assert!(extract(TestRequest::post().insert_header(json).set_payload(text)).await.is_ok());

        let plain = TestRequest::post().insert_header(("content-type", "text/plain")).set_payload(text);
        let latin =
            TestRequest::post().insert_header(("content-type", "application/json; charset=latin1")).set_payload(text);
        let none = TestRequest::post().set_payload(text);
        let patch = TestRequest::patch().insert_header(json).set_payload(text);
        let gzip =
            TestRequest::post().insert_header(json).insert_header(("content-encoding", "gzip")).set_payload(text);
        for request in [plain, latin, none, patch, gzip] {
            assert_eq!(extract(request).await.unwrap_err().kind(), ProblemType::TipoDiContenutoNonSupportato);
        }
        let merge = ("content-type", "application/merge-patch+json");
        assert!(extract(TestRequest::patch().insert_header(merge).set_payload(text)).await.is_ok());

        let padded = |size: usize| format!("{text}{}", " ".repeat(size - text.len()));
        let fits = TestRequest::post().insert_header(json).set_payload(padded(BODY_LIMIT_BYTES));
        assert!(extract(fits).await.is_ok());
        let large = TestRequest::post().insert_header(json).set_payload(padded(BODY_LIMIT_BYTES + 1));
        assert_eq!(extract(large).await.unwrap_err().kind(), ProblemType::CorpoTroppoGrande);
        let announced = TestRequest::post().insert_header(json).insert_header(("content-length", "65537"));
        assert_eq!(extract(announced).await.unwrap_err().kind(), ProblemType::CorpoTroppoGrande);
    }
}
