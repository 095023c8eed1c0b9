//! Heirs and their cases.

use super::super::batch::Batch;
use super::super::counters::signed;
use super::super::eredi::Eredi;
use super::super::part::{Action, Part};
use super::{documents, insert};
use libretto_core::eredi::Pratica;
use libretto_core::ids::UtilizzatoreId;
use serde::ser::Error;
use std::collections::BTreeMap;

/// A case that goes on: the version it has, and what it is afterwards.
type Seguita<'a> = (u32, &'a Pratica);

/// The parts of heirs.
///
/// # Errors
/// A document that cannot be written, or a case whose events come without what it is after them.
pub(in crate::commit) fn parts(
    eredi: &Eredi,
    after: &BTreeMap<UtilizzatoreId, Pratica>,
) -> serde_json::Result<Vec<Part>> {
    let known = eredi.pratiche.iter().map(|(id, before)| {
        let pratica = after.get(id).ok_or_else(|| serde_json::Error::custom("a case without its state"))?;
        Ok((*before, pratica))
    });
    let known = known.collect::<serde_json::Result<Vec<Seguita<'_>>>>()?;
    let (new, changed): (Vec<_>, Vec<_>) = known.into_iter().partition(|(before, _)| *before == 0);
    Ok(vec![
        pratiche_cambiate(&changed)?,
        eredi_nuovi(eredi)?,
        insert("pratiche_nuove", "pratiche_eredi", pratiche(&new)?),
        dichiaranti(eredi),
    ])
}

fn eredi_nuovi(eredi: &Eredi) -> serde_json::Result<Part> {
    let rows = &eredi.nuovi;
    let batch = Batch::new(rows.len())
        .uuid("id", rows.keys().map(|id| id.0))
        .uuid("persona_id", rows.values().map(|row| row.persona.0))
        .instant("registrato_il", rows.values().map(|row| row.registrato_il))
        .jsonb("dichiarazioni", documents(rows.values().map(|row| &row.dichiarazioni))?.into_iter())
        .int("versione", rows.values().map(|row| signed(row.versione)));
    Ok(insert("eredi_nuovi", "eredi", batch))
}

fn pratiche(rows: &[Seguita<'_>]) -> serde_json::Result<Batch> {
    Ok(Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|(_, row)| row.utilizzatore.0))
        .jsonb("pratica", documents(rows.iter().map(|(_, row)| *row))?.into_iter())
        .bool("da_lavorare", rows.iter().map(|(_, row)| row.is_to_work()))
        .instant("aperta_il", rows.iter().map(|(_, row)| row.aperta_il))
        .instant("aggiornata_il", rows.iter().map(|(_, row)| row.aggiornata_il))
        .int("versione", rows.iter().map(|(_, row)| signed(row.versione))))
}

fn pratiche_cambiate(rows: &[Seguita<'_>]) -> serde_json::Result<Part> {
    Ok(Part {
        name: "pratiche_cambiate",
        table: "pratiche_eredi",
        keys: "utilizzatore_id",
        action: Action::Update {
            set: "pratica = d.pratica, da_lavorare = d.da_lavorare, aggiornata_il = d.aggiornata_il, \
                versione = d.versione",
            condition: "t.utilizzatore_id = d.utilizzatore_id AND t.versione = d.prima",
        },
        guarded: true,
        batch: pratiche(rows)?.int("prima", rows.iter().map(|(before, _)| signed(*before))),
    })
}

/// Who was refused may declare themselves again: the heir is found in the case already.
fn dichiaranti(eredi: &Eredi) -> Part {
    let rows = &eredi.dichiaranti;
    let batch = Batch::new(rows.len())
        .uuid("erede_id", rows.iter().map(|(erede, _)| erede.0))
        .uuid("utilizzatore_id", rows.iter().map(|(_, utilizzatore)| utilizzatore.0));
    Part {
        name: "dichiaranti",
        table: "pratiche_di_erede",
        keys: "erede_id, utilizzatore_id",
        action: Action::Upsert { admitted: "TRUE", on_conflict: "ON CONFLICT (erede_id, utilizzatore_id) DO NOTHING" },
        guarded: false,
        batch,
    }
}
