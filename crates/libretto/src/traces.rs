//! Traces for a collector of `OpenTelemetry`, over OTLP in its binary form on HTTP. They tell what the log tells, and as little of persons.

use async_trait::async_trait;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use std::time::Duration;
use ureq::Agent;

/// Longest time the collector may take: a slow one costs spans, never requests.
const TIMEOUT: Duration = Duration::from_secs(5);

/// What a collector knows this service by.
const SERVICE: &str = "libretto";

/// Where the spans of this process go, until it ends.
pub(crate) struct Traces(SdkTracerProvider);

impl Traces {
    /// Sends spans to the collector at this address, in batches and on a thread of their own. A caller's decision to sample is followed;
    /// what begins here is sampled.
    ///
    /// # Errors
    /// When the address is none.
    pub(crate) fn to(collector: &str) -> Result<Self, String> {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(TIMEOUT)).build();
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Client(config.new_agent()))
            .with_endpoint(format!("{}/v1/traces", collector.trim_end_matches('/')))
            .build()
            .map_err(|error| error.to_string())?;
        let resource = Resource::builder().with_service_name(SERVICE).build();
        Ok(Self(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build()))
    }

    /// Makes spans.
    pub(crate) fn tracer(&self) -> SdkTracer {
        self.0.tracer(SERVICE)
    }

    /// Sends what is left.
    pub(crate) fn finish(self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "the last spans did not reach the collector");
        }
    }
}

/// The client that the service has anyway.
#[derive(Debug)]
struct Client(Agent);

#[async_trait]
impl HttpClient for Client {
    /// Blocks, as it may: the thread of the batches does nothing else.
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (head, body) = request.into_parts();
        let mut answer = self.0.run(Request::from_parts(head, body.to_vec()))?;
        let told = Bytes::from(answer.body_mut().read_to_vec()?);
        let mut response = Response::new(told);
        *response.status_mut() = answer.status();
        Ok(response)
    }
}
