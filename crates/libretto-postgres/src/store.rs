//! The port of state.

use crate::connection::PostgresStore;
use crate::errors::DatabaseFailure;
use crate::statement::Statement;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use libretto_core::change::{ChangeSet, CommitError};
use libretto_core::ports::{Notice, Scope, Snapshot, Store, StoreError};
use uuid::Uuid;

#[async_trait]
impl Store for PostgresStore {
    async fn load(&self, scope: &Scope) -> Result<Snapshot, StoreError> {
        self.load_scope(scope).await
    }

    async fn load_all(&self, scopes: &[Scope]) -> Result<Vec<Snapshot>, StoreError> {
        self.load_scopes(scopes).await
    }

    async fn commit(&self, change: ChangeSet) -> Result<(), CommitError> {
        match &self.group {
            Some(group) => group.commit(change).await,
            None => self.commit_changes(&[&change]).await,
        }
    }

    async fn claim_notices(
        &self,
        limit: u32,
        now: DateTime<Utc>,
        lease_until: DateTime<Utc>,
    ) -> Result<Vec<Notice>, StoreError> {
        // Chosen once and then found by key: planned as one join, the choice was made anew for every row. The condition
        // stands twice: a dispatcher that comes second at the same row finds it no longer true.
        let statement = Statement::new("WITH s AS MATERIALIZED (SELECT evento, destinatario FROM avvisi ")
            .sql("WHERE NOT consegnato AND (affidato_fino IS NULL OR affidato_fino <= ")
            .bind(now)
            .sql(") ORDER BY istante, evento, destinatario LIMIT ")
            .bind(i64::from(limit))
            .sql(") UPDATE avvisi AS a SET affidato_fino = ")
            .bind(lease_until)
            .sql(" FROM s WHERE a.evento = s.evento AND a.destinatario = s.destinatario ")
            .sql("AND (a.affidato_fino IS NULL OR a.affidato_fino <= ")
            .bind(now)
            .sql(") RETURNING json_build_object('evento', a.evento, 'destinatario', a.destinatario, ")
            .sql("'causale', a.causale, 'istante', a.istante, 'testo', a.testo)::text");
        let mut notices: Vec<Notice> = self.fetch(statement).await?;
        notices.sort_by_key(|notice| (notice.istante, notice.evento, notice.destinatario));
        Ok(notices)
    }

    async fn notices_delivered(&self, notices: &[Notice]) -> Result<(), StoreError> {
        let (events, people): (Vec<Uuid>, Vec<Uuid>) =
            notices.iter().map(|notice| (notice.evento.0, notice.destinatario.0)).unzip();
        let statement = Statement::new("UPDATE avvisi AS a SET consegnato = TRUE FROM (SELECT unnest(")
            .bind(events)
            .sql(") AS evento, unnest(")
            .bind(people)
            .sql(") AS destinatario) AS s WHERE a.evento = s.evento AND a.destinatario = s.destinatario RETURNING 'true'");
        self.fetch::<bool>(statement).await.map(|_| ())
    }

    async fn health(&self) -> Result<(), StoreError> {
        if self.group.as_ref().is_some_and(|group| !group.is_running()) {
            return Err(StoreError::Unavailable(Box::new(DatabaseFailure::plain("the task that commits has ended"))));
        }
        // A look at a table, so that a database without its schema is not taken for a healthy one.
        let statement = Statement::new("SELECT 'true' FROM (SELECT 1) AS x WHERE NOT EXISTS (SELECT 1 FROM guardie)");
        self.fetch::<bool>(statement).await.map(|_| ())
    }
}
