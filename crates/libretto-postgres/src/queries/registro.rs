//! The register and its ledger.

use crate::connection::PostgresStore;
use crate::documents::EVENTO;
use crate::statement::Statement;
use chrono::{DateTime, Utc};
use libretto_core::event::Event;
use libretto_core::explanation::Explanation;
use libretto_core::ids::{EventId, PrestazioneId};
use libretto_core::money::Euro;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::Saldo;
use serde::Deserialize;
use serde_json::Value;

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

/// An event with its explanation.
#[derive(Deserialize)]
struct Deciso {
    evento: Event,
    spiegazione: Explanation,
}

pub(super) async fn decisioni(store: &PostgresStore, id: PrestazioneId) -> Result<Vec<Event>, StoreError> {
    let statement = Statement::new("SELECT json_build_object('evento', ")
        .sql(EVENTO)
        .sql(", 'spiegazione', e.spiegazione)::text FROM prestazioni AS z ")
        .sql("JOIN eventi AS e ON e.casa = z.utilizzatore_id AND e.entita = z.id WHERE z.id = ")
        .bind(id.0)
        .sql(" AND e.spiegazione IS NOT NULL ORDER BY e.numero");
    let found: Vec<Deciso> = store.fetch(statement).await?;
    let whole = |Deciso { evento, spiegazione }| Event { spiegazione: Some(spiegazione), ..evento };
    Ok(found.into_iter().map(whole).collect())
}

pub(super) async fn spiegazioni(
    store: &PostgresStore,
    ids: &[EventId],
) -> Result<Vec<(EventId, Option<Explanation>)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let statement =
        Statement::new("SELECT json_build_array(e.id, e.spiegazione)::text FROM eventi AS e WHERE e.id = ANY(")
            .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
            .sql(") AND e.spiegazione IS NOT NULL");
    let found: Vec<(EventId, Value)> = store.fetch(statement).await?;
    Ok(found.into_iter().map(|(id, document)| (id, serde_json::from_value(document).ok())).collect())
}

pub(super) async fn ultimo_istante(store: &PostgresStore) -> Result<Option<DateTime<Utc>>, StoreError> {
    let statement = Statement::new("SELECT coalesce(to_json(max(e.istante))::text, 'null') FROM eventi AS e");
    Ok(store.fetch_one::<Option<DateTime<Utc>>>(statement).await?.flatten())
}
