//! A database for each test: cloned from a template that has the schema, and dropped when the test ends.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

pub(crate) mod deleghe;
pub(crate) mod facts;
pub(crate) mod heirs;
pub(crate) mod refunds;

use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use libretto_postgres::{FingerprintKey, PostgresConfig, PostgresStore, migrate};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::runtime::Builder;

/// A database of its own, dropped with this value.
pub(crate) struct Database {
    server: String,
    name: String,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// Address of the database.
    pub(crate) fn url(&self) -> String {
        address(&self.server, &self.name)
    }

    /// Settings of a store on it.
    pub(crate) fn config(&self) -> PostgresConfig {
        PostgresConfig::new(self.url(), FingerprintKey::new(&[7; 32]).unwrap())
    }

    /// A store on it.
    pub(crate) async fn store(&self) -> PostgresStore {
        PostgresStore::connect(&self.config()).await.unwrap()
    }

    /// A connection of its own.
    pub(crate) async fn connection(&self) -> AsyncPgConnection {
        AsyncPgConnection::establish(&self.url()).await.unwrap()
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// The columns `name` and `rows` of a query.
pub(crate) async fn counts(connection: &mut AsyncPgConnection, sql: &str) -> Vec<(String, i64)> {
    let found: Vec<Count> = diesel::sql_query(sql).load(connection).await.unwrap();
    found.into_iter().map(|one| (one.name, one.rows)).collect()
}

/// A fresh database that has the schema.
pub(crate) async fn fresh() -> Database {
    let server = server();
    let template = template(&server).await;
    let name = format!("libretto_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut admin = admin(&server).await;
    admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
    admin.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
    Database { server, name }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A value is dropped where nothing can be awaited, so the farewell has a thread of its own.
        let farewell = std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut admin = admin(&server).await;
                admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
            });
        });
        drop(farewell.join());
    }
}

/// Runs a test with a fresh database.
pub(crate) fn with_database(test: impl AsyncFnOnce(&Database)) {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let database = fresh().await;
        test(&database).await;
    });
}

#[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
fn server() -> String {
    let Ok(url) = std::env::var("LIBRETTO_TEST_DATABASE_URL") else {
        panic!(
            "LIBRETTO_TEST_DATABASE_URL is not set. `cargo xtask test` starts a PostgreSQL and sets it; to use another, \
             give the address of a server whose user may create databases, as postgres://user@host:port"
        );
    };
    url
}

/// The server's address with another database.
fn address(server: &str, name: &str) -> String {
    let (base, parameters) = server.split_once('?').map_or((server, None), |(base, rest)| (base, Some(rest)));
    let authority = base.find("://").map_or(0, |at| at + 3);
    let base = base[authority..].find('/').map_or(base, |slash| &base[..authority + slash]);
    let parameters = parameters.map(|rest| format!("?{rest}")).unwrap_or_default();
    format!("{base}/{name}{parameters}")
}

async fn admin(server: &str) -> AsyncPgConnection {
    AsyncPgConnection::establish(&address(server, "postgres")).await.unwrap()
}

/// The template of the present migrations. Tests that start at the same time may all build it: the first whose rename
/// succeeds wins, and nobody ever connects to it afterwards.
async fn template(server: &str) -> String {
    let name = format!("libretto_template_{:016x}", fingerprint());
    let mut admin = admin(server).await;
    let known = format!("SELECT 'template' AS name, count(*) AS rows FROM pg_database WHERE datname = '{name}'");
    if counts(&mut admin, &known).await.iter().any(|(_, rows)| *rows > 0) {
        return name;
    }
    let draft = format!("libretto_draft_{}", std::process::id());
    admin.batch_execute(&format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await.unwrap();
    admin.batch_execute(&format!("CREATE DATABASE {draft}")).await.unwrap();
    let url = address(server, &draft);
    let applied = tokio::spawn(async move { migrate(&url).await }).await.unwrap().unwrap();
    assert!(!applied.is_empty());
    let renamed = admin.batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    if renamed.is_err() {
        admin.batch_execute(&format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await.unwrap();
    }
    name
}

/// Changes with every file of the migrations.
fn fingerprint() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("up.sql")).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.file_name().hash(&mut hasher);
        std::fs::read(&file).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}
