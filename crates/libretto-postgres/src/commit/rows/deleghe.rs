//! Delegations, and that those by which bodies act still hold.

use super::super::batch::Batch;
use super::super::counters::signed;
use super::super::deleghe::Deleghe;
use super::super::part::{Action, Part};
use super::{documents, insert, update};
use crate::names;
use libretto_core::ids::DelegaId;
use std::collections::BTreeSet;

/// No event commits by a delegation that is revoked (DEL-01). The row is held until the end of the statement, so that a
/// revocation that comes at the same moment is either seen here or waits: who was told that it holds no more sees no act
/// after it. A change of people who act for themselves has no such part.
pub(in crate::commit) fn valide(deleghe: &BTreeSet<DelegaId>) -> Part {
    Part {
        name: "deleghe_valide",
        table: "deleghe",
        keys: "id",
        action: Action::Require {
            condition: "EXISTS (SELECT 1 FROM deleghe AS t WHERE t.id = d.id AND t.revocata_il IS NULL FOR SHARE)",
        },
        guarded: true,
        batch: Batch::new(deleghe.len()).uuid("id", deleghe.iter().map(|id| id.0)),
    }
}

/// The parts of delegations.
pub(in crate::commit) fn parts(deleghe: &Deleghe) -> serde_json::Result<Vec<Part>> {
    Ok(vec![revocate(deleghe), nuove(deleghe)?])
}

fn revocate(deleghe: &Deleghe) -> Part {
    let rows = &deleghe.revoche;
    let batch = Batch::new(rows.len())
        .uuid("delegante_id", rows.keys().map(|key| key.0.0))
        .uuid("id", rows.keys().map(|key| key.1.0))
        .int("prima", rows.values().map(|(versioni, _)| signed(versioni.prima)))
        .int("versione", rows.values().map(|(versioni, _)| signed(versioni.dopo)))
        .instant("revocata_il", rows.values().map(|(_, istante)| *istante));
    update(
        "deleghe_revocate",
        "deleghe",
        "revocata_il = d.revocata_il, versione = d.versione",
        "t.delegante_id = d.delegante_id AND t.id = d.id AND t.versione = d.prima",
        batch,
    )
}

fn nuove(deleghe: &Deleghe) -> serde_json::Result<Part> {
    let rows: Vec<_> = deleghe.nuove.values().collect();
    let what = || rows.iter().map(|row| &row.conferita);
    let batch = Batch::new(rows.len())
        .uuid("delegante_id", what().map(|one| one.delegante.0))
        .uuid("id", rows.iter().map(|row| row.id.0))
        .text("ruolo", what().map(|one| names::ruolo(one.ruolo)))
        .uuid("ente_id", what().map(|one| one.ente.id.0))
        .text("ente_categoria", what().map(|one| names::categoria_ente(one.ente.categoria)))
        .jsonb("ambiti", documents(what().map(|one| &one.ambiti))?.into_iter())
        .date("dal", what().map(|one| one.dal))
        .date("al", what().map(|one| one.al))
        .optional_text(
            "documento_riferimento",
            what().map(|one| one.documento.as_ref().map(|found| found.riferimento.clone())),
        )
        .optional_bytes("documento_sha256", what().map(|one| one.documento.as_ref().map(|found| found.sha256.to_vec())))
        .instant("conferita_il", rows.iter().map(|row| row.conferita_il))
        .instant("revocata_il", rows.iter().map(|row| row.revocata_il))
        .int("versione", rows.iter().map(|row| signed(row.versione)));
    Ok(insert("deleghe_nuove", "deleghe", batch))
}
