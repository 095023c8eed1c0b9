//! The pool of connections, and the few ways in which statements are run on them.

use crate::commit::Group;
use crate::config::PostgresConfig;
use crate::errors::{self, DatabaseFailure};
use crate::fingerprint::FingerprintKey;
use crate::statement::Statement;
use diesel::QueryResult;
use diesel::connection::CacheSize;
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use futures_util::FutureExt;
use libretto_core::ports::StoreError;
use serde::de::DeserializeOwned;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;
use thiserror::Error;

/// Why there is no store.
#[derive(Debug, Error)]
pub enum ConnectError {
    /// The address is wrong, nobody answers there, or whoever does refuses. Nothing was read yet, so the reason quotes no
    /// row; it never holds the password.
    #[error("the database cannot be reached")]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The schema could not be brought up to date.
    #[error("the schema could not be brought up to date")]
    Migration(#[source] DatabaseFailure),
}

/// The ports of store and queries on `PostgreSQL`.
#[derive(Clone)]
pub struct PostgresStore {
    pool: Pool<AsyncPgConnection>,
    pub(crate) key: FingerprintKey,
    checkout_timeout: Duration,
    /// After this a statement is given up, whatever the server does.
    patience: Duration,
    statement_cache: bool,
    /// The address for work that takes as long as it takes.
    unhurried_url: String,
    /// The way to the task that commits; that task's own handle on the store has none.
    pub(crate) group: Option<Group>,
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PostgresStore").field("pool", &self.pool.status()).finish_non_exhaustive()
    }
}

/// How often a statement that failed for reasons of the server's own is tried.
pub(crate) const ATTEMPTS_MAX: u32 = 5;

/// The unit of the pauses between them.
const PAUSE_UNIT_MILLIS: u64 = 2;

/// How much longer than the server's own limit a statement is waited for: then the network is gone.
const PATIENCE_EXTRA: Duration = Duration::from_secs(5);

impl PostgresStore {
    /// Opens the pool and makes sure that the database answers. The schema is not looked at: see
    /// [`crate::pending_migrations`].
    ///
    /// # Errors
    /// [`ConnectError::Unreachable`] when it does not answer.
    pub async fn connect(config: &PostgresConfig) -> Result<Self, ConnectError> {
        let cache = if config.statement_cache { CacheSize::Unbounded } else { CacheSize::Disabled };
        let mut manager = ManagerConfig::default();
        // A connection that was closed is found without asking the server; the rest shows on first use.
        manager.recycling_method = RecyclingMethod::Fast;
        manager.custom_setup = Box::new(move |url: &str| {
            async move {
                let mut connection = AsyncPgConnection::establish(url).await?;
                connection.set_prepared_statement_cache_size(cache);
                Ok(connection)
            }
            .boxed()
        });
        let manager = AsyncDieselConnectionManager::new_with_config(config.url_with_options(), manager);
        let pool = Pool::builder(manager).max_size(config.pool_max).build();
        let pool = pool.map_err(|error| ConnectError::Unreachable(Box::new(error)))?;
        let store = Self {
            pool,
            key: config.fingerprint_key.clone(),
            checkout_timeout: config.checkout_timeout,
            patience: config.statement_timeout + PATIENCE_EXTRA,
            statement_cache: config.statement_cache,
            unhurried_url: PostgresConfig { statement_timeout: Duration::ZERO, ..config.clone() }.url_with_options(),
            group: None,
        };
        match tokio::time::timeout(store.checkout_timeout, store.pool.get()).await {
            Ok(Ok(_)) => Ok(Self { group: Some(Group::start(store.clone())), ..store }),
            Ok(Err(error)) => Err(ConnectError::Unreachable(Box::new(error))),
            Err(elapsed) => Err(ConnectError::Unreachable(Box::new(elapsed))),
        }
    }

    /// Connections that are open, those of them that nobody uses, and tasks that wait for one.
    pub fn connections(&self) -> (u32, u32, u32) {
        let status = self.pool.status();
        let figure = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        (figure(status.size), figure(status.available), figure(status.waiting))
    }

    /// A connection of the pool.
    pub(crate) async fn checkout(&self) -> Result<Object<AsyncPgConnection>, DatabaseFailure> {
        match tokio::time::timeout(self.checkout_timeout, self.pool.get()).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(errors::checkout(&error)),
            Err(_) => Err(DatabaseFailure::plain("no connection became free in time")),
        }
    }

    /// Runs a statement to its end, the commit included. `None`: it took too long and the connection was given up.
    pub(crate) async fn execute(
        &self,
        mut connection: Object<AsyncPgConnection>,
        statement: &Statement,
    ) -> Option<(QueryResult<usize>, Object<AsyncPgConnection>)> {
        let run = async {
            if self.statement_cache {
                return statement.execute(&mut connection).await;
            }
            connection.transaction(async |connection| statement.execute(connection).await).await
        };
        let Ok(result) = tokio::time::timeout(self.patience, run).await else {
            drop(Object::take(connection));
            return None;
        };
        Some((result, connection))
    }

    /// The documents that a statement returns.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, statement: Statement) -> Result<Vec<T>, StoreError> {
        let texts = self.fetch_texts(&statement).await?;
        texts.iter().map(|text| serde_json::from_str(text).map_err(|error| errors::unreadable(&error))).collect()
    }

    /// The first document that a statement returns.
    pub(crate) async fn fetch_one<T: DeserializeOwned>(&self, statement: Statement) -> Result<Option<T>, StoreError> {
        Ok(self.fetch(statement).await?.into_iter().next())
    }

    async fn fetch_texts(&self, statement: &Statement) -> Result<Vec<String>, StoreError> {
        let mut attempt = 1;
        loop {
            match self.try_fetch(statement).await? {
                Ok(texts) => return Ok(texts),
                // A connection that died in the pool says so only when it is used; asking again does no harm.
                Err(error) if errors::may_pass(&error) && attempt < ATTEMPTS_MAX => pause(attempt).await,
                Err(error) => return Err(errors::reading(&error)),
            }
            attempt += 1;
        }
    }

    async fn try_fetch(&self, statement: &Statement) -> Result<QueryResult<Vec<String>>, StoreError> {
        let mut connection = self.checkout().await.map_err(|failure| StoreError::Unavailable(Box::new(failure)))?;
        let run = async {
            if self.statement_cache {
                return statement.load::<String>(&mut connection).await;
            }
            connection.transaction(async |connection| statement.load::<String>(connection).await).await
        };
        let Ok(result) = tokio::time::timeout(self.patience, run).await else {
            drop(Object::take(connection));
            return Err(StoreError::Unavailable(Box::new(DatabaseFailure::plain("the server did not answer in time"))));
        };
        match result {
            Err(error) if errors::is_unclear(&error) && !self.answers(&mut connection).await => Ok(Err(errors::lost())),
            other => Ok(other),
        }
    }

    /// Whether a connection still answers.
    pub(crate) async fn answers(&self, connection: &mut AsyncPgConnection) -> bool {
        let ping = Statement::new("SELECT 'ok'");
        let answer = tokio::time::timeout(self.checkout_timeout, ping.load::<String>(connection)).await;
        matches!(answer, Ok(Ok(_)))
    }
}

/// Waits a little, longer with each attempt, and never as long as the others.
#[expect(clippy::disallowed_methods, reason = "two statements that met in a deadlock must not meet again at once")]
pub(crate) async fn pause(attempt: u32) {
    // The keys of the standard hash maps are drawn at random: all the randomness that a pause needs.
    let random = RandomState::new().build_hasher().finish() % 8;
    tokio::time::sleep(Duration::from_millis(PAUSE_UNIT_MILLIS * u64::from(attempt) * (1 + random))).await;
}

/// A connection of its own for statements that look at whole tables: no time is set for them.
pub(crate) struct Inspector(AsyncPgConnection);

impl PostgresStore {
    /// Opens a connection outside the pool.
    pub(crate) async fn inspector(&self) -> Result<Inspector, StoreError> {
        let refused = |_| StoreError::Unavailable(Box::new(DatabaseFailure::plain("no connection could be opened")));
        AsyncPgConnection::establish(&self.unhurried_url).await.map(Inspector).map_err(refused)
    }
}

impl Inspector {
    /// The documents that a statement returns.
    pub(crate) async fn fetch<T: DeserializeOwned>(&mut self, statement: &Statement) -> Result<Vec<T>, StoreError> {
        let texts = statement.load::<String>(&mut self.0).await.map_err(|error| errors::reading(&error))?;
        texts.iter().map(|text| serde_json::from_str(text).map_err(|error| errors::unreadable(&error))).collect()
    }
}

/// A statement that stays prepared on a connection.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
pub struct PreparedStatement {
    /// Its text.
    pub sql: String,
    /// How often it ran with the one plan for all values.
    pub generic_plans: u64,
    /// How often it was planned for its values.
    pub custom_plans: u64,
}

impl PostgresStore {
    /// The statements that stay prepared on one connection of the pool: what an operator looks at who wonders whether the
    /// cache of statements works behind a pooler.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn prepared_statements(&self) -> Result<Vec<PreparedStatement>, StoreError> {
        let statement =
            Statement::new("SELECT json_build_object('sql', s.statement, 'generic_plans', s.generic_plans, ")
                .sql("'custom_plans', s.custom_plans)::text FROM pg_prepared_statements AS s ORDER BY s.prepare_time");
        self.fetch(statement).await
    }
}
