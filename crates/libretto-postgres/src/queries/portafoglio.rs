//! Wallets, their top-ups and their movements.

use super::{one_more, page};
use crate::connection::PostgresStore;
use crate::documents::{BONUS, BonusLetto, PORTAFOGLIO, VERSAMENTO, VersamentoLetto};
use crate::names;
use crate::statement::Statement;
use chrono::{DateTime, Utc};
use libretto_core::bonus::Bonus;
use libretto_core::ids::{EventId, UtilizzatoreId, VersamentoId};
use libretto_core::money::Euro;
use libretto_core::portafoglio::{Borsa, Portafoglio, StatoVersamento, Versamento};
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::{BONUS_MAX, MovimentoPortafoglio, Page, Position, SaldoPortafoglio};
use serde::Deserialize;

pub(super) async fn versamento(store: &PostgresStore, id: VersamentoId) -> Result<Option<Versamento>, StoreError> {
    let statement =
        Statement::new("SELECT ").sql(VERSAMENTO).sql("::text FROM versamenti AS v WHERE v.id = ").bind(id.0);
    Ok(store.fetch_one::<VersamentoLetto>(statement).await?.map(Into::into))
}

pub(super) async fn versamenti(
    store: &PostgresStore,
    utilizzatore: UtilizzatoreId,
    stato: Option<StatoVersamento>,
    after: Option<Position>,
    limit: u32,
) -> Result<Page<Versamento>, StoreError> {
    let mut statement = Statement::new("SELECT ")
        .sql(VERSAMENTO)
        .sql("::text FROM versamenti AS v WHERE v.utilizzatore_id = ")
        .bind(utilizzatore.0);
    if let Some(stato) = stato {
        statement.push(" AND v.stato = ").push_bind(names::stato_versamento(stato).to_owned());
    }
    if let Some(Position { istante, id }) = after {
        statement.push(" AND (v.aperto_il, v.id) < (").push_bind(istante).push(", ").push_bind(id).push(")");
    }
    statement.push(" ORDER BY v.aperto_il DESC, v.id DESC LIMIT ").push_bind(one_more(limit));
    let items: Vec<VersamentoLetto> = store.fetch(statement).await?;
    let items: Vec<Versamento> = items.into_iter().map(Into::into).collect();
    Ok(page(items, limit, |one| Position { istante: one.aperto_il, id: one.id.0 }))
}

pub(super) async fn bonus(store: &PostgresStore, utilizzatore: UtilizzatoreId) -> Result<Vec<Bonus>, StoreError> {
    let statement = Statement::new("SELECT ")
        .sql(BONUS)
        .sql("::text FROM bonus AS b WHERE b.utilizzatore_id = ")
        .bind(utilizzatore.0)
        .sql(" ORDER BY b.concesso_il DESC, b.id DESC LIMIT ")
        .bind(i64::from(BONUS_MAX));
    Ok(store.fetch::<BonusLetto>(statement).await?.into_iter().map(Into::into).collect())
}

/// A wallet with what is still expected, as it is read.
#[derive(Deserialize)]
pub(super) struct SaldoLetto {
    portafoglio: Option<Portafoglio>,
    bonus: Option<Portafoglio>,
    in_attesa: Euro,
}

impl From<SaldoLetto> for SaldoPortafoglio {
    fn from(read: SaldoLetto) -> Self {
        Self { portafoglio: read.portafoglio.unwrap_or_default(), bonus: read.bonus, in_attesa: read.in_attesa }
    }
}

/// Writes the document of a wallet with what is still expected.
pub(super) fn write_saldo(statement: &mut Statement, utilizzatore: UtilizzatoreId) {
    statement.push("json_build_object('portafoglio', (SELECT ").push(PORTAFOGLIO);
    statement
        .push(" FROM portafogli AS w WHERE w.borsa = 'propria' AND w.utilizzatore_id = ")
        .push_bind(utilizzatore.0);
    statement.push("), 'bonus', (SELECT ").push(PORTAFOGLIO);
    statement.push(" FROM portafogli AS w WHERE w.borsa = 'bonus' AND w.mosse > 0 AND w.utilizzatore_id = ");
    statement.push_bind(utilizzatore.0);
    statement.push("), 'in_attesa', (SELECT coalesce(sum(v.importo), 0.00)::text FROM versamenti AS v ");
    statement.push("WHERE v.stato = 'in_attesa' AND v.utilizzatore_id = ").push_bind(utilizzatore.0).push("))");
}

pub(super) async fn portafoglio(
    store: &PostgresStore,
    utilizzatore: UtilizzatoreId,
) -> Result<SaldoPortafoglio, StoreError> {
    let mut statement = Statement::new("SELECT ");
    write_saldo(&mut statement, utilizzatore);
    statement.push("::text");
    Ok(store.fetch_one::<SaldoLetto>(statement).await?.map(Into::into).unwrap_or_default())
}

#[derive(Deserialize)]
struct MovimentoLetto {
    evento: EventId,
    causale: String,
    riferimento: uuid::Uuid,
    borsa: Borsa,
    importo: Euro,
    istante: DateTime<Utc>,
}

/// A correction gives back and takes anew: the most lines that one event has on a wallet.
const LINES_OF_ONE_EVENT_MAX: i64 = 2;

/// The movements of one event are never parted: a page that would end among them holds them all.
pub(super) async fn movimenti(
    store: &PostgresStore,
    utilizzatore: UtilizzatoreId,
    after: Option<Position>,
    limit: u32,
) -> Result<Page<MovimentoPortafoglio>, StoreError> {
    let mut statement = Statement::new("SELECT json_build_object('evento', s.evento, 'causale', s.causale, ")
        .sql("'riferimento', s.riferimento, 'borsa', CASE s.conto WHEN 'portafoglio' THEN 'propria' ELSE 'bonus' END, 'importo', s.importo::text, 'istante', s.istante)::text ")
        .sql("FROM scritture AS s WHERE s.conto IN ('portafoglio', 'portafoglio_bonus') AND s.titolare = ")
        .bind(utilizzatore.0);
    if let Some(Position { istante, id }) = after {
        statement.push(" AND (s.istante, s.evento) < (").push_bind(istante).push(", ").push_bind(id).push(")");
    }
    statement.push(" ORDER BY s.istante DESC, s.evento DESC, s.riga DESC LIMIT ");
    statement.push_bind(i64::from(limit) + LINES_OF_ONE_EVENT_MAX);
    let mut rows: Vec<MovimentoLetto> = store.fetch(statement).await?;
    let mut end = usize::try_from(limit).unwrap_or(usize::MAX).min(rows.len());
    while end > 0 && end < rows.len() && rows[end].evento == rows[end - 1].evento {
        end += 1;
    }
    let more = end < rows.len();
    rows.truncate(end);
    let next = rows.last().filter(|_| more).map(|one| Position { istante: one.istante, id: one.evento.0 });
    let items = rows.into_iter().map(|MovimentoLetto { evento, causale, riferimento, borsa, importo, istante }| {
        MovimentoPortafoglio { evento, causale, riferimento, borsa, importo, istante }
    });
    Ok(Page { items: items.collect(), next })
}
