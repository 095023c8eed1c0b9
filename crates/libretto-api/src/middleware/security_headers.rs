//! The headers that protect an answer, whatever it is.

use crate::openapi::ui::UI_PATH;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// Nothing may be loaded or framed: answers are data.
const POLICY_DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// The documentation page loads its own scripts, styles and images, and calls this API; its library writes style attributes.
const POLICY_UI: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; frame-ancestors 'none'",
);

/// Adds the headers. What a handler said about caching stays; otherwise nothing is stored, because an answer may hold
/// personal data.
pub(super) fn add(headers: &mut HeaderMap, path: &str) {
    let is_ui = path.strip_prefix(UI_PATH).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let policy = if is_ui { POLICY_UI } else { POLICY_DATA };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
