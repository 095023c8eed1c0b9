//! The register and its ledger.

use crate::connection::PostgresStore;
use crate::documents::EVENTO;
use crate::statement::Statement;
use chrono::{DateTime, Utc};
use libretto_core::event::Event;
use libretto_core::ids::EventId;
use libretto_core::money::Euro;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::Saldo;
use serde::Deserialize;

#[derive(Deserialize)]
struct SaldoLetto {
    conto: String,
    importo: Euro,
}

pub(super) async fn saldi(store: &PostgresStore) -> Result<Vec<Saldo>, StoreError> {
    let statement =
        Statement::new("SELECT json_build_object('conto', s.conto, 'importo', sum(s.importo)::text)::text ")
            .sql("FROM scritture AS s GROUP BY s.conto");
    let found: Vec<SaldoLetto> = store.fetch(statement).await?;
    let mut balances: Vec<_> =
        found.into_iter().map(|SaldoLetto { conto, importo }| Saldo { conto, importo }).collect();
    balances.sort_by(|one, other| one.conto.cmp(&other.conto));
    Ok(balances)
}

pub(super) async fn eventi(
    store: &PostgresStore,
    after: Option<EventId>,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let mut statement = Statement::new("SELECT ").sql(EVENTO).sql("::text FROM eventi AS e");
    if let Some(id) = after {
        statement.push(" WHERE e.id > ").push_bind(id.0);
    }
    statement.push(" ORDER BY e.id LIMIT ").push_bind(i64::from(limit));
    store.fetch(statement).await
}

pub(super) async fn ultimo_istante(store: &PostgresStore) -> Result<Option<DateTime<Utc>>, StoreError> {
    let statement = Statement::new("SELECT coalesce(to_json(max(e.istante))::text, 'null') FROM eventi AS e");
    Ok(store.fetch_one::<Option<DateTime<Utc>>>(statement).await?.flatten())
}
