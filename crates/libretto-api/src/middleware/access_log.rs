//! One line for each answer, with the fields of AgID's `RAC_GEN_LOG_01`. The subscriber adds the instant in UTC.
//!
//! The path is logged as the pattern it matched and never with its query, the caller as a keyed hash: the log follows one
//! caller through a day without saying who they are.

use super::context::RequestContext;
use crate::metrics::labels::UNKNOWN;
use crate::problem::ProblemType;
use actix_web::http::StatusCode;
use std::time::Duration;

/// Writes the line. Client mistakes are information, our own failures warnings. `refusal` is the type of the problem that was
/// answered, where it is known.
pub(super) fn write(context: &RequestContext, status: StatusCode, refusal: Option<ProblemType>, elapsed: Duration) {
    let route = context.route.as_deref().unwrap_or(UNKNOWN);
    let caller = context.caller.borrow();
    let caller = caller.as_deref().unwrap_or(UNKNOWN);
    let consumer = context.consumer_name();
    let consumer = consumer.as_deref().unwrap_or(UNKNOWN);
    let outcome = refusal.map_or_else(|| class(status), |kind| kind.entry().codice);
    let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    macro_rules! line {
        ($level:ident) => {
            tracing::$level!(
                target: "accesso",
                metodo = context.method,
                percorso = route,
                stato = status.as_u16(),
                esito = outcome,
                durata_ms = elapsed_ms,
                request_id = context.request_id.as_str(),
                client = %context.client,
                fruitore = consumer,
                chiamante = caller,
                "richiesta servita"
            )
        };
    }
    if status.is_server_error() {
        line!(warn);
    } else {
        line!(info);
    }
}

/// The outcome of an answer that is no known problem, such as one that was stored with an idempotency key.
fn class(status: StatusCode) -> &'static str {
    if status.is_server_error() {
        "fallita"
    } else if status.is_client_error() {
        "respinta"
    } else {
        "riuscita"
    }
}
