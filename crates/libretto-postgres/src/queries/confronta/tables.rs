//! The tables as a state.

use crate::connection::Inspector;
use crate::documents::{
    BONUS, BonusLetto, COMUNICAZIONE, CORSA, CORSA_RIMBORSI, ComunicataLetta, CorsaLetta, CorsaRimborsiLetta, DELEGA,
    DelegaLetta, EREDE, ESTERNI, EredeLetto, EsterniLetti, INVIO_RIMBORSO, PAGAMENTO, PRESTATORE, PRESTAZIONE,
    PrestatoreLetto, PrestazioneLetta, RAPPORTO, RICEVUTA, RIMBORSO, RicevutaLetta, RimborsoLetto, UTILIZZATORE,
    UtilizzatoreLetto, VERSAMENTO, VersamentoLetto,
};
use crate::statement::{Statement, Value};
use libretto_core::bonus::Bonus;
use libretto_core::compensi_esterni::EsterniNoti;
use libretto_core::comunicazione_obbligatoria::Comunicata;
use libretto_core::delega::Delega;
use libretto_core::eredi::{Erede, Pratica};
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::ledger::Conto;
use libretto_core::limits::{AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore};
use libretto_core::memory::World;
use libretto_core::money::Euro;
use libretto_core::pagamento::{Corsa, Pagamento};
use libretto_core::portafoglio::versamento::RicevutaRegistrata;
use libretto_core::portafoglio::{Borsa, Portafoglio, Versamento};
use libretto_core::ports::StoreError;
use libretto_core::prestatore::Prestatore;
use libretto_core::prestazione::Prestazione;
use libretto_core::rapporto::Rapporto;
use libretto_core::rimborso::{CorsaRimborsi, InvioRimborso, Rimborso};
use libretto_core::utilizzatore::Utilizzatore;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Rows of a page.
const PAGE: i64 = 5_000;

/// How a table is read page by page.
struct Table {
    document: &'static str,
    /// From the name of the table on.
    from: &'static str,
    /// The columns of its order, which tell every row apart.
    keys: &'static str,
}

/// Replaces the parts of a state that tables hold by what they hold.
pub(super) async fn read(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    people(inspector, world).await?;
    heirs(inspector, world).await?;
    delegations(inspector, world).await?;
    money(inspector, world).await?;
    refunds(inspector, world).await?;
    work(inspector, world).await?;
    years(inspector, world).await?;
    balances(inspector, world).await
}

/// Every row of a table, in pages.
async fn all<T: DeserializeOwned>(
    inspector: &mut Inspector,
    table: &Table,
    position: impl Fn(&T) -> Vec<Value> + Send,
) -> Result<Vec<T>, StoreError> {
    let mut rows: Vec<T> = Vec::new();
    loop {
        let mut statement = Statement::new("SELECT ").sql(table.document).sql("::text FROM ").sql(table.from);
        if let Some(last) = rows.last() {
            statement.push(" WHERE (").push(table.keys).push(") > (");
            for (place, value) in position(last).into_iter().enumerate() {
                statement.push(if place == 0 { "" } else { ", " }).push_bind(value);
            }
            statement.push(")");
        }
        statement.push(" ORDER BY ").push(table.keys).push(" LIMIT ").push_bind(PAGE);
        let page: Vec<T> = inspector.fetch(&statement).await?;
        if page.is_empty() {
            return Ok(rows);
        }
        rows.extend(page);
    }
}

/// Reads a table whose documents become values of the core, each under its key.
macro_rules! collect {
    ($inspector:expr, $letto:ty => $target:ty, $document:expr, $from:literal, $keys:literal, $position:expr) => {{
        let table = Table { document: $document, from: $from, keys: $keys };
        let position: fn(&$letto) -> Vec<Value> = $position;
        let rows = all($inspector, &table, position).await?;
        rows.into_iter().map(<$target>::from)
    }};
}

fn ids(one: Uuid, other: Uuid) -> Vec<Value> {
    vec![one.into(), other.into()]
}

async fn people(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    let households = collect!(
        inspector, UtilizzatoreLetto => Utilizzatore, UTILIZZATORE,
        "utilizzatori AS u JOIN persone AS p ON p.id = u.persona_id", "u.id", |one| vec![one.key().into()]
    );
    world.utilizzatori = households.map(|one| (one.id, one)).collect();
    let workers = collect!(
        inspector, PrestatoreLetto => Prestatore, PRESTATORE,
        "prestatori AS l JOIN persone AS p ON p.id = l.persona_id", "l.id", |one| vec![one.key().into()]
    );
    world.prestatori = workers.map(|one| (one.id, one)).collect();
    let declared = collect!(
        inspector, Rapporto => Rapporto, RAPPORTO,
        "rapporti AS k", "k.utilizzatore_id, k.prestatore_id, k.id",
        |one| vec![one.utilizzatore.0.into(), one.prestatore.0.into(), one.id.0.into()]
    );
    let mut pairs: BTreeMap<_, Vec<Rapporto>> = BTreeMap::new();
    for one in declared {
        pairs.entry((one.utilizzatore, one.prestatore)).or_default().push(one);
    }
    world.rapporti = pairs;
    let told = collect!(
        inspector, ComunicataLetta => Comunicata, COMUNICAZIONE,
        "comunicazioni_obbligatorie AS q", "q.datore_id, q.lavoratore_id, q.id",
        |one| one.keys().map(Value::from).to_vec()
    );
    world.comunicazioni = told.map(|one| (one.comunicazione.id, one)).collect();
    Ok(())
}

async fn heirs(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    let heirs = collect!(
        inspector, EredeLetto => Erede, EREDE,
        "eredi AS h JOIN persone AS p ON p.id = h.persona_id", "h.id", |one| vec![one.key().into()]
    );
    world.eredi = heirs.map(|one| (one.id, one)).collect();
    let cases = collect!(
        inspector, Pratica => Pratica, "q.pratica", "pratiche_eredi AS q", "q.utilizzatore_id",
        |one| vec![one.utilizzatore.0.into()]
    );
    world.pratiche = cases.map(|one| (one.utilizzatore, one)).collect();
    Ok(())
}

async fn delegations(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    let given = collect!(
        inspector, DelegaLetta => Delega, DELEGA,
        "deleghe AS f", "f.delegante_id, f.id", |one| one.keys().map(Value::from).to_vec()
    );
    world.deleghe = given.map(|one| (one.id, one)).collect();
    Ok(())
}

#[derive(Deserialize)]
struct PortafoglioLetto {
    utilizzatore: UtilizzatoreId,
    borsa: Borsa,
    mosse: u32,
    portafoglio: Portafoglio,
}

async fn money(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    let top_ups = collect!(
        inspector, VersamentoLetto => Versamento, VERSAMENTO,
        "versamenti AS v", "v.utilizzatore_id, v.id", |one| ids(one.home(), one.key())
    );
    world.versamenti = top_ups.map(|one| (one.id, one)).collect();
    let bonuses = collect!(
        inspector, BonusLetto => Bonus, BONUS,
        "bonus AS b", "b.utilizzatore_id, b.id", |one| ids(one.home(), one.key())
    );
    world.bonus = bonuses.map(|one| ((one.utilizzatore, one.id), one)).collect();
    let receipts = collect!(
        inspector, RicevutaLetta => RicevutaRegistrata, RICEVUTA, "ricevute AS r", "r.id", |one| vec![one.key().into()]
    );
    world.ricevute = receipts.map(|one| (one.id, one)).collect();
    let runs = collect!(inspector, CorsaLetta => Corsa, CORSA, "corse AS c", "c.id", |one| vec![one.key().into()]);
    world.corse = runs.map(|one| (one.id, one)).collect();
    let payments = collect!(
        inspector, Pagamento => Pagamento, PAGAMENTO,
        "pagamenti AS g", "g.prestatore_id, g.id", |one| ids(one.prestatore.0, one.id.0)
    );
    world.pagamenti = payments.map(|one| ((one.corsa, one.id), one)).collect();
    let wallets = Table {
        document: "json_build_object('utilizzatore', w.utilizzatore_id, 'borsa', w.borsa, 'mosse', w.mosse, \
            'portafoglio', json_build_object('versato', w.versato::text, 'impegnato', w.impegnato::text, 'speso', w.speso::text, \
            'rimborsato', w.rimborsato::text))",
        // A purse that never moved is there only because a death closed it.
        from: "(SELECT * FROM portafogli AS a WHERE a.mosse > 0) AS w",
        keys: "w.utilizzatore_id, w.borsa",
    };
    let wallets = all(inspector, &wallets, |one: &PortafoglioLetto| {
        vec![one.utilizzatore.0.into(), one.borsa.as_str().to_owned().into()]
    })
    .await?;
    world.mosse = wallets.iter().map(|one| ((one.utilizzatore, one.borsa), one.mosse)).collect();
    world.portafogli = wallets.into_iter().map(|one| ((one.utilizzatore, one.borsa), one.portafoglio)).collect();
    Ok(())
}

async fn refunds(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    let asked = collect!(
        inspector, RimborsoLetto => Rimborso, RIMBORSO,
        "rimborsi AS n", "n.utilizzatore_id, n.id", |one| ids(one.home(), one.key())
    );
    world.rimborsi = asked.map(|one| (one.id, one)).collect();
    let runs = collect!(
        inspector, CorsaRimborsiLetta => CorsaRimborsi, CORSA_RIMBORSI,
        "corse_rimborsi AS q", "q.id", |one| vec![one.key().into()]
    );
    world.corse_rimborsi = runs.map(|one| (one.id, one)).collect();
    let transfers = collect!(
        inspector, InvioRimborso => InvioRimborso, INVIO_RIMBORSO,
        "invii_rimborsi AS o", "o.utilizzatore_id, o.id", |one| ids(one.utilizzatore.0, one.id.0)
    );
    world.invii_rimborsi = transfers.map(|one| ((one.corsa, one.id), one)).collect();
    Ok(())
}

async fn work(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    let records = collect!(
        inspector, PrestazioneLetta => Prestazione, PRESTAZIONE,
        "prestazioni AS z", "z.utilizzatore_id, z.id", |one| ids(one.home(), one.key())
    );
    world.prestazioni = records.map(|one| (one.id, one)).collect();
    Ok(())
}

#[derive(Deserialize)]
struct Contatore<K, T> {
    chiave: K,
    anno: i32,
    valori: T,
}

type AnnoDiPrestatore = Contatore<PrestatoreId, AnnoPrestatore>;
type AnnoDiUtilizzatore = Contatore<UtilizzatoreId, AnnoUtilizzatore>;
type AnnoDiCoppia = Contatore<(UtilizzatoreId, PrestatoreId), AnnoCoppia>;

async fn years(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    let table = Table {
        document: "json_build_object('chiave', y.prestatore_id, 'anno', y.anno, 'valori', \
            json_build_object('compensi', y.compensi::text, 'esterni', y.esterni::text))",
        from: "anni_prestatore AS y",
        keys: "y.prestatore_id, y.anno",
    };
    let rows = all(inspector, &table, |one: &AnnoDiPrestatore| vec![one.chiave.0.into(), one.anno.into()]).await?;
    world.compensi_esterni = external(inspector).await?;
    world.anni_prestatore = rows.into_iter().map(|one| ((one.chiave, one.anno), one.valori)).collect();
    let table = Table {
        document: "json_build_object('chiave', y.utilizzatore_id, 'anno', y.anno, 'valori', \
            json_build_object('computato', y.computato::text, 'compensi', y.compensi::text))",
        from: "anni_utilizzatore AS y",
        keys: "y.utilizzatore_id, y.anno",
    };
    let rows = all(inspector, &table, |one: &AnnoDiUtilizzatore| vec![one.chiave.0.into(), one.anno.into()]).await?;
    world.anni_utilizzatore = rows.into_iter().map(|one| ((one.chiave, one.anno), one.valori)).collect();
    let table = Table {
        document: "json_build_object('chiave', json_build_array(y.utilizzatore_id, y.prestatore_id), 'anno', y.anno, \
            'valori', json_build_object('compensi', y.compensi::text, 'minuti', y.minuti, 'versione', y.versione))",
        from: "anni_coppia AS y",
        keys: "y.utilizzatore_id, y.anno, y.prestatore_id",
    };
    let position = |one: &AnnoDiCoppia| vec![one.chiave.0.0.into(), one.anno.into(), one.chiave.1.0.into()];
    let rows = all(inspector, &table, position).await?;
    world.anni_coppia = rows.into_iter().map(|one| ((one.chiave.0, one.anno, one.chiave.1), one.valori)).collect();
    Ok(())
}

/// What was ever told of external pay.
async fn external(inspector: &mut Inspector) -> Result<HashMap<(PrestatoreId, i32), EsterniNoti>, StoreError> {
    let told = collect!(
        inspector, EsterniLetti => EsterniNoti, ESTERNI,
        "(SELECT * FROM anni_prestatore AS a WHERE a.esterni_versione > 0) AS y", "y.prestatore_id, y.anno",
        |one| one.keys()
    );
    Ok(told.map(|one| ((one.compensi.prestatore, one.compensi.anno), one)).collect())
}

#[derive(Deserialize)]
struct Saldo {
    conto: String,
    titolare: Option<Uuid>,
    importo: Euro,
}

async fn balances(inspector: &mut Inspector, world: &mut World) -> Result<(), StoreError> {
    let statement = Statement::new("SELECT json_build_object('conto', s.conto, 'titolare', s.titolare, ")
        .sql("'importo', sum(s.importo)::text)::text FROM scritture AS s GROUP BY s.conto, s.titolare");
    let rows: Vec<Saldo> = inspector.fetch(&statement).await?;
    world.saldi = rows.into_iter().filter_map(|one| Some((account(&one.conto, one.titolare)?, one.importo))).collect();
    Ok(())
}

/// The account of this name and owner. A CHECK holds the names, so that none is left out.
fn account(name: &str, owner: Option<Uuid>) -> Option<Conto> {
    Some(match (name, owner) {
        ("portafoglio", Some(id)) => Conto::Portafoglio(UtilizzatoreId(id)),
        ("portafoglio_bonus", Some(id)) => Conto::PortafoglioBonus(UtilizzatoreId(id)),
        ("fondi_bonus", None) => Conto::FondiBonus,
        ("compensi", Some(id)) => Conto::Compensi(PrestatoreId(id)),
        ("posizione_contributiva", Some(id)) => Conto::PosizioneContributiva(PrestatoreId(id)),
        ("contributi_ivs", None) => Conto::ContributiIvs,
        ("premi_inail", None) => Conto::PremiInail,
        ("oneri_gestionali", None) => Conto::OneriGestionali,
        ("incassi", None) => Conto::Incassi,
        ("sospesi", None) => Conto::Sospesi,
        ("pagamenti", None) => Conto::Pagamenti,
        ("oneri_pagamento", None) => Conto::OneriPagamento,
        ("rimborsi", None) => Conto::Rimborsi,
        ("rimborsi_pagati", None) => Conto::RimborsiPagati,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_is_found_again_by_name_and_owner() {
        let (household, worker) = (UtilizzatoreId(Uuid::from_u128(1)), PrestatoreId(Uuid::from_u128(2)));
        let accounts = [
            Conto::Portafoglio(household),
            Conto::PortafoglioBonus(household),
            Conto::FondiBonus,
            Conto::Compensi(worker),
            Conto::ContributiIvs,
            Conto::PosizioneContributiva(worker),
            Conto::PremiInail,
            Conto::OneriGestionali,
            Conto::Incassi,
            Conto::Sospesi,
            Conto::Pagamenti,
            Conto::OneriPagamento,
            Conto::Rimborsi,
            Conto::RimborsiPagati,
        ];
        for conto in accounts {
            assert_eq!(account(conto.name(), conto.owner()), Some(conto));
        }
    }
}
