//! How full the pool of connections to the database is.

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;
use std::fmt;

/// A pool of connections at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PoolFigures {
    /// Connections that are open.
    pub open: u32,
    /// Those of them that nobody uses.
    pub available: u32,
    /// Tasks that wait for one.
    pub waiting: u32,
}

struct Pool<F>(F);

impl<F> fmt::Debug for Pool<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pool")
    }
}

impl<F: Fn() -> PoolFigures + Send + Sync + 'static> Collector for Pool<F> {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let PoolFigures { open, available, waiting } = (self.0)();
        let figures = [
            ("store_connections", "Connections to the database that are open", open),
            ("store_connections_available", "Open connections that nobody uses", available),
            ("store_connections_waiting", "Tasks that wait for a connection", waiting),
        ];
        for (name, help, value) in figures {
            let gauge = ConstGauge::new(i64::from(value));
            let line = encoder.encode_descriptor(name, help, None, gauge.metric_type())?;
            gauge.encode(line)?;
        }
        Ok(())
    }
}

/// Reads the pool at each scrape.
pub(super) fn register(registry: &mut Registry, read: impl Fn() -> PoolFigures + Send + Sync + 'static) {
    registry.register_collector(Box::new(Pool(read)));
}
