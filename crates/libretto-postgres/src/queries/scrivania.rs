//! The dashboard of a household: one statement, whatever it shows.

use super::anni::{LavoratoreLetto, by_name, write_anno_utilizzatore, write_lavoratori};
use super::portafoglio::{SaldoLetto, write_saldo};
use crate::connection::PostgresStore;
use crate::documents::{PRESTAZIONE, PrestazioneLetta, UTILIZZATORE, UtilizzatoreLetto, VERSAMENTO, VersamentoLetto};
use crate::statement::Statement;
use libretto_core::ids::UtilizzatoreId;
use libretto_core::limits::AnnoUtilizzatore;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::{SCRIVANIA_ITEMS_MAX, Scrivania};
use serde::Deserialize;

#[derive(Deserialize)]
struct Letta {
    utilizzatore: UtilizzatoreLetto,
    saldo: SaldoLetto,
    anno: Option<AnnoUtilizzatore>,
    lavoratori: Option<Vec<LavoratoreLetto>>,
    ultime: Option<Vec<PrestazioneLetta>>,
    in_corso: Option<Vec<PrestazioneLetta>>,
    versamenti_in_attesa: Option<Vec<VersamentoLetto>>,
}

pub(super) async fn scrivania(
    store: &PostgresStore,
    id: UtilizzatoreId,
    anno: i32,
) -> Result<Option<Scrivania>, StoreError> {
    let mut statement = Statement::new("SELECT json_build_object('utilizzatore', ").sql(UTILIZZATORE);
    statement.push(", 'saldo', ");
    write_saldo(&mut statement, id);
    statement.push(", 'anno', ");
    write_anno_utilizzatore(&mut statement, id, anno);
    statement.push(", 'lavoratori', (SELECT json_agg(x.document) FROM (");
    write_lavoratori(&mut statement, id, anno);
    statement.push(") AS x), 'ultime', ");
    write_records(&mut statement, id, "");
    statement.push(", 'in_corso', ");
    write_records(&mut statement, id, " AND z.stato IN ('accettata', 'convalidata')");
    statement.push(", 'versamenti_in_attesa', ");
    write_top_ups(&mut statement, id);
    statement.push(")::text FROM utilizzatori AS u JOIN persone AS p ON p.id = u.persona_id WHERE u.id = ");
    statement.push_bind(id.0);
    let found: Option<Letta> = store.fetch_one(statement).await?;
    Ok(found.map(|found| Scrivania {
        utilizzatore: found.utilizzatore.into(),
        saldo: found.saldo.into(),
        anno: found.anno.unwrap_or_default(),
        lavoratori: by_name(found.lavoratori.unwrap_or_default(), anno),
        ultime: found.ultime.into_iter().flatten().map(Into::into).collect(),
        in_corso: found.in_corso.into_iter().flatten().map(Into::into).collect(),
        versamenti_in_attesa: found.versamenti_in_attesa.into_iter().flatten().map(Into::into).collect(),
    }))
}

/// Writes the document of a household's latest records.
fn write_records(statement: &mut Statement, id: UtilizzatoreId, condition: &'static str) {
    statement.push("(SELECT json_agg(").push(PRESTAZIONE).push(" ORDER BY z.inizio DESC, z.id DESC) ");
    statement.push("FROM (SELECT * FROM prestazioni AS z WHERE z.utilizzatore_id = ").push_bind(id.0).push(condition);
    statement.push(" ORDER BY z.inizio DESC, z.id DESC LIMIT ").push_bind(i64::from(SCRIVANIA_ITEMS_MAX));
    statement.push(") AS z)");
}

fn write_top_ups(statement: &mut Statement, id: UtilizzatoreId) {
    statement.push("(SELECT json_agg(").push(VERSAMENTO).push(" ORDER BY v.aperto_il DESC, v.id DESC) ");
    statement.push("FROM (SELECT * FROM versamenti AS v WHERE v.utilizzatore_id = ").push_bind(id.0);
    statement.push(" AND v.stato = 'in_attesa' ORDER BY v.aperto_il DESC, v.id DESC LIMIT ");
    statement.push_bind(i64::from(SCRIVANIA_ITEMS_MAX)).push(") AS v)");
}
