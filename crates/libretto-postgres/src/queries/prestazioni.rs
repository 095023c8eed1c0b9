//! Records: one with everything that is shown of it, and lists.

use super::{one_more, page};
use crate::connection::PostgresStore;
use crate::documents::{PERSONA, PRESTAZIONE, PrestazioneLetta};
use crate::names;
use crate::statement::Statement;
use libretto_core::explanation::Explanation;
use libretto_core::ids::PrestazioneId;
use libretto_core::persona::Persona;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::{FiltroPrestazioni, Page, Position, PrestazioneCompleta};
use libretto_core::prestazione::Prestazione;
use serde::Deserialize;

#[derive(Deserialize)]
struct Completa {
    prestazione: PrestazioneLetta,
    utilizzatore: Persona,
    prestatore: Persona,
    dettagli: Option<Dettagli>,
    spiegazione: Option<Explanation>,
}

#[derive(Deserialize, Default)]
struct Dettagli {
    luogo: String,
    nota: Option<String>,
}

pub(super) async fn prestazione(
    store: &PostgresStore,
    id: PrestazioneId,
) -> Result<Option<PrestazioneCompleta>, StoreError> {
    let statement = Statement::new("SELECT json_build_object('prestazione', ")
        .sql(PRESTAZIONE)
        .sql(", 'utilizzatore', (SELECT ")
        .sql(PERSONA)
        .sql(" FROM utilizzatori AS u JOIN persone AS p ON p.id = u.persona_id WHERE u.id = z.utilizzatore_id)")
        .sql(", 'prestatore', (SELECT ")
        .sql(PERSONA)
        .sql(" FROM prestatori AS l JOIN persone AS p ON p.id = l.persona_id WHERE l.id = z.prestatore_id)")
        .sql(", 'dettagli', (SELECT json_build_object('luogo', d.luogo, 'nota', d.nota) ")
        .sql("FROM dettagli_prestazioni AS d WHERE d.prestazione_id = z.id ORDER BY d.versione DESC LIMIT 1)")
        .sql(", 'spiegazione', (SELECT e.spiegazione FROM eventi AS e ")
        .sql("WHERE e.casa = z.utilizzatore_id AND e.entita = z.id ")
        .sql("AND e.tipo IN ('prestazione_comunicata', 'prestazione_rettificata') ORDER BY e.numero DESC LIMIT 1)")
        .sql(")::text FROM prestazioni AS z WHERE z.id = ")
        .bind(id.0);
    let found: Option<Completa> = store.fetch_one(statement).await?;
    Ok(found.map(|found| {
        let Dettagli { luogo, nota } = found.dettagli.unwrap_or_default();
        PrestazioneCompleta {
            prestazione: found.prestazione.into(),
            utilizzatore: found.utilizzatore,
            prestatore: found.prestatore,
            luogo,
            nota,
            spiegazione: found.spiegazione,
        }
    }))
}

/// A filter with neither household nor worker finds nothing.
pub(super) async fn prestazioni(
    store: &PostgresStore,
    filtro: &FiltroPrestazioni,
    after: Option<Position>,
    limit: u32,
) -> Result<Page<Prestazione>, StoreError> {
    if filtro.utilizzatore.is_none() && filtro.prestatore.is_none() {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let mut statement = Statement::new("SELECT ").sql(PRESTAZIONE).sql("::text FROM prestazioni AS z WHERE TRUE");
    if let Some(id) = filtro.utilizzatore {
        statement.push(" AND z.utilizzatore_id = ").push_bind(id.0);
    }
    if let Some(id) = filtro.prestatore {
        statement.push(" AND z.prestatore_id = ").push_bind(id.0);
    }
    if let Some(stato) = filtro.stato {
        statement.push(" AND z.stato = ").push_bind(names::stato_prestazione(stato).to_owned());
    }
    if let Some(dal) = filtro.dal {
        statement.push(" AND z.giorno >= ").push_bind(dal);
    }
    if let Some(al) = filtro.al {
        statement.push(" AND z.giorno <= ").push_bind(al);
    }
    if let Some(Position { istante, id }) = after {
        statement.push(" AND (z.inizio, z.id) < (").push_bind(istante).push(", ").push_bind(id).push(")");
    }
    statement.push(" ORDER BY z.inizio DESC, z.id DESC LIMIT ").push_bind(one_more(limit));
    let items: Vec<PrestazioneLetta> = store.fetch(statement).await?;
    let items: Vec<Prestazione> = items.into_iter().map(Into::into).collect();
    Ok(page(items, limit, |one| Position { istante: one.dati.inizio, id: one.id.0 }))
}
