//! Records of work: new ones whole, existing ones where they change.

use super::super::batch::Batch;
use super::super::counters::signed;
use super::super::entities::{Cambio, Entities};
use super::super::part::Part;
use super::{insert, update};
use crate::names;
use libretto_core::ids::PrestazioneId;
use libretto_core::prestazione::{Dati, Prestazione};
use uuid::Uuid;

/// The parts of the records.
pub(in crate::commit) fn parts(entities: &Entities) -> Vec<Part> {
    vec![changed(&entities.cambi.iter().collect::<Vec<_>>()), new(&entities.prestazioni.values().collect::<Vec<_>>())]
}

/// The columns of what a record holds; nulls where there is nothing to write.
fn contents(batch: Batch, dati: &[Option<&Dati>]) -> Batch {
    let each = || dati.iter().copied();
    batch
        .optional_text("ambito", each().map(|dati| dati.map(|one| one.ambito.as_str().to_owned())))
        .instant("inizio", each().map(|dati| dati.map(|one| one.inizio)))
        .instant("fine", each().map(|dati| dati.map(|one| one.fine)))
        .date("giorno", each().map(|dati| dati.map(|one| one.giorno)))
        .int("pausa", each().map(|dati| dati.map(|one| signed(one.pausa.get()))))
        .int("minuti", each().map(|dati| dati.map(|one| signed(one.minuti.get()))))
        .int("titoli", each().map(|dati| dati.map(|one| signed(one.titoli.0))))
        .euro("costo", each().map(|dati| dati.map(|one| one.ripartizione.costo)))
        .euro("compenso", each().map(|dati| dati.map(|one| one.ripartizione.compenso)))
        .euro("ivs", each().map(|dati| dati.map(|one| one.ripartizione.ivs)))
        .euro("inail", each().map(|dati| dati.map(|one| one.ripartizione.inail)))
        .euro("oneri", each().map(|dati| dati.map(|one| one.ripartizione.oneri)))
        .euro("computato", each().map(|dati| dati.map(|one| one.computato)))
        .optional_text("borsa", each().map(|dati| dati.map(|one| one.borsa.as_str().to_owned())))
        .date("mese_pagamento", each().map(|dati| dati.map(|one| one.mese_pagamento().first_day())))
}

fn new(rows: &[&Prestazione]) -> Part {
    let dati: Vec<_> = rows.iter().map(|row| Some(&row.dati)).collect();
    let mandati = || rows.iter().map(|row| row.mandato.as_ref());
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|row| row.dati.utilizzatore.0))
        .uuid("id", rows.iter().map(|row| row.id.0))
        .uuid("prestatore_id", rows.iter().map(|row| row.dati.prestatore.0));
    let batch = contents(batch, &dati)
        .text("stato", rows.iter().map(|row| names::stato_prestazione(row.stato)))
        .instant("comunicata_il", rows.iter().map(|row| row.comunicata_il))
        .instant("aggiornata_il", rows.iter().map(|row| row.aggiornata_il))
        .instant("revocabile_fino", rows.iter().map(|row| row.revocabile_fino))
        .optional_text("mandato_numero", mandati().map(|one| one.map(|mandato| mandato.numero.clone())))
        .date("mandato_riscuotibile_dal", mandati().map(|one| one.map(|mandato| mandato.riscuotibile_dal)))
        .euro("mandato_onere", mandati().map(|one| one.map(|mandato| mandato.onere)))
        .uuid("pagamento_id", rows.iter().map(|row| row.pagamento.map(|id| id.0)))
        .int("versione", rows.iter().map(|row| signed(row.versione)));
    insert("prestazioni_nuove", "prestazioni", batch)
}

fn changed(rows: &[(&(Uuid, PrestazioneId), &Cambio)]) -> Part {
    let dati: Vec<_> = rows.iter().map(|(_, cambio)| cambio.dati.as_ref()).collect();
    let mandati = || rows.iter().map(|(_, cambio)| cambio.mandato.as_ref());
    let stati = rows.iter().map(|(_, cambio)| cambio.stato.map(|stato| names::stato_prestazione(stato).to_owned()));
    let batch = Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|(key, _)| key.0))
        .uuid("id", rows.iter().map(|(key, _)| key.1.0))
        .int("prima", rows.iter().map(|(_, cambio)| signed(cambio.versioni.prima)))
        .int("dopo", rows.iter().map(|(_, cambio)| signed(cambio.versioni.dopo)))
        .optional_text("stato", stati)
        .instant("aggiornata_il", rows.iter().map(|(_, cambio)| cambio.aggiornata_il))
        .instant("revocabile_fino", rows.iter().map(|(_, cambio)| cambio.revocabile_fino))
        .optional_text("mandato_numero", mandati().map(|one| one.map(|mandato| mandato.numero.clone())))
        .date("mandato_riscuotibile_dal", mandati().map(|one| one.map(|mandato| mandato.riscuotibile_dal)))
        .euro("mandato_onere", mandati().map(|one| one.map(|mandato| mandato.onere)))
        .uuid("pagamento_id", rows.iter().map(|(_, cambio)| cambio.pagamento));
    update(
        "prestazioni_cambiate",
        "prestazioni",
        "ambito = coalesce(d.ambito, t.ambito), inizio = coalesce(d.inizio, t.inizio), \
            fine = coalesce(d.fine, t.fine), giorno = coalesce(d.giorno, t.giorno), \
            pausa = coalesce(d.pausa, t.pausa), minuti = coalesce(d.minuti, t.minuti), \
            titoli = coalesce(d.titoli, t.titoli), costo = coalesce(d.costo, t.costo), \
            compenso = coalesce(d.compenso, t.compenso), ivs = coalesce(d.ivs, t.ivs), \
            inail = coalesce(d.inail, t.inail), oneri = coalesce(d.oneri, t.oneri), \
            computato = coalesce(d.computato, t.computato), \
            borsa = coalesce(d.borsa, t.borsa), \
            mese_pagamento = coalesce(d.mese_pagamento, t.mese_pagamento), stato = coalesce(d.stato, t.stato), \
            aggiornata_il = d.aggiornata_il, revocabile_fino = coalesce(d.revocabile_fino, t.revocabile_fino), \
            mandato_numero = coalesce(d.mandato_numero, t.mandato_numero), \
            mandato_riscuotibile_dal = coalesce(d.mandato_riscuotibile_dal, t.mandato_riscuotibile_dal), \
            mandato_onere = coalesce(d.mandato_onere, t.mandato_onere), \
            pagamento_id = coalesce(d.pagamento_id, t.pagamento_id), versione = d.dopo",
        "t.utilizzatore_id = d.utilizzatore_id AND t.id = d.id AND t.versione = d.prima",
        contents(batch, &dati),
    )
}
