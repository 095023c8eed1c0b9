//! The HTTP server: one application for production and for tests, bound and stopped with care.

use crate::auth::OperationTable;
use crate::metrics::listener;
use crate::middleware::admission::admission;
use crate::middleware::envelope::envelope;
use crate::middleware::guard::guard;
use crate::middleware::methods::{MethodTable, unmatched};
use crate::middleware::rate_limit::rate_limit;
use crate::openapi::ui::{self, DOCUMENT_PATH, UI_PATH};
use crate::openapi::{Document, infrastructure};
use crate::problem::extract::BODY_LIMIT_BYTES;
use crate::problem::{Problem, ProblemType, pages};
use crate::state::Infra;
use crate::{BASE_PATH, ServiceConfig, auth};
use actix_web::body::BoxBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpRequest, HttpServer, web};
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};
use utoipa_actix_web::AppExt;

#[cfg(test)]
pub(crate) mod tests_support;

/// How the server listens and how it stops.
#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// Where to listen. Port 0 takes a free one.
    pub address: SocketAddr,
    /// Threads that serve requests.
    pub workers: usize,
    /// Most connections at once, for each worker.
    pub max_connections: usize,
    /// Longest time the head of a request may take to arrive.
    pub header_timeout: Duration,
    /// How long an idle connection is kept.
    pub keep_alive: Duration,
    /// How long `/status` answers 503 before connections are refused, so that a balancer notices. A second signal cuts it short.
    pub drain_delay: Duration,
    /// How long requests under way may take to finish after that.
    pub shutdown_timeout: Duration,
    /// Where the figures of the service are read; `None`: nowhere.
    pub metrics: Option<SocketAddr>,
}

impl ServerConfig {
    /// Sensible values for this address: 2 workers of 10,000 connections, 5 s for the head, 75 s idle, no drain delay, 30 s to finish, no
    /// figures.
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            workers: 2,
            max_connections: 10_000,
            header_timeout: Duration::from_secs(5),
            keep_alive: Duration::from_secs(75),
            drain_delay: Duration::ZERO,
            shutdown_timeout: Duration::from_secs(30),
            metrics: None,
        }
    }
}

/// The operations of a service. A function over [`ServiceConfig`] is one whose operations are all below [`BASE_PATH`].
pub trait Mounts {
    /// Registers the operations below [`BASE_PATH`], relative to it.
    fn below_base(&self, config: &mut ServiceConfig<'_>);

    /// Registers the operations at the root of the server, beside the API.
    fn at_root(&self, _config: &mut ServiceConfig<'_>) {}
}

impl<F: Fn(&mut ServiceConfig<'_>)> Mounts for F {
    fn below_base(&self, config: &mut ServiceConfig<'_>) {
        self(config);
    }
}

/// A server that listens but does not serve yet.
pub struct Bound {
    listeners: Listeners,
    addresses: Vec<SocketAddr>,
    metrics_addresses: Vec<SocketAddr>,
    /// Listened to from the start, so that who asks a server to stop as soon as it is announced gets an orderly stop.
    terminate: Signal,
    interrupt: Signal,
}

/// What listens, and what stops it.
struct Listeners {
    server: Server,
    metrics: Option<Server>,
    infra: Arc<Infra>,
    drain_delay: Duration,
}

/// Binds and serves until `SIGTERM` or `SIGINT`, then stops with care. Must run on tokio's multi-threaded runtime.
///
/// # Errors
/// When the address cannot be bound, a signal handler cannot be set, or the server fails.
pub async fn run<R>(config: ServerConfig, infra: Arc<Infra>, routes: R) -> io::Result<()>
where
    R: Mounts + Clone + Send + 'static,
{
    bind(&config, infra, routes)?.serve().await
}

/// Binds the address. The listener accepts connections from now on; they are served once [`Bound::serve`] runs.
///
/// `routes` registers the operations of the domain with whatever state they need.
///
/// # Errors
/// When the address cannot be bound or a signal handler cannot be set.
pub fn bind<R>(config: &ServerConfig, infra: Arc<Infra>, routes: R) -> io::Result<Bound>
where
    R: Mounts + Clone + Send + 'static,
{
    let document = web::Data::new(Document::new(&routes));
    let methods = web::Data::new(method_table(&document));
    let data = web::Data::from(Arc::clone(&infra));
    let server = HttpServer::new(move || app(data.clone(), document.clone(), methods.clone(), &routes))
        .workers(config.workers.max(1))
        .max_connections(config.max_connections)
        .client_request_timeout(config.header_timeout)
        .keep_alive(config.keep_alive)
        .shutdown_timeout(config.shutdown_timeout.as_secs())
        .disable_signals()
        .bind(config.address)?;
    let addresses = server.addrs();
    let (terminate, interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let metrics = config.metrics.map(|address| listener::bind(address, &infra)).transpose()?;
    let (metrics, metrics_addresses) = metrics.unzip();
    let listeners = Listeners { server: server.run(), metrics, infra, drain_delay: config.drain_delay };
    let metrics_addresses = metrics_addresses.unwrap_or_default();
    Ok(Bound { listeners, addresses, metrics_addresses, terminate, interrupt })
}

impl Bound {
    /// Where it listens.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// Where its figures are read; empty when they are not.
    pub fn metrics_addresses(&self) -> &[SocketAddr] {
        &self.metrics_addresses
    }

    /// Serves until `SIGTERM` or `SIGINT`, then stops as [`serve_until`](Self::serve_until) says.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn serve(self) -> io::Result<()> {
        let Self { listeners, mut terminate, mut interrupt, .. } = self;
        let asked = async move || {
            tokio::select! {
                _ = terminate.recv() => tracing::info!("SIGTERM"),
                _ = interrupt.recv() => tracing::info!("SIGINT"),
            }
        };
        listeners.serve_until(asked).await
    }

    /// Serves until `asked` ends: then `/status` turns 503; after the drain delay, or when `asked` ends once more, new connections are
    /// refused and requests under way finish.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn serve_until(self, asked: impl AsyncFnMut()) -> io::Result<()> {
        self.listeners.serve_until(asked).await
    }
}

impl Listeners {
    /// The figures are served for as long as the service is, its last requests included.
    async fn serve_until(self, asked: impl AsyncFnMut()) -> io::Result<()> {
        let Self { server, metrics, infra, drain_delay } = self;
        let metrics = metrics.map(|server| (server.handle(), tokio::spawn(server)));
        let served = serve_until(server, (infra, drain_delay), asked).await;
        if let Some((handle, task)) = metrics {
            handle.stop(false).await;
            // Whatever became of the figures, the service ended as it ended.
            let _ = task.await;
        }
        served
    }
}

async fn serve_until(
    server: Server,
    (infra, delay): (Arc<Infra>, Duration),
    mut asked: impl AsyncFnMut(),
) -> io::Result<()> {
    let handle = server.handle();
    let mut server = pin!(server);
    let stopping = async {
        asked().await;
        tracing::info!("shutting down: /status now answers 503");
        infra.begin_draining();
        // Whether the delay passed or somebody is in a hurry makes no difference.
        let _ = tokio::time::timeout(delay, asked()).await;
        tracing::info!("refusing new connections, finishing what is under way");
        handle.stop(true).await;
    };
    tokio::select! {
        outcome = &mut server => return outcome,
        () = stopping => {}
    }
    server.await
}

/// The paths of the document, and those of the server's root.
pub(crate) fn method_table(document: &Document) -> MethodTable {
    let ui_files = format!("{UI_PATH}/{{file}}*");
    MethodTable::new(document.value(), &["/problemi", "/problemi/{codice}", DOCUMENT_PATH, UI_PATH, &ui_files])
}

/// The complete application, also for tests.
pub fn app<R>(
    infra: web::Data<Infra>,
    document: web::Data<Document>,
    methods: web::Data<MethodTable>,
    routes: &R,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>
    + use<R>,
>
where
    R: Mounts,
{
    let base =
        utoipa_actix_web::scope(BASE_PATH).configure(infrastructure).configure(|config| routes.below_base(config));
    let operations = web::Data::new(OperationTable::new(document.value()));
    App::new()
        .app_data(infra)
        .app_data(document)
        .app_data(methods)
        .app_data(operations)
        // The extractors of this crate need none of these; they keep a stray `web::Json` from answering in another form.
        .app_data(web::PathConfig::default().error_handler(|_, _| Problem::not_found().into()))
        .app_data(web::QueryConfig::default().error_handler(|error, _| invalid(error)))
        .app_data(web::JsonConfig::default().limit(BODY_LIMIT_BYTES).error_handler(|error, _| invalid(error)))
        .app_data(web::PayloadConfig::new(BODY_LIMIT_BYTES))
        .wrap(from_fn(guard))
        .wrap(from_fn(admission))
        .wrap(from_fn(rate_limit))
        .wrap(from_fn(auth::authenticate))
        .wrap(from_fn(envelope))
        .into_utoipa_app()
        .configure(pages::routes)
        .configure(|config| routes.at_root(config))
        .service(base)
        .into_app()
        .configure(ui::routes)
        .default_service(web::to(|request: HttpRequest, table: web::Data<MethodTable>| unmatched(request, table)))
}

fn invalid(error: impl std::fmt::Display) -> Error {
    Problem::new(ProblemType::RichiestaNonValida).cause(error).into()
}
