//! Delegations.

use super::{one_more, page};
use crate::connection::PostgresStore;
use crate::documents::{DelegaCompletaLetta, NotaLetta, write_completa, write_nota};
use crate::statement::Statement;
use libretto_core::delega::DelegaNota;
use libretto_core::ids::{DelegaId, EnteId, PersonaId};
use libretto_core::ports::queries::{Page, Position};
use libretto_core::ports::{DelegaCompleta, FiltroDeleghe, StoreError};

/// Selects whole delegations, up to the conditions.
fn whole() -> Statement {
    let mut statement = Statement::new("SELECT ");
    write_completa(&mut statement, "::text");
    statement
}

pub(super) async fn delega(store: &PostgresStore, id: DelegaId) -> Result<Option<DelegaCompleta>, StoreError> {
    let statement = whole().sql(" WHERE f.id = ").bind(id.0);
    Ok(store.fetch_one::<DelegaCompletaLetta>(statement).await?.map(Into::into))
}

pub(super) async fn deleghe(
    store: &PostgresStore,
    filtro: FiltroDeleghe,
    after: Option<Position>,
    limit: u32,
) -> Result<Page<DelegaCompleta>, StoreError> {
    let mut statement = match filtro {
        FiltroDeleghe::Delegante(person) => whole().sql(" WHERE f.delegante_id = ").bind(person.0),
        FiltroDeleghe::Ente(ente) => whole().sql(" WHERE f.ente_id = ").bind(ente.0),
    };
    if let Some(Position { istante, id }) = after {
        statement.push(" AND (f.conferita_il, f.id) < (").push_bind(istante).push(", ").push_bind(id).push(")");
    }
    statement.push(" ORDER BY f.conferita_il DESC, f.id DESC LIMIT ").push_bind(one_more(limit));
    let items: Vec<DelegaCompletaLetta> = store.fetch(statement).await?;
    let items: Vec<DelegaCompleta> = items.into_iter().map(Into::into).collect();
    Ok(page(items, limit, |one| Position { istante: one.nota.delega.conferita_il, id: one.nota.delega.id.0 }))
}

pub(super) async fn tra(
    store: &PostgresStore,
    delegante: PersonaId,
    ente: EnteId,
) -> Result<Vec<DelegaNota>, StoreError> {
    let mut statement = Statement::new("SELECT ");
    write_nota(&mut statement);
    let statement = statement
        .sql("::text FROM deleghe AS f LEFT JOIN utilizzatori AS u ON u.persona_id = f.delegante_id ")
        .sql("WHERE f.delegante_id = ")
        .bind(delegante.0)
        .sql(" AND f.ente_id = ")
        .bind(ente.0)
        .sql(" ORDER BY f.id");
    Ok(store.fetch::<NotaLetta>(statement).await?.into_iter().map(Into::into).collect())
}
