//! From a request of the wire to one of the core, and from a stored reply back to the wire.

use crate::ApiResult;
use crate::conditional::{IfMatch, etag};
use crate::idempotency::Claim;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, HttpResponseBuilder};
use libretto_core::change::{Idempotency, Reply};
use libretto_core::use_cases::Request;
use serde::Serialize;

/// The request of a caller for the core. `versione_attesa` as [`expected`] gives it.
pub(crate) fn request(claim: &Claim, versione_attesa: Option<u32>) -> ApiResult<Request> {
    Ok(Request {
        caller: claim.caller.to_core()?,
        idempotency: Some(Idempotency {
            caller: claim.scope().to_owned(),
            key: claim.key.as_str().to_owned(),
            fingerprint: *claim.fingerprint.bytes(),
        }),
        versione_attesa,
    })
}

/// The version that the caller accepts to change, for the core, which looks at it again when it decides; `None` accepts any.
/// Of several versions the current one is chosen; when none fits, one that does not, so that the refusal comes from the core
/// and a repeated request still gets its first reply.
pub(crate) fn expected(accepted: &IfMatch, current: u32) -> Option<u32> {
    match accepted {
        IfMatch::Any => None,
        IfMatch::Versions(versions) if versions.contains(&u64::from(current)) => Some(current),
        // The first version of everything is 1.
        IfMatch::Versions(_) => Some(0),
    }
}

/// A reply with a JSON body.
pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Reply {
    Reply {
        status: status.as_u16(),
        headers: vec![(header::CONTENT_TYPE.as_str().to_owned(), "application/json".to_owned())],
        // The wire types are structs with text keys, which always serialise.
        body: serde_json::to_string(body).unwrap_or_default(),
    }
}

/// A reply with a JSON body and the version of what it shows.
pub(crate) fn versioned(status: StatusCode, versione: u32, body: &impl Serialize) -> Reply {
    let mut reply = json(status, body);
    let (name, value) = etag(u64::from(versione));
    reply.headers.push((name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned()));
    reply
}

/// A reply about something new: `201` with its address, which is below the base path.
pub(crate) fn created(path: &str, versione: u32, body: &impl Serialize) -> Reply {
    let mut reply = versioned(StatusCode::CREATED, versione, body);
    reply.headers.push((header::LOCATION.as_str().to_owned(), location(path)));
    reply
}

/// The address of something below the base path.
pub(crate) fn location(path: &str) -> String {
    format!("{}{path}", crate::BASE_PATH)
}

/// The answer of a reply, byte for byte as it was stored.
pub(crate) fn answer(reply: Reply) -> HttpResponse {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut builder = HttpResponseBuilder::new(status);
    for (name, value) in &reply.headers {
        // Whatever was stored had been a header before.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name.as_str()), HeaderValue::from_str(value)) {
            builder.insert_header((name, value));
        }
    }
    builder.body(reply.body)
}

/// The answer that shows something with its version.
pub(crate) fn shown(versione: u32, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(u64::from(versione))).json(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_version_one_version_and_none_that_fits() {
        assert_eq!(expected(&IfMatch::Any, 3), None);
        assert_eq!(expected(&IfMatch::Versions(vec![2, 3]), 3), Some(3));
        assert_eq!(expected(&IfMatch::Versions(vec![2]), 3), Some(0));
        assert_eq!(expected(&IfMatch::Versions(vec![]), 3), Some(0));
    }
}
