//! What is known about one request from its first byte to its access log line.

use super::admission::Place;
use super::rate_limit::RateState;
use crate::metrics::labels::method_name;
use crate::state::Infra;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::header::HeaderMap;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::iban::Iban;
use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;
use std::sync::Arc;

/// Header that carries the request id, in both directions.
pub const REQUEST_ID_HEADER: &str = "x-request-id";

/// Longest accepted request id, inclusive.
const REQUEST_ID_MAX: usize = 64;

/// Identifies one request in the answer, in problems, in the log and in the audit trail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The caller's own id when it is 1 to 64 characters of `A-Z a-z 0-9 . _ -` and names no person or account, otherwise a new
    /// one: it is written to every log line.
    fn accept_or_new(headers: &HeaderMap) -> Self {
        headers
            .get(REQUEST_ID_HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|text| is_sane(text))
            .map_or_else(Self::random, |text| Self(text.into()))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a request id names a request, not a fact of the domain: nothing replays it"
    )]
    fn random() -> Self {
        Self(uuid::Uuid::new_v4().to_string().into())
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_sane(text: &str) -> bool {
    (1..=REQUEST_ID_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
        && text.parse::<CodiceFiscale>().is_err()
        && text.parse::<Iban>().is_err()
}

impl FromRequest for RequestId {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    /// The id of this request; outside the envelope, as in a test of one handler, a new one.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = RequestContext::of(request).map_or_else(Self::random, |context| context.request_id.clone());
        ready(Ok(id))
    }
}

/// What the layers learn about a request and the envelope tells. It lives in the request's extensions.
#[derive(Debug)]
pub(crate) struct RequestContext {
    pub(crate) request_id: RequestId,
    /// The method, when HTTP defines it; `-` for any other word.
    pub(crate) method: &'static str,
    /// The path without query; it never carries personal data (`RAC_GEN_004`).
    pub(crate) path: String,
    /// The pattern that the path matches, such as `…/prestazioni/{id}`.
    pub(crate) route: Option<String>,
    pub(crate) client: IpAddr,
    /// Keyed hash of the caller's subject.
    pub(crate) caller: RefCell<Option<String>>,
    /// The program through which the caller comes, as the issuer of the token knows it.
    pub(crate) consumer: RefCell<Option<String>>,
    pub(crate) rate: Cell<Option<RateState>>,
    /// The place at work, while the request has one.
    pub(crate) place: RefCell<Option<Place>>,
}

impl RequestContext {
    /// Reads what the request says about itself.
    pub(crate) fn read(request: &ServiceRequest) -> Self {
        let trusted = request.app_data::<web::Data<Infra>>().map_or(&[][..], |infra| &infra.config.trusted_proxies);
        let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.ip());
        Self {
            request_id: RequestId::accept_or_new(request.headers()),
            method: method_name(request.method()),
            path: request.path().to_owned(),
            route: request.request().match_pattern(),
            client: client_address(peer, request.headers(), trusted),
            caller: RefCell::new(None),
            consumer: RefCell::new(None),
            rate: Cell::new(None),
            place: RefCell::new(None),
        }
    }

    /// The name of the consumer for the log, when it can be written there as it is.
    pub(crate) fn consumer_name(&self) -> Option<String> {
        self.consumer.borrow().as_ref().filter(|name| is_sane(name)).cloned()
    }

    /// The context of a request that came through the envelope.
    pub(crate) fn of(request: &impl HttpMessage) -> Option<Rc<Self>> {
        request.extensions().get::<Rc<Self>>().cloned()
    }
}

/// The address of the client: walking `X-Forwarded-For` from the right for as long as the address at hand is a trusted proxy.
/// Without trust in the peer the header is ignored, because anybody can write it.
fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut client = peer;
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    for hop in forwarded.iter().rev() {
        if !trusted.contains(&client) {
            break;
        }
        let Ok(address) = hop.trim().parse() else { break };
        client = address;
    }
    client
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn headers(name: &str, value: &str) -> HeaderMap {
        let mut map = HeaderMap::new();
        map.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
        map
    }

    #[test]
    fn a_sane_request_id_is_kept_and_any_other_replaced() {
        let kept = |text: &str| RequestId::accept_or_new(&headers(REQUEST_ID_HEADER, text)).as_str() == text;
        assert!(kept("abc-DEF_1.2"));
        assert!(kept(&"x".repeat(64)));
        for odd in [
            "",
            "a b",
            "a\u{e9}",
            "<script>",
            "a\tb",
            &"x".repeat(65),
            "RSSMRA80A01H501U",
            "IT60X0542811101000000123456",
        ] {
            assert!(!kept(odd), "{odd:?}");
        }
        let fresh = RequestId::accept_or_new(&HeaderMap::new());
        assert!(uuid::Uuid::parse_str(fresh.as_str()).is_ok());
    }

    #[test]
    fn forwarded_addresses_are_believed_only_from_trusted_proxies() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let chain = headers("x-forwarded-for", "203.0.113.9, 198.51.100.7, 10.0.0.2");
        let trusted = [ip("10.0.0.1"), ip("10.0.0.2")];
        assert_eq!(client_address(ip("192.0.2.1"), &chain, &trusted), ip("192.0.2.1"), "the peer is nobody we know");
        assert_eq!(
            client_address(ip("10.0.0.1"), &chain, &trusted),
            ip("198.51.100.7"),
            "not the leftmost, which is forgeable"
        );
        assert_eq!(client_address(ip("10.0.0.1"), &HeaderMap::new(), &trusted), ip("10.0.0.1"));
        assert_eq!(client_address(ip("10.0.0.1"), &headers("x-forwarded-for", "junk"), &trusted), ip("10.0.0.1"));
    }
}
