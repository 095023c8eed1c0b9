//! What the register of looks shows (I11).

use super::{one_more, page};
use crate::connection::PostgresStore;
use crate::documents::ACCESSO;
use crate::statement::Statement;
use libretto_core::ids::PersonaId;
use libretto_core::ports::queries::{Page, Position};
use libretto_core::ports::{Accesso, StoreError};

pub(super) async fn accessi(
    store: &PostgresStore,
    persona: PersonaId,
    after: Option<Position>,
    limit: u32,
) -> Result<Page<Accesso>, StoreError> {
    let mut statement = Statement::new("SELECT ").sql(ACCESSO).sql("::text FROM accessi AS f WHERE f.persona_id = ");
    statement.push_bind(persona.0);
    if let Some(Position { istante, id }) = after {
        statement.push(" AND (f.istante, f.id) < (").push_bind(istante).push(", ").push_bind(id).push(")");
    }
    statement.push(" ORDER BY f.istante DESC, f.id DESC LIMIT ").push_bind(one_more(limit));
    let items: Vec<Accesso> = store.fetch(statement).await?;
    Ok(page(items, limit, |one| Position { istante: one.istante, id: one.id.0 }))
}
