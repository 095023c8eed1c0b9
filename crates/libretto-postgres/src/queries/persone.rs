//! People and their profiles.

use crate::connection::PostgresStore;
use crate::documents::{PERSONA, PRESTATORE, PrestatoreLetto, UTILIZZATORE, UtilizzatoreLetto};
use crate::statement::Statement;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::iban::Iban;
use libretto_core::ids::{CoordinateId, PersonaId, PrestatoreId, UtilizzatoreId};
use libretto_core::persona::{Persona, PersonalRecord};
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::Profili;
use libretto_core::prestatore::Prestatore;
use libretto_core::utilizzatore::Utilizzatore;
use serde::Deserialize;

#[derive(Deserialize)]
struct ProfiliLetti {
    persona: Persona,
    utilizzatore: Option<UtilizzatoreId>,
    prestatore: Option<PrestatoreId>,
}

pub(super) async fn profili(store: &PostgresStore, code: &CodiceFiscale) -> Result<Option<Profili>, StoreError> {
    let statement = Statement::new("SELECT json_build_object('persona', ")
        .sql(PERSONA)
        .sql(", 'utilizzatore', u.id, 'prestatore', l.id)::text FROM persone AS p ")
        .sql("LEFT JOIN utilizzatori AS u ON u.persona_id = p.id LEFT JOIN prestatori AS l ON l.persona_id = p.id ")
        .sql("WHERE p.impronta = ")
        .bind(store.key.of(code));
    let found: Option<ProfiliLetti> = store.fetch_one(statement).await?;
    Ok(found.map(|ProfiliLetti { persona, utilizzatore, prestatore }| Profili { persona, utilizzatore, prestatore }))
}

pub(super) async fn utilizzatore(
    store: &PostgresStore,
    id: UtilizzatoreId,
) -> Result<Option<Utilizzatore>, StoreError> {
    let statement = Statement::new("SELECT ")
        .sql(UTILIZZATORE)
        .sql("::text FROM utilizzatori AS u JOIN persone AS p ON p.id = u.persona_id WHERE u.id = ")
        .bind(id.0);
    Ok(store.fetch_one::<UtilizzatoreLetto>(statement).await?.map(Into::into))
}

pub(super) async fn prestatore(store: &PostgresStore, id: PrestatoreId) -> Result<Option<Prestatore>, StoreError> {
    let statement = Statement::new("SELECT ")
        .sql(PRESTATORE)
        .sql("::text FROM prestatori AS l JOIN persone AS p ON p.id = l.persona_id WHERE l.id = ")
        .bind(id.0);
    Ok(store.fetch_one::<PrestatoreLetto>(statement).await?.map(Into::into))
}

pub(super) async fn iban(store: &PostgresStore, id: PrestatoreId) -> Result<Option<Iban>, StoreError> {
    let statement = Statement::new("SELECT to_json(c.iban)::text FROM (SELECT m.prestatore_id, m.coordinate_id ")
        .sql("FROM modalita_scelte AS m WHERE m.prestatore_id = ")
        .bind(id.0)
        .sql(" ORDER BY m.numero DESC LIMIT 1) AS m ")
        .sql("JOIN coordinate AS c ON c.prestatore_id = m.prestatore_id AND c.id = m.coordinate_id");
    store.fetch_one(statement).await
}

#[derive(Deserialize)]
struct Conosciuta {
    persona: Persona,
    coordinate: Option<Vec<Conto>>,
}

#[derive(Deserialize)]
struct Conto {
    id: CoordinateId,
    prestatore: PrestatoreId,
    iban: Iban,
}

/// What is known of some people, in the order asked, each with the accounts that they chose as workers.
pub(super) async fn persone(store: &PostgresStore, ids: &[PersonaId]) -> Result<Vec<PersonalRecord>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let statement = Statement::new("SELECT json_build_object('persona', ")
        .sql(PERSONA)
        .sql(", 'coordinate', (SELECT json_agg(json_build_object('id', c.id, 'prestatore', c.prestatore_id, ")
        .sql("'iban', c.iban) ORDER BY m.numero) FROM prestatori AS l ")
        .sql("JOIN modalita_scelte AS m ON m.prestatore_id = l.id ")
        .sql("JOIN coordinate AS c ON c.prestatore_id = l.id AND c.id = m.coordinate_id ")
        .sql("WHERE l.persona_id = p.id))::text FROM unnest(")
        .bind(ids.iter().map(|id| id.0).collect::<Vec<_>>())
        .sql(") WITH ORDINALITY AS k (id, place) JOIN persone AS p ON p.id = k.id ORDER BY k.place");
    let found: Vec<Conosciuta> = store.fetch(statement).await?;
    let records = found.into_iter().flat_map(|Conosciuta { persona, coordinate }| {
        let accounts = coordinate.into_iter().flatten();
        let accounts =
            accounts.map(|Conto { id, prestatore, iban }| PersonalRecord::Coordinate { id, prestatore, iban });
        std::iter::once(PersonalRecord::Persona(persona)).chain(accounts)
    });
    Ok(records.collect())
}
