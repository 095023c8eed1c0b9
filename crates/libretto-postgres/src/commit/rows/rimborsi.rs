//! Refunds, their transfers and their runs.

use super::super::batch::Batch;
use super::super::counters::signed;
use super::super::part::Part;
use super::super::refunds::Rimborsi;
use super::{documents, insert, update};
use crate::names;

/// The parts of refunds.
pub(in crate::commit) fn parts(rimborsi: &Rimborsi) -> serde_json::Result<Vec<Part>> {
    Ok(vec![changed(rimborsi), closed(rimborsi)?, new(rimborsi), runs(rimborsi)?, transfers(rimborsi)])
}

fn new(rimborsi: &Rimborsi) -> Part {
    let rows = &rimborsi.nuovi;
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.values().map(|row| row.utilizzatore.0))
        .uuid("id", rows.keys().map(|id| id.0))
        .uuid("beneficiario_id", rows.values().map(|row| row.beneficiario.0))
        .text("protocollo", rows.values().map(|row| &row.protocollo))
        .euro("richiesto", rows.values().map(|row| row.richiesto))
        .euro("importo", rows.values().map(|row| row.importo))
        .uuid("coordinate_id", rows.values().map(|row| row.coordinate.0))
        .text("intestazione", rows.values().map(|row| names::intestazione(row.cointestato)))
        .text("stato", rows.values().map(|row| names::stato_rimborso(row.stato)))
        .optional_text("motivo", rows.values().map(|row| row.motivo.map(|one| names::motivo_reiezione(one).to_owned())))
        .optional_text(
            "restituzione",
            rows.values().map(|row| row.restituzione.map(|one| names::motivo_restituzione(one).to_owned())),
        )
        .uuid("invio_id", rows.values().map(|row| row.invio.map(|id| id.0)))
        .instant("presentato_il", rows.values().map(|row| row.presentato_il))
        .instant("aggiornato_il", rows.values().map(|row| row.aggiornato_il))
        .int("versione", rows.values().map(|row| signed(row.versione)));
    insert("rimborsi_nuovi", "rimborsi", batch)
}

fn changed(rimborsi: &Rimborsi) -> Part {
    let rows = &rimborsi.cambi;
    let owned = |text: Option<&'static str>| text.map(str::to_owned);
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.keys().map(|key| key.0))
        .uuid("id", rows.keys().map(|key| key.1.0))
        .int("prima", rows.values().map(|row| signed(row.versioni.prima)))
        .int("dopo", rows.values().map(|row| signed(row.versioni.dopo)))
        .instant("aggiornato_il", rows.values().map(|row| row.aggiornato_il))
        .text("stato", rows.values().map(|row| names::stato_rimborso(row.stato)))
        .euro("importo", rows.values().map(|row| row.importo))
        .uuid("coordinate_id", rows.values().map(|row| row.coordinate))
        .optional_text("intestazione", rows.values().map(|row| owned(row.intestazione)))
        .optional_text("motivo", rows.values().map(|row| owned(row.motivo)))
        .optional_text("restituzione", rows.values().map(|row| owned(row.restituzione)))
        .uuid("invio_id", rows.values().map(|row| row.invio));
    update(
        "rimborsi_cambiati",
        "rimborsi",
        "stato = d.stato, aggiornato_il = d.aggiornato_il, importo = coalesce(d.importo, t.importo), \
            coordinate_id = coalesce(d.coordinate_id, t.coordinate_id), \
            intestazione = coalesce(d.intestazione, t.intestazione), motivo = coalesce(d.motivo, t.motivo), \
            restituzione = coalesce(d.restituzione, t.restituzione), invio_id = coalesce(d.invio_id, t.invio_id), \
            versione = d.dopo",
        "t.utilizzatore_id = d.utilizzatore_id AND t.id = d.id AND t.versione = d.prima",
        batch,
    )
}

fn runs(rimborsi: &Rimborsi) -> serde_json::Result<Part> {
    let rows = &rimborsi.corse;
    let chiusure = rows.values().map(|row| row.chiusura.as_ref().map(serde_json::to_string).transpose());
    let batch = Batch::new(rows.len())
        .uuid("id", rows.keys().map(|id| id.0))
        .int("numero", rows.values().map(|row| signed(row.numero)))
        .date("esecuzione", rows.values().map(|row| row.esecuzione))
        .instant("aperta_il", rows.values().map(|row| row.aperta_il))
        .jsonb("chiusura", chiusure.collect::<Result<Vec<_>, _>>()?.into_iter())
        .int("versione", rows.values().map(|row| signed(row.versione)));
    Ok(insert("corse_rimborsi_nuove", "corse_rimborsi", batch))
}

fn closed(rimborsi: &Rimborsi) -> serde_json::Result<Part> {
    let rows = &rimborsi.chiusure;
    let batch = Batch::new(rows.len())
        .uuid("id", rows.keys().map(|id| id.0))
        .jsonb("chiusura", documents(rows.values().map(|row| &row.1))?.into_iter())
        .int("prima", rows.values().map(|row| signed(row.0.prima)))
        .int("dopo", rows.values().map(|row| signed(row.0.dopo)));
    Ok(update(
        "corse_rimborsi_chiuse",
        "corse_rimborsi",
        "chiusura = d.chiusura, versione = d.dopo",
        "t.id = d.id AND t.versione = d.prima",
        batch,
    ))
}

fn transfers(rimborsi: &Rimborsi) -> Part {
    let rows = &rimborsi.invii;
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|row| row.utilizzatore.0))
        .uuid("id", rows.iter().map(|row| row.id.0))
        .uuid("corsa_id", rows.iter().map(|row| row.corsa.0))
        .uuid("rimborso_id", rows.iter().map(|row| row.rimborso.0))
        .uuid("beneficiario_id", rows.iter().map(|row| row.beneficiario.0))
        .uuid("coordinate_id", rows.iter().map(|row| row.coordinate.0))
        .euro("importo", rows.iter().map(|row| row.importo));
    insert("invii_rimborsi_nuovi", "invii_rimborsi", batch)
}
