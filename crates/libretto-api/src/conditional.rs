//! Changes that must not overwrite another's: `ETag` and `If-Match` (RFC 9110) over a version number.

use crate::problem::{Problem, ProblemType};
use actix_web::http::header::{ETAG, EntityTag, HeaderName, HeaderValue, IF_MATCH};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::future::{Ready, ready};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// The header of a version: a strong tag, `"3"`. For `insert_header`.
pub fn etag(version: u64) -> (HeaderName, HeaderValue) {
    let tag = format!("\"{version}\"");
    // Digits in quotes are always a header value.
    (ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"0\"")))
}

/// The versions that the caller accepts to change. In `params(...)` of an operation it documents the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum IfMatch {
    /// `*`: whatever the version, as long as the resource exists.
    Any,
    /// One of these versions. Tags that are no version of ours, and weak ones, match nothing and are left out.
    Versions(Vec<u64>),
}

impl IfMatch {
    /// Goes on when `current` is one of the accepted versions.
    ///
    /// # Errors
    /// `precondizione-fallita`.
    pub fn check(&self, current: u64) -> Result<(), Problem> {
        let accepted = match self {
            Self::Any => true,
            Self::Versions(versions) => versions.contains(&current),
        };
        if accepted { Ok(()) } else { Err(Problem::new(ProblemType::PrecondizioneFallita)) }
    }

    fn read(request: &HttpRequest) -> Result<Self, Problem> {
        let mut lines = request.headers().get_all(IF_MATCH).peekable();
        if lines.peek().is_none() {
            return Err(Problem::new(ProblemType::PrecondizioneMancante));
        }
        let malformed = || {
            Problem::new(ProblemType::RichiestaNonValida)
                .detail("L'intestazione `If-Match` non contiene un ETag tra virgolette.")
        };
        let mut versions = Vec::new();
        for line in lines {
            let line = line.to_str().map_err(|_| malformed())?;
            for item in line.split(',').map(str::trim) {
                if item == "*" {
                    return Ok(Self::Any);
                }
                let tag: EntityTag = item.parse().map_err(|_| malformed())?;
                versions.extend(tag.tag().parse::<u64>().ok().filter(|_| !tag.weak));
            }
        }
        Ok(Self::Versions(versions))
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::read(request))
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(64))
            .pattern(Some(r#"^(\*|"[0-9]+")$"#))
            .build();
        vec![
            ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(Required::True)
                .description(Some(
                    "L'`ETag` della versione letta: la modifica è accettata solo se è ancora quella attuale.",
                ))
                .schema(Some(schema))
                .example(Some("\"3\"".into()))
                .build(),
        ]
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use actix_web::test::TestRequest;

    fn read(values: &[&str]) -> Result<IfMatch, ProblemType> {
        let mut request = TestRequest::default();
        for value in values {
            request = request.append_header((IF_MATCH, *value));
        }
        IfMatch::read(&request.to_http_request()).map_err(|problem| problem.kind())
    }

    #[test]
    fn versions_are_read_from_one_or_more_tags() {
        assert_eq!(read(&["\"3\""]), Ok(IfMatch::Versions(vec![3])));
        assert_eq!(read(&["\"3\", \"4\"", "\"5\""]), Ok(IfMatch::Versions(vec![3, 4, 5])));
        assert_eq!(read(&["*"]), Ok(IfMatch::Any));
        assert_eq!(read(&["W/\"3\", \"other\""]), Ok(IfMatch::Versions(vec![])));
        assert_eq!(read(&[]), Err(ProblemType::PrecondizioneMancante));
        assert_eq!(read(&["3"]), Err(ProblemType::RichiestaNonValida));
        assert_eq!(read(&[""]), Err(ProblemType::RichiestaNonValida));
    }

    #[test]
    fn only_the_current_version_passes() {
        assert!(read(&["\"3\""]).unwrap().check(3).is_ok());
        assert!(read(&["*"]).unwrap().check(3).is_ok());
        let weak = read(&["W/\"3\""]).unwrap();
        for refused in [read(&["\"2\""]).unwrap().check(3), weak.check(3)] {
            assert_eq!(refused.unwrap_err().kind(), ProblemType::PrecondizioneFallita);
        }
    }

    #[test]
    fn a_version_becomes_a_strong_tag() {
        assert_eq!(etag(42).1, "\"42\"");
    }
}
