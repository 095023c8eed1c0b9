//! The cases of heirs.

use super::{PERSONA, RIMBORSO, RimborsoLetto};
use crate::statement::Statement;
use libretto_core::eredi::Pratica;
use libretto_core::persona::Persona;
use libretto_core::rimborso::Rimborso;
use serde::Deserialize;
use std::collections::HashMap;

/// Writes the document of a case with its persons and refunds, from `pratiche_eredi q`. Persons and refunds are looked up
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
    statement.push("FROM jsonb_array_elements(q.pratica -> 'richieste') AS r (una)))))");
}

/// A case with its persons, in order of identifier, and its refunds.
#[derive(Deserialize)]
pub(crate) struct PraticaLetta {
    pratica: Pratica,
    persone: Option<Vec<Persona>>,
    rimborsi: Option<Vec<RimborsoLetto>>,
}

impl PraticaLetta {
    /// The case, its persons, and its refunds in its order.
    pub(crate) fn into_parts(self) -> (Pratica, Vec<Persona>, Vec<Rimborso>) {
        let mut found: HashMap<_, Rimborso> =
            self.rimborsi.into_iter().flatten().map(|one| (one.key(), one.into())).collect();
        let rimborsi = self.pratica.richieste.iter().filter_map(|one| found.remove(&one.rimborso.0)).collect();
        (self.pratica, self.persone.unwrap_or_default(), rimborsi)
    }
}
