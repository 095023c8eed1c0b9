//! Pay runs and payments.

use crate::connection::PostgresStore;
use crate::documents::{CORSA, CorsaLetta, PAGAMENTO, PERSONA};
use crate::statement::Statement;
use libretto_core::iban::Iban;
use libretto_core::ids::{CorsaId, PagamentoId, PrestatoreId, PrestazioneId};
use libretto_core::month::Month;
use libretto_core::pagamento::{Corsa, Pagamento};
use libretto_core::persona::Persona;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::{DaPagare, PagamentoCompleto};
use serde::Deserialize;

pub(super) async fn corse(store: &PostgresStore, mese: Option<Month>) -> Result<Vec<Corsa>, StoreError> {
    let mut statement = Statement::new("SELECT ").sql(CORSA).sql("::text FROM corse AS c");
    if let Some(mese) = mese {
        statement.push(" WHERE c.mese = ").push_bind(mese.first_day());
    }
    statement.push(" ORDER BY c.aperta_il DESC, c.mese DESC, c.numero DESC");
    Ok(store.fetch::<CorsaLetta>(statement).await?.into_iter().map(Into::into).collect())
}

pub(super) async fn corsa(store: &PostgresStore, id: CorsaId) -> Result<Option<Corsa>, StoreError> {
    let statement = Statement::new("SELECT ").sql(CORSA).sql("::text FROM corse AS c WHERE c.id = ").bind(id.0);
    Ok(store.fetch_one::<CorsaLetta>(statement).await?.map(Into::into))
}

#[derive(Deserialize)]
struct DaPagareLetto {
    prestatore: PrestatoreId,
    prestazioni: Vec<PrestazioneId>,
}

pub(super) async fn da_pagare(
    store: &PostgresStore,
    mese: Month,
    after: Option<PrestatoreId>,
    limit: u32,
) -> Result<Vec<DaPagare>, StoreError> {
    let mut statement = Statement::new("SELECT json_build_object('prestatore', z.prestatore_id, ")
        .sql("'prestazioni', json_agg(z.id ORDER BY z.id))::text FROM prestazioni AS z ")
        .sql("WHERE z.stato IN ('accettata', 'convalidata') AND z.mese_pagamento = ")
        .bind(mese.first_day());
    if let Some(id) = after {
        statement.push(" AND z.prestatore_id > ").push_bind(id.0);
    }
    statement.push(" GROUP BY z.prestatore_id ORDER BY z.prestatore_id LIMIT ").push_bind(i64::from(limit));
    let found: Vec<DaPagareLetto> = store.fetch(statement).await?;
    Ok(found
        .into_iter()
        .map(|DaPagareLetto { prestatore, prestazioni }| DaPagare { prestatore, prestazioni })
        .collect())
}

pub(super) async fn conta_da_pagare(store: &PostgresStore, mese: Month) -> Result<u64, StoreError> {
    let statement = Statement::new("SELECT count(DISTINCT z.prestatore_id)::text FROM prestazioni AS z ")
        .sql("WHERE z.stato IN ('accettata', 'convalidata') AND z.mese_pagamento = ")
        .bind(mese.first_day());
    Ok(store.fetch_one(statement).await?.unwrap_or_default())
}

#[derive(Deserialize)]
struct Completo {
    pagamento: Pagamento,
    persona: Persona,
    iban: Option<Iban>,
}

pub(super) async fn pagamenti(
    store: &PostgresStore,
    corsa: CorsaId,
    after: Option<PagamentoId>,
    limit: u32,
) -> Result<Vec<PagamentoCompleto>, StoreError> {
    let mut statement = Statement::new("SELECT json_build_object('pagamento', ")
        .sql(PAGAMENTO)
        .sql(", 'persona', ")
        .sql(PERSONA)
        .sql(", 'iban', i.iban)::text FROM pagamenti AS g JOIN prestatori AS l ON l.id = g.prestatore_id ")
        .sql("JOIN persone AS p ON p.id = l.persona_id LEFT JOIN coordinate AS i ")
        .sql("ON i.prestatore_id = g.prestatore_id AND i.id = g.coordinate_id WHERE g.corsa_id = ")
        .bind(corsa.0);
    if let Some(id) = after {
        statement.push(" AND g.id > ").push_bind(id.0);
    }
    statement.push(" ORDER BY g.id LIMIT ").push_bind(i64::from(limit));
    let found: Vec<Completo> = store.fetch(statement).await?;
    Ok(found
        .into_iter()
        .map(|Completo { pagamento, persona, iban }| PagamentoCompleto { pagamento, persona, iban })
        .collect())
}
