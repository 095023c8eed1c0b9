//! The register itself, its ledger, the outbox and the recorded reply.

use super::super::batch::Batch;
use super::super::counters::signed;
use super::super::part::{Action, Part, SCRITTURE};
use super::{documents, insert};
use crate::names;
use libretto_core::ENGINE;
use libretto_core::change::{ChangeSet, Recorded};
use libretto_core::event::Event;
use libretto_core::ledger::{Scrittura, Transazione};
use libretto_core::ports::Notice;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The parts of the register.
pub(in crate::commit) fn parts(
    change: &ChangeSet,
    recorded: &[&Recorded],
    transazioni: &[Transazione],
) -> serde_json::Result<Vec<Part>> {
    Ok(vec![eventi(&change.events)?, scritture(transazioni), avvisi(&change.notices), chiavi(recorded, change)?])
}

/// The streams that a change goes on with must have come to the event before: numbers have no gaps.
pub(in crate::commit) fn flussi(events: &[Event]) -> Part {
    let mut first: BTreeMap<(Uuid, Uuid), u32> = BTreeMap::new();
    for event in events {
        first.entry((event.flusso.casa, event.flusso.entita)).or_insert(event.flusso.numero);
    }
    first.retain(|_, numero| *numero > 1);
    let batch = Batch::new(first.len())
        .uuid("casa", first.keys().map(|key| key.0))
        .uuid("entita", first.keys().map(|key| key.1))
        .int("numero", first.values().map(|numero| signed(numero.saturating_sub(1))));
    Part {
        name: "flussi_continui",
        table: "eventi",
        keys: "",
        action: Action::Require {
            condition: "EXISTS (SELECT 1 FROM eventi AS t \
                WHERE t.casa = d.casa AND t.entita = d.entita AND t.numero = d.numero)",
        },
        guarded: true,
        batch,
    }
}

fn eventi(events: &[Event]) -> serde_json::Result<Part> {
    let why = events.iter().map(|event| event.spiegazione.as_ref().map(serde_json::to_string).transpose());
    let batch = Batch::new(events.len())
        .uuid("casa", events.iter().map(|event| event.flusso.casa))
        .uuid("entita", events.iter().map(|event| event.flusso.entita))
        .int("numero", events.iter().map(|event| signed(event.flusso.numero)))
        .uuid("id", events.iter().map(|event| event.id.0))
        .instant("istante", events.iter().map(|event| event.istante))
        .jsonb("attore", documents(events.iter().map(|event| &event.attore))?.into_iter())
        .uuid("soggetto", events.iter().map(|event| event.soggetto.map(|id| id.0)))
        .text("canale", events.iter().map(|event| names::canale(event.canale)))
        .optional_text("credenziale", events.iter().map(|event| event.credenziale.map(names::credenziale)))
        .uuid("delega", events.iter().map(|event| event.delega.map(|id| id.0)))
        .text("tipo", events.iter().map(|event| event.fatto.name()))
        .jsonb("fatto", documents(events.iter().map(|event| &event.fatto))?.into_iter())
        .json("spiegazione", why.collect::<Result<Vec<_>, _>>()?.into_iter())
        .text("motore", events.iter().map(|_| ENGINE));
    Ok(insert("eventi_nuovi", "eventi", batch))
}

/// Lines of nothing say nothing and are left out; the others keep their place in the transaction.
fn scritture(transazioni: &[Transazione]) -> Part {
    let rows: Vec<(&Transazione, i32, &Scrittura)> = transazioni
        .iter()
        .flat_map(|one| (0..).zip(&one.scritture).map(move |(riga, line)| (one, riga, line)))
        .filter(|(_, _, line)| !line.importo.is_zero())
        .collect();
    let batch = Batch::new(rows.len())
        .uuid("casa", rows.iter().map(|(one, _, _)| one.casa))
        .uuid("evento", rows.iter().map(|(one, _, _)| one.evento.0))
        .int("riga", rows.iter().map(|(_, riga, _)| *riga))
        .text("conto", rows.iter().map(|(_, _, line)| line.conto.name()))
        .uuid("titolare", rows.iter().map(|(_, _, line)| line.conto.owner()))
        .euro("importo", rows.iter().map(|(_, _, line)| line.importo))
        .text("causale", rows.iter().map(|(one, _, _)| one.causale))
        .uuid("riferimento", rows.iter().map(|(one, _, _)| one.riferimento))
        .instant("istante", rows.iter().map(|(one, _, _)| one.istante));
    insert(SCRITTURE, "scritture", batch)
}

fn avvisi(notices: &[Notice]) -> Part {
    let batch = Batch::new(notices.len())
        .uuid("evento", notices.iter().map(|notice| notice.evento.0))
        .uuid("destinatario", notices.iter().map(|notice| notice.destinatario.0))
        .text("causale", notices.iter().map(|notice| &notice.causale))
        .instant("istante", notices.iter().map(|notice| notice.istante))
        .text("testo", notices.iter().map(|notice| &notice.testo));
    insert("avvisi_nuovi", "avvisi", batch)
}

fn chiavi(recorded: &[&Recorded], change: &ChangeSet) -> serde_json::Result<Part> {
    let istante = change.events.first().map(|event| event.istante);
    let batch = Batch::new(recorded.len())
        .text("chiamante", recorded.iter().map(|one| &one.idempotency.caller))
        .text("chiave", recorded.iter().map(|one| &one.idempotency.key))
        .bytes("impronta", recorded.iter().map(|one| one.idempotency.fingerprint.to_vec()))
        .int("status", recorded.iter().map(|one| i32::from(one.reply.status)))
        .json("headers", documents(recorded.iter().map(|one| &one.reply.headers))?.into_iter())
        .text("body", recorded.iter().map(|one| &one.reply.body))
        .instant("istante", recorded.iter().map(|_| istante));
    Ok(insert("chiavi_nuove", "chiavi_idempotenza", batch))
}
