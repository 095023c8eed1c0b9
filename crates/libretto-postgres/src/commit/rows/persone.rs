//! People: who they are, their profiles, how they are paid, what they certify and declare.

use super::super::batch::Batch;
use super::super::counters::signed;
use super::super::entities::{Entities, NuovoPrestatore, Versioni};
use super::super::part::{Action, Part};
use super::{documents, insert, update};
use crate::fingerprint::FingerprintKey;
use crate::names;
use libretto_core::comunicazione_obbligatoria::Comunicata;
use libretto_core::ids::PrestatoreId;
use libretto_core::persona::{Persona, PersonalRecord};

/// The personal data of a change.
pub(in crate::commit) fn personal(records: &[PersonalRecord], key: &FingerprintKey) -> Vec<Part> {
    let (mut people, mut accounts, mut refunds, mut details) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for record in records {
        match record {
            PersonalRecord::Persona(persona) => people.push(persona),
            PersonalRecord::Coordinate { id, prestatore, iban } => accounts.push((prestatore.0, id.0, iban)),
            PersonalRecord::CoordinateRimborso { id, utilizzatore, iban } => {
                refunds.push((utilizzatore.0, id.0, iban));
            }
            PersonalRecord::Dettagli { prestazione, versione, luogo, nota } => {
                details.push((prestazione.0, signed(*versione), luogo, nota));
            }
        }
    }
    let coordinate = Batch::new(accounts.len())
        .uuid("prestatore_id", accounts.iter().map(|row| row.0))
        .uuid("id", accounts.iter().map(|row| row.1))
        .text("iban", accounts.iter().map(|row| row.2.as_str()));
    let rimborsi = Batch::new(refunds.len())
        .uuid("utilizzatore_id", refunds.iter().map(|row| row.0))
        .uuid("id", refunds.iter().map(|row| row.1))
        .text("iban", refunds.iter().map(|row| row.2.as_str()));
    let dettagli = Batch::new(details.len())
        .uuid("prestazione_id", details.iter().map(|row| row.0))
        .int("versione", details.iter().map(|row| row.1))
        .text("luogo", details.iter().map(|row| row.2))
        .optional_text("nota", details.iter().map(|row| row.3.clone()));
    vec![
        persone(&people, key),
        insert("coordinate_nuove", "coordinate", coordinate),
        insert("coordinate_rimborsi_nuove", "coordinate_rimborsi", rimborsi),
        insert("dettagli_nuovi", "dettagli_prestazioni", dettagli),
    ]
}

/// A person may come again with a second profile: what was asserted last is kept, under the same fiscal code.
fn persone(people: &[&Persona], key: &FingerprintKey) -> Part {
    let batch = Batch::new(people.len())
        .uuid("id", people.iter().map(|one| one.id.0))
        .bytes("impronta", people.iter().map(|one| key.of(&one.codice_fiscale)))
        .text("codice_fiscale", people.iter().map(|one| one.codice_fiscale.as_str()))
        .text("nome_proprio", people.iter().map(|one| one.nome_proprio.as_str()))
        .text("cognome", people.iter().map(|one| one.cognome.as_str()))
        .date("data_nascita", people.iter().map(|one| one.data_nascita));
    let on_conflict = "ON CONFLICT (id) DO UPDATE SET nome_proprio = excluded.nome_proprio, \
        cognome = excluded.cognome, data_nascita = excluded.data_nascita";
    Part {
        name: "persone_nuove",
        table: "persone",
        keys: "id",
        action: Action::Upsert { admitted: "TRUE", on_conflict },
        guarded: false,
        batch,
    }
}

/// The profiles.
pub(in crate::commit) fn parts(entities: &Entities) -> serde_json::Result<Vec<Part>> {
    Ok(vec![
        utilizzatori(entities)?,
        decessi(entities),
        prestatori(&entities.prestatori.iter().collect::<Vec<_>>()),
        prestatori_cambiati(&entities.prestatori_cambiati.iter().collect::<Vec<_>>()),
        scelte(entities),
        rese(entities),
        cessate(entities),
        rapporti(entities),
        comunicazioni_nuove(entities),
        comunicazioni_cambiate(entities),
    ])
}

fn utilizzatori(entities: &Entities) -> serde_json::Result<Part> {
    let rows = &entities.utilizzatori;
    let batch = Batch::new(rows.len())
        .uuid("id", rows.keys().map(|id| id.0))
        .uuid("persona_id", rows.values().map(|row| row.persona.0))
        .instant("registrato_il", rows.values().map(|row| row.registrato_il))
        .jsonb("dichiarazioni", documents(rows.values().map(|row| &row.dichiarazioni))?.into_iter())
        .date("decesso_giorno", rows.values().map(|row| row.decesso.map(|one| one.giorno)))
        .instant("decesso_ora", rows.values().map(|row| row.decesso.and_then(|one| one.ora)))
        .instant("decesso_registrato_il", rows.values().map(|row| row.decesso.map(|one| one.registrato_il)))
        .int("versione", rows.values().map(|row| signed(row.versione)));
    Ok(insert("utilizzatori_nuovi", "utilizzatori", batch))
}

fn decessi(entities: &Entities) -> Part {
    let rows = &entities.decessi;
    let batch = Batch::new(rows.len())
        .uuid("id", rows.keys().map(|id| id.0))
        .date("giorno", rows.values().map(|(_, decesso)| decesso.giorno))
        .instant("ora", rows.values().map(|(_, decesso)| decesso.ora))
        .instant("registrato_il", rows.values().map(|(_, decesso)| decesso.registrato_il))
        .int("prima", rows.values().map(|(versioni, _)| signed(versioni.prima)))
        .int("dopo", rows.values().map(|(versioni, _)| signed(versioni.dopo)));
    update(
        "utilizzatori_deceduti",
        "utilizzatori",
        "decesso_giorno = d.giorno, decesso_ora = d.ora, decesso_registrato_il = d.registrato_il, versione = d.dopo",
        "t.id = d.id AND t.versione = d.prima",
        batch,
    )
}

fn prestatori(rows: &[(&PrestatoreId, &NuovoPrestatore)]) -> Part {
    let batch = Batch::new(rows.len())
        .uuid("id", rows.iter().map(|(id, _)| id.0))
        .uuid("persona_id", rows.iter().map(|(_, row)| row.persona.0))
        .instant("registrato_il", rows.iter().map(|(_, row)| row.registrato_il))
        .int("versione", rows.iter().map(|(_, row)| signed(row.versione)));
    insert("prestatori_nuovi", "prestatori", batch)
}

fn prestatori_cambiati(rows: &[(&PrestatoreId, &Versioni)]) -> Part {
    let batch = Batch::new(rows.len())
        .uuid("id", rows.iter().map(|(id, _)| id.0))
        .int("prima", rows.iter().map(|(_, versioni)| signed(versioni.prima)))
        .int("dopo", rows.iter().map(|(_, versioni)| signed(versioni.dopo)));
    update("prestatori_cambiati", "prestatori", "versione = d.dopo", "t.id = d.id AND t.versione = d.prima", batch)
}

fn scelte(entities: &Entities) -> Part {
    let rows = &entities.scelte;
    let batch = Batch::new(rows.len())
        .uuid("prestatore_id", rows.iter().map(|row| row.prestatore.0))
        .int("numero", rows.iter().map(|row| signed(row.numero)))
        .instant("dal", rows.iter().map(|row| row.dal))
        .text("tipo", rows.iter().map(|row| names::modalita(row.modalita).0))
        .uuid("coordinate_id", rows.iter().map(|row| names::modalita(row.modalita).1.map(|id| id.0)));
    insert("scelte_nuove", "modalita_scelte", batch)
}

fn rese(entities: &Entities) -> Part {
    let rows = &entities.rese;
    let batch = Batch::new(rows.len())
        .uuid("prestatore_id", rows.iter().map(|row| row.prestatore.0))
        .int("numero", rows.iter().map(|row| signed(row.numero)))
        .int("riga", rows.iter().map(|row| signed(row.riga)))
        .text("categoria", rows.iter().map(|row| names::categoria(row.contenuto.categoria)))
        .date("dal", rows.iter().map(|row| row.contenuto.dal))
        .date("al", rows.iter().map(|row| row.contenuto.al))
        .instant("resa_il", rows.iter().map(|row| row.contenuto.resa_il));
    insert("rese_nuove", "autocertificazioni", batch)
}

/// Ends what is open of a category, however many rows that is.
fn cessate(entities: &Entities) -> Part {
    let rows = &entities.cessate;
    let batch = Batch::new(rows.len())
        .uuid("prestatore_id", rows.keys().map(|key| key.0.0))
        .text("categoria", rows.keys().map(|key| key.1))
        .date("al", rows.values().copied());
    Part {
        name: "rese_cessate",
        table: "autocertificazioni",
        keys: "prestatore_id, categoria",
        action: Action::Update {
            set: "al = d.al",
            condition: "t.prestatore_id = d.prestatore_id AND t.categoria = d.categoria AND t.al IS NULL",
        },
        guarded: false,
        batch,
    }
}

fn rapporti(entities: &Entities) -> Part {
    let rows = &entities.rapporti;
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|row| row.utilizzatore.0))
        .uuid("prestatore_id", rows.iter().map(|row| row.prestatore.0))
        .uuid("id", rows.iter().map(|row| row.id.0))
        .text("tipo", rows.iter().map(|row| names::tipo_rapporto(row.tipo)))
        .date("dal", rows.iter().map(|row| row.dal))
        .date("al", rows.iter().map(|row| row.al));
    insert("rapporti_nuovi", "rapporti", batch)
}

/// The columns of employments of the registry.
fn comunicazioni(rows: &[&(u32, Comunicata)]) -> Batch {
    let each = || rows.iter().map(|(_, known)| &known.comunicazione);
    Batch::new(rows.len())
        .uuid("datore_id", each().map(|one| one.datore.0))
        .uuid("lavoratore_id", each().map(|one| one.lavoratore.0))
        .uuid("id", each().map(|one| one.id.0))
        .text("protocollo", each().map(|one| &one.protocollo))
        .text("tipo", each().map(|one| names::tipo_rapporto(one.tipo)))
        .date("dal", each().map(|one| one.dal))
        .date("al", each().map(|one| one.al))
        .int("versione", rows.iter().map(|(_, known)| signed(known.versione)))
}

fn comunicazioni_nuove(entities: &Entities) -> Part {
    let rows: Vec<_> = entities.comunicazioni.values().filter(|(before, _)| *before == 0).collect();
    insert("comunicazioni_nuove", "comunicazioni_obbligatorie", comunicazioni(&rows))
}

/// A protocol stays with its parties: what a later notice changes is the rest.
fn comunicazioni_cambiate(entities: &Entities) -> Part {
    let rows: Vec<_> = entities.comunicazioni.values().filter(|(before, _)| *before > 0).collect();
    let batch = comunicazioni(&rows).int("prima", rows.iter().map(|(before, _)| signed(*before)));
    update(
        "comunicazioni_cambiate",
        "comunicazioni_obbligatorie",
        "tipo = d.tipo, dal = d.dal, al = d.al, versione = d.versione",
        "t.datore_id = d.datore_id AND t.lavoratore_id = d.lavoratore_id AND t.id = d.id AND t.versione = d.prima",
        batch,
    )
}
