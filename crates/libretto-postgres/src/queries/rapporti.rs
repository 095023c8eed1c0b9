//! The employments of a household: what it declared, and what the registry communicated.

use crate::connection::PostgresStore;
use crate::documents::{COMUNICAZIONE, ComunicataLetta, RAPPORTO};
use crate::statement::Statement;
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::ports::{RAPPORTI_MAX, StoreError};
use libretto_core::rapporto::Rapporto;
use serde::Deserialize;
use std::cmp::Reverse;

/// One of the two kinds, with the worker's profile where the row does not hold it.
#[derive(Deserialize)]
struct Letto {
    dichiarato: Option<Rapporto>,
    comunicato: Option<ComunicataLetta>,
    prestatore: Option<PrestatoreId>,
}

pub(super) async fn rapporti(store: &PostgresStore, id: UtilizzatoreId) -> Result<Vec<Rapporto>, StoreError> {
    // Each kind is cut by itself, so that the first of both together are among what is read.
    let mut statement = Statement::new("(SELECT json_build_object('dichiarato', ").sql(RAPPORTO);
    statement.push(")::text FROM rapporti AS k WHERE k.utilizzatore_id = ").push_bind(id.0);
    statement.push(" ORDER BY k.dal DESC, k.id DESC LIMIT ").push_bind(i64::from(RAPPORTI_MAX));
    statement.push(") UNION ALL (SELECT json_build_object('comunicato', ").push(COMUNICAZIONE);
    statement.push(", 'prestatore', l.id)::text FROM utilizzatori AS u ");
    statement.push("JOIN comunicazioni_obbligatorie AS q ON q.datore_id = u.persona_id ");
    statement.push("JOIN prestatori AS l ON l.persona_id = q.lavoratore_id WHERE u.id = ").push_bind(id.0);
    statement.push(" ORDER BY q.dal DESC, q.id DESC LIMIT ").push_bind(i64::from(RAPPORTI_MAX)).push(")");
    let found: Vec<Letto> = store.fetch(statement).await?;
    let mut all: Vec<Rapporto> = found
        .into_iter()
        .filter_map(|one| {
            let told = one.comunicato.zip(one.prestatore).map(|(told, prestatore)| told.rapporto(id, prestatore));
            one.dichiarato.or(told)
        })
        .collect();
    all.sort_by_key(|one| Reverse((one.dal, one.id)));
    all.truncate(usize::try_from(RAPPORTI_MAX).unwrap_or(usize::MAX));
    Ok(all)
}
