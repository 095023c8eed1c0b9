//! The port of what may be used once: a row that is there was used. All instances share the table.

use crate::connection::PostgresStore;
use crate::statement::Statement;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use libretto_core::ports::{Replay, StoreError};

/// One use in so many takes expired rows away. The fingerprint, a hash, decides.
const PURGE_EVERY: u8 = 32;

/// How many rows are taken away at once: more than the uses between two purges add.
const PURGED_MAX: i64 = 256;

/// How long an expired row is left alone, so that an instance whose clock is behind still finds it.
const GRACE: TimeDelta = TimeDelta::minutes(5);

#[async_trait]
impl Replay for PostgresStore {
    async fn first_use(
        &self,
        namespace: &'static str,
        fingerprint: &[u8; 32],
        valid_until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        if valid_until <= now {
            return Ok(false);
        }
        // A question that is asked again because its answer was lost finds its own row: it is refused, which is safe.
        let statement = Statement::new("INSERT INTO gettoni_usati (spazio, impronta, valido_fino) VALUES (")
            .bind(namespace.to_owned())
            .sql(", ")
            .bind(fingerprint.to_vec())
            .sql(", ")
            .bind(valid_until)
            .sql(") ON CONFLICT DO NOTHING RETURNING 'true'");
        let first = self.fetch_one::<bool>(statement).await?.is_some();
        if first && fingerprint[0].is_multiple_of(PURGE_EVERY) {
            self.purge_used(now).await;
        }
        Ok(first)
    }
}

impl PostgresStore {
    /// Takes expired rows away. A purge that fails, because another one is at the same rows, is made up for by the next.
    async fn purge_used(&self, now: DateTime<Utc>) {
        let statement =
            Statement::new("DELETE FROM gettoni_usati AS g USING (SELECT spazio, impronta FROM gettoni_usati ")
                .sql("WHERE valido_fino <= ")
                .bind(now - GRACE)
                .sql(" ORDER BY valido_fino LIMIT ")
                .bind(PURGED_MAX)
                .sql(") AS s WHERE g.spazio = s.spazio AND g.impronta = s.impronta RETURNING 'true'");
        if self.fetch::<bool>(statement).await.is_err() {
            tracing::info!("expired tokens are left for the next purge");
        }
    }
}
