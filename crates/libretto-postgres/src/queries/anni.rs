//! The counters of the years, and a household's workers.

use crate::connection::PostgresStore;
use crate::documents::{ESTERNI, EsterniLetti, PERSONA};
use crate::statement::Statement;
use libretto_core::compensi_esterni::EsterniNoti;
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::limits::{Anni, AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore, Uso};
use libretto_core::month::Month;
use libretto_core::persona::Persona;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::LavoratoreInAnno;
use libretto_core::regime::Regime;
use serde::Deserialize;
use std::cmp::Ordering;

/// Writes the document of a household's year, or null.
pub(super) fn write_anno_utilizzatore(statement: &mut Statement, id: UtilizzatoreId, anno: i32) {
    statement.push("(SELECT json_build_object('computato', y.computato::text, 'compensi', y.compensi::text) ");
    statement.push("FROM anni_utilizzatore AS y WHERE y.utilizzatore_id = ").push_bind(id.0);
    statement.push(" AND y.anno = ").push_bind(anno).push(")");
}

pub(super) async fn anno_utilizzatore(
    store: &PostgresStore,
    id: UtilizzatoreId,
    anno: i32,
) -> Result<AnnoUtilizzatore, StoreError> {
    let mut statement = Statement::new("SELECT coalesce(");
    write_anno_utilizzatore(&mut statement, id, anno);
    statement.push("::text, 'null')");
    Ok(store.fetch_one::<Option<AnnoUtilizzatore>>(statement).await?.flatten().unwrap_or_default())
}

pub(super) async fn anno_prestatore(
    store: &PostgresStore,
    id: PrestatoreId,
    anno: i32,
) -> Result<AnnoPrestatore, StoreError> {
    let statement =
        Statement::new("SELECT json_build_object('compensi', y.compensi::text, 'esterni', y.esterni::text)::text ")
            .sql("FROM anni_prestatore AS y WHERE y.prestatore_id = ")
            .bind(id.0)
            .sql(" AND y.anno = ")
            .bind(anno);
    Ok(store.fetch_one(statement).await?.unwrap_or_default())
}

/// The last known external pay of a worker's year.
pub(super) async fn compensi_esterni(
    store: &PostgresStore,
    id: PrestatoreId,
    anno: i32,
) -> Result<Option<EsterniNoti>, StoreError> {
    let statement = Statement::new("SELECT ")
        .sql(ESTERNI)
        .sql("::text FROM anni_prestatore AS y WHERE y.esterni_versione > 0 AND y.prestatore_id = ")
        .bind(id.0)
        .sql(" AND y.anno = ")
        .bind(anno);
    Ok(store.fetch_one::<EsterniLetti>(statement).await?.map(Into::into))
}

/// A worker of a household's year, as it is read: with the worker's own counter, of which only one bit is told.
#[derive(Deserialize)]
pub(super) struct LavoratoreLetto {
    prestatore: PrestatoreId,
    persona: Persona,
    coppia: AnnoCoppia,
    anno: AnnoPrestatore,
}

/// Writes the select that returns one document for each worker of a household's year, as `document`.
pub(super) fn write_lavoratori(statement: &mut Statement, id: UtilizzatoreId, anno: i32) {
    statement.push("SELECT json_build_object('prestatore', y.prestatore_id, 'persona', ").push(PERSONA);
    statement.push(", 'coppia', json_build_object('compensi', y.compensi::text, 'minuti', y.minuti, ");
    statement.push("'versione', y.versione), 'anno', json_build_object('compensi', coalesce(a.compensi, 0.00)::text, ");
    statement.push("'esterni', coalesce(a.esterni, 0.00)::text)) AS document ");
    statement.push("FROM anni_coppia AS y JOIN prestatori AS l ON l.id = y.prestatore_id ");
    statement.push("JOIN persone AS p ON p.id = l.persona_id LEFT JOIN anni_prestatore AS a ");
    statement.push("ON a.prestatore_id = y.prestatore_id AND a.anno = y.anno WHERE y.utilizzatore_id = ");
    statement.push_bind(id.0).push(" AND y.anno = ").push_bind(anno);
}

pub(super) async fn lavoratori(
    store: &PostgresStore,
    id: UtilizzatoreId,
    anno: i32,
) -> Result<Vec<LavoratoreInAnno>, StoreError> {
    let mut statement = Statement::new("SELECT x.document::text FROM (");
    write_lavoratori(&mut statement, id, anno);
    statement.push(") AS x");
    Ok(by_name(store.fetch(statement).await?, anno))
}

/// The workers by family and given name. Sorted here, so that the order does not depend on the server's language.
pub(super) fn by_name(read: Vec<LavoratoreLetto>, anno: i32) -> Vec<LavoratoreInAnno> {
    let regime = Month::new(anno, 12).and_then(|december| Regime::on(december.last_day()).ok());
    let reached = |prestatore| {
        regime.as_ref().is_some_and(|regime| {
            let anni = Anni { prestatore, ..Anni::default() };
            Uso::new(&anni, regime).prestatore.titoli_residui == 0
        })
    };
    let mut workers: Vec<_> = read
        .into_iter()
        .map(|LavoratoreLetto { prestatore, persona, coppia, anno }| LavoratoreInAnno {
            prestatore,
            persona,
            coppia,
            limite_raggiunto: reached(anno),
        })
        .collect();
    workers.sort_by(compare);
    workers
}

fn compare(one: &LavoratoreInAnno, other: &LavoratoreInAnno) -> Ordering {
    let (first, second) = (&one.persona, &other.persona);
    let names = first.cognome.cmp(&second.cognome).then_with(|| first.nome_proprio.cmp(&second.nome_proprio));
    names.then_with(|| one.prestatore.cmp(&other.prestatore))
}
