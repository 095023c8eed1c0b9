//! Top-ups, bonuses, receipts, payments and pay runs.

use super::super::batch::Batch;
use super::super::counters::signed;
use super::super::entities::{Accredito, Entities};
use super::super::part::Part;
use super::{documents, insert, update};
use crate::names;
use libretto_core::ids::{RicevutaId, VersamentoId};
use libretto_core::pagamento::Corsa;
use libretto_core::portafoglio::Versamento;
use uuid::Uuid;

/// The parts of money other than wallets and ledger.
pub(in crate::commit) fn parts(entities: &Entities) -> serde_json::Result<Vec<Part>> {
    Ok(vec![
        accrediti(&entities.accrediti.iter().collect::<Vec<_>>()),
        appropriazioni(entities),
        bonus(entities),
        chiusure(entities)?,
        versamenti(&entities.versamenti.values().collect::<Vec<_>>()),
        ricevute(entities),
        corse(&entities.corse.values().collect::<Vec<_>>())?,
        pagamenti(entities)?,
    ])
}

fn versamenti(rows: &[&(Versamento, Option<RicevutaId>)]) -> Part {
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|(row, _)| row.utilizzatore.0))
        .uuid("id", rows.iter().map(|(row, _)| row.id.0))
        .euro("importo", rows.iter().map(|(row, _)| row.importo))
        .text("numero_avviso", rows.iter().map(|(row, _)| &row.avviso.numero_avviso))
        .text("iuv", rows.iter().map(|(row, _)| &row.avviso.iuv))
        .text("qr", rows.iter().map(|(row, _)| &row.avviso.qr))
        .text("ente_creditore", rows.iter().map(|(row, _)| &row.avviso.ente_creditore))
        .text("stato", rows.iter().map(|(row, _)| names::stato_versamento(row.stato)))
        .instant("aperto_il", rows.iter().map(|(row, _)| row.aperto_il))
        .instant("accreditato_il", rows.iter().map(|(row, _)| row.accreditato_il))
        .uuid("ricevuta_id", rows.iter().map(|(_, ricevuta)| ricevuta.map(|id| id.0)))
        .int("versione", rows.iter().map(|(row, _)| signed(row.versione)));
    insert("versamenti_nuovi", "versamenti", batch)
}

fn accrediti(rows: &[(&(Uuid, VersamentoId), &Accredito)]) -> Part {
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|(key, _)| key.0))
        .uuid("id", rows.iter().map(|(key, _)| key.1.0))
        .instant("accreditato_il", rows.iter().map(|(_, row)| row.istante))
        .uuid("ricevuta_id", rows.iter().map(|(_, row)| row.ricevuta.0))
        .int("prima", rows.iter().map(|(_, row)| signed(row.versioni.prima)))
        .int("dopo", rows.iter().map(|(_, row)| signed(row.versioni.dopo)));
    update(
        "versamenti_accreditati",
        "versamenti",
        "stato = 'accreditato', accreditato_il = d.accreditato_il, ricevuta_id = d.ricevuta_id, versione = d.dopo",
        "t.utilizzatore_id = d.utilizzatore_id AND t.id = d.id AND t.versione = d.prima",
        batch,
    )
}

fn bonus(entities: &Entities) -> Part {
    let rows = &entities.bonus;
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.values().map(|row| row.utilizzatore.0))
        .uuid("id", rows.values().map(|row| row.id.0))
        .euro("importo", rows.values().map(|row| row.importo))
        .date("accolto_il", rows.values().map(|row| row.accolto_il))
        .instant("concesso_il", rows.values().map(|row| row.concesso_il))
        .instant("appropriato_il", rows.values().map(|row| row.appropriato_il))
        .int("versione", rows.values().map(|row| signed(row.versione)));
    insert("bonus_nuovi", "bonus", batch)
}

fn appropriazioni(entities: &Entities) -> Part {
    let rows = &entities.appropriazioni;
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.keys().map(|key| key.0))
        .uuid("id", rows.keys().map(|key| key.1.0))
        .instant("appropriato_il", rows.values().map(|row| row.1))
        .int("prima", rows.values().map(|row| signed(row.0.prima)))
        .int("dopo", rows.values().map(|row| signed(row.0.dopo)));
    update(
        "bonus_appropriati",
        "bonus",
        "appropriato_il = d.appropriato_il, versione = d.dopo",
        "t.utilizzatore_id = d.utilizzatore_id AND t.id = d.id AND t.versione = d.prima",
        batch,
    )
}

fn ricevute(entities: &Entities) -> Part {
    let rows = &entities.ricevute;
    let batch = Batch::new(rows.len())
        .uuid("id", rows.iter().map(|row| row.id.0))
        .text("numero_avviso", rows.iter().map(|row| &row.numero_avviso))
        .euro("importo", rows.iter().map(|row| row.importo))
        .text("esito", rows.iter().map(|row| names::esito(row.esito).0))
        .uuid("versamento_id", rows.iter().map(|row| names::esito(row.esito).1.map(|id| id.0)))
        .optional_text("motivo", rows.iter().map(|row| names::esito(row.esito).2.map(str::to_owned)))
        .instant("registrata_il", rows.iter().map(|row| row.registrata_il));
    insert("ricevute_nuove", "ricevute", batch)
}

fn corse(rows: &[&Corsa]) -> serde_json::Result<Part> {
    let chiusure = rows.iter().map(|row| row.chiusura.as_ref().map(serde_json::to_string).transpose());
    let batch = Batch::new(rows.len())
        .uuid("id", rows.iter().map(|row| row.id.0))
        .date("mese", rows.iter().map(|row| row.mese.first_day()))
        .int("numero", rows.iter().map(|row| signed(row.numero)))
        .date("esecuzione", rows.iter().map(|row| row.esecuzione))
        .instant("aperta_il", rows.iter().map(|row| row.aperta_il))
        .jsonb("chiusura", chiusure.collect::<Result<Vec<_>, _>>()?.into_iter())
        .int("versione", rows.iter().map(|row| signed(row.versione)));
    Ok(insert("corse_nuove", "corse", batch))
}

fn chiusure(entities: &Entities) -> serde_json::Result<Part> {
    let rows: Vec<_> = entities.chiusure.iter().collect();
    let batch = Batch::new(rows.len())
        .uuid("id", rows.iter().map(|(id, _)| id.0))
        .jsonb("chiusura", documents(rows.iter().map(|(_, row)| &row.1))?.into_iter())
        .int("prima", rows.iter().map(|(_, row)| signed(row.0.prima)))
        .int("dopo", rows.iter().map(|(_, row)| signed(row.0.dopo)));
    Ok(update(
        "corse_chiuse",
        "corse",
        "chiusura = d.chiusura, versione = d.dopo",
        "t.id = d.id AND t.versione = d.prima",
        batch,
    ))
}

fn pagamenti(entities: &Entities) -> serde_json::Result<Part> {
    let rows = &entities.pagamenti;
    let batch = Batch::new(rows.len())
        .uuid("prestatore_id", rows.iter().map(|row| row.prestatore.0))
        .uuid("id", rows.iter().map(|row| row.id.0))
        .uuid("corsa_id", rows.iter().map(|row| row.corsa.0))
        .date("mese", rows.iter().map(|row| row.mese.first_day()))
        .text("modalita", rows.iter().map(|row| names::modalita(row.modalita).0))
        .uuid("coordinate_id", rows.iter().map(|row| names::modalita(row.modalita).1.map(|id| id.0)))
        .jsonb("prestazioni", documents(rows.iter().map(|row| &row.prestazioni))?.into_iter())
        .jsonb("quote", documents(rows.iter().map(|row| &row.quote))?.into_iter())
        .euro("lordo", rows.iter().map(|row| row.lordo))
        .euro("onere", rows.iter().map(|row| row.onere))
        .euro("netto", rows.iter().map(|row| row.netto))
        .euro("contributi", rows.iter().map(|row| row.contributi))
        .date("esecuzione", rows.iter().map(|row| row.esecuzione))
        .optional_text("mandato", rows.iter().map(|row| row.mandato.clone()));
    Ok(insert("pagamenti_nuovi", "pagamenti", batch))
}
