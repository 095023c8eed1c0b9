//! Where the service can be watched.

use super::Environment;
use super::checks::Checks;
use super::file::Osservabilita;
use std::net::SocketAddr;

/// What is told to whom.
#[derive(Clone, Debug)]
pub(crate) struct Observability {
    /// Where the figures are read; `None`: nowhere.
    pub(crate) metrics: Option<SocketAddr>,
    /// Where spans are sent, without the path; `None`: nowhere.
    pub(crate) collector: Option<String>,
}

impl Observability {
    pub(super) fn read(file: &Osservabilita, environment: Environment<'_>, checks: &mut Checks) -> Self {
        let text = environment("LIBRETTO_METRICHE").or_else(|| file.metriche.clone());
        let metrics: Option<SocketAddr> =
            text.and_then(|text| checks.parse("LIBRETTO_METRICHE", &text, "un indirizzo host:porta"));
        // The figures show how much is done and refused, and nobody is asked who they are.
        let exposed = metrics.is_some_and(|address| !address.ip().is_loopback());
        checks.require(!exposed || file.metriche_in_rete.unwrap_or(false), || {
            "  LIBRETTO_METRICHE: l'indirizzo non è locale; se una rete chiusa lo protegge, osservabilita.metriche_in_rete = true"
                .to_owned()
        });
        let collector = environment("LIBRETTO_OTLP").or_else(|| file.otlp.clone());
        let is_address = collector.as_ref().is_none_or(|url| url.starts_with("http://") || url.starts_with("https://"));
        checks.require(is_address, || "  LIBRETTO_OTLP: serve un indirizzo http o https".to_owned());
        Self { metrics, collector }
    }
}
