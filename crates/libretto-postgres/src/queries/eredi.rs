//! Heirs and their cases.

use super::{one_more, page};
use crate::connection::PostgresStore;
use crate::documents::{
    EREDE, EVENTO, EredeLetto, Parti, PraticaLetta, UTILIZZATORE, UtilizzatoreLetto, write_pratica,
};
use crate::statement::Statement;
use libretto_core::eredi::Erede;
use libretto_core::event::{Event, Fatto};
use libretto_core::ids::{EredeId, EventId, UtilizzatoreId};
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::{FiltroPratiche, OPERAZIONI_MAX, Page, Position, PraticaCompleta};
use serde::Deserialize;

pub(super) async fn erede(store: &PostgresStore, id: EredeId) -> Result<Option<Erede>, StoreError> {
    let statement = Statement::new("SELECT ")
        .sql(EREDE)
        .sql("::text FROM eredi AS h JOIN persone AS p ON p.id = h.persona_id WHERE h.id = ")
        .bind(id.0);
    Ok(store.fetch_one::<EredeLetto>(statement).await?.map(Into::into))
}

#[derive(Deserialize)]
struct Completa {
    caso: PraticaLetta,
    defunto: UtilizzatoreLetto,
}

impl From<Completa> for PraticaCompleta {
    fn from(read: Completa) -> Self {
        let Parti { pratica, persone, rimborsi, portafoglio, lavoro_in_sospeso } = read.caso.into_parts();
        Self { pratica, defunto: read.defunto.into(), persone, rimborsi, portafoglio, lavoro_in_sospeso }
    }
}

/// Selects whole cases, up to the conditions.
fn whole() -> Statement {
    let mut statement = Statement::new("SELECT json_build_object('caso', ");
    write_pratica(&mut statement);
    statement
        .sql(", 'defunto', ")
        .sql(UTILIZZATORE)
        .sql(")::text FROM pratiche_eredi AS q ")
        .sql("JOIN utilizzatori AS u ON u.id = q.utilizzatore_id JOIN persone AS p ON p.id = u.persona_id WHERE ")
}

pub(super) async fn pratica(
    store: &PostgresStore,
    utilizzatore: UtilizzatoreId,
) -> Result<Option<PraticaCompleta>, StoreError> {
    let statement = whole().sql("q.utilizzatore_id = ").bind(utilizzatore.0);
    Ok(store.fetch_one::<Completa>(statement).await?.map(Into::into))
}

pub(super) async fn pratiche(
    store: &PostgresStore,
    filtro: FiltroPratiche,
    after: Option<Position>,
    limit: u32,
) -> Result<Page<PraticaCompleta>, StoreError> {
    let mut statement = whole().sql("TRUE");
    if let Some(id) = filtro.erede {
        statement.push(" AND EXISTS (SELECT 1 FROM pratiche_di_erede AS k WHERE k.erede_id = ").push_bind(id.0);
        statement.push(" AND k.utilizzatore_id = q.utilizzatore_id)");
    }
    if filtro.da_lavorare {
        statement.push(" AND q.da_lavorare");
    }
    if let Some(Position { istante, id }) = after {
        statement
            .push(" AND (q.aperta_il, q.utilizzatore_id) < (")
            .push_bind(istante)
            .push(", ")
            .push_bind(id)
            .push(")");
    }
    statement.push(" ORDER BY q.aperta_il DESC, q.utilizzatore_id DESC LIMIT ").push_bind(one_more(limit));
    let items: Vec<Completa> = store.fetch(statement).await?;
    let items: Vec<PraticaCompleta> = items.into_iter().map(Into::into).collect();
    Ok(page(items, limit, |one| Position { istante: one.pratica.aperta_il, id: one.pratica.utilizzatore.0 }))
}

pub(super) async fn atti_pratica(
    store: &PostgresStore,
    utilizzatore: UtilizzatoreId,
    after: Option<EventId>,
) -> Result<Vec<Event>, StoreError> {
    let statement = Statement::new("SELECT ")
        .sql(EVENTO)
        .sql("::text FROM eventi AS e WHERE e.casa = ")
        .bind(utilizzatore.0)
        .sql(" AND (e.entita = ")
        .bind(utilizzatore.pratica_eredi())
        .sql(" OR e.tipo = ANY(")
        .bind(Fatto::BESIDE_A_CASE.map(str::to_owned).to_vec())
        .sql(")) AND e.id > ")
        // Nothing comes before the first act.
        .bind(after.map_or(uuid::Uuid::nil(), |id| id.0))
        .sql(" ORDER BY e.id LIMIT ")
        .bind(i64::try_from(OPERAZIONI_MAX).unwrap_or(i64::MAX));
    store.fetch(statement).await
}
