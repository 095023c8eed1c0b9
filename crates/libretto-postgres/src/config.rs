//! How the store reaches its database.

use crate::fingerprint::FingerprintKey;
use std::fmt;
use std::time::Duration;

/// Settings of the store.
#[derive(Clone)]
pub struct PostgresConfig {
    /// Where the database is: `postgres://user:password@host/database` or `host=… user=…`. An `options` parameter of its
    /// own replaces the session's settings below.
    pub url: String,
    /// Connections at most. Few: on two cores eight did more work than thirty-two.
    pub pool_max: usize,
    /// How long a caller waits for a free connection.
    pub checkout_timeout: Duration,
    /// How long one statement may take.
    pub statement_timeout: Duration,
    /// How long a statement may wait for a lock.
    pub lock_timeout: Duration,
    /// How long a session may hold a transaction without using it.
    pub idle_in_transaction_timeout: Duration,
    /// Key of the hash of fiscal codes.
    pub fingerprint_key: FingerprintKey,
    /// Whether statements stay prepared on their connection. Off behind a pooler that shares connections between
    /// transactions and does not follow prepared statements (`PgBouncer` before 1.21): each statement then runs in a
    /// transaction of its own, prepared and forgotten.
    pub statement_cache: bool,
}

impl PostgresConfig {
    /// Settings that fit a small server.
    pub fn new(url: impl Into<String>, fingerprint_key: FingerprintKey) -> Self {
        Self {
            url: url.into(),
            pool_max: 8,
            checkout_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(10),
            lock_timeout: Duration::from_secs(5),
            idle_in_transaction_timeout: Duration::from_secs(30),
            fingerprint_key,
            statement_cache: true,
        }
    }

    /// The address with the session's settings in the start-up packet, so that no session ever needs a `SET`.
    ///
    /// Every statement here looks rows up by key, so one plan fits all values, and none is worth compiling.
    pub(crate) fn url_with_options(&self) -> String {
        let options = format!(
            "-c statement_timeout={} -c lock_timeout={} -c idle_in_transaction_session_timeout={} \
             -c plan_cache_mode=force_generic_plan -c jit=off",
            self.statement_timeout.as_millis(),
            self.lock_timeout.as_millis(),
            self.idle_in_transaction_timeout.as_millis(),
        );
        if !self.url.starts_with("postgres://") && !self.url.starts_with("postgresql://") {
            return format!("options='{options}' {}", self.url);
        }
        let encoded = options.replace(' ', "%20").replace('=', "%3D");
        match self.url.split_once('?') {
            // What comes last wins, so what the address says itself stays.
            Some((address, parameters)) => format!("{address}?options={encoded}&{parameters}"),
            None => format!("{}?options={encoded}", self.url),
        }
    }
}

impl fmt::Debug for PostgresConfig {
    // The address holds a password.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PostgresConfig").field("pool_max", &self.pool_max).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn config(url: &str) -> PostgresConfig {
        PostgresConfig::new(url, FingerprintKey::new(&[1; 32]).unwrap())
    }

    #[test]
    fn the_session_is_set_up_by_the_address() {
        let url = config("postgres://u@h/d?connect_timeout=3").url_with_options();
        assert!(
            url.starts_with("postgres://u@h/d?options=-c%20statement_timeout%3D10000%20-c%20lock_timeout"),
            "{url}"
        );
        assert!(url.ends_with("&connect_timeout=3"), "{url}");
        assert!(config("postgres://u@h/d").url_with_options().contains("d?options="));
        assert!(config("host=h user=u").url_with_options().ends_with("jit=off' host=h user=u"));
    }

    #[test]
    fn a_password_is_not_shown() {
        assert!(!format!("{:?}", config("postgres://u:secret@h/d")).contains("secret"));
    }
}
