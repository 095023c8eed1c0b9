//! The span of a request: what a trace shows of it, and whose trace it belongs to (W3C Trace Context).

use super::context::RequestContext;
use crate::metrics::labels::UNKNOWN;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState};
use tracing::Span;
use tracing::field::Empty;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Names the parent of a request in the trace of its caller.
const TRACEPARENT: &str = "traceparent";

/// Opens the span. Like the log it tells the matched pattern and nothing that a caller wrote but the request id.
pub(super) fn open(context: &RequestContext, headers: &HeaderMap) -> Span {
    let route = context.route.as_deref().unwrap_or(UNKNOWN);
    let span = tracing::info_span!(
        "richiesta",
        request_id = context.request_id.as_str(),
        otel.name = %format_args!("{} {route}", context.method),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = context.method,
        http.route = route,
        http.response.status_code = Empty,
    );
    if let Some(parent) = parent(headers) {
        // Without a collector there is nothing to be part of.
        let _ = span.set_parent(Context::new().with_remote_span_context(parent));
    }
    span
}

/// Tells the span how the request ended.
pub(super) fn close(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}

/// The span of the caller, from exactly one well-formed header of version 00; any other is as if it were not there.
fn parent(headers: &HeaderMap) -> Option<SpanContext> {
    let mut values = headers.get_all(TRACEPARENT);
    let text = values.next()?.to_str().ok()?;
    let is_lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if values.next().is_some() || !text.bytes().all(|byte| byte == b'-' || is_lower_hex(byte)) {
        return None;
    }
    let parts: Vec<&str> = text.split('-').collect();
    let ["00", trace, span, flags] = parts.as_slice() else { return None };
    if (trace.len(), span.len(), flags.len()) != (32, 16, 2) {
        return None;
    }
    let flags = TraceFlags::new(u8::from_str_radix(flags, 16).ok()?);
    let (trace, span) = (TraceId::from_hex(trace).ok()?, SpanId::from_hex(span).ok()?);
    let parent = SpanContext::new(trace, span, flags, true, TraceState::NONE);
    parent.is_valid().then_some(parent)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn read(values: &[&str]) -> Option<(String, bool)> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HeaderName::from_static(TRACEPARENT), HeaderValue::from_str(value).unwrap());
        }
        parent(&headers).map(|parent| (format!("{}-{}", parent.trace_id(), parent.span_id()), parent.is_sampled()))
    }

    #[test]
    fn the_parent_is_read_from_one_well_formed_header() {
        let ids = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";
        assert_eq!(read(&[&format!("00-{ids}-01")]), Some((ids.to_owned(), true)));
        assert_eq!(read(&[&format!("00-{ids}-00")]), Some((ids.to_owned(), false)));
        let zeros = format!("00-{}-{}-01", "0".repeat(32), "0".repeat(16));
        let (good, upper) = (format!("00-{ids}-01"), format!("00-{}-01", ids.to_uppercase()));
        let (newer, longer, signed) = (format!("01-{ids}-01"), format!("00-{ids}-01-x"), format!("00-{ids}-+1"));
        for bad in [&[][..], &[""], &["00"], &[&zeros], &[&upper], &[&newer], &[&longer], &[&signed], &[&good, &good]] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
