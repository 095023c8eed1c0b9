//! What the tables hold against what a replay of the events gives: the tables are read into a state of their own, page by
//! page, and the core tells the two apart; what only a database can get wrong (lines without an event, two of a kind) is
//! asked of it directly.

mod orphans;
mod tables;

use crate::connection::{Inspector, PostgresStore};
use crate::statement::Statement;
use libretto_core::ids::UtilizzatoreId;
use libretto_core::memory::World;
use libretto_core::money::Euro;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::Differenza;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) async fn confronta(store: &PostgresStore, replayed: &World) -> Result<Vec<Differenza>, StoreError> {
    let mut inspector = store.inspector().await?;
    // A copy, so that what no table holds (the order of the movements, personal data) agrees with itself; everything that
    // a table does hold is then replaced by it.
    let mut held = replayed.clone();
    tables::read(&mut inspector, &mut held).await?;
    let mut found = replayed.differences(&held);
    found.extend(movements(&mut inspector, replayed, &held).await?);
    found.extend(orphans::find(&mut inspector).await?);
    Ok(found)
}

/// Wallets whose movements are compared at a time.
const WALLETS_OF_A_PAGE: usize = 1_000;

#[derive(Deserialize)]
struct Somma {
    titolare: UtilizzatoreId,
    riferimento: Uuid,
    importo: Euro,
}

/// I2: the movements of each wallet, summed by what they belong to.
async fn movements(inspector: &mut Inspector, replayed: &World, held: &World) -> Result<Vec<Differenza>, StoreError> {
    let mut ids: Vec<UtilizzatoreId> =
        replayed.portafogli.keys().chain(held.portafogli.keys()).map(|key| key.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::new();
    for page in ids.chunks(WALLETS_OF_A_PAGE) {
        let statement =
            Statement::new("SELECT json_build_object('titolare', s.titolare, 'riferimento', s.riferimento, ")
                .sql("'importo', sum(s.importo)::text)::text FROM scritture AS s ")
                .sql("WHERE s.conto IN ('portafoglio', 'portafoglio_bonus') AND s.titolare = ANY(")
                .bind(page.iter().map(|id| id.0).collect::<Vec<_>>())
                .sql(") GROUP BY s.titolare, s.riferimento");
        let sums: Vec<Somma> = inspector.fetch(&statement).await?;
        let mut differences: BTreeMap<(UtilizzatoreId, Uuid), Euro> = BTreeMap::new();
        for one in sums {
            *differences.entry((one.titolare, one.riferimento)).or_default() += one.importo;
        }
        for id in page {
            for one in replayed.movimenti(*id, None, u32::MAX).items {
                *differences.entry((*id, one.riferimento)).or_default() -= one.importo;
            }
        }
        let wrong = differences.into_iter().filter(|(_, difference)| !difference.is_zero());
        found.extend(wrong.map(|((id, riferimento), difference)| Differenza {
            invariante: "I2",
            descrizione: format!(
                "entries of wallet {id} for {riferimento}: the store holds {difference} more than the events give"
            ),
        }));
    }
    Ok(found)
}
