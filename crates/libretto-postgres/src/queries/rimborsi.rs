//! Refunds, their transfers and their runs.

use super::{one_more, page};
use crate::connection::PostgresStore;
use crate::documents::{CORSA_RIMBORSI, CorsaRimborsiLetta, INVIO_RIMBORSO, PERSONA, RIMBORSO, RimborsoLetto};
use crate::names;
use crate::statement::Statement;
use libretto_core::iban::Iban;
use libretto_core::ids::{CorsaRimborsiId, RimborsoId};
use libretto_core::persona::Persona;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::{FiltroRimborsi, InvioCompleto, Page, Position, RimborsoCompleto};
use libretto_core::rimborso::{CorsaRimborsi, InvioRimborso};
use serde::Deserialize;

#[derive(Deserialize)]
struct Completo {
    rimborso: RimborsoLetto,
    persona: Persona,
    iban: Option<Iban>,
}

impl From<Completo> for RimborsoCompleto {
    fn from(read: Completo) -> Self {
        Self { rimborso: read.rimborso.into(), persona: read.persona, iban: read.iban }
    }
}

/// Selects whole refunds, up to the conditions.
fn whole() -> Statement {
    Statement::new("SELECT json_build_object('rimborso', ")
        .sql(RIMBORSO)
        .sql(", 'persona', ")
        .sql(PERSONA)
        .sql(", 'iban', i.iban)::text FROM rimborsi AS n JOIN persone AS p ON p.id = n.beneficiario_id ")
        .sql("LEFT JOIN coordinate_rimborsi AS i ON i.utilizzatore_id = n.utilizzatore_id AND i.id = n.coordinate_id ")
}

pub(super) async fn rimborso(store: &PostgresStore, id: RimborsoId) -> Result<Option<RimborsoCompleto>, StoreError> {
    let statement = whole().sql("WHERE n.id = ").bind(id.0);
    Ok(store.fetch_one::<Completo>(statement).await?.map(Into::into))
}

pub(super) async fn rimborsi(
    store: &PostgresStore,
    filtro: FiltroRimborsi,
    after: Option<Position>,
    limit: u32,
) -> Result<Page<RimborsoCompleto>, StoreError> {
    let mut statement = whole().sql("WHERE TRUE");
    if let Some(id) = filtro.utilizzatore {
        statement.push(" AND n.utilizzatore_id = ").push_bind(id.0);
    }
    if let Some(stato) = filtro.stato {
        statement.push(" AND n.stato = ").push_bind(names::stato_rimborso(stato).to_owned());
    }
    if let Some(Position { istante, id }) = after {
        statement.push(" AND (n.presentato_il, n.id) < (").push_bind(istante).push(", ").push_bind(id).push(")");
    }
    statement.push(" ORDER BY n.presentato_il DESC, n.id DESC LIMIT ").push_bind(one_more(limit));
    let items: Vec<Completo> = store.fetch(statement).await?;
    let items: Vec<RimborsoCompleto> = items.into_iter().map(Into::into).collect();
    Ok(page(items, limit, |one| Position { istante: one.rimborso.presentato_il, id: one.rimborso.id.0 }))
}

pub(super) async fn da_inviare(store: &PostgresStore, limit: u32) -> Result<Vec<RimborsoId>, StoreError> {
    let statement = Statement::new("SELECT to_json(n.id)::text FROM rimborsi AS n WHERE n.stato = 'approvato' ")
        // What a household asked for that has died is for the branch.
        .sql("AND NOT EXISTS (SELECT 1 FROM utilizzatori AS u WHERE u.id = n.utilizzatore_id ")
        .sql("AND u.persona_id = n.beneficiario_id AND u.decesso_giorno IS NOT NULL) ")
        .sql("ORDER BY n.id LIMIT ")
        .bind(i64::from(limit));
    store.fetch(statement).await
}

pub(super) async fn corse(
    store: &PostgresStore,
    below: Option<u32>,
    limit: u32,
) -> Result<Vec<CorsaRimborsi>, StoreError> {
    let mut statement = Statement::new("SELECT ").sql(CORSA_RIMBORSI).sql("::text FROM corse_rimborsi AS q");
    if let Some(number) = below {
        statement.push(" WHERE q.numero < ").push_bind(i64::from(number));
    }
    statement.push(" ORDER BY q.numero DESC LIMIT ").push_bind(i64::from(limit));
    Ok(store.fetch::<CorsaRimborsiLetta>(statement).await?.into_iter().map(Into::into).collect())
}

#[derive(Deserialize)]
struct InvioLetto {
    invio: InvioRimborso,
    persona: Persona,
    iban: Option<Iban>,
}

pub(super) async fn invii(store: &PostgresStore, corsa: CorsaRimborsiId) -> Result<Vec<InvioCompleto>, StoreError> {
    let statement = Statement::new("SELECT json_build_object('invio', ")
        .sql(INVIO_RIMBORSO)
        .sql(", 'persona', ")
        .sql(PERSONA)
        .sql(", 'iban', i.iban)::text FROM invii_rimborsi AS o JOIN persone AS p ON p.id = o.beneficiario_id ")
        .sql("LEFT JOIN coordinate_rimborsi AS i ON i.utilizzatore_id = o.utilizzatore_id AND i.id = o.coordinate_id ")
        .sql("WHERE o.corsa_id = ")
        .bind(corsa.0)
        .sql(" ORDER BY o.id");
    let found: Vec<InvioLetto> = store.fetch(statement).await?;
    Ok(found.into_iter().map(|InvioLetto { invio, persona, iban }| InvioCompleto { invio, persona, iban }).collect())
}
