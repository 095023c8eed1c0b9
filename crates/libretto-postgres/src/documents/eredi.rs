//! The cases of heirs.

use super::{PERSONA, PORTAFOGLIO, RIMBORSO, RimborsoLetto};
use crate::statement::Statement;
use libretto_core::eredi::{Pratica, Resto};
use libretto_core::persona::Persona;
use libretto_core::portafoglio::Portafoglio;
use libretto_core::rimborso::Rimborso;
use serde::Deserialize;
use std::collections::HashMap;

/// Writes the document of a case with its persons, its refunds and what is left in it, from `pratiche_eredi q`. Persons and refunds are looked up
/// by their keys, however many the planner takes the document to name.
pub(crate) fn write_pratica(statement: &mut Statement) {
    statement.push("json_build_object('pratica', q.pratica, 'persone', (SELECT json_agg(").push(PERSONA);
    statement.push(" ORDER BY p.id) FROM persone AS p WHERE p.id = ANY(ARRAY(");
    statement.push("SELECT CAST(x.una ->> 'persona' AS uuid) FROM jsonb_array_elements(q.pratica -> 'dichiarazioni') ");
    statement.push("AS x (una) UNION ALL SELECT CAST(y.id AS uuid) ");
    statement.push("FROM jsonb_array_elements(q.pratica -> 'dichiarazioni') AS x (una), ");
    statement.push("jsonb_array_elements_text(x.una -> 'contenuto' -> 'coeredi') AS y (id)))), 'rimborsi', ");
    statement.push("(SELECT json_agg(").push(RIMBORSO).push(") FROM rimborsi AS n ");
    statement.push("WHERE n.utilizzatore_id = q.utilizzatore_id AND n.id = ANY(ARRAY(");
    statement.push("SELECT CAST(r.una ->> 'rimborso' AS uuid) ");
    statement.push("FROM jsonb_array_elements(q.pratica -> 'richieste') AS r (una)))), 'portafoglio', (SELECT ");
    statement.push(PORTAFOGLIO);
    statement.push(" FROM portafogli AS w WHERE w.utilizzatore_id = q.utilizzatore_id AND w.borsa = 'propria'), ");
    statement.push("'lavoro_in_sospeso', EXISTS (SELECT 1 FROM prestazioni AS z ");
    statement.push("WHERE z.utilizzatore_id = q.utilizzatore_id AND z.stato IN ('accettata', 'convalidata')))");
}

/// A case with what is loaded with it.
#[derive(Deserialize)]
pub(crate) struct PraticaLetta {
    pratica: Pratica,
    persone: Option<Vec<Persona>>,
    rimborsi: Option<Vec<RimborsoLetto>>,
    portafoglio: Option<Portafoglio>,
    lavoro_in_sospeso: bool,
}

/// A case, part by part.
pub(crate) struct Parti {
    pub(crate) pratica: Pratica,
    /// In order of identifier.
    pub(crate) persone: Vec<Persona>,
    /// In the order of the case.
    pub(crate) rimborsi: Vec<Rimborso>,
    /// The purse of own money.
    pub(crate) portafoglio: Portafoglio,
    /// Whether accepted work waits for its payment.
    pub(crate) lavoro_in_sospeso: bool,
}

impl PraticaLetta {
    /// The case, part by part.
    pub(crate) fn into_parts(self) -> Parti {
        let mut found: HashMap<_, Rimborso> =
            self.rimborsi.into_iter().flatten().map(|one| (one.key(), one.into())).collect();
        let rimborsi = self.pratica.richieste.iter().filter_map(|one| found.remove(&one.rimborso.0)).collect();
        Parti {
            pratica: self.pratica,
            persone: self.persone.unwrap_or_default(),
            rimborsi,
            portafoglio: self.portafoglio.unwrap_or_default(),
            lavoro_in_sospeso: self.lavoro_in_sospeso,
        }
    }
}

impl Parti {
    /// What is left in the case.
    pub(crate) fn resto(&self) -> Resto {
        Resto { denaro: self.portafoglio.disponibile().is_positive(), lavoro: self.lavoro_in_sospeso }
    }
}
